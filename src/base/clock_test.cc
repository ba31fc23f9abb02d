#include "base/clock.h"

#include <gtest/gtest.h>

#include "base/testing/manual_clock.h"

namespace jeton::base {
namespace {

using std::chrono::milliseconds;

TEST(Clock, FormatsAsTheSpecShows) {
  EXPECT_EQ(format_utc(Timestamp{milliseconds{0}}), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(format_utc(Timestamp{milliseconds{1'767'323'045'678}}), "2026-01-02T03:04:05.678Z");
  EXPECT_EQ(format_utc(Timestamp{milliseconds{-1}}), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(format_utc(Timestamp{milliseconds{253'402'300'799'999}}), "9999-12-31T23:59:59.999Z");
}

TEST(Clock, ReadsBackWhatItWrote) {
  for (const std::int64_t at :
       {std::int64_t{0}, std::int64_t{951'782'400'001}, std::int64_t{1'767'323'045'678},
        std::int64_t{-62'135'596'800'000}, std::int64_t{253'402'300'799'999}}) {
    const Timestamp instant{milliseconds{at}};
    EXPECT_EQ(parse_utc(format_utc(instant)), instant) << at;
  }
}

TEST(Clock, KnowsLeapDays) {
  EXPECT_TRUE(parse_utc("2024-02-29T00:00:00.000Z").has_value());
  EXPECT_FALSE(parse_utc("2026-02-29T00:00:00.000Z").has_value());
  EXPECT_FALSE(parse_utc("2100-02-29T00:00:00.000Z").has_value());
}

TEST(Clock, RefusesEveryOtherText) {
  for (const auto* text :
       {"", "2026-01-02", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.678", "2026-01-02T03:04:05.678+00:00",
        "2026-01-02 03:04:05.678Z", "2026-13-02T03:04:05.678Z", "2026-00-02T03:04:05.678Z",
        "2026-01-32T03:04:05.678Z", "2026-01-02T24:00:00.000Z", "2026-01-02T03:60:05.678Z",
        "2026-01-02T03:04:60.678Z", "2026-01-02T03:04:05.67xZ", "+026-01-02T03:04:05.678Z",
        "2026-01-02T03:04:05.678z", "2026-01-02T-3:04:05.678Z", "2026-01-02T03:04:05,678Z"}) {
    EXPECT_FALSE(parse_utc(text).has_value()) << text;
  }
}

TEST(Clock, TheMachinesGoesOn) {
  const SystemClock clock;
  const auto before = clock.now();
  EXPECT_GE(clock.now(), before);
  EXPECT_GT(before, Timestamp{milliseconds{1'700'000'000'000}});
}

TEST(ManualClock, MovesOnlyWhenTold) {
  testing::ManualClock clock;
  EXPECT_EQ(format_utc(clock.now()), "2026-01-02T03:04:05.678Z");
  clock.advance(std::chrono::seconds{60});
  EXPECT_EQ(format_utc(clock.now()), "2026-01-02T03:05:05.678Z");
  clock.set(Timestamp{milliseconds{0}});
  EXPECT_EQ(clock.now(), Timestamp{milliseconds{0}});
}

}  // namespace
}  // namespace jeton::base
