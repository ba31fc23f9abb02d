#include <fmt/format.h>

#include "base/text.h"
#include "store/sql/lists/query_sql.h"
#include "store/sql/lists/row_stream.h"
#include "store/sql/repositories/repositories.h"

namespace jeton::store::sql {
namespace {

using base::Result;
using domain::EventType;

constexpr std::string_view kEventTypeTable = "event_types";
constexpr std::string_view kEventTypeColumns = "e.id, e.key, e.name, e.description, e.revision";

constexpr ColumnSource kEventTypeColumnSources[] = {
    {.path = "id", .column = "e.id"},
    {.path = "revision", .column = "(e.revision + coalesce(w.revision, 0))"},
    {.path = "key", .column = "e.key"},
    {.path = "name",
     .column = "coalesce(nullif(w.name, ''), e.name)",
     .folded = "coalesce(nullif(w.name_folded, ''), e.name_folded)",
     .presence = Presence::kEmptyIsNull},
    {.path = "description",
     .column = "coalesce(nullif(w.description, ''), e.description)",
     .folded = "coalesce(nullif(w.description_folded, ''), e.description_folded)",
     .presence = Presence::kEmptyIsNull},
};

/// As an account sees them; its id is the question mark. Of no account, which is null, there are no words.
constexpr std::string_view kWorded =
    "event_types e LEFT JOIN event_type_wordings w ON w.event_type_id = e.id AND w.account_id = ?";
constexpr std::string_view kWordedColumns =
    "e.id, e.key, coalesce(nullif(w.name, ''), e.name), coalesce(nullif(w.description, ''), e.description),"
    " e.revision + coalesce(w.revision, 0)";

constexpr QuerySource kEventTypeSource{
    .name = "event_types", .from = kWorded, .key = "e.id", .columns = kEventTypeColumnSources};

Condition words_of(const std::optional<domain::AccountId>& account) {
  Condition condition;
  condition.from_parameters.add(account);
  return condition;
}

domain::EventTypeWording read_wording(RowReader& row) {
  auto event_type = row.id<domain::EventTypeId>();
  domain::EventTypeWording wording{.event_type = std::move(event_type),
                                   .account = row.id<domain::AccountId>()};
  wording.name = row.text();
  wording.description = row.text();
  wording.revision = row.integer();
  return wording;
}

EventType read_event_type(RowReader& row) {
  auto id = row.id<domain::EventTypeId>();
  auto key = row.text();
  auto name = row.text();
  auto description = row.text();
  return {std::move(id), std::move(key), std::move(name), std::move(description), row.integer()};
}

Assignments columns_of(const EventType& event_type) {
  Assignments columns;
  columns.set("id", event_type.id)
      .set("key", event_type.key)
      .set("name", event_type.name)
      .set("name_folded", base::fold_case(event_type.name))
      .set("description", event_type.description)
      .set("description_folded", base::fold_case(event_type.description))
      .set("revision", event_type.revision);
  return columns;
}

class SqlEventTypes final : public domain::EventTypeRepository {
 public:
  explicit SqlEventTypes(Transaction& transaction) : transaction_{transaction} {}

  Result<std::optional<EventType>> find(const domain::EventTypeId& id, domain::Lock lock) override {
    // One event type. Index: primary key.
    return first({"event_types.find",
                  fmt::format("SELECT {} FROM event_types e WHERE e.id = ?{}", kEventTypeColumns,
                              transaction_.lock_clause(lock, "e")),
                  Parameters::of(id)});
  }

  Result<std::optional<EventType>> find_by_key(std::string_view key) override {
    // Asked for every audit record that is written. Index: the unique key.
    return first({"event_types.find_by_key",
                  fmt::format("SELECT {} FROM event_types e WHERE e.key = ?", kEventTypeColumns),
                  Parameters::of(key)});
  }

  Result<bool> insert(const EventType& event_type) override {
    JETON_TRY(const auto inserted, transaction_.execute(columns_of(event_type).insert_into(kEventTypeTable)));
    return inserted != 0;
  }

  Result<void> update(const EventType& event_type) override {
    JETON_TRY(const auto affected,
              transaction_.execute(
                  columns_of(event_type).update(kEventTypeTable, event_type.id.str(), event_type.revision)));
    if (affected == 0) {
      return transaction_.refuse(
          base::Error::conflict("revision", "The object has been changed by someone else."));
    }
    return {};
  }

  Result<std::optional<EventType>> find_worded(const domain::EventTypeId& id,
                                               const std::optional<domain::AccountId>& account) override {
    // One event type. Index: primary keys.
    return first({"event_types.find_worded",
                  fmt::format("SELECT {} FROM {} WHERE e.id = ?", kWordedColumns, kWorded),
                  Parameters::of(account, id)});
  }

  Result<std::optional<domain::EventTypeWording>> find_wording(const domain::EventTypeId& id,
                                                               const domain::AccountId& account) override {
    // Index: primary key.
    JETON_TRY(const auto rows,
              transaction_.query({"event_type_wordings.find",
                                  "SELECT event_type_id, account_id, name, description, revision"
                                  " FROM event_type_wordings WHERE event_type_id = ? AND account_id = ?",
                                  Parameters::of(id, account)}));
    return read_first(rows, read_wording);
  }

  Result<void> put_wording(const domain::EventTypeWording& wording) override {
    // Index: primary key.
    JETON_CHECK(transaction_.execute(
        {"event_type_wordings.put",
         "INSERT INTO event_type_wordings (event_type_id, account_id, name, name_folded, description,"
         " description_folded, revision) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (event_type_id, account_id)"
         " DO UPDATE SET name = excluded.name, name_folded = excluded.name_folded,"
         " description = excluded.description, description_folded = excluded.description_folded,"
         " revision = excluded.revision",
         Parameters::of(wording.event_type, wording.account, wording.name, base::fold_case(wording.name),
                        wording.description, base::fold_case(wording.description), wording.revision)}));
    return {};
  }

  Result<domain::Page<EventType>> list(const std::optional<domain::AccountId>& account,
                                       const domain::Query& query) override {
    // The catalogue: one row for each kind of event, a few hundred at most. Index: primary key.
    JETON_TRY(const auto statements, list_statements(transaction_.dialect(), kEventTypeSource,
                                                     words_of(account), query, kWordedColumns));
    JETON_TRY(const auto total, transaction_.count(statements.count));
    domain::Page<EventType> page{total, {}};
    if (query.limit == 0) return page;
    JETON_TRY(const auto rows, transaction_.query(statements.page));
    JETON_TRY(page.rows, read_all(rows, read_event_type));
    return page;
  }

  Result<std::unique_ptr<domain::RowStream<EventType>>> stream(
      const std::optional<domain::AccountId>& account, const domain::Query& query,
      std::size_t batch) override {
    // Index: primary key.
    JETON_TRY(const auto statements, list_statements(transaction_.dialect(), kEventTypeSource,
                                                     words_of(account), query, kWordedColumns));
    return open_row_stream<EventType>(transaction_, statements.all, batch,
                                      [](const Rows& rows) { return read_all(rows, read_event_type); });
  }

  Result<std::int64_t> approximate_count() override {
    return transaction_.approximate_count(kEventTypeTable);
  }

 private:
  Result<std::optional<EventType>> first(const Statement& statement) {
    JETON_TRY(const auto rows, transaction_.query(statement));
    return read_first(rows, read_event_type);
  }

  Transaction& transaction_;
};

}  // namespace

std::unique_ptr<domain::EventTypeRepository> make_event_types(Transaction& transaction) {
  return std::make_unique<SqlEventTypes>(transaction);
}

}  // namespace jeton::store::sql
