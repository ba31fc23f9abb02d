#include "store/sql/engine/transaction.h"

#include <fmt/format.h>

#include <span>
#include <utility>

#include "base/check.h"
#include "domain/enumeration_names.h"

namespace jeton::store::sql {
namespace {

using base::Error;
using base::Result;

domain::ChangeEntry read_change(RowReader& row) {
  domain::ChangeEntry entry;
  entry.position = row.integer();
  entry.object_type = row.enumerator(domain::enumerator_of<domain::ObjectType>);
  entry.object_id = row.text();
  entry.revision = row.integer();
  return entry;
}

}  // namespace

template <class T>
Result<T> Transaction::watch(Result<T> result) {
  if (result.has_error()) refused_ = true;
  return result;
}

Result<Rows> Transaction::query(const Statement& statement) {
  return watch(connection_.query(with_now(statement, now_)));
}

Result<std::unique_ptr<Cursor>> Transaction::open_cursor(const Statement& statement, std::size_t batch) {
  JETON_ASSERT(access_ == Access::kRead);
  return connection_.open_cursor(with_now(statement, now_), batch);
}

Result<Rows> Transaction::modify(const Statement& statement) {
  JETON_ASSERT(access_ == Access::kWrite);
  return watch(connection_.query(with_now(statement, now_)));
}

Result<std::int64_t> Transaction::execute(const Statement& statement) {
  JETON_ASSERT(access_ == Access::kWrite);
  return watch(connection_.execute(with_now(statement, now_)));
}

Result<void> Transaction::add_change(domain::ObjectType type, const std::string& id, std::int64_t revision) {
  return add_changes({{0, type, id, revision}});
}

Result<void> Transaction::add_changes(const std::vector<domain::ChangeEntry>& changes) {
  for (std::size_t next = 0; next < changes.size();) {
    const auto rows = std::span{changes}.subspan(next, rows_at_once(changes.size() - next));
    JETON_CHECK(execute(dialect_.insert_changes(own_changes(), rows)));
    added_.insert(added_.end(), rows.begin(), rows.end());
    next += rows.size();
  }
  return {};
}

Result<std::vector<domain::ChangeEntry>> Transaction::read_changes(std::int64_t position,
                                                                   std::int64_t limit) {
  JETON_TRY(const auto rows, query(dialect_.read_changes(position, limit, own_changes())));
  return read_all(rows, read_change);
}

Result<std::vector<domain::ChangeEntry>> Transaction::read_held_back(std::int64_t position,
                                                                     std::int64_t limit) {
  JETON_ASSERT(access_ == Access::kRead);
  const auto statement = dialect_.read_held_back(position, limit);
  if (!statement) return std::vector<domain::ChangeEntry>{};
  JETON_TRY(const auto rows, query(*statement));
  return read_all(rows, read_change);
}

Result<std::int64_t> Transaction::change_position() {
  return count(dialect_.change_position(own_changes()));
}

Result<void> Transaction::update_row(const Statement& update, domain::ObjectType type, const std::string& id,
                                     std::int64_t revision) {
  JETON_TRY(const auto affected, execute(update));
  if (affected == 0) {
    return refuse(Error::conflict("revision", "The object has been changed by someone else."));
  }
  return add_change(type, id, revision);
}

Result<std::int64_t> Transaction::count(const Statement& statement) {
  JETON_TRY(const auto rows, query(statement));
  JETON_TRY(const auto number, read_first(rows, [](RowReader& row) { return row.integer(); }));
  return number.value_or(0);
}

Result<std::int64_t> Transaction::approximate_count(std::string_view table) {
  return count(dialect_.approximate_count(table));
}

Result<bool> Transaction::has_id(std::string_view table, const std::string& id) {
  // Tells a taken id from another taken column. Index: primary key.
  JETON_TRY(const auto rows,
            query({fmt::format("{}.has_id", table), fmt::format("SELECT id FROM {} WHERE id = ?", table),
                   Parameters::of(id)}));
  return rows.size() != 0;
}

std::string Transaction::lock_clause(domain::Lock lock, std::string_view alias) const {
  return access_ == Access::kRead ? std::string{} : dialect_.lock_clause(lock, alias);
}

Error Transaction::refuse(Error error) {
  refused_ = true;
  return error;
}

}  // namespace jeton::store::sql
