#include "store/sql/backup/backup.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "crypto/digest.h"
#include "store/contract/samples.h"
#include "store/sql/backup/backup_line.h"
#include "store/sql/backup/columns.h"
#include "store/sql/backup/tables.h"
#include "store/sql/engine/make_dialect.h"
#include "store/sql/engine/migrate.h"
#include "store/sql/testing/databases.h"

namespace jeton::store::sql {
namespace {

using base::Result;
using contract::at;
using contract::must;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

using Lines = std::vector<std::string>;

constexpr std::array<std::string_view, 9> kLeftOut{
    // Migrations make it.
    "schema_migrations",
    // Triggers fill them.
    "token_tallies",
    // A restored database is another installation: who followed the feed of the old one begins again.
    "changes",
    "change_base",
    // Nobody who was signed in, or had a link, when the backup was made is signed in, or has one, after a
    // restore.
    "sessions",
    "sign_in_links",
    // Minutes old at most, and worth nothing later.
    "sign_in_counters",
    "idempotency_keys",
    "job_leases",
};

/// An empty database of one engine.
class Place {
 public:
  explicit Place(Engine engine) {
    if (engine == Engine::kPostgres) {
      postgres_ = std::make_unique<PostgresDatabase>(PostgresDatabase::Start::kEmpty);
      address_ = postgres_->address();
    } else {
      address_.path = folder_.path() + "/jeton.db";
    }
  }

  [[nodiscard]] const StoreAddress& address() const { return address_; }
  /// A transaction that is committed when it goes.
  std::unique_ptr<Connection> connect() {
    if (!dialect_) dialect_ = must(make_dialect(address_, WhenMissing::kCreate));
    return must(Connection::open(*dialect_, Access::kWrite));
  }
  const Dialect& dialect() const { return *dialect_; }

