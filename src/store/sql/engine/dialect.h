#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "domain/store.h"
#include "store/sql/engine/address.h"
#include "store/sql/engine/availability.h"
#include "store/sql/engine/failure.h"
#include "store/sql/engine/statement.h"

namespace soci {
class session;
class soci_error;
class statement;
}  // namespace soci

namespace jeton::store::sql {

enum class Access : std::uint8_t { kRead, kWrite };

/// An engine's error, in words for the log, and what it means.
struct Failure {
  std::string detail;
  Meaning meaning;
};

/// Statements around the beginning of a transaction.
struct ShortWait {
  std::string before;
  std::string inside;
  std::string after;
};

/// How many rows of `rows` share the values of `by`: the sum over ten slots, one for each last digit of a
/// row's `id`, so that writers of the same number rarely wait for each other. `table` has the columns
/// of `by` and `slot`, together its primary key, and `tally`.
struct Tally {
  std::string_view rows;   ///< `api_tokens`
  std::string_view table;  ///< `token_tallies`
  std::span<const std::string_view> by;
};

/// Everything in which the engines differ. Safe from any thread.
class Dialect {
 public:
  virtual ~Dialect() = default;

  [[nodiscard]] virtual Engine engine() const noexcept = 0;
  /// A new connection, which `set_up` has still to make ready. Throws what SOCI throws.
  [[nodiscard]] virtual std::unique_ptr<soci::session> connect() const = 0;
  /// What ends a call of `session` from another thread. Dies before the session.
  [[nodiscard]] virtual std::unique_ptr<Brake> brake_of(soci::session& session) const = 0;
  /// Asks a new connection what is to be known of it, and tells it what it is for. Throws what SOCI throws.
  virtual void set_up(soci::session& session, Access access) const = 0;
  /// Whether a session is exclusively ours, so that it can keep named statements. A pooler may run
  /// each transaction in another session; `set_up` and `translate` find out.
  [[nodiscard]] virtual bool owns_sessions() const noexcept = 0;
  /// How many columns a prepared statement answers with. Called inside a transaction.
  [[nodiscard]] virtual std::size_t column_count(soci::statement& statement) const = 0;
  /// Never holds a bound value or a password.
  [[nodiscard]] virtual Failure translate(const soci::soci_error& thrown) const = 0;

  /// Whether one connection writes for the whole process, the others only read.
  [[nodiscard]] virtual bool has_one_writer() const noexcept = 0;
  /// Why the files cannot be written; empty if they can.
  [[nodiscard]] virtual std::string why_read_only() const = 0;
  /// Why what is open is no longer what the address names: it was removed, or something else was put in its
  /// place. Empty if that is not so, as far as it shows without asking the database.
  [[nodiscard]] virtual std::string why_gone() const = 0;
  /// Bytes that a reader keeps from being used again, and by how much they may grow while it reads.
  [[nodiscard]] virtual std::uintmax_t held_bytes() const noexcept = 0;
  [[nodiscard]] virtual std::uintmax_t held_bytes_max() const noexcept = 0;
  /// Returns one row with 1 if the database accepts changes, else 0, as far as can be known without making
  /// one.
  [[nodiscard]] virtual Statement takes_changes() const = 0;
  /// Whether executing a statement loads all of its rows, so that reading in pieces takes a cursor that is
  /// declared in the database. Otherwise rows are read as they are fetched.
  [[nodiscard]] virtual bool needs_declared_cursors() const noexcept = 0;
  [[nodiscard]] virtual std::string_view begin_read() const noexcept = 0;
  [[nodiscard]] virtual std::string_view begin_write() const noexcept = 0;
  /// What makes a write transaction wait `at_most` for a lock instead of as long as usual: statements to run
  /// before it begins, first inside it, and after its beginning, whether it began or not. Empty: none.
  [[nodiscard]] virtual ShortWait short_wait(std::chrono::milliseconds at_most) const = 0;
  /// Statements at the start of the transaction that migrates: they keep other processes from migrating.
  [[nodiscard]] virtual std::vector<std::string> lock_for_migration() const = 0;
  /// Statements at the end of that transaction.
  [[nodiscard]] virtual std::vector<std::string> finish_migration() const = 0;
  /// The suffix of a SELECT that locks the rows of the table `alias`.
  [[nodiscard]] virtual std::string lock_clause(domain::Lock lock, std::string_view alias) const = 0;
  /// Where in `text` the bound text `?` begins, from 1; 0 when it does not occur.
  [[nodiscard]] virtual std::string position_in(std::string_view text) const = 0;
  /// The last `?` characters of `text`; all of it when it has fewer.
  [[nodiscard]] virtual std::string suffix_of(std::string_view text) const = 0;
  /// The schema text with the engine's types: `{text}`, `{sequence}`, `{position}`.
  [[nodiscard]] virtual std::string schema_text(std::string_view portable) const = 0;
  /// Triggers that keep the numbers correct, in the transaction of each change, whatever makes it.
  [[nodiscard]] virtual std::vector<std::string> keep_tally(const Tally& tally) const = 0;
  /// Answers one row with 1 if the table is there and has the column, else 0.
  [[nodiscard]] virtual Statement has_column(std::string_view table, std::string_view column) const = 0;
  /// The columns of a table in their order: name, and 1 if it holds numbers, else 0.
  [[nodiscard]] virtual Statement columns_of(std::string_view table) const = 0;
  /// What an INSERT says before VALUES to number the rows itself; empty: nothing.
  [[nodiscard]] virtual std::string_view with_own_numbers() const noexcept = 0;
  /// Has the column numbered from behind its largest value on, by a statement that answers one row; none:
  /// that is so anyway.
  [[nodiscard]] virtual std::optional<Statement> number_on(std::string_view table,
                                                           std::string_view column) const = 0;
  /// Answers one row with the number of tables, those of extensions left out.
  [[nodiscard]] virtual Statement count_tables() const = 0;
  /// Answers one row with about how many rows the table has.
  [[nodiscard]] virtual Statement approximate_count(std::string_view table) const = 0;
  /// Adds changes of a transaction (at least one) that follow `ordinal` others.
  [[nodiscard]] virtual Statement insert_changes(std::int64_t ordinal,
                                                 std::span<const domain::ChangeEntry> entries) const = 0;
  /// The committed changes after `position`: position, object type, object id, revision. `own` is how many
  /// changes the asking transaction itself has added.
  [[nodiscard]] virtual Statement read_changes(std::int64_t position, std::int64_t limit,
                                               std::int64_t own) const = 0;
  /// Those of them that `read_changes` leaves out; nothing where it leaves out none.
  [[nodiscard]] virtual std::optional<Statement> read_held_back(std::int64_t position,
                                                                std::int64_t limit) const = 0;
  /// Run after a commit that has added changes: tells who listens for them. Empty: nobody can.
  [[nodiscard]] virtual std::string_view announce_changes() const noexcept = 0;
  /// Answers one row with the position behind which all changes are that the asking transaction does not see.
  [[nodiscard]] virtual Statement change_position(std::int64_t own) const = 0;
};

}  // namespace jeton::store::sql
