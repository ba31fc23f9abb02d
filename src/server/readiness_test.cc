#include "server/readiness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <optional>
#include <string>
#include <thread>

#include "base/database_limits.h"
#include "base/testing/captured_log.h"

namespace jeton::server {
namespace {

using ::testing::HasSubstr;

class ReadinessOfAServer : public ::testing::Test {
 protected:
  Readiness readiness(Readiness::Check check) {
    return Readiness{std::move(check), log.log(), metrics, [this] { return now; }};
  }

  std::chrono::steady_clock::time_point now{std::chrono::hours{1}};
  std::optional<std::string> broken;
  base::testing::CapturedLog log;
  base::Metrics metrics;

  base::Result<void> answer() const {
    if (broken) return base::Error::unavailable(*broken);
    return {};
  }
};

TEST_F(ReadinessOfAServer, IsNotThereBeforeTheFirstCheck) {
  auto ready = readiness([this] { return answer(); });
  EXPECT_TRUE(ready.why_not());
  ready.check();
  EXPECT_FALSE(ready.why_not());
}

TEST_F(ReadinessOfAServer, IsWhatTheLastCheckFoundAndEachChangeIsLoggedOnce) {
  auto ready = readiness([this] { return answer(); });
  ready.check();
  broken = "it is gone";
  ready.check();
  ready.check();
  EXPECT_EQ(ready.why_not(), "it is gone");
  broken.reset();
  ready.check();
  ready.check();
  EXPECT_FALSE(ready.why_not());
  int no = 0;
  int yes = 0;
  for (const auto& line : log.lines()) {
    no += line.find("\"ready.no\"") == std::string::npos ? 0 : 1;
    yes += line.find("\"ready.yes\"") == std::string::npos ? 0 : 1;
  }
  EXPECT_EQ(no, 1);
  EXPECT_EQ(yes, 2);
  EXPECT_THAT(metrics.expose(), HasSubstr("jeton_database_probe_seconds_count 5\n"));
}

TEST_F(ReadinessOfAServer, IsGoneWhileACheckTakesTooLongAndBackWhenItEnds) {
  std::promise<void> entered;
  std::promise<void> may_end;
  bool waits = false;
  auto ready = readiness([&]() -> base::Result<void> {
    if (waits) {
      entered.set_value();
      may_end.get_future().wait();
    }
    return {};
  });
  ready.check();
  waits = true;
  std::thread checking{[&] { ready.check(); }};
  entered.get_future().wait();
  now += base::kProbeTimeMax + base::kProbeInterval;
  EXPECT_FALSE(ready.why_not());
  now += std::chrono::milliseconds{1};
  EXPECT_TRUE(ready.why_not());
  may_end.set_value();
  checking.join();
  EXPECT_FALSE(ready.why_not());
}

}  // namespace
}  // namespace jeton::server