  /// The first value that a question is answered with.
  std::string ask(const std::string& sql) {
    const auto rows = must(connect()->query({"test", sql, {}}));
    return rows.cells.front().value_or("none");
  }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<PostgresDatabase> postgres_;
  StoreAddress address_;
  std::unique_ptr<Dialect> dialect_;
};

std::vector<Engine> engines() {
  std::vector<Engine> all{Engine::kSqlite};
  if (!postgres_absence().failure.empty()) ADD_FAILURE() << postgres_absence().failure;
  if (postgres_absence().skipped.empty()) all.push_back(Engine::kPostgres);
  return all;
}

/// The value that a column of the row `number` has, in the form of the column.
Cell value_of(const std::string& table, const Column& column, int number) {
  static const std::map<std::string, std::string> kReferences{
      {"account_id", "accounts"}, {"current_account_id", "accounts"}, {"module_id", "modules"},
      {"user_id", "users"},       {"group_id", "user_groups"},        {"membership_id", "memberships"},
      {"token_id", "api_tokens"}, {"record_id", "audit_records"},     {"event_type_id", "event_types"}};
  // Instants are large, counts and truths need not be.
  if (column.is_number) return std::int64_t{number} * (column.name.ends_with("_at") ? 1'700'000'000'000 : 1);
  const auto found = kReferences.find(column.name);
  if (found != kReferences.end()) return fmt::format("{} id {}", found->second, number);
  if (column.name == "id") return fmt::format("{} id {}", table, number);
  return fmt::format("{} {} \"\\\n\u00e9\U0001FA99", column.name, number);
}

/// Columns that may be null. The schema is the same on both engines, and SQLite says it plainly.
std::set<std::string> nullable_columns(const std::string& table) {
  static const auto kPlace = [] {
    auto place = std::make_unique<Place>(Engine::kSqlite);
    must(must(open(place->address()))->migrate());
    return place;
  }();
  const auto rows =
      must(kPlace->connect()->query({"test", "SELECT * FROM pragma_table_info(?)", Parameters::of(table)}));
  std::set<std::string> all;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto cell = [&rows, row](std::size_t column) {
      return rows.cells[row * rows.columns + column].value_or("");
    };
    if (cell(3) == "0" && cell(5) == "0") all.insert(cell(1));
  }
  return all;
}

/// Two rows in every table that a backup has, with a value of each column, and in the second row null where
/// that may be.
void fill(Place& place) {
  must(must(open(place.address()))->migrate());
  const auto connection = place.connect();
  for (const auto name : saved_tables()) {
    const std::string table{name};
    const auto columns = must(read_columns(*connection, place.dialect(), table));
    const auto nullable = nullable_columns(table);
    for (const int number : {1, 2}) {
      std::vector<std::string> names;
      Parameters values;
      for (const auto& column : columns) {
        if (number == 2 && nullable.contains(column.name)) continue;
        names.push_back(column.name);
        const auto value = value_of(table, column, number);
        std::visit(
            [&values](const auto& held) {
              if constexpr (!std::is_same_v<std::decay_t<decltype(held)>, std::monostate>) values.add(held);
            },
            value);
      }
      auto sql = fmt::format("INSERT INTO {} ({}){} VALUES ({})", table, fmt::join(names, ", "),
                             place.dialect().with_own_numbers(), placeholders(names.size()));
      must(connection->execute({"test", std::move(sql), std::move(values)}));
    }
  }
  must(connection->execute({"test",
                            "INSERT INTO sessions (digest, user_id, created_at, last_seen_at, expires_at)"
                            " VALUES (?, ?, 1, 1, 1)",
                            Parameters::of("digest", "users id 1")}));
}

Lines backup_of(Place& place) {
  Lines lines;
  must(write_backup(place.address(), at(7), [&lines](std::string_view line) -> Result<void> {
    lines.emplace_back(line.substr(0, line.size() - 1));
    return {};
  }));
  return lines;
}

Result<BackupSummary> restore(Place& place, const Lines& lines) {
  std::size_t next = 0;
  return read_backup(place.address(), [&lines, next]() mutable -> Result<std::optional<std::string>> {
    if (next == lines.size()) return std::optional<std::string>{};
    return std::optional{lines[next++]};
  });
}

/// What is wrong with a backup, by the words of the error; the database is as empty as before.
std::string refusal_of(const Lines& lines, Engine engine = Engine::kSqlite) {
  Place place{engine};
  const auto restored = restore(place, lines);
  if (restored.has_value()) return {};
  EXPECT_EQ(must(must(open(place.address()))->schema_version()), 0);
  const auto error = restored.error();
  return error.fields().empty() ? error.message() : error.fields().front().message;
}

/// With the end that belongs to it.
Lines sealed(Lines lines) {
  std::string all;
  std::int64_t rows = 0;
  for (const auto& line : lines) {
    all += line + "\n";
    rows += line.starts_with('[') ? 1 : 0;
  }
  auto end = to_text(BackupEnd{rows, crypto::sha256_hex(all)});
  end.pop_back();
  lines.push_back(std::move(end));
  return lines;
}

Lines without_end(Lines lines) {
  lines.pop_back();
  return lines;
}

Lines sorted(Lines lines) {
  std::sort(lines.begin(), lines.end());
  return lines;
}

class BackupTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    Place place{Engine::kSqlite};
    fill(place);
    whole = backup_of(place);
  }

  /// The backup of a filled database.
  static inline Lines whole;
};

TEST_F(BackupTest, TakesEveryTableOrSaysWhyNot) {
  for (const auto engine : engines()) {
    Place place{engine};
    must(must(open(place.address()))->migrate());
    const auto connection = place.connect();
    const auto* sql =
        engine == Engine::kSqlite
            ? "SELECT name FROM sqlite_master WHERE type = ? AND substr(name, 1, 7) <> ?"
            : "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
              " AND table_type = ?";
    const auto rows = must(connection->query(
        {"test", sql,
         engine == Engine::kSqlite ? Parameters::of("table", "sqlite_") : Parameters::of("BASE TABLE")}));
    std::set<std::string> found;
    for (const auto& cell : rows.cells) found.insert(cell.value());
    std::set<std::string> known;
    for (const auto table : saved_tables()) known.emplace(table);
    for (const auto table : kLeftOut) EXPECT_TRUE(known.emplace(table).second) << table;
    EXPECT_EQ(found, known);
  }
}

