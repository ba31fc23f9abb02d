#include "replica/admission.h"

#include <gtest/gtest.h>

#include "replica/replica_fixture_test.h"

namespace jeton::replica {
namespace {

constexpr std::uint64_t kFirst = 1;
constexpr std::uint64_t kSecond = 2;
constexpr std::uint64_t kOther = 3;

TokenRecord active() {
  TokenRecord record;
  record.status = domain::TokenStatus::kActive;
  record.digest = numbered_digest(kFirst);
  return record;
}

Admission with_secret(const TokenRecord& record, std::uint64_t secret, std::int64_t now = 1000) {
  return admit(record, {.digest = numbered_digest(secret), .now = at_ms(now)});
}

TEST(Admission, NeedsTheSecret) {
  EXPECT_EQ(with_secret(active(), kFirst), Admission::kAdmitted);
  EXPECT_EQ(with_secret(active(), kOther), Admission::kWrongSecret);
  for (std::size_t byte = 0; byte < 32; ++byte) {
    auto digest = numbered_digest(kFirst);
    digest[byte] ^= std::byte{1};
    EXPECT_EQ(admit(active(), {.digest = digest}), Admission::kWrongSecret) << byte;
  }
}

TEST(Admission, TakesTheSecondSecretUntilItEnds) {
  auto record = active();
  record.second = SecondSecret{numbered_digest(kSecond), at_ms(2000)};
  EXPECT_EQ(with_secret(record, kSecond, 1999), Admission::kAdmitted);
  EXPECT_EQ(with_secret(record, kSecond, 2000), Admission::kWrongSecret);
  EXPECT_EQ(with_secret(record, kFirst, 2000), Admission::kAdmitted) << "the first has no end";
  EXPECT_EQ(with_secret(record, kOther, 1999), Admission::kWrongSecret);
  record.second->expires_at = std::nullopt;
  EXPECT_EQ(with_secret(record, kSecond, 2000), Admission::kAdmitted);
}

TEST(Admission, NeedsAnActiveToken) {
  auto record = active();
  record.status = domain::TokenStatus::kDisabled;
  EXPECT_EQ(with_secret(record, kFirst), Admission::kDisabled);
  record.status = domain::TokenStatus::kDeleted;
  EXPECT_EQ(with_secret(record, kFirst), Admission::kDeleted);
  EXPECT_EQ(with_secret(record, kOther), Admission::kWrongSecret) << "who has no secret learns no more";
  record.status = static_cast<domain::TokenStatus>(3);
  EXPECT_EQ(with_secret(record, kFirst), Admission::kDeleted) << "no status";
}

TEST(Admission, ADisabledAccountIsANote) {
  auto record = active();
  record.account_status = domain::AccountStatus::kDisabled;
  EXPECT_EQ(with_secret(record, kFirst), Admission::kAdmitted);
}

TEST(Admission, IsWithinTheTimesOfTheToken) {
  auto record = active();
  record.not_before = at_ms(1000);
  record.expires_at = at_ms(2000);
  EXPECT_EQ(with_secret(record, kFirst, 999), Admission::kNotYetValid);
  EXPECT_EQ(with_secret(record, kFirst, 1000), Admission::kAdmitted);
  EXPECT_EQ(with_secret(record, kFirst, 1999), Admission::kAdmitted);
  EXPECT_EQ(with_secret(record, kFirst, 2000), Admission::kExpired);
  record.not_before = std::nullopt;
  EXPECT_EQ(with_secret(record, kFirst, 0), Admission::kAdmitted);
  record.status = domain::TokenStatus::kDisabled;
  EXPECT_EQ(with_secret(record, kFirst, 2000), Admission::kDisabled);
}

TEST(Admission, IsFromAnAddressThatTheRulesAllow) {
  std::vector<Word> set = encoded(std::vector<base::IpNetwork>{*base::IpNetwork::parse("192.0.2.0/24")});
  auto record = active();
  record.addresses = AddressRules{Words{set.data()}.from(2), 1};
  const auto from = [&](const char* text) {
    const auto address = *base::IpAddress::parse(text);
    return admit(record, {.digest = numbered_digest(kFirst), .address = &address});
  };
  EXPECT_EQ(from("192.0.2.9"), Admission::kAdmitted);
  EXPECT_EQ(from("192.0.3.0"), Admission::kAddressRefused);
  EXPECT_EQ(from("2001:db8::1"), Admission::kAddressRefused);
  EXPECT_EQ(with_secret(record, kFirst), Admission::kAddressRefused) << "of unknown origin";
  record.addresses = {};
  EXPECT_EQ(from("192.0.3.0"), Admission::kAdmitted);
}

}  // namespace
}  // namespace jeton::replica
