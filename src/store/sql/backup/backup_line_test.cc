#include "store/sql/backup/backup_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace jeton::store::sql {
namespace {

using testing::HasSubstr;

const base::Timestamp kMade = base::parse_utc("2026-01-02T03:04:05.678Z").value();

BackupLine parsed(std::string_view text) {
  auto line = parse_backup_line(text);
  EXPECT_TRUE(line.has_value()) << text;
  return line.has_value() ? *std::move(line) : BackupLine{};
}

std::string refusal_of(std::string_view text) {
  const auto line = parse_backup_line(text);
  if (line.has_value()) return {};
  EXPECT_EQ(line.error().fields().front().path, "backup");
  return line.error().fields().front().message;
}

TEST(BackupLine, IsReadAsItWasWritten) {
  const BackupLine lines[] = {
      BackupHead{kMade, 7},
      TableHead{"accounts", {"id", "name"}},
      Row{std::string{"\"\\\n\x01 \u00e9"}, std::int64_t{5}, Cell{}, std::numeric_limits<std::int64_t>::min(),
          std::numeric_limits<std::int64_t>::max()},
      Row{},
      BackupEnd{3, "ab"},
  };
  for (const auto& line : lines) {
    const auto text = to_text(line);
    EXPECT_EQ(text.find('\n'), text.size() - 1) << text;
    EXPECT_EQ(parsed(text), line) << text;
  }
}

TEST(BackupLine, HasTheTextsThatTheFormatSays) {
  EXPECT_EQ(to_text(BackupHead{kMade, 7}),
            "{\"jeton\":\"backup\",\"version\":1,\"schema\":7,\"madeAt\":\"2026-01-02T03:04:05.678Z\"}\n");
  EXPECT_EQ(to_text(TableHead{"accounts", {"id"}}), "{\"table\":\"accounts\",\"columns\":[\"id\"]}\n");
  EXPECT_EQ(to_text(Row{std::string{"a"}, std::int64_t{-1}, Cell{}}), "[\"a\",-1,null]\n");
  EXPECT_EQ(to_text(BackupEnd{3, "ab"}), "{\"rows\":3,\"sha256\":\"ab\"}\n");
}

TEST(BackupLine, OfAnotherFileIsNoBackup) {
  for (const auto* text :
       {R"({"jeton":"x","version":1,"schema":7,"madeAt":"2026-01-02T03:04:05.678Z"})",
        R"({"jeton":1,"version":1})", R"({"jeton":"backup"})", R"({"jeton":"backup","version":"1"})"}) {
    EXPECT_EQ(refusal_of(text), "is not a backup of Jeton") << text;
  }
  for (const auto* version : {"0", "2"}) {
    EXPECT_EQ(refusal_of(std::string{R"({"jeton":"backup","version":)"} + version + "}"),
              "is of a format that this program does not know");
  }
  for (const auto* rest :
       {R"("madeAt":"2026-01-02T03:04:05.678Z")", R"("schema":7)",
        R"("schema":0,"madeAt":"2026-01-02T03:04:05.678Z")",
        R"("schema":1000001,"madeAt":"2026-01-02T03:04:05.678Z")", R"("schema":7,"madeAt":"yesterday")"}) {
    EXPECT_THAT(refusal_of(std::string{R"({"jeton":"backup","version":1,)"} + rest + "}"),
                HasSubstr("does not say"))
        << rest;
  }
}

TEST(BackupLine, HasNoOtherValues) {
  for (const auto* text : {"[1.5]", "[true]", "[[]]", "[{}]", "[9223372036854775808]"}) {
    EXPECT_THAT(refusal_of(text), HasSubstr("neither null nor a whole number nor a text")) << text;
  }
  for (const auto* text : {"1", "null", "\"a\"", "{}", R"({"rows":1})", R"({"rows":-1,"sha256":"a"})",
                           R"({"rows":1,"sha256":1})"}) {
    EXPECT_EQ(refusal_of(text), "has a line of no known kind") << text;
  }
  for (const auto* text : {R"({"table":1,"columns":[]})", R"({"table":"a"})"}) {
    EXPECT_EQ(refusal_of(text), "has a table without a name or without columns") << text;
  }
  EXPECT_EQ(refusal_of(R"({"table":"a","columns":[1]})"), "has a column whose name is no text");
  EXPECT_FALSE(refusal_of("[1").empty());
  EXPECT_FALSE(refusal_of("").empty());
}

}  // namespace
}  // namespace jeton::store::sql
