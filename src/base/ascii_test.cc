#include "base/ascii.h"

#include <gtest/gtest.h>

namespace jeton::base {
namespace {

TEST(Ascii, LettersAndDigitsEndWhereTheyEnd) {
  for (const char c : {'a', 'z', 'A', 'Z'}) EXPECT_TRUE(is_ascii_letter(c)) << c;
  for (const char c : {'`', '{', '@', '[', '0', '\xE4', '\0'}) EXPECT_FALSE(is_ascii_letter(c)) << c;
  for (const char c : {'0', '9'}) EXPECT_TRUE(is_ascii_digit(c) && is_ascii_letter_or_digit(c)) << c;
  for (const char c : {'/', ':', 'a', '\xB2'}) EXPECT_FALSE(is_ascii_digit(c)) << c;
  EXPECT_TRUE(is_ascii_letter_or_digit('q'));
  EXPECT_FALSE(is_ascii_letter_or_digit('-'));
}

TEST(Ascii, CaseIsThatOfAsciiLettersAlone) {
  EXPECT_EQ(ascii_lower("AZaz@[`{09\xC3\x84"), "azaz@[`{09\xC3\x84");
  EXPECT_EQ(ascii_upper("AZaz@[`{09\xC3\xA4"), "AZAZ@[`{09\xC3\xA4");
  EXPECT_EQ(ascii_upper('a'), 'A');
  EXPECT_EQ(ascii_upper('z'), 'Z');
  for (const char c : {'`', '{', 'A', '1'}) EXPECT_EQ(ascii_upper(c), c);
}

TEST(Ascii, TextsAreEqualWithoutCase) {
  EXPECT_TRUE(equal_without_case("Content-TYPE", "content-type"));
  EXPECT_TRUE(equal_without_case("", ""));
  EXPECT_FALSE(equal_without_case("abc", "abcd"));
  EXPECT_FALSE(equal_without_case("abcd", "abc"));
  EXPECT_FALSE(equal_without_case("@", "`"));  // the two differ by the bit that makes case
}

}  // namespace
}  // namespace jeton::base
