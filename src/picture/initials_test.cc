#include "picture/initials.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace jeton::picture {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(InitialsPicture, ShowsTheFirstLettersOfTheFirstTwoWords) {
  const auto picture = initials_picture("alder Freight & Sons", "ACC-2000-0001");
  EXPECT_THAT(picture, StartsWith("<svg xmlns="));
  EXPECT_THAT(picture, HasSubstr(">AF</text>"));
  EXPECT_THAT(initials_picture("Alder", "ACC-2000-0001"), HasSubstr(">A</text>"));
  EXPECT_THAT(initials_picture("\u00e9clair 7up", "ACC-2000-0001"), HasSubstr(">\u00c97</text>"));
}

TEST(InitialsPicture, IsTheSameForTheSameTexts) {
  EXPECT_EQ(initials_picture("Alder Freight", "ACC-2000-0001"),
            initials_picture("Alder Freight", "ACC-2000-0001"));
}

TEST(InitialsPicture, TakesItsColourFromTheId) {
  std::set<std::string> pictures;
  for (int i = 1000; i < 1100; ++i) pictures.insert(initials_picture("A", "ACC-2000-" + std::to_string(i)));
  EXPECT_GT(pictures.size(), 6U);
}

// It is served as a document of our own origin.
TEST(InitialsPicture, HoldsNoMarkupOfTheName) {
  for (const auto* name : {"<script>alert(1)</script>", "\"><x", "&lt; &", "' onload='x", "\xff\xfe", ""}) {
    const auto picture = initials_picture(name, "ACC-2000-0001");
    EXPECT_THAT(picture, Not(HasSubstr("script"))) << name;
    EXPECT_THAT(picture, Not(HasSubstr("onload"))) << name;
    EXPECT_THAT(picture, Not(HasSubstr("&"))) << name;
    EXPECT_EQ(std::count(picture.begin(), picture.end(), '<'), 5) << name;
  }
  EXPECT_THAT(initials_picture("*** ---", "ACC-2000-0001"), HasSubstr(">?</text>"));
}

}  // namespace
}  // namespace jeton::picture
