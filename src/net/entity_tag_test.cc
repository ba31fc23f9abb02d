#include "net/entity_tag.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace jeton::net {
namespace {

base::Result<std::optional<TagCondition>> read(const std::vector<std::string>& lines) {
  RequestParts parts;
  parts.headers.push_back({"If-Match", "\"of another header\""});
  for (const auto& line : lines) parts.headers.push_back({"if-none-match", line});
  return tag_condition(Request::create(std::move(parts)).value(), "If-None-Match");
}

std::vector<std::string> tags(const std::vector<std::string>& lines) {
  const auto condition = read(lines);
  EXPECT_TRUE(condition.has_value());
  EXPECT_FALSE((*condition)->is_any);
  return (*condition)->tags;
}

TEST(EntityTag, IsReadFromEveryLineOfItsHeaderAndNoOther) {
  EXPECT_FALSE(read({}).value().has_value());
  EXPECT_EQ(tags({"\"a\""}), std::vector<std::string>{"a"});
  EXPECT_EQ(tags({"\"a\", W/\"b,c\"", "\"\""}), (std::vector<std::string>{"a", "b,c", ""}));
}

TEST(EntityTag, AnyIsAStarAlone) {
  EXPECT_TRUE(read({" * "}).value()->is_any);
  EXPECT_TRUE(read({"*, \"a\""}).has_error());
}

TEST(EntityTag, IsInQuotes) {
  for (const auto* line :
       {"", " ", ",", "a", "\"a", "a\"", "W/a", "w/\"a\"", "\"a\" \"b\"", "\"a b\"", "\"a\"b"}) {
    const auto condition = read({line});
    ASSERT_TRUE(condition.has_error()) << line;
    EXPECT_EQ(condition.error().fields().front().path, "If-None-Match");
  }
}

}  // namespace
}  // namespace jeton::net
