#include "net/trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/testing/seeded_random.h"

namespace jeton::net {
namespace {

using testing::MatchesRegex;

constexpr std::string_view kGiven = "00-5f0c1b7e9a4d4c0f8b6a2e3d1c9f7a55-1d2c3b4a59687786-00";
constexpr std::string_view kGivenId = "5f0c1b7e9a4d4c0f8b6a2e3d1c9f7a55";

//
TEST(BeginTraceTest, GoesOnWithTheTraceOfTheCaller) {
  base::testing::SeededRandom random;
  EXPECT_EQ(begin_trace(kGiven, random).trace_id, kGivenId);
  EXPECT_NE(begin_trace(kGiven, random).span_id, "1d2c3b4a59687786");
  EXPECT_EQ(begin_trace("cc" + std::string{kGiven.substr(2)} + "-later", random).trace_id, kGivenId);
}

// W3C Trace Context section 3.2.
TEST(BeginTraceTest, StartsItsOwnWhenTheHeaderIsNotValid) {
  base::testing::SeededRandom random;
  const std::string given{kGiven};
  const auto with = [&given](std::size_t at, std::string_view text) {
    auto changed = given;
    return changed.replace(at, text.size(), text);
  };
  const std::string invalid[] = {"",
                                 "x",
                                 given.substr(1),
                                 given + "-00",
                                 with(0, "ff"),
                                 with(0, "0G"),
                                 with(3, "5F"),
                                 with(2, "_"),
                                 with(3, std::string(32, '0')),
                                 with(36, std::string(16, '0')),
                                 with(53, "zz")};
  for (const auto& header : invalid) {
    const auto trace = begin_trace(header, random);
    EXPECT_NE(trace.trace_id, kGivenId) << header;
    EXPECT_THAT(trace.trace_id, MatchesRegex("[0-9a-f]{32}")) << header;
  }
}

//
TEST(TraceTest, IsWrittenAsATraceparent) {
  base::testing::SeededRandom random;
  EXPECT_THAT(begin_trace(std::nullopt, random).to_traceparent(),
              MatchesRegex("00-[0-9a-f]{32}-[0-9a-f]{16}-01"));
  EXPECT_NE(begin_trace(std::nullopt, random).trace_id, begin_trace(std::nullopt, random).trace_id);
}

}  // namespace
}  // namespace jeton::net
