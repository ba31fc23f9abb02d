#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/hex.h"
#include "base/text.h"
#include "domain/enumeration_names.h"
#include "store/sql/lists/audit_source.h"
#include "store/sql/lists/row_stream.h"
#include "store/sql/repositories/links.h"
#include "store/sql/repositories/repositories.h"

namespace jeton::store::sql {
namespace {

using base::Result;
using domain::AuditRecord;

constexpr std::string_view kAuditTable = "audit_records";
constexpr LinkTable kLinks{"audit_record_links", "record_id", "account_id"};

/// A record without its account links.
AuditRecord read_record(RowReader& row) {
  AuditRecord record{row.id<domain::AuditRecordId>(), {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, 0};
  record.event = row.text();
  record.visibility = row.enumerator(domain::enumerator_of<domain::AuditVisibility>);
  record.summary = row.text();
  record.details = row.text();
  record.object_id = row.text();
  record.object_name = row.text();
  record.object_type = row.enumerator(domain::enumerator_of<domain::ObjectType>);
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
      .set("summary_folded", base::fold_case(record.summary))
      .set("details", record.details)
      .set("details_folded", base::fold_case(record.details))
      .set("object_id", record.object_id)
      .set("object_name", record.object_name)
      .set("object_name_folded", base::fold_case(record.object_name))
      .set("object_type", domain::to_string(record.object_type))
      .set("recorded_at", record.timestamp)
      .set("actor_kind", to_stored(record.actor.kind))
      .set("actor_id", record.actor.id)
      .set("actor_name", record.actor.name)
      .set("actor_name_folded", base::fold_case(record.actor.name))
      .set("actor_account_id", record.actor_account)
      .set("documents", record.documents)
      .set("origin_ip", record.origin.ip)
      .set("origin_user_agent", record.origin.user_agent)
      .set("origin_user_agent_folded", base::fold_case(record.origin.user_agent))
      .set("origin_correlation_id", record.origin.correlation_id)
      .set("revision", record.revision)
      .set("digest", base::to_hex(digest));
  return columns;
}

class SqlAudit final : public domain::AuditRepository {
 public:
  explicit SqlAudit(Transaction& transaction) : transaction_{transaction} {}

  Result<bool> append(const AuditRecord& record, const domain::Digest& digest) override {
    JETON_TRY(const auto taken, append_many({{record, digest}}));
    return taken.empty();
  }

  Result<std::vector<domain::AuditRecordId>> append_many(
      const std::vector<domain::DigestedRecord>& records) override {
    std::vector<Assignments> rows;
    std::vector<std::string> ids;
    for (const auto& [record, digest] : records) {
      rows.push_back(columns_of(record, digest));
      ids.push_back(record.id.str());
    }
    JETON_TRY(const auto taken, insert_free_rows(transaction_, kAuditTable, rows, ids));
    // Instant and visibility are in the links too, so that an index on them has an account's trail in
    // order.
    std::vector<Parameters> links;
    for (const auto& [record, digest] : records) {
      if (std::find(taken.begin(), taken.end(), record.id.str()) != taken.end()) continue;
      for (const auto& account : record.account_links) {
        links.push_back(
            Parameters::of(record.id, account, record.timestamp, domain::to_string(record.visibility)));
      }
    }
    JETON_CHECK(insert_rows(transaction_, kLinks.table,
                            {kLinks.owner, kLinks.item, "recorded_at", "visibility"}, links));
    std::vector<domain::AuditRecordId> taken_ids;
    for (const auto& id : taken) taken_ids.push_back(domain::AuditRecordId::from_stored(id));
    return taken_ids;
  }

  Result<std::vector<AuditRecord>> list_of_object(std::string_view object_id) override {
    // The history of one object. Index: audit_records_object.
    return read_records({"audit_records.list_of_object",
                         fmt::format("SELECT {} FROM audit_records r WHERE r.object_id = ?"
                                     " ORDER BY r.recorded_at, r.ordinal",
                                     kAuditColumns),
                         Parameters::of(object_id)});
  }

  Result<domain::Page<AuditRecord>> list(const domain::AuditScope& scope,
                                         const domain::Query& query) override {
    JETON_TRY(const auto statements, statements_of(scope, query));
    JETON_TRY(const auto total, transaction_.count(statements.count));
    domain::Page<AuditRecord> page{total, {}};
    if (query.limit == 0) return page;
    JETON_TRY(page.rows, read_records(statements.page));
    return page;
  }

  Result<std::unique_ptr<domain::RowStream<AuditRecord>>> stream(const domain::AuditScope& scope,
                                                                 const domain::Query& query,
                                                                 std::size_t batch) override {
    JETON_TRY(const auto statements, statements_of(scope, query));
    return open_row_stream<AuditRecord>(transaction_, statements.all, batch,
                                        [this](const Rows& rows) { return records_of(rows); });
  }

  Result<std::optional<AuditRecord>> find(const domain::AuditRecordId& id) override {
    // One record. Index: the unique id.
    return first_record({"audit_records.find",
                         fmt::format("SELECT {} FROM audit_records r WHERE r.id = ?", kAuditColumns),
                         Parameters::of(id)});
  }

  Result<std::optional<AuditRecord>> find_within(const domain::AuditScope& scope,
                                                 const domain::AuditRecordId& id) override {
    const auto within = single_condition_of(scope);
    auto parameters = Parameters::of(id);
    parameters.append(within.parameters);
    // One record of the scope. Index: the unique id, the links' primary key.
    return first_record(
        {"audit_records.find_within",
         fmt::format("SELECT {} FROM audit_records r WHERE r.id = ?{}", kAuditColumns, and_within(within)),
         std::move(parameters)});
  }

  Result<std::optional<AuditRecord>> find_latest_of_object(
      std::string_view object_id, const std::optional<domain::AccountId>& linked_to) override {
    if (linked_to) {
      // The same among those that an account may read. Index: as `is_linked`.
      return first_record(
          {"audit_records.find_latest_linked",
           fmt::format("SELECT {} FROM audit_records r JOIN audit_record_links l"
                       " ON l.record_id = r.id AND l.account_id = ? WHERE r.object_id = ?"
                       " AND r.visibility = ? ORDER BY r.recorded_at DESC, r.ordinal DESC LIMIT 1",
                       kAuditColumns),
           Parameters::of(*linked_to, object_id, domain::to_string(domain::AuditVisibility::kPublic))});
    }
    // The end of an object's history. Index: audit_records_object, backwards.
    return first_record({"audit_records.find_latest",
                         fmt::format("SELECT {} FROM audit_records r WHERE r.object_id = ?"
                                     " ORDER BY r.recorded_at DESC, r.ordinal DESC LIMIT 1",
                                     kAuditColumns),
                         Parameters::of(object_id)});
  }

  Result<bool> is_linked(std::string_view object_id, const domain::AccountId& account) override {
    // Any of an object's records that an account may read. Index: audit_records_object, then the links'
    // primary key.
    JETON_TRY(const auto rows,
              transaction_.query(
                  {"audit_records.is_linked",
                   "SELECT 1 FROM audit_records r JOIN audit_record_links l"
                   " ON l.record_id = r.id AND l.account_id = ?"
                   " WHERE r.object_id = ? AND r.visibility = ? LIMIT 1",
                   Parameters::of(account, object_id, domain::to_string(domain::AuditVisibility::kPublic))}));
    return rows.size() != 0;
  }

  Result<std::int64_t> approximate_count() override { return transaction_.approximate_count(kAuditTable); }

 private:
  Result<ListStatements> statements_of(const domain::AuditScope& asked, const domain::Query& query) {
    // Most people have one account, where all records about them are linked too. Without the alternative, the
    // links' index has the page in order.
    auto scope = asked;
    if (!scope.everything && scope.linked_account && scope.own_user) {
      JETON_TRY(const auto elsewhere, transaction_.query(own_records_elsewhere(scope)));
      if (elsewhere.size() == 0) scope.own_user.reset();
    }
    // Index: audit_record_links_recorded for an account's trail by time, audit_record_links_account by id;
    // audit_records_object for what happened to one object; audit_records_recorded for everything by time.
    return list_statements(transaction_.dialect(), audit_source(scope), condition_of(scope), query,
                           kAuditColumns);
  }

  Result<std::vector<AuditRecord>> read_records(const Statement& statement) {
    JETON_TRY(const auto rows, transaction_.query(statement));
    return records_of(rows);
  }

  Result<std::vector<AuditRecord>> records_of(const Rows& rows) {
    JETON_TRY(auto records, read_all(rows, read_record));
    std::vector<std::string> ids;
    for (const auto& record : records) ids.push_back(record.id.str());
    JETON_TRY(const auto links, read_links(transaction_, kLinks, std::move(ids)));
    for (auto& record : records) record.account_links = ids_of<domain::AccountId>(links, record.id.str());
    return records;
  }

  Result<std::optional<AuditRecord>> first_record(const Statement& statement) {
    JETON_TRY(auto records, read_records(statement));
    if (records.empty()) return std::optional<AuditRecord>{};
    return std::optional<AuditRecord>{std::move(records.front())};
  }

  Transaction& transaction_;
};

}  // namespace

std::unique_ptr<domain::AuditRepository> make_audit(Transaction& transaction) {
  return std::make_unique<SqlAudit>(transaction);
}

}  // namespace jeton::store::sql
