#include "replica/sets.h"

#include <gtest/gtest.h>

#include "replica/layout.h"
#include "replica/replica_fixture_test.h"

namespace jeton::replica {
namespace {

constexpr Word kSetSeed = 0xfeed;

base::IpNetwork network(const char* text) {
  return *base::IpNetwork::parse(text);
}
base::IpAddress address(const char* text) {
  return *base::IpAddress::parse(text);
}

/// A region with sets one after the other, as a writer leaves it.
struct SetRegion {
  std::vector<Word> memory{0, 0};

  std::uint32_t append(std::vector<Word> set) {
    const auto at = used();
    seal_set(set, at, kSetSeed);
    memory.insert(memory.end(), set.begin(), set.end());
    return at;
  }
  [[nodiscard]] std::uint32_t used() const { return static_cast<std::uint32_t>(memory.size() / 2); }
  [[nodiscard]] Words words() { return Words{memory.data()}; }
};

TEST(ModuleSetTest, ContainsItsModulesAndNoOthers) {
  SetRegion region;
  for (const std::uint64_t size : {1U, 2U, 3U, 7U, 1000U}) {
    std::vector<domain::ModuleId> modules;
    for (std::uint64_t i = 0; i < size; ++i) modules.push_back(module_id(2 * i));
    const auto at = region.append(encoded(modules));
    const auto set = modules_at(region.words(), region.used(), at);
    ASSERT_TRUE(set.has_value());
    ASSERT_EQ(set->size(), size);
    for (std::uint64_t i = 0; i < size; ++i) {
      EXPECT_TRUE(set->contains(PackedId::of(module_id(2 * i)))) << i;
      EXPECT_FALSE(set->contains(PackedId::of(module_id(2 * i + 1)))) << i;
      EXPECT_TRUE(i == 0 ||
                  set->at(static_cast<std::uint32_t>(i - 1)) < set->at(static_cast<std::uint32_t>(i)));
    }
  }
  EXPECT_TRUE(sets_are_sound(region.words(), region.used(), kSetSeed));
}

TEST(ModuleSetTest, TellsIdsApartThatDifferInTheLastGroup) {
  const std::vector<domain::ModuleId> modules{*domain::ModuleId::parse("MOD-1234-1234-1234-1234-0001")};
  SetRegion region;
  const auto set = modules_at(region.words(), 100, region.append(encoded(modules)));
  EXPECT_TRUE(set->contains(PackedId::of(modules.front())));
  EXPECT_FALSE(set->contains(PackedId::of(*domain::ModuleId::parse("MOD-1234-1234-1234-1234-0002"))));
  EXPECT_FALSE(set->contains(PackedId::of(*domain::ModuleId::parse("MOD-1234-1234-1234-1234"))));
}

TEST(ModuleSetTest, TheEmptySetTakesNoSpace) {
  EXPECT_TRUE(encoded(std::span<const domain::ModuleId>{}).empty());
  SetRegion region;
  const auto set = modules_at(region.words(), region.used(), kEmptySet);
  ASSERT_TRUE(set.has_value());
  EXPECT_FALSE(set->contains(PackedId::of(module_id(1))));
  EXPECT_TRUE(addresses_at(region.words(), region.used(), kEmptySet)->allow(address("192.0.2.1")));
}

TEST(AddressRulesTest, AllowWhatANetworkContains) {
  const std::vector<const char*> addresses{"192.0.2.0",
                                           "192.0.2.1",
                                           "192.0.2.127",
                                           "192.0.2.128",
                                           "192.0.2.255",
                                           "192.0.3.0",
                                           "10.0.0.1",
                                           "0.0.0.0",
                                           "255.255.255.255",
                                           "::",
                                           "::1",
                                           "2001:db8::",
                                           "2001:db8::1",
                                           "2001:db8:0:0:8000::",
                                           "2001:db9::",
                                           "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
                                           "ffff::"};
  for (const auto* rule : {"192.0.2.0/24", "192.0.2.128/25", "192.0.2.1", "192.0.2.0/31", "0.0.0.0/0",
                           "128.0.0.0/1", "::/0", "::1", "2001:db8::/32", "2001:db8::/64", "2001:db8::/65",
                           "2001:db8::/127", "2001:db8::1", "8000::/1", "::/1"}) {
    SetRegion region;
    const std::vector<base::IpNetwork> networks{network(rule)};
    const auto set = addresses_at(region.words(), 100, region.append(encoded(networks)));
    ASSERT_TRUE(set.has_value());
    for (const auto* text : addresses) {
      EXPECT_EQ(set->allow(address(text)), networks.front().contains(address(text))) << rule << ' ' << text;
    }
  }
}

TEST(AddressRulesTest, OneOfSeveralIsEnough) {
  SetRegion region;
  const std::vector<base::IpNetwork> networks{network("192.0.2.1"), network("10.0.0.0/8"), network("::1")};
  const auto set = addresses_at(region.words(), 100, region.append(encoded(networks)));
  for (const auto* inside : {"192.0.2.1", "10.9.9.9", "::1"})
    EXPECT_TRUE(set->allow(address(inside))) << inside;
  for (const auto* outside : {"192.0.2.2", "11.0.0.0", "::2"})
    EXPECT_FALSE(set->allow(address(outside))) << outside;
}

TEST(Sets, AreDamagedWhenAnyBitIsAnother) {
  SetRegion region;
  const std::vector<domain::ModuleId> modules{module_id(1), module_id(2)};
  const std::vector<base::IpNetwork> networks{network("192.0.2.1")};
  region.append(encoded(modules));
  region.append(encoded(networks));
  ASSERT_TRUE(sets_are_sound(region.words(), region.used(), kSetSeed));
  EXPECT_FALSE(sets_are_sound(region.words(), region.used(), kSetSeed + 1));
  EXPECT_FALSE(sets_are_sound(region.words(), region.used() - 1, kSetSeed));
  EXPECT_FALSE(sets_are_sound(region.words(), 0, kSetSeed));
  EXPECT_TRUE(sets_are_sound(region.words(), 1, kSetSeed));
  for (std::size_t bit = 128; bit < region.memory.size() * 64; ++bit) {
    region.memory[bit / 64] ^= Word{1} << (bit % 64);
    EXPECT_FALSE(sets_are_sound(region.words(), region.used(), kSetSeed)) << bit;
    region.memory[bit / 64] ^= Word{1} << (bit % 64);
  }
}

TEST(Sets, AreNotFoundWhereNoneCanBe) {
  SetRegion region;
  const std::vector<domain::ModuleId> modules{module_id(1), module_id(2)};
  const auto at = region.append(encoded(modules));
  EXPECT_TRUE(modules_at(region.words(), region.used(), at).has_value());
  EXPECT_FALSE(addresses_at(region.words(), region.used(), at).has_value()) << "another kind";
  EXPECT_FALSE(modules_at(region.words(), region.used() - 1, at).has_value()) << "past the end";
  EXPECT_FALSE(modules_at(region.words(), region.used(), region.used()).has_value());
  EXPECT_FALSE(modules_at(region.words(), region.used(), ~std::uint32_t{0}).has_value());
  EXPECT_FALSE(modules_at(region.words(), region.used(), at + 1).has_value()) << "in the middle of another";
}

}  // namespace
}  // namespace jeton::replica
