#include "store/sql/engine/migrate.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "store/contract/samples.h"
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

TEST(Schema, VersionsCountFromOneWithoutGaps) {
  int expected = 1;
  for (const auto& step : migrations()) EXPECT_EQ(step.version, expected++);
}

}  // namespace
}  // namespace jeton::store::sql
