#include "net/percent.h"

#include <gtest/gtest.h>

#include <string>

namespace jeton::net {
namespace {

TEST(PercentDecodeTest, DecodesOnceAndKeepsPlus) {
  EXPECT_EQ(percent_decode("a%20b+c%2B%2520"), "a b+c+%20");
  EXPECT_EQ(percent_decode("%c3%A9"), "é");
  EXPECT_EQ(percent_decode(""), "");
}

TEST(PercentDecodeTest, RefusesBrokenEscapesAndIllFormedUtf8) {
  for (const auto* text : {"%", "%4", "a%", "%zz", "%4g", "%ff", "%c3", "%c0%af", "%ed%a0%80"}) {
    EXPECT_EQ(percent_decode(text), std::nullopt) << text;
  }
}

TEST(PercentEncodeTest, KeepsUnreservedCharactersOnly) {
  EXPECT_EQ(percent_encode("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(percent_encode("a b/c?&=+%é"), "a%20b%2Fc%3F%26%3D%2B%25%C3%A9");
}

TEST(PercentEncodeTest, IsUndoneByDecoding) {
  std::string text;
  for (char c = 1; c < 127; ++c) text += c;
  EXPECT_EQ(percent_decode(percent_encode(text)), text);
}

TEST(NormalizePathTest, DecodesAllButSlashAndPercent) {
  EXPECT_EQ(normalize_path("/a%20b/%41%2f%2F%25x"), "/a b/A%2F%2F%25x");
  EXPECT_EQ(normalize_path("/mira%40harborlane.example"), "/mira@harborlane.example");
}

TEST(NormalizePathTest, RefusesControlCharactersBrokenEscapesAndIllFormedUtf8) {
  for (const auto* path : {"/%00", "/%0a", "/%7f", "/\x01", "/%", "/%2", "/%gg", "/%ff"}) {
    EXPECT_EQ(normalize_path(path), std::nullopt) << path;
  }
}

}  // namespace
}  // namespace jeton::net
