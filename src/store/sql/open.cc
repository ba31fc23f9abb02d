#include "store/sql/open.h"

#include <atomic>
#include <chrono>
#include <string>
#include <utility>

#include "base/database_limits.h"
#include "base/limits.h"
#include "store/sql/engine/dialect_postgres.h"
#include "store/sql/engine/make_dialect.h"
#include "store/sql/engine/migrate.h"
#include "store/sql/engine/pool.h"
#include "store/sql/engine/upkeep.h"
#include "store/sql/repositories/unit_of_work.h"

namespace jeton::store::sql {
namespace {

using base::Error;
using base::Result;

/// One step of a migration of millions of rows.
constexpr std::chrono::hours kMigrationCallMax{24};
constexpr const char* kAnother = "the database has been emptied, or is another installation's";
using Clock = std::chrono::steady_clock;

class SqlStore final : public domain::Store {
 public:
  SqlStore(std::unique_ptr<Dialect> dialect, const Options& options)
      : dialect_{std::move(dialect)},
        availability_{options.availability ? options.availability : make_availability()},
        log_{options.log},
        clock_{options.clock != nullptr ? *options.clock : machine_clock_},
        readers_{*dialect_,
                 dialect_->has_one_writer() ? Access::kRead : Access::kWrite,
                 {options.connections, options.wait_max},
                 *availability_,
                 log_,
                 [this](Connection& connection) { return check_new(connection); }},
        writer_{*dialect_,
                Access::kWrite,
                {dialect_->has_one_writer() ? 1U : 0U, options.wait_max},
                *availability_,
                log_,
                [this](Connection& connection) { return check_new(connection); }} {}

  Result<std::unique_ptr<domain::UnitOfWork>> begin_read() override {
    return begin(readers_, dialect_->begin_read(), Access::kRead);
  }

  Result<std::unique_ptr<domain::UnitOfWork>> begin_write() override {
    return begin(writers(), dialect_->begin_write(), Access::kWrite);
  }

