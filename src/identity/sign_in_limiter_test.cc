#include "identity/sign_in_limiter.h"

#include <gtest/gtest.h>

#include <string>

#include "base/limits.h"

namespace jeton::identity {
namespace {

const base::Timestamp kStart{std::chrono::hours{24 * 365 * 56}};

TEST(SignInLimiter, IsExhaustedAtTheLimitAndNotOneBefore) {
  SignInLimiter limiter;
  for (int i = 0; i < 9; ++i) limiter.record_failure("a", kStart);
  EXPECT_FALSE(limiter.is_exhausted("a", 10, kStart));
  limiter.record_failure("a", kStart);
  EXPECT_TRUE(limiter.is_exhausted("a", 10, kStart));
  EXPECT_FALSE(limiter.is_exhausted("b", 10, kStart));
}

TEST(SignInLimiter, ForgetsAfterTheWindow) {
  SignInLimiter limiter;
  limiter.record_failure("a", kStart);
  const auto last = kStart + base::kSignInFailureWindow - std::chrono::milliseconds{1};
  EXPECT_TRUE(limiter.is_exhausted("a", 1, last));
  EXPECT_FALSE(limiter.is_exhausted("a", 1, kStart + base::kSignInFailureWindow));
  limiter.record_failure("a", kStart + base::kSignInFailureWindow);
  EXPECT_FALSE(limiter.is_exhausted("a", 2, kStart + base::kSignInFailureWindow));
}

TEST(SignInLimiter, ForgetsOnSuccess) {
  SignInLimiter limiter;
  limiter.record_failure("a", kStart);
  limiter.clear("a");
  EXPECT_FALSE(limiter.is_exhausted("a", 1, kStart));
}

TEST(SignInLimiter, RemembersABoundedNumberOfKeys) {
  SignInLimiter limiter;
  for (std::size_t i = 0; i <= base::kSignInLimiterEntriesMax; ++i) {
    limiter.record_failure(std::to_string(i), kStart);
  }
  EXPECT_FALSE(limiter.is_exhausted("0", 1, kStart));
  EXPECT_TRUE(limiter.is_exhausted("1", 1, kStart));
}

}  // namespace
}  // namespace jeton::identity
