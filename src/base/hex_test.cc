#include "base/hex.h"

#include <gtest/gtest.h>

#include <array>

#include "base/testing/seeded_random.h"

namespace jeton::base {
namespace {

TEST(Hex, SpellsEachByteWithTwoLowerCaseDigits) {
  constexpr std::array kBytes{std::byte{0x00}, std::byte{0x0f}, std::byte{0xa9}, std::byte{0xff}};
  EXPECT_EQ(to_hex(kBytes), "000fa9ff");
  EXPECT_EQ(to_hex({}), "");
}

TEST(Hex, ReadsBackWhatItSpells) {
  std::array<std::byte, 4> bytes{};
  ASSERT_TRUE(from_hex("000fa9ff", bytes));
  EXPECT_EQ(to_hex(bytes), "000fa9ff");
  for (const auto* text : {"", "000fa9f", "000fa9ff0", "000fa9ff00", "000fa9fg", "000fa9f/",
                           "000fa9f:", "000fa9f`", "000FA9FF", "00 0fa9f"}) {
    EXPECT_FALSE(from_hex(text, bytes)) << text;
  }
}

TEST(Hex, RandomBytesAreAsManyAsWereAskedFor) {
  testing::SeededRandom random;
  const auto first = random_hex(random, 16);
  EXPECT_EQ(first.size(), 32U);
  EXPECT_EQ(first.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_NE(random_hex(random, 16), first);
  EXPECT_EQ(random_hex(random, 0), "");
}

}  // namespace
}  // namespace jeton::base
