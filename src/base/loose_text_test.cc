#include "base/loose_text.h"

#include <gtest/gtest.h>

namespace jeton::base {
namespace {

TEST(LoosestReading, DropsCaseFormsAndWhatIsInvisible) {
  EXPECT_EQ(loosest_reading(""), "");
  EXPECT_EQ(loosest_reading("Billing/7;x"), "billing/7;x");
  EXPECT_EQ(loosest_reading("CAF\xC3\x89"), "caf\xC3\xA9");
  EXPECT_EQ(loosest_reading("cafe\xCC\x81"), "caf\xC3\xA9");
  EXPECT_EQ(loosest_reading("stra\xC3\x9F"
                            "e"),
            "strasse");
  EXPECT_EQ(loosest_reading("\xEF\xBD\x82\xEF\xBC\xA2"), "bb") << "full width";
  EXPECT_EQ(loosest_reading("\xE2\x84\xAA\xC5\xBF"), "ks") << "Kelvin sign, long s";
  EXPECT_EQ(loosest_reading("\xC4\xB1\xC4\xB0"), "ii") << "dotless and dotted i";
  EXPECT_EQ(loosest_reading("a\xE2\x80\x8B\xC2\xAD\xEF\xBB\xBF"
                            "b"),
            "ab")
      << "zero width, soft hyphen, BOM";
  EXPECT_EQ(loosest_reading("\xE2\x80\xA5\xEF\xBC\x8F\xCD\xBE\xC2\xA0\xE1\x9A\x80"), "../;  ")
      << "leader, solidus, question mark, blanks";
}

TEST(LoosestReading, RefusesWhatNoTwoReadersAgreeOn) {
  for (const std::string_view text :
       {"\n", "\x7f", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xEE\x80\x80", "\xCD\xB8", "\xED\xA0\x80",
        "\xC0\xAE", "\xE0\x80\xAF", "\xFF", "caf\xE9"}) {
    EXPECT_EQ(loosest_reading(text), std::nullopt) << ::testing::PrintToString(text);
  }
  EXPECT_EQ(loosest_reading(std::string_view{"\0", 1}), std::nullopt);
}

}  // namespace
}  // namespace jeton::base
