#include "base/log.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <thread>
#include <type_traits>
#include <vector>

#include "base/clock.h"
#include "base/secret.h"
#include "base/testing/captured_log.h"

namespace jeton::base {
namespace {

using testing::CapturedLog;

static_assert(!std::is_constructible_v<decltype(LogField::value), Secret>);
static_assert(!std::is_constructible_v<decltype(LogField::value), const Secret&>);

boost::json::object only_line(const CapturedLog& captured) {
  const auto lines = captured.lines();
  EXPECT_EQ(lines.size(), 1u);
  return boost::json::parse(lines.at(0)).as_object();
}

TEST(Log, ALineIsOneJsonObjectWithItsFields) {
  CapturedLog captured;
  captured.log().info(
      "request.done",
      {{"route", "tokens.list"}, {"status", std::int64_t{200}}, {"seconds", 0.25}, {"cached", false}});
  const auto line = only_line(captured);
  EXPECT_EQ(line.at("level").as_string(), "info");
  EXPECT_EQ(line.at("event").as_string(), "request.done");
  EXPECT_EQ(line.at("route").as_string(), "tokens.list");
  EXPECT_EQ(line.at("status").as_int64(), 200);
  EXPECT_EQ(line.at("seconds").as_double(), 0.25);
  EXPECT_FALSE(line.at("cached").as_bool());
  EXPECT_TRUE(parse_utc(std::string_view{line.at("time").as_string()}).has_value());
}

TEST(Log, NoTextForgesALineOrAField) {
  for (const std::string_view text :
       {"a\n{\"event\":\"forged\"}", "a\r\nb", "\",\"level\":\"error", "\\", "{} {0} %v %l", "\x1b[31m"}) {
    CapturedLog captured;
    captured.log().warning("request.odd", {{"agent", text}});
    const auto lines = captured.lines();
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].find_first_of("\n\r\x1b"), std::string::npos);
    const auto line = only_line(captured);
    EXPECT_EQ(line.size(), 4u);
    EXPECT_EQ(line.at("level").as_string(), "warning");
    EXPECT_EQ(line.at("agent").as_string(), text);
  }
}

TEST(Log, AFieldCannotPassForALineOfAnotherEvent) {
  CapturedLog captured;
  captured.log().error("a\",\"event\":\"b");
  EXPECT_EQ(only_line(captured).at("event").as_string(), "a\",\"event\":\"b");
}

TEST(Log, WhatIsBelowTheThresholdIsNotWritten) {
  CapturedLog captured{LogLevel::kWarning};
  captured.log().info("quiet");
  captured.log().write(LogLevel::kDebug, "quieter");
  EXPECT_TRUE(captured.lines().empty());
  captured.log().warning("loud");
  captured.log().error("louder");
  EXPECT_EQ(captured.lines().size(), 2u);
  EXPECT_TRUE(captured.contains("\"louder\""));
  EXPECT_FALSE(captured.contains("quiet"));
}

TEST(Log, LinesOfManyThreadsStayWhole) {
  CapturedLog captured;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&captured] {
      for (int j = 0; j < 200; ++j) captured.log().info("tick", {{"n", std::int64_t{j}}});
    });
  }
  for (auto& thread : threads) thread.join();
  const auto lines = captured.lines();
  EXPECT_EQ(lines.size(), 800u);
  for (const auto& line : lines) ASSERT_TRUE(boost::json::parse(line).is_object());
}

}  // namespace
}  // namespace jeton::base
