#include "store/sql/engine/migrate.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "store/contract/samples.h"
#include "store/sql/engine/dialect_postgres.h"
#include "store/sql/engine/dialect_sqlite.h"
#include "store/sql/testing/databases.h"

namespace jeton::store::sql {
namespace {

using contract::must;

class Migrations : public testing::Test {
 protected:
  /// All of `steps` in one transaction, kept if it goes well.
  base::Result<int> migrate(std::span<const Migration> steps) {
    must(connection_->run("begin", "BEGIN IMMEDIATE"));
    auto applied = apply_migrations(*connection_, *dialect_, steps, nullptr);
    must(connection_->run("end", applied.has_error() ? "ROLLBACK" : "COMMIT"));
    return applied;
  }

  TemporaryFolder folder_;
  std::unique_ptr<Dialect> dialect_ = must(make_sqlite_dialect(folder_.path() + "/jeton.db"));
  std::unique_ptr<Connection> connection_ = must(Connection::open(*dialect_, Access::kWrite));
};

constexpr Migration kSteps[] = {{1, "one", "CREATE TABLE a (x {text});\nCREATE TABLE b (x {text});\n"},
                                {2, "two", "ALTER TABLE a ADD COLUMN y BIGINT;\n"}};
constexpr Migration kBrokenStep[] = {kSteps[0],
                                     {2, "broken", "CREATE TABLE c (x {text});\nNO SUCH STATEMENT;\n"}};

TEST_F(Migrations, OnlyTheMissingOnesAreApplied) {
  EXPECT_EQ(must(read_schema_version(*connection_, *dialect_)), 0);
  EXPECT_EQ(must(migrate(std::span{kSteps}.first(1))), 1);
  EXPECT_EQ(must(migrate(kSteps)), 1);
  EXPECT_EQ(must(migrate(kSteps)), 0);
  EXPECT_EQ(must(read_schema_version(*connection_, *dialect_)), 2);
  must(connection_->run("test", "INSERT INTO a (x, y) VALUES ('t', 1)"));
}

TEST_F(Migrations, BrokenOneLeavesNothingOfTheRun) {
  EXPECT_TRUE(migrate(kBrokenStep).has_error());
  EXPECT_EQ(must(read_schema_version(*connection_, *dialect_)), 0);
  EXPECT_EQ(must(migrate(kSteps)), 2);
}

TEST_F(Migrations, NewerDatabaseIsRefusedInWordsForAnOperator) {
  must(migrate(kSteps));
  const auto refused = migrate(std::span{kSteps}.first(1));
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().kind(), base::ErrorKind::kConflict);
  EXPECT_NE(refused.error().message().find("schema 2"), std::string::npos);
}

// Other programs have a table of that name, and an address may be theirs by mistake.
TEST_F(Migrations, TablesOfSomethingElseAreRefused) {
  for (const auto* table : {"schema_migrations (version {text})", "orders (id {text})"}) {
    must(connection_->run("test", dialect_->schema_text(fmt::format("CREATE TABLE {}", table))));
    const auto version = read_schema_version(*connection_, *dialect_);
    ASSERT_TRUE(version.has_error()) << table;
    EXPECT_EQ(version.error().kind(), base::ErrorKind::kConflict);
    EXPECT_NE(version.error().message().find("not Jeton's"), std::string::npos);
    EXPECT_TRUE(migrate(kSteps).has_error());
    must(connection_->run(
        "test", fmt::format("DROP TABLE {}", std::string{table}.substr(0, std::string{table}.find(' ')))));
  }
  EXPECT_EQ(must(migrate(kSteps)), 2);
}

constexpr Migration kOfTwoTexts[] = {
    {1, "two", "CREATE TABLE of_sqlite (x {text});\n", {}, "CREATE TABLE of_postgres (x {text});\n"}};

TEST_F(Migrations, EachEngineTakesItsOwnText) {
  EXPECT_EQ(must(migrate(kOfTwoTexts)), 1);
  must(connection_->run("test", "INSERT INTO of_sqlite (x) VALUES ('t')"));
  EXPECT_TRUE(connection_->run("test", "INSERT INTO of_postgres (x) VALUES ('t')").has_error());

  const auto absence = postgres_absence();
  ASSERT_EQ(absence.failure, "");
  if (!absence.skipped.empty()) GTEST_SKIP() << absence.skipped;
  PostgresDatabase database{PostgresDatabase::Start::kEmpty};
  const auto dialect = make_postgres_dialect(database.address());
  const auto connection = database.connect();
  // One text for both, then one of its own.
  constexpr Migration kSecond[] = {kSteps[0],
                                   {2,
                                    "own",
                                    "NO SUCH STATEMENT;\n",
                                    {},
                                    "CREATE TABLE of_postgres (x {text});\n"
                                    // Asked at the end of each run.
                                    "CREATE TABLE changes (position {position});\n"
                                    "CREATE TABLE change_base (base BIGINT NOT NULL);\n"}};
  must(connection->run("begin", dialect->begin_write()));
  EXPECT_EQ(must(apply_migrations(*connection, *dialect, kSecond, nullptr)), 2);
  must(connection->run("test", "INSERT INTO a (x) VALUES ('t')"));
  must(connection->run("test", "INSERT INTO of_postgres (x) VALUES ('t')"));
  must(connection->run("end", "COMMIT"));
}

// A database of each older schema becomes what a new one is, statement by statement.
TEST(Schema, OfEachOlderVersionBecomesTheNewest) {
  const auto all = migrations();
  std::set<std::string> schemas;
  for (std::size_t older = 1; older <= all.size(); ++older) {
    const TemporaryFolder folder;
    const auto dialect = must(make_sqlite_dialect(folder.path() + "/jeton.db"));
    const auto connection = must(Connection::open(*dialect, Access::kWrite));
    must(connection->run("begin", "BEGIN IMMEDIATE"));
    EXPECT_EQ(must(apply_migrations(*connection, *dialect, all.first(older), nullptr)), older);
    EXPECT_EQ(must(apply_migrations(*connection, *dialect, all, nullptr)), all.size() - older);
    must(connection->run("end", "COMMIT"));
    const Statement read{
        "test", "SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_master ORDER BY name)", {}};
    const auto rows = must(connection->query(read));
    schemas.insert(must(read_first(rows, [](RowReader& row) { return row.text(); })).value());
  }
  EXPECT_EQ(schemas.size(), 1U);
  EXPECT_NE(schemas.begin()->find("CREATE TABLE api_tokens"), std::string::npos);
}

// A key is in force for a day: what a create was answered with outlives a new version of the server.
TEST(Schema, KeepsTheAnswersOfCreates) {
  const TemporaryFolder folder;
  const auto dialect = must(make_sqlite_dialect(folder.path() + "/jeton.db"));
  const auto connection = must(Connection::open(*dialect, Access::kWrite));
  must(connection->run("begin", "BEGIN IMMEDIATE"));
  constexpr std::size_t kBefore = 5;
  must(apply_migrations(*connection, *dialect, migrations().first(kBefore), nullptr));
  must(connection->run(
      "test",
      "INSERT INTO idempotency_keys (owner, key_digest, request_digest, status, etag, sealed_body,"
      " expires_at) VALUES ('ada', 'k1', 'r1', 201, '1', 'v1.key.sealed', 100)"));
  must(apply_migrations(*connection, *dialect, migrations(), nullptr));
  const auto rows = must(connection->query(
      {"test",
       "SELECT owner, key_digest, request_digest, sealed_answer, expires_at FROM idempotency_keys",
       {}}));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows.cells, (std::vector<std::optional<std::string>>{"ada", "k1", "r1", "v1.key.sealed", "100"}));
  must(connection->run("end", "COMMIT"));
}

TEST(Schema, VersionsCountFromOneWithoutGaps) {
  int expected = 1;
  for (const auto& step : migrations()) EXPECT_EQ(step.version, expected++);
}

}  // namespace
}  // namespace jeton::store::sql
