#include "portal/heading.h"

#include <gtest/gtest.h>

namespace jeton::portal {
namespace {

TEST(Heading, SlugsAreThoseOfGitHub) {
  EXPECT_EQ(heading_slug("What's new in v1.0?"), "whats-new-in-v10");
  EXPECT_EQ(heading_slug("  A -- B & C_d "), "a----b--c_d");
  EXPECT_EQ(heading_slug("Ärger in 東京"), "ärger-in-東京");
  EXPECT_EQ(heading_slug("!?"), "");
}

TEST(Heading, AnchorsAreComparedByLettersAndDigits) {
  EXPECT_EQ(loose_anchor("A & B: c_d"), "aandbcd");
  EXPECT_EQ(loose_anchor("a-and-b-c-d"), "aandbcd");
}

}  // namespace
}  // namespace jeton::portal
