#include "replica/packed_id.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "domain/ids.h"

namespace jeton::replica {
namespace {

PackedId packed(const char* text) {
  return PackedId::of(*domain::TokenId::parse(text));
}

TEST(PackedId, ShowsItsDigits) {
  EXPECT_EQ(packed("TKN-1234-5678"), PackedId(0x1234'5678'0000'0000, 0));
  EXPECT_EQ(packed("TKN-0000-0010"), PackedId(0xaaaa'aa1a'0000'0000, 0));
  EXPECT_EQ(packed("TKN-9876-5432-1098-7654-3210"), PackedId(0x9876'5432'1a98'7654, 0x321a));
  EXPECT_EQ(PackedId::of(*domain::ModuleId::parse("MOD-5231")), PackedId(0x5231'0000'0000'0000, 0));
}

TEST(PackedId, ShowsEveryGroup) {
  for (int number = 0; number < 10'000; ++number) {
    const auto group = fmt::format("{:04}", number);
    auto digits = group;
    std::replace(digits.begin(), digits.end(), '0', 'a');
    const auto shown = std::stoul(digits, nullptr, 16);
    ASSERT_EQ(packed(("TKN-0001-" + group).c_str()).head(), 0xaaa1'0000'0000'0000 | shown << 32) << group;
  }
}

TEST(PackedId, IsTheIdAgain) {
  for (const auto* text :
       {"TKN-1234-5678", "TKN-0000-0001", "TKN-1000-0000", "TKN-0000-0000-0001", "TKN-0000-0000-0000-0001",
        "TKN-0000-0000-0000-0000-0001", "TKN-9999-9999-9999-9999-9999"}) {
    EXPECT_EQ(packed(text).id<domain::TokenTag>()->str(), text);
    EXPECT_NE(packed(text).head(), 0U) << text;
  }
}

TEST(PackedId, TellsIdsApartThatDifferInTheirGroupsAlone) {
  const std::set<PackedId> all{packed("TKN-1234-5678"), packed("TKN-0000-1234-5678"),
                               packed("TKN-1234-5678-0000"), packed("TKN-1234-5678-0000-0000"),
                               packed("TKN-1234-5678-0000-0000-0000")};
  EXPECT_EQ(all.size(), 5U);
}

TEST(PackedId, IsNoIdWhenItsDigitsAreNone) {
  for (const auto& damaged : {PackedId{}, PackedId{0x1234'567b'0000'0000, 0},
                              PackedId{0x1234'0000'0000'0000, 0}, PackedId{0x1234'5670'0000'0000, 0},
                              PackedId{0xaaaa'aaaa'0000'0000, 0}, PackedId{0xffff'ffff'ffff'ffff, 0xffff}}) {
    EXPECT_FALSE(damaged.id<domain::TokenTag>().has_value()) << std::hex << damaged.head();
  }
}

}  // namespace
}  // namespace jeton::replica
