#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/testing/seeded_random.h"
#include "crypto/password_hash.h"
#include "isolation/samples_differ.h"
#include "isolation/tenants.h"

// Whether the time of an answer tells "not yours" from "not there". This is about a leak, not about speed: no
// figure is held against a limit, only the two against each other, asked in turns, so that a slow or busy
// machine slows both. Small differences are found by counting statements (paths_test.cc); what is found here
// is work outside the database, such as the hash of a password or the opening of a secret, and queries whose
// statements are alike but not their cost.
namespace jeton::tests {
namespace {

constexpr int kPairs = 40;
/// A difference that is there shows every time; one that the machine made does not.
constexpr int kTries = 4;
/// Enough for what is as slow as a hash.
constexpr int kSlowPairs = 15;

using Measure = std::function<void()>;

double microseconds(const Measure& measured) {
  const auto begin = std::chrono::steady_clock::now();
  measured();
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count();
}

bool can_be_told_apart(const Measure& one, const Measure& other, int pairs = kPairs) {
  for (int tries = 0; tries < kTries; ++tries) {
    std::vector<double> first;
    std::vector<double> second;
    for (int pair = 0; pair < pairs; ++pair) {
      // Which comes first changes: the second of two finds warmer caches.
      const bool swapped = pair % 2 != 0;
      if (swapped) second.push_back(microseconds(other));
      first.push_back(microseconds(one));
      if (!swapped) second.push_back(microseconds(other));
    }
    if (!samples_differ(first, second)) return false;
  }
  return true;
}

class Timing : public Tenants {
 protected:
  /// Passwords cost what they cost in service: one hash too many has to show.
  Timing() : Tenants{crypto::PasswordCost{}} {}
};

INSTANTIATE_TEST_SUITE_P(Engines, Timing, both_engines(), engine_name);

TEST_P(Timing, DoesNotTellForeignObjectsFromUnknownOnes) {
  const std::map<std::string, std::vector<std::string>> sample{
      {"TokenId", {"getApiToken", "updateApiToken", "deleteApiToken"}},
      {"UserIdOrEmail", {"getUser", "updateUser"}},
      {"UserGroupId", {"getUserGroup", "updateUserGroup", "deleteUserGroup"}},
      {"AccountId", {"getAccount", "updateAccount"}},
      {"AccountUserId", {"getAccountUser", "updateAccountUser", "removeAccountUser"}},
      {"UserId", {"getAccountMember", "removeAccountMember"}},
      {"AuditRecordId", {"getAuditRecord"}}};
  const auto admin = askers().front();
  int compared = 0;
  for (const auto& operation : contract_operations()) {
    for (const auto& [kind, operations] : sample) {
      if (std::find(operations.begin(), operations.end(), operation.id) == operations.end()) continue;
      const auto& place = operation.path_parameters.back();
      ASSERT_EQ(place.kind, kind);
      const auto pairs = foreign_ids(kind);
      for (const auto& pair : {pairs.front(), pairs.back()}) {
        const auto ask = [&](const std::string& id) {
          auto asked = own_ask(operation, client);
          auto target = placed(operation.path, place.name, id);
          for (const auto& other : operation.path_parameters) {
            target = placed(std::move(target), other.name, own_id(client, other.kind));
          }
          asked.target = target;
          return [this, admin, asked] { EXPECT_EQ(ask_as(admin, asked).status, 404) << asked.target; };
        };
        EXPECT_FALSE(can_be_told_apart(ask(pair.foreign), ask(pair.unknown)))
            << operation.id << " " << pair.foreign;
        ++compared;
      }
    }
  }
  EXPECT_EQ(compared, 32);
}

// What the test above is for: it finds one hash of a password in the time of a request.
TEST_P(Timing, OfOneMorePasswordHashIsFound) {
  const auto request = [this] {
    server.as_browser(client.browser, {.target = std::string{RunningServer::kTokens}});
  };
  const auto slower = [&request] {
    request();
    ASSERT_TRUE(crypto::hash_password(base::Secret{RunningServer::kPassword}, {}).has_value());
  };
  EXPECT_TRUE(can_be_told_apart(request, slower, kSlowPairs));
  EXPECT_FALSE(can_be_told_apart(request, request));
}

TEST(SamplesDiffer, OnlyBeyondChanceAndByAQuarter) {
  base::testing::SeededRandom random{3};
  // As the times of requests are spread: a long tail to the right.
  const auto noise = [&random] {
    std::array<std::byte, 12> bytes{};
    random.fill(bytes);
    double sum = 0;
    for (const auto byte : bytes) sum += std::to_integer<int>(byte) / 255.0 - 0.5;
    return std::exp(0.4 * sum);
  };
  const auto sample = [&](double factor) {
    std::vector<double> values;
    values.reserve(kPairs);
    for (int i = 0; i < kPairs; ++i) values.push_back(factor * noise());
    return values;
  };
  int found = 0;
  for (int run = 0; run < 1000; ++run) found += samples_differ(sample(1.0), sample(1.0)) ? 1 : 0;
  EXPECT_LE(found, 2);
  for (int run = 0; run < 100; ++run) EXPECT_TRUE(samples_differ(sample(1.0), sample(3.0)));
  EXPECT_FALSE(samples_differ({1, 2, 3}, {1, 2, 3}));
  EXPECT_FALSE(samples_differ(std::vector<double>(50, 1.0), std::vector<double>(50, 1.2)));
  EXPECT_TRUE(samples_differ(std::vector<double>(50, 1.0), std::vector<double>(50, 1.3)));
  EXPECT_NEAR(rank_sum_deviation({1, 4}, {2, 3}), 0.0, 1e-9);
  EXPECT_NEAR(rank_sum_deviation({3, 4}, {1, 2}), 1.5492, 1e-3);
  EXPECT_NEAR(rank_sum_deviation({1, 2}, {3, 4}), -1.5492, 1e-3);
}

}  // namespace
}  // namespace jeton::tests
