#include "gateway/refusal_sample.h"

#include <gtest/gtest.h>

#include <chrono>

#include "base/testing/manual_clock.h"

namespace jeton::gateway {
namespace {

using std::chrono::milliseconds;

TEST(RefusalSampleTest, TakesTheFirstOfEachSecondAndCountsTheRest) {
  base::testing::ManualClock clock;
  RefusalSample sample;
  for (int i = 0; i < RefusalSample::kPerSecond; ++i) EXPECT_EQ(sample.take(clock.now()), 0) << i;
  EXPECT_FALSE(sample.take(clock.now()));
  clock.advance(milliseconds{999});
  EXPECT_FALSE(sample.take(clock.now()));
  clock.advance(milliseconds{1});
  EXPECT_EQ(sample.take(clock.now()), 2);
  EXPECT_EQ(sample.take(clock.now()), 0);
}

TEST(RefusalSampleTest, GoesOnAfterAClockThatIsSetBack) {
  base::testing::ManualClock clock;
  RefusalSample sample;
  const auto now = clock.now();
  for (int i = 0; i < RefusalSample::kPerSecond; ++i) EXPECT_TRUE(sample.take(now));
  EXPECT_FALSE(sample.take(now));
  EXPECT_EQ(sample.take(now - std::chrono::hours{1}), 1);
}

}  // namespace
}  // namespace jeton::gateway
