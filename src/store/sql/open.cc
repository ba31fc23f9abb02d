#include "store/sql/open.h"

#include <utility>

#include "store/sql/dialect_postgres.h"
#include "store/sql/dialect_sqlite.h"
#include "store/sql/migrate.h"
#include "store/sql/pool.h"
#include "store/sql/unit_of_work.h"

namespace jeton::store::sql {
namespace {

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
    lease->abandon();
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

  Result<void> ping() override {
    JETON_TRY(auto lease, readers_.begin(dialect_->begin_read()));
    // PostgreSQL has answered BEGIN; SQLite opens the file only for a real question.
    auto answered = lease->query(dialect_->table_exists("schema_migrations"));
    if (lease->run("rollback", "ROLLBACK").has_error()) lease->abandon();
    if (answered.has_error()) return std::move(answered).error();
    return {};
  }

 private:
  /// Writers see what is stored: they are the ones who write down that a time is up.
  [[nodiscard]] base::Timestamp now_for(Access access) const {
    return access == Access::kRead ? clock_.now() : base::Timestamp::min();
  }

  Pool& writers() { return dialect_->has_one_writer() ? writer_ : readers_; }

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

}  // namespace

Result<std::unique_ptr<domain::Store>> open(const StoreAddress& address, const Options& options) {
  std::unique_ptr<Dialect> dialect;
  if (address.engine == Engine::kSqlite) {
    JETON_TRY(dialect, make_sqlite_dialect(address.path));
  } else {
    dialect = make_postgres_dialect(address);
  }
  auto store = std::make_unique<SqlStore>(std::move(dialect), options);
  JETON_CHECK(store->ping());
  return std::unique_ptr<domain::Store>{std::move(store)};
}

}  // namespace jeton::store::sql
