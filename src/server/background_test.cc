#include "server/background.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "app/testing/platform.h"
#include "base/limits.h"

namespace jeton::server {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::Not;

class BackgroundTest : public ::testing::Test {
 protected:
  Background::Dependencies outside() {
    return {platform.store(), platform.clock, platform.log.log(), metrics};
  }
  /// Counts its turns.
  Job counting(JobScope scope = JobScope::kEveryServer) {
    Job job;
    job.name = "count";
    job.interval = std::chrono::seconds{60};
    job.scope = scope;
    job.run = [this]() -> base::Result<void> {
      ++turns;
      return {};
    };
    return job;
  }

  app::testing::TestPlatform platform;
  base::Metrics metrics;
  int turns = 0;
};

TEST_F(BackgroundTest, AJobRunsAtOnceAndThenAtItsInterval) {
  Background background{outside(), "one"};
  background.add(counting());
  background.run_due();
  EXPECT_EQ(turns, 1);
  platform.clock.advance(std::chrono::seconds{60} - milliseconds{1});
  background.run_due();
  EXPECT_EQ(turns, 1);
  platform.clock.advance(milliseconds{1});
  background.run_due();
  background.run_due();
  EXPECT_EQ(turns, 2);
  EXPECT_THAT(metrics.expose(), HasSubstr("jeton_jobs_total{job=\"count\",outcome=\"done\"} 2\n"));
  EXPECT_THAT(metrics.expose(), HasSubstr("jeton_job_seconds_count{job=\"count\"} 2\n"));
}

TEST_F(BackgroundTest, AClockThatIsSetBackHoldsNothingUp) {
  Background background{outside(), "one"};
  background.add(counting());
  background.run_due();
  platform.clock.advance(-std::chrono::hours{24});
  background.run_due();
  EXPECT_EQ(turns, 2);
  background.run_due();
  EXPECT_EQ(turns, 2);
}

TEST_F(BackgroundTest, AFailureIsCountedAndLoggedAndTriedAgain) {
  Background background{outside(), "one"};
  bool fails = true;
  auto job = counting();
  job.run = [&]() -> base::Result<void> {
    ++turns;
    if (fails) return base::Error::unavailable("the disk is full");
    return {};
  };
  background.add(job);
  job.name = "throw";
  job.run = []() -> base::Result<void> { throw std::runtime_error{"thrown words"}; };
  background.add(job);
  background.run_due();
  EXPECT_TRUE(
      platform.log.contains("\"event\":\"job.failed\",\"job\":\"count\",\"detail\":\"the disk is full\""));
  EXPECT_TRUE(
      platform.log.contains("\"event\":\"job.failed\",\"job\":\"throw\",\"detail\":\"thrown words\""));
  EXPECT_THAT(metrics.expose(), HasSubstr("jeton_jobs_total{job=\"count\",outcome=\"failed\"} 1\n"));
  EXPECT_THAT(metrics.expose(), HasSubstr("jeton_job_running{job=\"count\"} 0\n"));
  // What failed was not done.
  EXPECT_THAT(metrics.expose(), Not(HasSubstr("jeton_job_last_done_timestamp_seconds")));
  fails = false;
  platform.clock.advance(std::chrono::seconds{60});
  background.run_due();
  EXPECT_EQ(turns, 2);
  EXPECT_THAT(metrics.expose(), HasSubstr("jeton_jobs_total{job=\"count\",outcome=\"done\"} 1\n"));
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(platform.clock.now().time_since_epoch());
  EXPECT_THAT(metrics.expose(), HasSubstr("jeton_job_last_done_timestamp_seconds{job=\"count\"} " +
                                          std::to_string(now.count())));
}

TEST_F(BackgroundTest, AJobForOneServerRunsOnOneAtATime) {
  Background first{outside(), "first"};
  Background second{outside(), "second"};
  auto job = counting(JobScope::kOneServer);
  // The other server's turn comes while this one is at it.
  job.run = [&]() -> base::Result<void> {
    ++turns;
    second.run_due();
    return {};
  };
  first.add(job);
  second.add(counting(JobScope::kOneServer));
  first.run_due();
  EXPECT_EQ(turns, 1);
  EXPECT_THAT(metrics.expose(), HasSubstr("jeton_jobs_total{job=\"count\",outcome=\"elsewhere\"} 1\n"));
  platform.clock.advance(std::chrono::seconds{60});
  second.run_due();
  EXPECT_EQ(turns, 2);
}

TEST_F(BackgroundTest, AJobForEveryServerHoldsNoLease) {
  Background first{outside(), "first"};
  Background second{outside(), "second"};
  auto job = counting();
  job.run = [&]() -> base::Result<void> {
    ++turns;
    second.run_due();
    return {};
  };
  first.add(job);
  second.add(counting());
  first.run_due();
  EXPECT_EQ(turns, 2);
}

// A server that died in the middle.
TEST_F(BackgroundTest, AnotherServerTakesOverWhenALeaseHasEnded) {
  const auto now = platform.clock.now();
  {
    auto unit = platform.store().begin_write();
    ASSERT_TRUE(*(*unit)->leases().take("count", "dead", now, now + base::kJobLease));
    ASSERT_TRUE((*unit)->commit().has_value());
  }
  Background background{outside(), "one"};
  background.add(counting(JobScope::kOneServer));
  background.run_due();
  EXPECT_EQ(turns, 0);
  platform.clock.advance(base::kJobLease - milliseconds{1});
  background.run_due();
  EXPECT_EQ(turns, 0);
  platform.clock.advance(std::chrono::seconds{60});
  background.run_due();
  EXPECT_EQ(turns, 1);
}

TEST_F(BackgroundTest, AFailureGivesTheLeaseBack) {
  Background first{outside(), "first"};
  Background second{outside(), "second"};
  auto job = counting(JobScope::kOneServer);
  job.run = []() -> base::Result<void> { return base::Error::unavailable("no"); };
  first.add(job);
  second.add(counting(JobScope::kOneServer));
  first.run_due();
  second.run_due();
  EXPECT_EQ(turns, 1);
}

TEST_F(BackgroundTest, SomeJobsRunOnceMoreAtTheStop) {
  int others = 0;
  {
    Background background{outside(), "one"};
    auto job = counting();
    job.at_stop = true;
    background.add(job);
    job = counting();
    job.name = "other";
    job.run = [&others]() -> base::Result<void> {
      ++others;
      return {};
    };
    background.add(job);
    // Neither is due any more when the thread looks.
    background.run_due();
    background.start();
    background.stop();
    EXPECT_EQ(turns, 2);
    EXPECT_EQ(others, 1);
    background.stop();
  }
  EXPECT_EQ(turns, 2);
}

TEST_F(BackgroundTest, OneThatNeverStartedHasNothingToStop) {
  auto job = counting();
  job.at_stop = true;
  {
    Background background{outside(), "one"};
    background.add(job);
  }
  EXPECT_EQ(turns, 0);
}

}  // namespace
}  // namespace jeton::server
