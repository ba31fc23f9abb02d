#include "base/id.h"

#include <gtest/gtest.h>

#include <type_traits>
#include <unordered_set>

#include "base/limits.h"

namespace jeton::base {
namespace {

struct AppleTag {
  static constexpr std::string_view kPrefix = "APL";
  static constexpr std::size_t kGroups = 2;
};
struct PearTag {
  static constexpr std::string_view kPrefix = "PEA";
  static constexpr std::size_t kGroups = 1;
};
using AppleId = Id<AppleTag>;
using PearId = Id<PearTag>;

static_assert(!std::is_convertible_v<AppleId, PearId>);
static_assert(!std::is_convertible_v<std::string, AppleId>);
static_assert(!std::is_default_constructible_v<AppleId>);

TEST(Id, ParsesWhatTheSpecShows) {
  ASSERT_TRUE(AppleId::parse("APL-1234-5678").has_value());
  EXPECT_EQ(AppleId::parse("APL-1234-5678")->str(), "APL-1234-5678");
  EXPECT_TRUE(PearId::parse("PEA-0478").has_value());
  EXPECT_TRUE(AppleId::parse("APL-0000-0001").has_value());
}

TEST(Id, RefusesEveryOtherShape) {
  for (const auto* text : {"",
                           "APL",
                           "APL-",
                           "APL-1234",
                           "APL-1234-567",
                           "APL-1234-56789",
                           "APL-12345678",
                           "APL-1234-5678-",
                           "APL-1234_5678",
                           "apl-1234-5678",
                           "PEA-1234-5678",
                           " APL-1234-5678",
                           "APL-1234-5678 ",
                           "APL-1234-567a",
                           "APL-1234--567",
                           "APL--123-5678",
                           "INVALID-ID",
                           "APL-+123-5678",
                           "APL-1234-\xd9\xa1\xd9\xa2",
                           "APL1234-5678",
                           "APL-1234-5678\n"}) {
    EXPECT_FALSE(AppleId::parse(text).has_value()) << text;
  }
  EXPECT_FALSE(AppleId::parse(std::string_view{"APL-1234-567\0", 13}).has_value());
}

TEST(Id, AllZerosAreNeverAssigned) {
  EXPECT_FALSE(AppleId::parse("APL-0000-0000").has_value());
  EXPECT_FALSE(PearId::parse("PEA-0000").has_value());
  EXPECT_FALSE(PearId::parse("PEA-0000-0000").has_value());
}

TEST(Id, MayHaveMoreGroupsUpToTheLimit) {
  std::string text = "APL-1234";
  for (std::size_t groups = 2; groups <= kIdGroupsMax; ++groups) {
    text += "-5678";
    EXPECT_TRUE(AppleId::parse(text).has_value()) << text;
  }
  EXPECT_FALSE(AppleId::parse(text + "-5678").has_value());
}

TEST(Id, OrdersAndHashesAsText) {
  const auto low = *AppleId::parse("APL-1234-5678");
  const auto high = *AppleId::parse("APL-1234-5679");
  EXPECT_LT(low, high);
  EXPECT_EQ(low, *AppleId::parse("APL-1234-5678"));
  EXPECT_EQ((std::unordered_set<AppleId>{low, high, low}.size()), 2u);
}

TEST(Id, KeepsWhatWasStored) {
  EXPECT_EQ(AppleId::from_stored("APL-1").str(), "APL-1");
}

}  // namespace
}  // namespace jeton::base
