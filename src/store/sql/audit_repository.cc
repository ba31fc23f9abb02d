#include <array>

#include "store/sql/links.h"
#include "store/sql/repositories.h"

namespace jeton::store::sql {
namespace {

using base::Result;
using domain::AuditRecord;

constexpr std::string_view kTable = "audit_records";
constexpr LinkTable kLinks{"audit_record_links", "record_id", "account_id"};

std::optional<domain::AuditVisibility> parse_visibility(std::string_view text) {
  for (const auto visibility : {domain::AuditVisibility::kPublic, domain::AuditVisibility::kPrivate}) {
    if (domain::to_string(visibility) == text) return visibility;
  }
  return std::nullopt;
}

/// A record without its account links.
AuditRecord read_record(RowReader& row) {
  AuditRecord record{row.id<domain::AuditRecordId>(), {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, 0};
  record.event = row.text();
  record.visibility = row.enumerator(parse_visibility);
  record.summary = row.text();
  record.details = row.text();
  record.object_id = row.text();
  record.object_name = row.text();
  record.object_type = row.enumerator(parse_object_type);
  record.timestamp = row.time();
  record.actor = row.actor();
  record.actor_account = row.optional_id<domain::AccountId>();
  record.documents = row.text();
  record.origin.ip = row.text();
  record.origin.user_agent = row.text();
  record.origin.correlation_id = row.text();
  record.revision = row.integer();
  return record;
}

Assignments columns_of(const AuditRecord& record, const domain::Digest& digest) {
  Assignments columns;
  columns.set("id", record.id)
      .set("event", record.event)
      .set("visibility", domain::to_string(record.visibility))
      .set("summary", record.summary)
      .set("details", record.details)
      .set("object_id", record.object_id)
      .set("object_name", record.object_name)
      .set("object_type", domain::to_string(record.object_type))
      .set("recorded_at", record.timestamp)
      .set("actor_kind", to_stored(record.actor.kind))
      .set("actor_id", record.actor.id)
      .set("actor_name", record.actor.name)
      .set("actor_account_id", record.actor_account)
      .set("documents", record.documents)
      .set("origin_ip", record.origin.ip)
      .set("origin_user_agent", record.origin.user_agent)
      .set("origin_correlation_id", record.origin.correlation_id)
      .set("revision", record.revision)
      .set("digest", to_hex(digest));
  return columns;
}

class SqlAudit final : public domain::AuditRepository {
 public:
  explicit SqlAudit(Transaction& transaction) : transaction_{transaction} {}

  Result<bool> append(const AuditRecord& record, const domain::Digest& digest) override {
    JETON_TRY(const auto inserted, transaction_.execute(columns_of(record, digest).insert_into(kTable)));
    if (inserted == 0) return false;
    JETON_CHECK(insert_links(transaction_, kLinks, record.id.str(), texts_of(record.account_links)));
    return true;
  }

  Result<std::vector<AuditRecord>> list_of_object(std::string_view object_id) override {
    // The history of one object. Index: audit_records_object.
    JETON_TRY(const auto rows,
              transaction_.query({"audit_records.list_of_object",
                                  "SELECT id, event, visibility, summary, details, object_id, object_name,"
                                  " object_type, recorded_at, actor_kind, actor_id, actor_name,"
                                  " actor_account_id, documents, origin_ip, origin_user_agent,"
                                  " origin_correlation_id, revision FROM audit_records"
                                  " WHERE object_id = ? ORDER BY recorded_at, ordinal",
                                  Parameters::of(object_id)}));
    JETON_TRY(auto records, read_all(rows, read_record));
    std::vector<std::string> ids;
    for (const auto& record : records) ids.push_back(record.id.str());
    JETON_TRY(const auto links, read_links(transaction_, kLinks, std::move(ids)));
    for (auto& record : records) record.account_links = ids_of<domain::AccountId>(links, record.id.str());
    return records;
  }

  Result<std::int64_t> approximate_count() override { return transaction_.approximate_count(kTable); }

 private:
  Transaction& transaction_;
};

}  // namespace

std::unique_ptr<domain::AuditRepository> make_audit(Transaction& transaction) {
  return std::make_unique<SqlAudit>(transaction);
}

}  // namespace jeton::store::sql
