#include "store/sql/engine/migrate.h"

#include <fmt/format.h>

#include <string>

namespace jeton::store::sql {
namespace {

using base::Error;
using base::Result;

Result<std::int64_t> read_number(Connection& connection, const Statement& statement) {
  JETON_TRY(const auto rows, connection.query(statement));
  JETON_TRY(const auto number, read_first(rows, [](RowReader& row) { return row.integer(); }));
  return number.value_or(0);
}

/// Runs each statement of `sql`: SOCI's SQLite takes one at a time and drops the rest without a word.
Result<void> run_all(Connection& connection, std::string_view name, std::string_view sql) {
  while (!sql.empty()) {
    const auto end = sql.find(";\n");
    const auto statement = sql.substr(0, end);
    if (statement.find_first_not_of(" \n") != statement.npos) JETON_CHECK(connection.run(name, statement));
    sql.remove_prefix(end == sql.npos ? sql.size() : end + 2);
  }
  return {};
}

Result<void> apply(Connection& connection, const Dialect& dialect, const Migration& step) {
  const bool has_own = dialect.engine() == Engine::kPostgres && !step.postgres_sql.empty();
  const auto sql = dialect.schema_text(has_own ? step.postgres_sql : step.sql);
  JETON_CHECK(run_all(connection, fmt::format("migration {}", step.version), sql));
  for (const auto& tally : step.tallies) {
    for (const auto& statement : dialect.keep_tally(tally)) {
      JETON_CHECK(connection.run(fmt::format("migration {}", step.version), statement));
    }
  }
  // Records the step. Index: none, the table has a row per release.
  const Statement record{"schema.record",
                         "INSERT INTO schema_migrations (version, name, applied_at) VALUES (?, ?, ?)",
                         Parameters::of(step.version, step.name, base::SystemClock{}.now())};
  JETON_CHECK(connection.execute(record));
  return {};
}

}  // namespace

Result<int> read_schema_version(Connection& connection, const Dialect& dialect) {
  // Other programs have a table of that name too.
  JETON_TRY(const auto known, read_number(connection, dialect.has_column("schema_migrations", "applied_at")));
  if (known == 0) {
    JETON_TRY(const auto tables, read_number(connection, dialect.count_tables()));
    if (tables == 0) return 0;
    return Error::conflict(
        "database",
        "The database is not empty, and its tables are not Jeton's. Correct the address, or "
        "give Jeton its own database.");
  }
  // The newest step. Index: primary key.
  JETON_TRY(const auto version,
            read_number(connection,
                        {"schema.version", "SELECT coalesce(max(version), 0) FROM schema_migrations", {}}));
  return static_cast<int>(version);
}

Result<int> apply_migrations(Connection& connection, const Dialect& dialect, std::span<const Migration> steps,
                             const base::Log* log) {
  for (const auto& lock : dialect.lock_for_migration()) JETON_CHECK(connection.run("schema.lock", lock));
  JETON_TRY(const int version, read_schema_version(connection, dialect));
  const int newest = steps.empty() ? 0 : steps.back().version;
  if (version > newest) {
    return Error::conflict("schema",
                           fmt::format("The database has schema {}, and this program knows up to {}. "
                                       "Use the newer program that migrated it.",
                                       version, newest));
  }
  if (version == 0) {
    JETON_CHECK(connection.run(
        "schema.create", dialect.schema_text("CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, "
                                             "name {text} NOT NULL, applied_at BIGINT NOT NULL)")));
  }
  int applied = 0;
  for (const auto& step : steps) {
    if (step.version <= version) continue;
    JETON_CHECK(apply(connection, dialect, step));
    if (log != nullptr)
      log->info("store.migrated", {{"version", std::int64_t{step.version}}, {"name", step.name}});
    ++applied;
  }
  for (const auto& last : dialect.finish_migration()) JETON_CHECK(connection.run("schema.finish", last));
  return applied;
}

}  // namespace jeton::store::sql
