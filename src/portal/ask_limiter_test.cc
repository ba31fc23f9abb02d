#include "portal/ask_limiter.h"

#include <gtest/gtest.h>

#include "base/docs_limits.h"
#include "base/testing/manual_clock.h"

namespace jeton::portal {
namespace {

class AskLimiterTest : public testing::Test {
 protected:
  void ask_all(const std::string& address) {
    for (std::size_t i = 0; i < base::kDocsAsksPerMinuteMax; ++i) ASSERT_TRUE(limiter_.admit(address)) << i;
  }

  base::testing::ManualClock clock_;
  AskLimiter limiter_{clock_};
};

TEST_F(AskLimiterTest, AdmitsAsManyAsTheLimitInAMinute) {
  ask_all("192.0.2.1");
  EXPECT_FALSE(limiter_.admit("192.0.2.1"));
  EXPECT_TRUE(limiter_.admit("192.0.2.2"));
  clock_.advance(std::chrono::minutes{1});
  EXPECT_TRUE(limiter_.admit("192.0.2.1"));
}

TEST_F(AskLimiterTest, ASubnetOfIpv6IsOneClient) {
  ask_all("2001:db8::1");
  EXPECT_FALSE(limiter_.admit("2001:db8::ffff:2"));
  EXPECT_TRUE(limiter_.admit("2001:db8:0:1::1"));
}

TEST_F(AskLimiterTest, RemembersNoMoreClientsThanTheLimit) {
  for (std::size_t i = 0; i < base::kDocsAskingClientsMax; ++i)
    ASSERT_TRUE(limiter_.admit(std::to_string(i)));
  EXPECT_FALSE(limiter_.admit("one more"));
  EXPECT_TRUE(limiter_.admit("0"));
}

}  // namespace
}  // namespace jeton::portal
