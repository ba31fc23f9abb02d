#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/store.h"
#include "store/sql/engine/connection.h"

namespace jeton::store::sql {

/// What the repositories of one unit of work share: the connection, the engine's dialect, and whether
/// anything has failed.
class Transaction {
 public:
  /// `now` is what `:now` means.
  Transaction(Connection& connection, const Dialect& dialect, Access access, base::Timestamp now)
      : connection_{connection}, dialect_{dialect}, access_{access}, now_{now} {}

  base::Result<Rows> query(const Statement& statement);
  /// The statement in pieces of `batch` rows; dies before the unit does. A bug in a write unit.
  base::Result<std::unique_ptr<Cursor>> open_cursor(const Statement& statement, std::size_t batch);
  /// A statement that changes something and answers with rows. A bug in a read unit.
  base::Result<Rows> modify(const Statement& statement);
  /// Answers how many rows it affected. A bug in a read unit.
  base::Result<std::int64_t> execute(const Statement& statement);

  /// Adds the entry that every change of an object leaves in the feed.
  base::Result<void> add_change(domain::ObjectType type, const std::string& id, std::int64_t revision);
  /// The same for several, in their order; positions are not looked at.
  base::Result<void> add_changes(const std::vector<domain::ChangeEntry>& changes);
  base::Result<std::vector<domain::ChangeEntry>> read_changes(std::int64_t position, std::int64_t limit);
  /// What `read_changes` holds back. A bug in a write unit.
  base::Result<std::vector<domain::ChangeEntry>> read_held_back(std::int64_t position, std::int64_t limit);
  [[nodiscard]] const std::vector<domain::ChangeEntry>& added() const noexcept { return added_; }
  /// Behind which `read_changes` of a later transaction finds all that this one does not see.
  base::Result<std::int64_t> change_position();

  /// Runs an update of the row `id` to `revision` and adds its change. Errors: conflict if it has moved.
  base::Result<void> update_row(const Statement& update, domain::ObjectType type, const std::string& id,
                                std::int64_t revision);
  /// The one number that `statement` answers.
  base::Result<std::int64_t> count(const Statement& statement);
  base::Result<std::int64_t> approximate_count(std::string_view table);
  /// Whether `table` has the id.
  base::Result<bool> has_id(std::string_view table, const std::string& id);

  [[nodiscard]] const Dialect& dialect() const noexcept { return dialect_; }
  /// The suffix of a SELECT; empty in a read unit.
  [[nodiscard]] std::string lock_clause(domain::Lock lock, std::string_view alias) const;

  /// Returns an error and forbids the commit: half of the work may have been written.
  base::Error refuse(base::Error error);
  [[nodiscard]] bool refused() const noexcept { return refused_; }

 private:
  template <class T>
  base::Result<T> watch(base::Result<T> result);
  [[nodiscard]] std::int64_t own_changes() const noexcept { return static_cast<std::int64_t>(added_.size()); }

  Connection& connection_;
  const Dialect& dialect_;
  Access access_;
  base::Timestamp now_;
  std::vector<domain::ChangeEntry> added_;
  bool refused_ = false;
};

}  // namespace jeton::store::sql
