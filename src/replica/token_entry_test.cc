#include "replica/token_entry.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "replica/replica_fixture_test.h"
#include "replica/slot.h"

namespace jeton::replica {
namespace {

/// The fields that are broken, one after the other.
std::string broken_fields(const TokenEntry& entry) {
  const auto valid = validate(entry);
  std::string fields;
  if (valid.has_value()) return fields;
  const auto error = valid.error();
  for (const auto& field : error.fields()) fields += field.path + ' ';
  return fields;
}

TEST(TokenEntryTest, HasBoundsThatAFileHasRoomFor) {
  EXPECT_EQ(broken_fields(entry_of(1)), "");
  EXPECT_EQ(broken_fields(full_entry(1)), "");
  auto entry = entry_of(1);
  for (const std::int64_t revision : {std::int64_t{1}, std::int64_t{0xffff'ffff}}) {
    entry.revision = revision;
    EXPECT_EQ(broken_fields(entry), "") << revision;
  }
  for (const std::int64_t revision : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{0x1'0000'0000}}) {
    entry.revision = revision;
    EXPECT_EQ(broken_fields(entry), "revision ") << revision;
  }
}

TEST(TokenEntryTest, HasTimesAfter1970AndBefore2527) {
  constexpr auto kLast = static_cast<std::int64_t>(kSlotLimitMax);
  EXPECT_LT(at_ms(kLast), *base::parse_utc("2527-12-31T00:00:00.000Z"));
  EXPECT_GE(at_ms(kLast), *base::parse_utc("2527-01-01T00:00:00.000Z"));
  for (const std::int64_t time : {std::int64_t{1}, kLast}) {
    auto entry = full_entry(1);
    entry.not_before = entry.expires_at = entry.second->expires_at = at_ms(time);
    EXPECT_EQ(broken_fields(entry), "") << time;
  }
  for (const std::int64_t time : {std::int64_t{0}, std::int64_t{-1}, kLast + 1}) {
    auto entry = full_entry(1);
    entry.not_before = at_ms(time);
    EXPECT_EQ(broken_fields(entry), "notBefore ") << time;
    entry.expires_at = at_ms(time);
    EXPECT_EQ(broken_fields(entry), "notBefore expiresAt ") << time;
    entry.second->expires_at = at_ms(time);
    EXPECT_EQ(broken_fields(entry), "notBefore expiresAt second.expiresAt ") << time;
  }
}

TEST(TokenEntryTest, HasAsManyModulesAsATokenMay) {
  auto entry = entry_of(1);
  entry.modules.clear();
  for (std::uint64_t i = 0; i < base::kTokenModulesMax; ++i) entry.modules.push_back(module_id(i));
  EXPECT_EQ(broken_fields(entry), "");
  entry.modules.push_back(module_id(base::kTokenModulesMax));
  EXPECT_EQ(broken_fields(entry), "modules ");
  entry.modules = {module_id(1), module_id(1)};
  EXPECT_EQ(broken_fields(entry), "modules ") << "twice the same";
  entry.modules = {module_id(2), module_id(1)};
  EXPECT_EQ(broken_fields(entry), "modules ") << "not sorted";
}

TEST(TokenEntryTest, HasALimitedNumberOfAddressRules) {
  auto entry = entry_of(1);
  entry.addresses.assign(base::kTokenAddressRulesMax, *base::IpNetwork::parse("10.0.0.0/8"));
  EXPECT_EQ(broken_fields(entry), "");
  entry.addresses.push_back(*base::IpNetwork::parse("10.0.0.0/8"));
  EXPECT_EQ(broken_fields(entry), "addresses ");
}

}  // namespace
}  // namespace jeton::replica
