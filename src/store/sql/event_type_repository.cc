#include <fmt/format.h>

#include "base/text.h"
#include "store/sql/query_sql.h"
#include "store/sql/repositories.h"
#include "store/sql/row_stream.h"

namespace jeton::store::sql {
namespace {

using base::Result;
using domain::EventType;

constexpr std::string_view kEventTypeTable = "event_types";
constexpr std::string_view kEventTypeColumns = "e.id, e.key, e.name, e.description, e.revision";

constexpr ColumnSource kEventTypeColumnSources[] = {
    {.path = "id", .column = "e.id"},
    {.path = "revision", .column = "e.revision"},
    {.path = "key", .column = "e.key"},
    {.path = "name", .column = "e.name", .folded = "e.name_folded", .presence = Presence::kEmptyIsNull},
    {.path = "description",
     .column = "e.description",
     .folded = "e.description_folded",
     .presence = Presence::kEmptyIsNull},
};

constexpr QuerySource kEventTypeSource{
    .name = "event_types", .from = "event_types e", .key = "e.id", .columns = kEventTypeColumnSources};

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

  Result<domain::Page<EventType>> list(const domain::Query& query) override {
    // The catalogue: one row for each kind of event, a few hundred at most. Index: primary key.
    JETON_TRY(const auto statements,
              list_statements(transaction_.dialect(), kEventTypeSource, {}, query, kEventTypeColumns));
    JETON_TRY(const auto total, transaction_.count(statements.count));
    domain::Page<EventType> page{total, {}};
    if (query.limit == 0) return page;
    JETON_TRY(const auto rows, transaction_.query(statements.page));
    JETON_TRY(page.rows, read_all(rows, read_event_type));
    return page;
  }

  Result<std::unique_ptr<domain::RowStream<EventType>>> stream(const domain::Query& query,
                                                               std::size_t batch) override {
    // Index: primary key.
    JETON_TRY(const auto statements,
              list_statements(transaction_.dialect(), kEventTypeSource, {}, query, kEventTypeColumns));
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