TEST_F(BackupTest, EitherEngineTakesWhatEitherHasWritten) {
  for (const auto from : engines()) {
    Place first{from};
    fill(first);
    const auto lines = backup_of(first);
    EXPECT_EQ(sorted(without_end(lines)), sorted(without_end(whole)));
    for (const auto to : engines()) {
      Place second{to};
      const auto summary = must(restore(second, lines));
      EXPECT_EQ(summary.made_at, at(7));
      EXPECT_EQ(summary.schema, migrations().back().version);
      EXPECT_EQ(summary.rows, 2 * static_cast<std::int64_t>(saved_tables().size()));
      EXPECT_EQ(sorted(backup_of(second)), sorted(lines));
    }
  }
}

TEST_F(BackupTest, WhatIsLeftOutIsMadeAgainOrGone) {
  for (const auto engine : engines()) {
    Place place{engine};
    must(restore(place, whole));
    EXPECT_EQ(place.ask("SELECT sum(tally) FROM token_tallies"), "2");
    EXPECT_EQ(place.ask("SELECT count(*) FROM sessions"), "0");
    EXPECT_EQ(place.ask("SELECT count(*) FROM changes"), "0");
    // The next record comes behind those of the backup.
    const auto columns = must(read_columns(*place.connect(), place.dialect(), "audit_records"));
    std::vector<std::string> names;
    for (const auto& column : columns) {
      if (column.name != "ordinal" && column.name != "id") names.push_back(column.name);
    }
    must(place.connect()->execute(
        {"test",
         fmt::format("INSERT INTO audit_records (id, {0}) SELECT ?, {0} FROM audit_records WHERE id = ?",
                     fmt::join(names, ", ")),
         Parameters::of("new", "audit_records id 1")}));
    EXPECT_EQ(place.ask("SELECT max(ordinal) FROM audit_records"), "3");
  }
}

TEST_F(BackupTest, GoesIntoNothingButAnEmptyDatabase) {
  for (const auto engine : engines()) {
    Place place{engine};
    must(restore(place, whole));
    const auto before = backup_of(place);
    const auto again = restore(place, whole);
    ASSERT_TRUE(again.has_error());
    EXPECT_EQ(again.error().kind(), base::ErrorKind::kConflict);
    EXPECT_EQ(sorted(backup_of(place)), sorted(before));
  }
}

TEST_F(BackupTest, AnEmptyDatabaseHasNone) {
  Place place{Engine::kSqlite};
  place.connect();
  const auto written = write_backup(place.address(), at(0), [](std::string_view) { return Result<void>{}; });
  ASSERT_TRUE(written.has_error());
  EXPECT_EQ(written.error().kind(), base::ErrorKind::kConflict);
}

// A tree of tokens that changes meanwhile would not fit together.
TEST_F(BackupTest, HoldsOneMomentWhateverIsChangedMeanwhile) {
  for (const auto engine : engines()) {
    Place place{engine};
    fill(place);
    Lines lines;
    must(write_backup(place.address(), at(7), [&](std::string_view line) -> Result<void> {
      if (lines.empty()) must(place.connect()->execute({"test", "DELETE FROM retired_ids", {}}));
      lines.emplace_back(line.substr(0, line.size() - 1));
      return {};
    }));
    EXPECT_EQ(sorted(lines), sorted(Lines{whole}));
    EXPECT_EQ(place.ask("SELECT count(*) FROM retired_ids"), "0");
  }
}

TEST_F(BackupTest, EndsWithTheErrorOfWhatTakesItsLines) {
  Place place{Engine::kSqlite};
  fill(place);
  const auto written = write_backup(place.address(), at(0), [](std::string_view) -> Result<void> {
    return base::Error::invalid("file", "is full");
  });
  ASSERT_TRUE(written.has_error());
  EXPECT_EQ(written.error().fields().front().message, "is full");
}

