#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "store/sql/engine/availability.h"
#include "store/sql/engine/cursor.h"
#include "store/sql/engine/dialect.h"
#include "store/sql/engine/rows.h"
#include "store/sql/engine/statement.h"

namespace jeton::store::sql {

/// One connection with the statements that are prepared on it. For one thread at a time. Every error names
/// the statement in its detail, never a bound value.
class Connection {
 public:
  /// Errors: unavailable. `dialect` and `availability` must outlive the connection. None: a call may take
  /// as long as it takes.
  static base::Result<std::unique_ptr<Connection>> open(const Dialect& dialect, Access access,
                                                        Availability* availability = nullptr);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Runs a prepared statement and reads all rows. Errors: invalid for a text that is not well-formed UTF-8
  /// or holds U+0000, which PostgreSQL cannot store; unavailable; internal.
  base::Result<Rows> query(const Statement& statement);
  /// Runs a prepared statement; answers how many rows it affected. Errors: as `query`.
  base::Result<std::int64_t> execute(const Statement& statement);
  /// Runs a text without parameters once: BEGIN, COMMIT, the schema.
  base::Result<void> run(std::string_view name, std::string_view sql);

  /// Starts to read a statement in pieces of `batch` rows (at least 1), inside the transaction that is open:
  /// the cursor dies before that ends. The set of rows is fixed now. Other statements may run between
  /// two pieces. Errors: as `query`.
  base::Result<std::unique_ptr<Cursor>> open_cursor(const Statement& statement, std::size_t batch);

  /// How long a call may take from now on before it is ended, unavailable, and the connection with it.
  void set_call_time_max(std::chrono::milliseconds time_max) noexcept;
  /// Whether a call has been ended because it took too long.
  [[nodiscard]] bool timed_out() const noexcept;

  /// Whether the connection is lost and must not be used again.
  [[nodiscard]] bool lost() const noexcept { return lost_; }
  /// Marks it as lost: its state is unknown.
  void abandon() noexcept { lost_ = true; }
  /// Has it closed once it is no longer needed, although nothing is wrong with it.
  void retire() noexcept { lost_ = retired_ = true; }
  [[nodiscard]] bool retired() const noexcept { return retired_; }
  /// Whether the database has refused a change on it because it accepts none.
  [[nodiscard]] bool writes_refused() const noexcept { return writes_refused_; }
  /// Marks that, and the connection as lost.
  void refuse_writes() noexcept { lost_ = writes_refused_ = true; }

 private:
  friend class Cursor;
  struct State;
  explicit Connection(const Dialect& dialect);

  base::Result<Prepared*> prepare(const Statement& statement);
  base::Error fail(std::string_view name, const std::exception& thrown);
  /// Lasts as long as a call of the database does.
  [[nodiscard]] WatchedCalls::Call timed();

  const Dialect& dialect_;
  std::unique_ptr<State> state_;
  std::uint64_t cursors_ = 0;  ///< Opened so far: their names.
  bool lost_ = false;
  bool writes_refused_ = false;
  bool retired_ = false;
};

}  // namespace jeton::store::sql
