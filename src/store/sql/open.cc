#include "store/sql/open.h"

#include <utility>

#include "store/sql/engine/dialect_postgres.h"
#include "store/sql/engine/dialect_sqlite.h"
#include "store/sql/engine/migrate.h"
#include "store/sql/engine/pool.h"
#include "store/sql/repositories/unit_of_work.h"

namespace jeton::store::sql {
namespace {

using base::Error;
using base::Result;

class SqlStore final : public domain::Store {
 public:
  SqlStore(std::unique_ptr<Dialect> dialect, const Options& options)
      : dialect_{std::move(dialect)},
        log_{options.log},
        clock_{options.clock != nullptr ? *options.clock : machine_clock_},
        readers_{*dialect_,
                 dialect_->has_one_writer() ? Access::kRead : Access::kWrite,
                 {options.connections, options.wait_max},
                 log_},
        writer_{*dialect_, Access::kWrite, {1, options.wait_max}, log_} {}

  Result<std::unique_ptr<domain::UnitOfWork>> begin_read() override {
    return begin(readers_, dialect_->begin_read(), Access::kRead);
  }

  Result<std::unique_ptr<domain::UnitOfWork>> begin_write() override {
    return begin(writers(), dialect_->begin_write(), Access::kWrite);
  }

  Result<std::unique_ptr<domain::UnitOfWork>> begin_write(std::chrono::milliseconds lock_wait) override {
    const auto wait = dialect_->short_wait(lock_wait);
    const auto begin = dialect_->begin_write();
    JETON_TRY(auto lease, writers().begin(wait.before.empty() ? begin : wait.before));
    auto begun = wait.before.empty() ? Result<void>{} : lease->run("begin", begin);
    if (!begun.has_error() && !wait.inside.empty()) begun = lease->run("begin", wait.inside);
    const auto usual = wait.after.empty() ? Result<void>{} : lease->run("begin", wait.after);
    if (begun.has_error() || usual.has_error()) {
      // Nobody may wait as briefly on it by mistake, or find a transaction.
      if (!wait.inside.empty() || usual.has_error()) lease->abandon();
      return begun.has_error() ? begun.error() : usual.error();
    }
    return std::unique_ptr<domain::UnitOfWork>{std::make_unique<SqlUnitOfWork>(
        std::move(lease), *dialect_, Access::kWrite, now_for(Access::kWrite))};
  }

  Result<int> migrate() override {
    JETON_TRY(auto lease, writers().begin(dialect_->begin_write()));
    auto applied = apply_migrations(*lease, *dialect_, migrations(), log_);
    auto ended = lease->run("migrate", applied.has_error() ? "ROLLBACK" : "COMMIT");
    // What was prepared before knows the old schema.
    lease->retire();
    if (applied.has_error()) return applied;
    JETON_CHECK(std::move(ended));
    return applied;
  }

  Result<int> schema_version() override {
    JETON_TRY(auto lease, readers_.begin(dialect_->begin_read()));
    auto version = read_schema_version(*lease, *dialect_);
    if (lease->run("rollback", "ROLLBACK").has_error()) lease->abandon();
    return version;
  }

  bool has_refused_changes() const noexcept override {
    return dialect_->has_one_writer() ? writer_.has_refused_writes() : readers_.has_refused_writes();
  }

  Result<void> ping() override {
    auto answered = ask();
    // A connection may be as old as what it says: none of those is left, and a new one is asked.
    if (answered.has_error() && writers().has_refused_writes()) answered = ask();
    return answered;
  }

 private:
  /// Writers see what is stored: they are the ones who write down that a time is up.
  [[nodiscard]] base::Timestamp now_for(Access access) const {
    return access == Access::kRead ? clock_.now() : base::Timestamp::min();
  }

  Pool& writers() { return dialect_->has_one_writer() ? writer_ : readers_; }

  Result<void> ask() {
    const auto obstacle = dialect_->why_read_only();
    if (!obstacle.empty()) return Error::unavailable(obstacle);
    // After a change that was refused, only one that is not shows that changes are taken again.
    const bool doubtful = writers().has_refused_writes();
    const bool asks_reader = dialect_->has_one_writer() && !doubtful;
    JETON_TRY(auto lease, asks_reader ? readers_.begin(dialect_->begin_read())
                                      : writers().begin(dialect_->begin_write()));
    auto checked = check_changes(*lease, doubtful);
    auto ended = lease->run("end", checked.has_error() ? "ROLLBACK" : "COMMIT");
    if (ended.has_error()) lease->abandon();
    if (checked.has_error()) return checked;
    JETON_CHECK(std::move(ended));
    if (doubtful) writers().forget_refused_writes();
    return {};
  }

  /// Whether the database takes changes, by its own word and, if `by_trying`, by making one that changes
  /// nothing.
  Result<void> check_changes(Connection& connection, bool by_trying) {
    JETON_TRY(const auto rows, connection.query(dialect_->takes_changes()));
    JETON_TRY(const auto takes, read_first(rows, [](RowReader& row) { return row.flag(); }));
    if (!takes.value_or(false)) {
      connection.refuse_writes();
      return Error::unavailable("the database is read-only");
    }
    if (!by_trying) return {};
    return connection.run("ping", "UPDATE schema_migrations SET version = version WHERE version = 1");
  }

  Result<std::unique_ptr<domain::UnitOfWork>> begin(Pool& pool, std::string_view begin, Access access) {
    JETON_TRY(auto lease, pool.begin(begin));
    return std::unique_ptr<domain::UnitOfWork>{
        std::make_unique<SqlUnitOfWork>(std::move(lease), *dialect_, access, now_for(access))};
  }

  std::unique_ptr<Dialect> dialect_;
  const base::Log* log_;
  const base::SystemClock machine_clock_;
  const base::Clock& clock_;
  Pool readers_;  ///< All connections of an engine with many writers.
  Pool writer_;   ///< The one connection that writes, where there is only one.
};

/// What PgBouncer says when it runs each statement by itself, in words for an operator.
Error explained(Error error) {
  if (error.detail().find("statement pooling mode") == error.detail().npos) return error;
  return Error{
      base::ErrorKind::kUnavailable,
      "The connection pooler in front of PostgreSQL is in statement mode, which knows no transactions. "
      "Set its pool_mode to transaction or session."}
      .with_detail(error.detail());
}

}  // namespace

Result<std::unique_ptr<domain::Store>> open(const StoreAddress& address, const Options& options) {
  std::unique_ptr<Dialect> dialect;
  if (address.engine == Engine::kSqlite) {
    JETON_TRY(dialect, make_sqlite_dialect(address.path, options.missing));
  } else {
    dialect = make_postgres_dialect(address);
  }
  auto store = std::make_unique<SqlStore>(std::move(dialect), options);
  if (auto reached = store->ping(); reached.has_error()) return explained(std::move(reached).error());
  return std::unique_ptr<domain::Store>{std::move(store)};
}

}  // namespace jeton::store::sql
