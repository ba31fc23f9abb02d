#include "identity/sign_in_limiter.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "app/people/sign_in_counters.h"
#include "app/testing/platform.h"
#include "base/limits.h"

namespace jeton::identity {
namespace {

using base::ErrorKind;
using Counts = SignInLimit::Counts;

class SignInLimiterTest : public ::testing::Test {
 protected:
  SignInLimits failures(std::int64_t max) { return {{"a", Counts::kFailures, max}}; }
  SignInLimits attempts(std::int64_t max) { return {{"a", Counts::kAttempts, max}}; }
  bool is_refused(const SignInLimits& limits) {
    const auto attempt = limiter.reserve(limits);
    EXPECT_TRUE(attempt.has_value() || attempt.error().kind() == ErrorKind::kTooManyRequests);
    return attempt.has_error();
  }

  app::testing::TestPlatform platform;
  SignInLimiter limiter{platform.store(), platform.clock};
};

TEST_F(SignInLimiterTest, RefusesOnePastTheLimitAndNotTheLimit) {
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(is_refused(failures(3))) << i;
  EXPECT_TRUE(is_refused(failures(3)));
  EXPECT_FALSE(is_refused({{"b", Counts::kFailures, 3}}));
}

TEST_F(SignInLimiterTest, StartsAgainWhenTheWindowIsOver) {
  EXPECT_FALSE(is_refused(failures(1)));
  platform.clock.advance(base::kSignInFailureWindow - std::chrono::milliseconds{1});
  EXPECT_TRUE(is_refused(failures(1)));
  platform.clock.advance(std::chrono::milliseconds{1});
  EXPECT_FALSE(is_refused(failures(1)));
  EXPECT_TRUE(is_refused(failures(1)));
}

TEST_F(SignInLimiterTest, SuccessGivesItsPlaceBackAmongFailuresAlone) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(limiter.succeed(*limiter.reserve(failures(1))).has_value());
  ASSERT_TRUE(limiter.succeed(*limiter.reserve({{"b", Counts::kAttempts, 1}})).has_value());
  EXPECT_TRUE(is_refused({{"b", Counts::kAttempts, 1}}));
}

TEST_F(SignInLimiterTest, WithdrawingGivesEveryPlaceBack) {
  limiter.withdraw(*limiter.reserve(attempts(1)));
  EXPECT_FALSE(is_refused(attempts(1)));
  EXPECT_TRUE(is_refused(attempts(1)));
}

// Who is refused at one counter takes no place in another.
TEST_F(SignInLimiterTest, CountsNothingOfWhatItRefuses) {
  EXPECT_FALSE(is_refused(failures(1)));
  const SignInLimits both{{"a", Counts::kFailures, 1}, {"b", Counts::kFailures, 1}};
  EXPECT_TRUE(is_refused(both));
  EXPECT_FALSE(is_refused({{"b", Counts::kFailures, 1}}));
}

// A flood that is refused waits for nobody who writes, and keeps nobody from it.
TEST_F(SignInLimiterTest, RefusesWithoutWriting) {
  EXPECT_FALSE(is_refused(failures(1)));
  const auto beside = platform.open_beside();
  const auto held = beside->begin_write();
  ASSERT_TRUE(held.has_value());
  EXPECT_TRUE(is_refused(failures(1)));
}

TEST_F(SignInLimiterTest, LetsExactlyTheLimitThroughOfManyAtOnce) {
  std::atomic<int> passed{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 40; ++i) {
      threads.emplace_back([&] {
        if (limiter.reserve(failures(10)).has_value()) ++passed;
      });
    }
  }
  EXPECT_EQ(passed.load(), 10);
}

// Several servers over one database share their limits.
TEST_F(SignInLimiterTest, SharesItsCountersWithOthersOverTheSameDatabase) {
  const SignInLimiter other{platform.store(), platform.clock};
  EXPECT_FALSE(is_refused(failures(1)));
  EXPECT_EQ(other.reserve(failures(1)).error().kind(), ErrorKind::kTooManyRequests);
}

TEST_F(SignInLimiterTest, RemovesOldCounters) {
  EXPECT_FALSE(is_refused(failures(1)));
  platform.clock.advance(base::kSignInFailureWindow);
  EXPECT_FALSE(is_refused({{"b", Counts::kFailures, 1}}));
  const auto unit = platform.store().begin_read();
  EXPECT_TRUE((*unit)->sign_in_counters().find({"a"}, base::Timestamp{})->empty());
}

/// A success gives back its place among the first and not among the second.
void expect_limits(const SignInLimits& limits, std::int64_t failures_max, std::int64_t attempts_max,
                   std::size_t at = 0) {
  EXPECT_EQ(limits[at].counts, Counts::kFailures);
  EXPECT_EQ(limits[at].max, failures_max);
  EXPECT_EQ(limits[at + 1].counts, Counts::kAttempts);
  EXPECT_EQ(limits[at + 1].max, attempts_max);
  EXPECT_NE(limits[at].digest, limits[at + 1].digest);
}

TEST(SignInLimits, OfAPasswordChangeAreTheUsersOwn) {
  const auto user = *domain::UserId::parse("USR-5000-0001");
  const auto limits = limits_of_password_change(user);
  ASSERT_EQ(limits.size(), 2U);
  expect_limits(limits, base::kSignInFailuresPerEmailMax, base::kSignInAttemptsPerEmailMax);
  const auto others = limits_of_password_change(*domain::UserId::parse("USR-5000-0002"));
  EXPECT_NE(limits[0].digest, others[0].digest);
  EXPECT_NE(limits[1].digest, others[1].digest);
}

TEST(SignInLimits, OfAnEmailFoldItAndStoreItNowhere) {
  const auto limits = limits_of_email("Ada@Alder.Example");
  ASSERT_EQ(limits.size(), 2U);
  expect_limits(limits, base::kSignInFailuresPerEmailMax, base::kSignInAttemptsPerEmailMax);
  EXPECT_EQ(limits[0].digest, app::email_failures("ada@alder.example"));
  EXPECT_EQ(limits[1].digest, app::email_attempts("ada@alder.example"));
  EXPECT_EQ(limits[0].digest.size(), 64U);
  EXPECT_NE(limits[0].digest, limits[1].digest);
}

TEST(SignInLimits, OfAClientAreWiderForAnIpv6Site) {
  EXPECT_EQ(limits_of_client("203.0.113.7").size(), 2U);
  expect_limits(limits_of_client("203.0.113.7"), base::kSignInFailuresPerAddressMax,
                base::kSignInAttemptsPerAddressMax);
  const auto limits = limits_of_client("2001:db8:1:2::1");
  ASSERT_EQ(limits.size(), 4U);
  EXPECT_EQ(limits[0].digest, limits_of_client("2001:db8:1:2::9")[0].digest);
  EXPECT_NE(limits[0].digest, limits_of_client("2001:db8:1:3::1")[0].digest);
  EXPECT_EQ(limits[2].digest, limits_of_client("2001:db8:1:3::1")[2].digest);
  expect_limits(limits, base::kSignInFailuresPerAddressMax, base::kSignInAttemptsPerAddressMax);
  expect_limits(limits, base::kSignInFailuresPerSiteMax, base::kSignInAttemptsPerSiteMax, 2);
}

}  // namespace
}  // namespace jeton::identity
