#include "base/json_text.h"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <string>

#include "base/limits.h"

namespace jeton::base {
namespace {

using namespace std::string_view_literals;

std::string read(std::string_view text) {
  const auto value = parse_json({.text = text, .subject = "The body", .path = "body"});
  if (value.has_value()) return boost::json::serialize(*value);
  const auto error = value.error();
  const auto& fields = error.fields();
  if (error.kind() != ErrorKind::kInvalid || fields.size() != 1) return "not one broken rule";
  return fields.front().path + ": " + fields.front().message;
}

std::string at(std::string_view place_and_reason) {
  return "body: The body is not well-formed JSON: " + std::string{place_and_reason} + ".";
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

//
TEST(JsonText, IsOneValueOfAnyKind) {
  for (const auto* text : {"{}", "[1,2]", "\"a\"", "12", "true", "null"}) EXPECT_EQ(read(text), text);
  EXPECT_EQ(read(" \r\n\t{ \"a\" : 1 } \n"), "{\"a\":1}");
}

TEST(JsonText, SaysWhereItEndsToBeOne) {
  EXPECT_EQ(read("{\"a\":1,}"), at("line 1, column 8: unexpected '}'"));
  EXPECT_EQ(read("{\n  \"a\": 1\n  \"b\": 2\n}"), at("line 3, column 3: unexpected '\"'"));
  EXPECT_EQ(read("{a:1}"), at("line 1, column 2: unexpected 'a'"));
  EXPECT_EQ(read("{'a':1}"), at("line 1, column 2: unexpected '''"));
  EXPECT_EQ(read("{\"a\":\"x\ny\"}"), at("line 1, column 8: unexpected byte 0x0A"));
  EXPECT_EQ(read("<html>"), at("line 1, column 1: unexpected '<'"));
  EXPECT_EQ(read("{\"a\":tru}"), at("line 1, column 6: unexpected 't'"));
  EXPECT_EQ(read("\r\n[1,\r\n x]"), at("line 3, column 2: unexpected 'x'"));
}

TEST(JsonText, CountsCharactersAndNotBytes) {
  EXPECT_EQ(read("{\"日本\": x}"), at("line 1, column 8: unexpected 'x'"));
  EXPECT_EQ(read("\xEF\xBB\xBF{x}"), at("line 1, column 2: unexpected 'x'"));
}

TEST(JsonText, SaysThatItEndsTooEarly) {
  EXPECT_EQ(read(""), at("line 1, column 1: the text ends unexpectedly"));
  EXPECT_EQ(read(" \n"), at("line 2, column 1: the text ends unexpectedly"));
  EXPECT_EQ(read("{\"a\":"), at("line 1, column 6: the text ends unexpectedly"));
  EXPECT_EQ(read("\"a"), at("line 1, column 3: the text ends unexpectedly"));
  EXPECT_EQ(read("[1"), at("line 1, column 3: the text ends unexpectedly"));
}

TEST(JsonText, SaysThatSomethingFollows) {
  EXPECT_EQ(read("{} {}"), at("line 1, column 4: unexpected '{' after the end of the value"));
  EXPECT_EQ(read("{}\n]"), at("line 2, column 1: unexpected ']' after the end of the value"));
}

TEST(JsonText, IsUtf8) {
  EXPECT_EQ(read("\"a\xFF\""), at("line 1, column 3: unexpected byte 0xFF"));
  EXPECT_EQ(read("\"\\ud800\""), at("line 1, column 8: unexpected '\"'"));
}

// RFC 8259 section 8.1
TEST(JsonText, MayBeginWithAByteOrderMarkOfUtf8Alone) {
  EXPECT_EQ(read("\xEF\xBB\xBF{}"), "{}");
  EXPECT_EQ(read("\xEF\xBB\xBF\xEF\xBB\xBF{}"), at("line 1, column 1: unexpected byte 0xEF"));
  for (const auto text : {"\xFF\xFE{\0}\0"sv, "\xFE\xFF\0{\0}"sv, "{\0}\0"sv, "\0{\0}"sv,
                          "\0\0\xFE\xFF\0\0\0{"sv, "\xFF\xFE\0\0{\0\0\0"sv, "\0\0\0{"sv, "{\0\0\0"sv}) {
    EXPECT_EQ(read(text), "body: The body is UTF-16 or UTF-32: JSON must be UTF-8.");
  }
  EXPECT_EQ(read("\0\0"sv), at("line 1, column 1: unexpected byte 0x00"));
}

TEST(JsonText, IsNestedUpToTheLimit) {
  EXPECT_EQ(read(nested(kJsonDepthMax)), nested(kJsonDepthMax));
  EXPECT_EQ(read(nested(kJsonDepthMax + 1)), at("line 1, column 33: nested more than 32 levels deep"));
}

TEST(JsonText, TakesTheLastOfMembersWithOneName) {
  EXPECT_EQ(read("{\"a\":1,\"b\":2,\"a\":3}"), "{\"a\":3,\"b\":2}");
}

TEST(ByteOrderMark, IsSkippedOnce) {
  EXPECT_EQ(skip_byte_order_mark("\xEF\xBB\xBFx"), "x");
  EXPECT_EQ(skip_byte_order_mark("\xEF\xBB\xBF\xEF\xBB\xBFx"), "\xEF\xBB\xBFx");
  EXPECT_EQ(skip_byte_order_mark("\xEF\xBBx"), "\xEF\xBBx");
  EXPECT_EQ(skip_byte_order_mark(""), "");
}

}  // namespace
}  // namespace jeton::base
