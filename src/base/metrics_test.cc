#include "base/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace jeton::base {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Metrics, CountsByLabels) {
  Metrics metrics;
  metrics.count("jeton_requests_total", "Requests.", {{"route", "a"}});
  metrics.count("jeton_requests_total", "Requests.", {{"route", "a"}});
  metrics.count("jeton_requests_total", "Requests.", {{"route", "b"}});
  const auto text = metrics.expose();
  EXPECT_THAT(text, HasSubstr("# HELP jeton_requests_total Requests.\n"));
  EXPECT_THAT(text, HasSubstr("# TYPE jeton_requests_total counter\n"));
  EXPECT_THAT(text, HasSubstr("jeton_requests_total{route=\"a\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("jeton_requests_total{route=\"b\"} 1\n"));
}

TEST(Metrics, NumbersArePlainDecimals) {
  Metrics metrics;
  metrics.observe("jeton_seconds", "Time 1e-5.", {{"route", "1e-5"}}, std::chrono::nanoseconds{9290});
  metrics.add("jeton_total", "Much.", {}, 100'000'000'000'000'000);
  const auto text = metrics.expose();
  EXPECT_THAT(text, HasSubstr("jeton_seconds_sum{route=\"1e-5\"} 0.00000929\n"));
  EXPECT_THAT(text, HasSubstr("jeton_total 100000000000000000\n"));
  EXPECT_THAT(text, HasSubstr("# HELP jeton_seconds Time 1e-5.\n"));
  EXPECT_THAT(text, HasSubstr("le=\"+Inf\"} 1\n"));
}

TEST(Metrics, AddsDurationsThatWereCountedElsewhere) {
  Metrics metrics;
  metrics.observe("jeton_seconds", "Time.", {}, std::chrono::milliseconds{2});
  Metrics::Durations durations;
  durations.in_bucket[0] = 3;
  durations.in_bucket.back() = 1;
  durations.sum = std::chrono::seconds{6};
  metrics.observe_all("jeton_seconds", "Time.", {}, durations);
  const auto text = metrics.expose();
  EXPECT_THAT(text, HasSubstr("jeton_seconds_bucket{le=\"0.0001\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("jeton_seconds_bucket{le=\"0.001\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("jeton_seconds_bucket{le=\"0.0025\"} 4\n"));
  EXPECT_THAT(text, HasSubstr("jeton_seconds_bucket{le=\"5\"} 4\n"));
  EXPECT_THAT(text, HasSubstr("jeton_seconds_bucket{le=\"+Inf\"} 5\n"));
  EXPECT_THAT(text, HasSubstr("jeton_seconds_count 5\n"));
  EXPECT_THAT(text, HasSubstr("jeton_seconds_sum 6.002\n"));
}

TEST(Metrics, ACounterThatIsCountedElsewhereOnlyRises) {
  Metrics metrics;
  for (const std::uint64_t total : {2U, 5U, 5U, 3U}) metrics.raise_to("jeton_lost_total", "Lost.", {}, total);
  EXPECT_THAT(metrics.expose(), HasSubstr("jeton_lost_total 5\n"));
  metrics.add("jeton_lost_total", "Lost.", {}, 2);
  EXPECT_THAT(metrics.expose(), HasSubstr("jeton_lost_total 7\n"));
}

TEST(Metrics, GaugesGoUpAndDown) {
  Metrics metrics;
  auto waiting = metrics.gauge("jeton_waiting", "Waiting.", {{"lane", "a"}});
  EXPECT_THAT(metrics.expose(), HasSubstr("# TYPE jeton_waiting gauge\n"));
  EXPECT_THAT(metrics.expose(), HasSubstr("jeton_waiting{lane=\"a\"} 0\n"));
  waiting.add(3);
  metrics.gauge("jeton_waiting", "Waiting.", {{"lane", "a"}}).add(-1);
  metrics.gauge("jeton_waiting", "Waiting.", {{"lane", "b"}}).add(-1);
  EXPECT_THAT(metrics.expose(), HasSubstr("jeton_waiting{lane=\"a\"} 2\n"));
}

TEST(Metrics, SortsDurationsIntoBuckets) {
  Metrics metrics;
  metrics.observe("jeton_seconds", "Time.", {}, std::chrono::milliseconds{3});
  metrics.observe("jeton_seconds", "Time.", {}, std::chrono::milliseconds{30});
  const auto text = metrics.expose();
  EXPECT_THAT(text, HasSubstr("jeton_seconds_bucket{le=\"0.0025\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("jeton_seconds_bucket{le=\"0.005\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("jeton_seconds_bucket{le=\"+Inf\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("jeton_seconds_count 2\n"));
  EXPECT_THAT(text, HasSubstr("jeton_seconds_sum 0.033\n"));
}

TEST(Metrics, TwoServersCountApart) {
  Metrics one;
  const Metrics other;
  one.count("jeton_requests_total", "Requests.", {});
  EXPECT_THAT(other.expose(), Not(HasSubstr("jeton_requests_total")));
}

TEST(Metrics, ManyThreadsLoseNoCount) {
  Metrics metrics;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&metrics] {
      for (int j = 0; j < 500; ++j) metrics.count("jeton_ticks_total", "Ticks.", {{"kind", "a"}});
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(metrics.expose(), HasSubstr("jeton_ticks_total{kind=\"a\"} 2000\n"));
}

}  // namespace
}  // namespace jeton::base
