#include "store/sql/engine/cursor.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "store/contract/samples.h"
#include "store/sql/engine/dialect_sqlite.h"
#include "store/sql/testing/databases.h"

namespace jeton::store::sql {
namespace {

using contract::must;

enum class Kind { kSqlite, kPostgres };

/// A connection of each engine with a transaction that reads.
class CursorTest : public testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    if (GetParam() == Kind::kSqlite) {
      dialect_ = must(make_sqlite_dialect(folder_.path() + "/jeton.db"));
      connection_ = must(Connection::open(*dialect_, Access::kWrite));
    } else {
      const auto absent = postgres_absence();
      if (!absent.skipped.empty()) GTEST_SKIP() << absent.skipped;
      ASSERT_EQ(absent.failure, "");
      database_ = std::make_unique<PostgresDatabase>(PostgresDatabase::Start::kMigrated);
      connection_ = database_->connect();
    }
    must(connection_->run("test", "BEGIN"));
  }

  void TearDown() override {
    if (connection_) must(connection_->run("test", "ROLLBACK"));
    connection_.reset();
  }

  /// The numbers from 1 to `last`, made as they are read.
  static Statement numbers(std::int64_t last) {
    return {"test.numbers",
            "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n <"
            " CAST(? AS BIGINT)) SELECT n FROM numbers WHERE n <> CAST(? AS BIGINT)",
            Parameters::of(last, std::int64_t{0})};
  }

  /// `1 2 3`
  static std::string shown(const Rows& rows) {
    std::string text;
    for (const auto& cell : rows.cells) text += (text.empty() ? "" : " ") + cell.value_or("-");
    return text;
  }

  TemporaryFolder folder_;
  std::unique_ptr<Dialect> dialect_;
  std::unique_ptr<PostgresDatabase> database_;
  std::unique_ptr<Connection> connection_;
};

TEST_P(CursorTest, ReadsEveryRowOnceInPieces) {
  const auto cursor = must(connection_->open_cursor(numbers(7), 3));
  EXPECT_EQ(shown(must(cursor->next())), "1 2 3");
  EXPECT_EQ(shown(must(cursor->next())), "4 5 6");
  EXPECT_EQ(shown(must(cursor->next())), "7");
  EXPECT_EQ(must(cursor->next()).size(), 0U);
  EXPECT_EQ(must(cursor->next()).size(), 0U);
}

TEST_P(CursorTest, EndsWithAWholePiece) {
  const auto cursor = must(connection_->open_cursor(numbers(4), 2));
  EXPECT_EQ(shown(must(cursor->next())), "1 2");
  EXPECT_EQ(shown(must(cursor->next())), "3 4");
  EXPECT_EQ(must(cursor->next()).size(), 0U);
}

TEST_P(CursorTest, MayFindNothing) {
  const Statement nothing{"test.nothing", "SELECT 1 WHERE 1 = 0", {}};
  const auto cursor = must(connection_->open_cursor(nothing, 2));
  EXPECT_EQ(must(cursor->next()).size(), 0U);
}

// Read whole, this would take hours and all the memory there is.
TEST_P(CursorTest, ReadsTheBeginningOfABillionRows) {
  const auto cursor = must(connection_->open_cursor(numbers(1'000'000'000), 1000));
  for (int piece = 0; piece < 3; ++piece) {
    const auto rows = must(cursor->next());
    EXPECT_EQ(rows.size(), 1000U);
    EXPECT_EQ(rows.cells.back(), std::to_string((piece + 1) * 1000));
  }
}

TEST_P(CursorTest, SharesTheConnectionWithOtherStatementsAndItself) {
  const auto first = must(connection_->open_cursor(numbers(5), 2));
  EXPECT_EQ(shown(must(first->next())), "1 2");
  const auto second = must(connection_->open_cursor(numbers(5), 4));
  EXPECT_EQ(shown(must(connection_->query(numbers(3)))), "1 2 3");
  EXPECT_EQ(shown(must(second->next())), "1 2 3 4");
  EXPECT_EQ(shown(must(connection_->query(numbers(2)))), "1 2");
  EXPECT_EQ(shown(must(first->next())), "3 4");
  EXPECT_EQ(shown(must(second->next())), "5");
  EXPECT_EQ(shown(must(first->next())), "5");
}

TEST_P(CursorTest, KeepsNullsAndTexts) {
  const Statement mixed{"test.mixed", "SELECT CAST(? AS TEXT), CAST(NULL AS TEXT) UNION ALL SELECT 'b', 'c'",
                        Parameters::of("a")};
  const auto cursor = must(connection_->open_cursor(mixed, 10));
  EXPECT_EQ(shown(must(cursor->next())), "a - b c");
}

TEST_P(CursorTest, ADestroyedOneLeavesTheTransactionUsable) {
  must(connection_->open_cursor(numbers(5), 2)).reset();
  {
    const auto begun = must(connection_->open_cursor(numbers(5), 2));
    EXPECT_EQ(shown(must(begun->next())), "1 2");
  }
  EXPECT_EQ(shown(must(connection_->query(numbers(1)))), "1");
}

TEST_P(CursorTest, AnErrorNamesTheStatement) {
  const auto opened = connection_->open_cursor({"test.broken", "SELECT nothing FROM nowhere", {}}, 2);
  ASSERT_TRUE(opened.has_error());
  EXPECT_EQ(opened.error().kind(), base::ErrorKind::kInternal);
  EXPECT_EQ(opened.error().detail().find("test.broken: "), 0U);
}

INSTANTIATE_TEST_SUITE_P(Engines, CursorTest, testing::Values(Kind::kSqlite, Kind::kPostgres),
                         [](const auto& engine) {
                           return engine.param == Kind::kSqlite ? "Sqlite" : "Postgres";
                         });

}  // namespace
}  // namespace jeton::store::sql
