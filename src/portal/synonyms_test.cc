#include "portal/synonyms.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jeton::portal {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string why(const std::string& yaml) {
  Synonyms synonyms;
  const auto added = synonyms.add(yaml);
  if (added.has_value()) return {};
  return added.error().fields().front().path + ": " + added.error().fields().front().message;
}

TEST(Synonyms, HoldForSoftwareOfAnyKind) {
  const Synonyms synonyms;
  EXPECT_THAT(synonyms.of("remove"), Contains("delete"));
  EXPECT_THAT(synonyms.of("sign in"), Contains("login"));
  EXPECT_THAT(synonyms.of("token"), Not(Contains("token")));
  EXPECT_THAT(synonyms.of("zebra"), IsEmpty());
}

TEST(Synonyms, OfASpaceAreAdded) {
  Synonyms synonyms;
  ASSERT_TRUE(synonyms.add("- [Zebra, striped  Horse]\n- [delete, shred]\n").has_value());
  EXPECT_THAT(synonyms.of("zebra"), ElementsAre("striped horse"));
  EXPECT_THAT(synonyms.of("striped horse"), ElementsAre("zebra"));
  EXPECT_THAT(synonyms.of("delete"), Contains("shred"));
  EXPECT_THAT(synonyms.of("delete"), Contains("remove"));
  ASSERT_TRUE(synonyms.add("- [a, one two three four five]\n").has_value());
  EXPECT_EQ(synonyms.words_max(), 5U);
}

TEST(Synonyms, SayWhatIsWrong) {
  EXPECT_THAT(why("a: b"), HasSubstr("must be a list of lists of words"));
  EXPECT_THAT(why("- [a]\n"), "synonyms[0]: Line 1: must be a list of 2 to 20 words.");
  EXPECT_THAT(why("- [a, b]\n- c\n"), "synonyms[1]: Line 2: must be a list of 2 to 20 words.");
  EXPECT_THAT(why("- [a, [b]]\n"), HasSubstr("must hold phrases of 1 to 5 words"));
  EXPECT_THAT(why("- [a, '!']\n"), HasSubstr("must hold phrases of 1 to 5 words"));
  EXPECT_THAT(why("- [a, b c d e f g]\n"), HasSubstr("must hold phrases of 1 to 5 words"));
  EXPECT_NE(why("- [a, *b]\n"), "");
}

TEST(Synonyms, AreAllAddedOrNone) {
  Synonyms synonyms;
  EXPECT_TRUE(synonyms.add("- [zebra, horse]\n- [a]\n").has_error());
  EXPECT_THAT(synonyms.of("zebra"), IsEmpty());
}

TEST(Synonyms, AreAsManyAsTheLimits) {
  std::string words = "w0";
  for (int i = 1; i < 20; ++i) words += fmt::format(", w{}", i);
  EXPECT_EQ(why("- [" + words + "]\n"), "");
  EXPECT_NE(why("- [" + words + ", w20]\n"), "");
  std::string lists;
  for (int i = 0; i < 2000; ++i) lists += "- [a, b]\n";
  EXPECT_EQ(why(lists), "");
  EXPECT_THAT(why(lists + "- [a, b]\n"), HasSubstr("must be at most 2000 lists"));
}

}  // namespace
}  // namespace jeton::portal