TEST_F(BackupTest, OneThatWasCutOffIsRefused) {
  for (std::size_t kept = 1; kept < whole.size(); ++kept) {
    const Lines cut{whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(kept)};
    ASSERT_EQ(refusal_of(cut), "The backup ends too early: it was cut off.") << kept;
  }
  EXPECT_THAT(refusal_of(Lines{}), HasSubstr("too early"));
}

TEST_F(BackupTest, OneThatWasChangedIsRefused) {
  for (std::size_t at_line = 0; at_line + 1 < whole.size(); ++at_line) {
    auto lines = whole;
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at_line));
    ASSERT_FALSE(refusal_of(lines).empty()) << at_line;
  }
  auto lines = whole;
  const auto token = std::find_if(lines.begin(), lines.end(),
                                  [](const auto& line) { return line.starts_with("[\"api_tokens id 1"); });
  ASSERT_NE(token, lines.end());
  token->replace(token->find("name 1"), 6, "name 3");
  EXPECT_THAT(refusal_of(lines), HasSubstr("checksum"));
  lines = whole;
  lines.push_back(whole.back());
  EXPECT_EQ(refusal_of(lines), "The backup goes on behind its end.");
}

TEST_F(BackupTest, NamesTheLineThatIsWrong) {
  const auto with = [](std::size_t at_line, const std::string& text) {
    auto lines = without_end(whole);
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at_line), text);
    return refusal_of(sealed(std::move(lines)));
  };
  EXPECT_EQ(with(0, "[]"), "Line 1 is not the beginning of a backup of Jeton.");
  EXPECT_THAT(with(0, "{"), StartsWith("Line 1 "));
  EXPECT_EQ(with(1, "[1]"), "Line 2 is a row of no table.");
  EXPECT_EQ(with(1, whole[0]), "Line 2 is a second beginning.");
  EXPECT_EQ(with(2, "[1]"), "Line 3 is not a row of its table.");
  EXPECT_EQ(with(1, R"({"table":"sqlite_master","columns":["name"]})"),
            "Line 2 begins a table that has no place here.");
  EXPECT_EQ(with(1, R"({"table":"sealing_keys","columns":["id","check_value","recorded_at","x"]})"),
            "Line 2 names other columns than the table has.");
  // A number where a text belongs, and the other way round.
  EXPECT_EQ(with(2, R"([1,"c",2,null])"), "Line 3 is not a row of its table.");
  EXPECT_EQ(with(2, R"(["i","c","2",null])"), "Line 3 is not a row of its table.");
  EXPECT_EQ(with(2, R"(["i","c",2,null,null])"), "Line 3 is not a row of its table.");
}

// What follows from other rows has to be there.
TEST_F(BackupTest, ARowThatRefersToNoneIsRefused) {
  for (const auto engine : engines()) {
    auto lines = without_end(whole);
    std::erase_if(lines, [](const auto& line) { return line.starts_with("[\"accounts id 1"); });
    Place place{engine};
    EXPECT_TRUE(restore(place, sealed(lines)).has_error());
    EXPECT_EQ(must(must(open(place.address()))->schema_version()), 0);
  }
}

TEST_F(BackupTest, OneOfANewerSchemaIsRefused) {
  auto lines = without_end(whole);
  auto head = to_text(BackupHead{at(7), migrations().back().version + 1});
  head.pop_back();
  lines.front() = head;
  EXPECT_THAT(refusal_of(sealed(lines)), HasSubstr("a newer one"));
}

// As a program of that schema would have written it.
TEST_F(BackupTest, OneOfAnOlderSchemaIsMigrated) {
  for (const auto engine : engines()) {
    auto lines = without_end(whole);
    auto head = to_text(BackupHead{at(7), 6});
    head.pop_back();
    lines.front() = head;
    Place place{engine};
    EXPECT_EQ(must(restore(place, sealed(lines))).schema, 6);
    EXPECT_EQ(must(must(open(place.address()))->schema_version()), migrations().back().version);
    EXPECT_EQ(place.ask("SELECT pruned_to FROM change_base"), "0");
  }
}

}  // namespace
}  // namespace jeton::store::sql
