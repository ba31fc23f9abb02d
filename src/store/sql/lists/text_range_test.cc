#include "store/sql/lists/text_range.h"

#include <gtest/gtest.h>

namespace jeton::store::sql {
namespace {

TEST(TextRange, EndsAtTheNextCharacter) {
  EXPECT_EQ(text_after_prefix("a"), "b");
  EXPECT_EQ(text_after_prefix("Led"), "Lee");
  EXPECT_EQ(text_after_prefix("\x7f"), "\u0080");
  EXPECT_EQ(text_after_prefix("\u07ff"), "\u0800");
  EXPECT_EQ(text_after_prefix("x\uffff"), "x\U00010000");
}

TEST(TextRange, StepsOverWhatNoTextHas) {
  EXPECT_EQ(text_after_prefix("\ud7ff"), "\ue000");
  EXPECT_EQ(text_after_prefix("a\U0010FFFF"), "b");
  EXPECT_EQ(text_after_prefix("a\U0010FFFF\U0010FFFF"), "b");
}

TEST(TextRange, HasNoEndWhereNothingIsGreater) {
  EXPECT_FALSE(text_after_prefix("\U0010FFFF").has_value());
  EXPECT_FALSE(text_after_prefix("").has_value());
  EXPECT_FALSE(text_after_prefix("a\xff").has_value());
}

}  // namespace
}  // namespace jeton::store::sql