  Result<std::unique_ptr<domain::UnitOfWork>> begin_write(std::chrono::milliseconds lock_wait) override {
    if (const auto gone = dialect_->why_gone(); !gone.empty()) return note_gone(gone);
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
    JETON_TRY(const int applied, apply_missing());
    // Behind it: there may be one connection that writes.
    keep_up();
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
    if (Clock::now() - kept_up_at_.load() >= base::kAnalysisInterval) keep_up();
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

  Result<int> apply_missing() {
    JETON_TRY(auto lease, writers().begin(dialect_->begin_write()));
    // It may rewrite tables, and waits for others that do.
    lease->set_call_time_max(kMigrationCallMax);
    auto applied = apply_migrations(*lease, *dialect_, migrations(), log_);
    auto ended = lease->run("migrate", applied.has_error() ? "ROLLBACK" : "COMMIT");
    // What was prepared before knows the old schema.
    lease->retire();
    if (applied.has_error()) return applied;
    JETON_CHECK(std::move(ended));
    return applied;
  }

  Result<void> ask() {
    if (const auto gone = dialect_->why_gone(); !gone.empty()) return note_gone(gone);
    const auto obstacle = dialect_->why_read_only();
    if (!obstacle.empty()) return Error::unavailable(obstacle);
    // After a change that was refused, only one that is not shows that changes are taken again.
    const bool doubtful = writers().has_refused_writes();
    const bool asks_reader = dialect_->has_one_writer() && !doubtful;
    constexpr auto kProbe = Pool::Purpose::kProbe;
    JETON_TRY(auto lease, asks_reader ? readers_.begin(dialect_->begin_read(), kProbe)
                                      : writers().begin(dialect_->begin_write(), kProbe));
    auto checked = check_changes(*lease, doubtful);
    if (checked.has_value()) {
      // Last: where there is no such table, PostgreSQL answers nothing more in this transaction.
      const auto installed_at = read_installed_at(*lease);
      if (installed_at_ == 0 && installed_at.has_value()) installed_at_ = *installed_at;
      if (!lease->lost() && !is_installation(installed_at)) {
        lease->abandon();
        return note_gone(kAnother);
      }
    }
    if (lease->writes_refused() || !lease->lost()) availability_->note_answer();
    auto ended = lease->run("end", checked.has_error() ? "ROLLBACK" : "COMMIT");
    if (lease->timed_out()) availability_->note_silent("a probe took too long");
    if (ended.has_error()) lease->abandon();
    if (checked.has_error()) return checked;
    JETON_CHECK(std::move(ended));
    if (doubtful) writers().forget_refused_writes();
    return {};
  }

  /// When the schema was created, which tells one installation from another; 0 before it is. Errors: there is
  /// no such table.
  static Result<std::int64_t> read_installed_at(Connection& connection) {
    // The first migration. Index: primary key.
    JETON_TRY(const auto rows,
              connection.query(
                  {"schema.installed_at", "SELECT applied_at FROM schema_migrations WHERE version = 1", {}}));
    JETON_TRY(const auto at, read_first(rows, [](RowReader& row) { return row.integer(); }));
    return at.value_or(0);
  }

  /// Whether that is the installation which was found first; any is, before one was.
  [[nodiscard]] bool is_installation(const Result<std::int64_t>& installed_at) const {
    return installed_at_ == 0 || (installed_at.has_value() && *installed_at == installed_at_);
  }

  /// After a database was emptied or replaced, the connections that come next may lead to the other one.
  Result<void> check_new(Connection& connection) {
    if (installed_at_ == 0) return {};
    JETON_CHECK(connection.run("begin", dialect_->begin_read()));
    const auto installed_at = read_installed_at(connection);
    if (connection.run("rollback", "ROLLBACK").has_error() || connection.lost()) {
      return Error::unavailable("a new connection broke");
    }
    if (!is_installation(installed_at)) return note_gone(kAnother);
    return {};
  }

  Error note_gone(std::string why) {
    availability_->note_silent(why);
    return Error::unavailable(std::move(why));
  }

  /// What SQLite does not do by itself. A failure costs searches some time, and nothing else.
  void keep_up() {
    if (!dialect_->has_one_writer()) return;
    kept_up_at_ = Clock::now();
    const auto wait = dialect_->short_wait(base::kBackgroundLockWait);
    auto lease = writer_.begin(wait.before);
    if (lease.has_error()) return;
    const auto analyzed = analyze_large_tables(**lease);
    if (analyzed.has_error() && log_ != nullptr) {
      log_->warning("store.not_analyzed", {{"detail", analyzed.error().detail()}});
    }
    if ((*lease)->run("upkeep", wait.after).has_error()) (*lease)->abandon();
    readers_.renew();
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
    if (access == Access::kWrite) {
      if (const auto gone = dialect_->why_gone(); !gone.empty()) return note_gone(gone);
    }
    JETON_TRY(auto lease, pool.begin(begin));
    return std::unique_ptr<domain::UnitOfWork>{
        std::make_unique<SqlUnitOfWork>(std::move(lease), *dialect_, access, now_for(access))};
  }

  std::unique_ptr<Dialect> dialect_;
  std::shared_ptr<Availability> availability_;
  const base::Log* log_;
  const base::SystemClock machine_clock_;
  const base::Clock& clock_;
  std::atomic<std::int64_t> installed_at_ = 0;  ///< As it was first found; 0 before.
  std::atomic<Clock::time_point> kept_up_at_{Clock::now()};
  Pool readers_;  ///< All connections of an engine with many writers.
  Pool writer_;   ///< The one connection that writes, where there is only one.
};

/// What PgBouncer says when it runs each statement by itself, in words for an operator.
Error explained(Error error) {
  if (error.detail().find("statement pooling mode") == error.detail().npos) return error;
  return Error{base::ErrorKind::kUnavailable,
               "The connection pooler in front of PostgreSQL is in statement mode, which does not support "
               "transactions. "
               "Set its pool_mode to transaction or session."}
      .with_detail(error.detail());
}

}  // namespace

std::shared_ptr<Availability> make_availability() {
  return std::make_shared<Availability>(base::kSilentCallMax);
}

Result<std::unique_ptr<domain::Store>> open(const StoreAddress& address, const Options& options) {
  JETON_TRY(auto dialect, make_dialect(address, options.missing));
  auto store = std::make_unique<SqlStore>(std::move(dialect), options);
  if (auto reached = store->ping(); reached.has_error()) return explained(std::move(reached).error());
  return std::unique_ptr<domain::Store>{std::move(store)};
}

std::unique_ptr<ChangeListener> listen_for_changes(const StoreAddress& address,
                                                   std::function<void()> on_change, const base::Log* log) {
  if (address.engine == Engine::kSqlite) return nullptr;
  return make_change_listener(address, std::move(on_change), log);
}

}  // namespace jeton::store::sql
