#include "credential/base62.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace jeton::credential {
namespace {

std::string base62(const std::vector<int>& bytes, std::size_t width) {
  std::vector<std::byte> number;
  for (const int byte : bytes) number.push_back(static_cast<std::byte>(byte));
  std::string digits(width, '?');
  to_base62(number, digits);
  return digits;
}

TEST(Base62, KnownAnswers) {
  EXPECT_EQ(base62({}, 3), "000");
  EXPECT_EQ(base62({0}, 1), "0");
  EXPECT_EQ(base62({9}, 1), "9");
  EXPECT_EQ(base62({10}, 1), "A");
  EXPECT_EQ(base62({35}, 1), "Z");
  EXPECT_EQ(base62({36}, 1), "a");
  EXPECT_EQ(base62({61}, 1), "z");
  EXPECT_EQ(base62({62}, 2), "10");
  EXPECT_EQ(base62({255}, 2), "47");
  EXPECT_EQ(base62({0xff, 0xff, 0xff, 0xff}, 6), "4gfFC3");
  EXPECT_EQ(base62({0xcb, 0xf4, 0x39, 0x26}, 6), "3jZRME");  // the CRC-32 of `123456789`
  EXPECT_EQ(base62(std::vector<int>(32, 0xff), 43), "yhjskwdA6OZ1AL1YmHWZWm8LLG7HjnuCA2j5rOw8Xp1");
}

TEST(Base62, IsPaddedOnTheLeftAndIgnoresLeadingZeroBytes) {
  EXPECT_EQ(base62({62}, 6), "000010");
  EXPECT_EQ(base62({0, 0, 62}, 6), "000010");
  EXPECT_EQ(base62(std::vector<int>(32, 0), 43), std::string(43, '0'));
}

TEST(Base62, OrderOfNumbersIsOrderOfTexts) {
  std::string before;
  for (int value = 0; value < 65'536; value += 13) {
    const auto text = base62({value / 256, value % 256}, 3);
    ASSERT_LT(before, text) << value;
    before = text;
  }
}

TEST(Base62DeathTest, NumberThatDoesNotFitIsABug) {
  EXPECT_DEATH(static_cast<void>(base62({62}, 1)), "fits");
  EXPECT_DEATH(static_cast<void>(base62(std::vector<int>(33, 0), 50)), "bytes.size");
}

TEST(Base62, DigitsAreAsciiLettersAndDigits) {
  int digits = 0;
  for (int c = -128; c < 128; ++c) {
    if (!is_base62_digit(static_cast<char>(c))) continue;
    ++digits;
    EXPECT_NE(std::string_view{"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"}.find(
                  static_cast<char>(c)),
              std::string_view::npos);
  }
  EXPECT_EQ(digits, 62);
}

}  // namespace
}  // namespace jeton::credential
