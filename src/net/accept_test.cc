#include "net/accept.h"

#include <gtest/gtest.h>

namespace jeton::net {
namespace {

constexpr std::string_view kJson = "application/json";

//
TEST(AcceptsTest, TakesTheTypeItsRangesAndNothing) {
  for (const auto* accept :
       {"application/json", "*/*", "", "application/*", "Application/JSON;q=0.1", "text/html, */*;q=0.8",
        "text/html,application/json", "application/json; charset=utf-8", "*"}) {
    EXPECT_TRUE(accepts(accept, kJson)) << accept;
  }
}

TEST(AcceptsTest, RefusesOtherTypes) {
  for (const auto* accept : {"text/html", "text/*", "application/xml", "application/json;q=0",
                             "application/jsonl", "*/*;q=0.000", ",", "json"}) {
    EXPECT_FALSE(accepts(accept, kJson)) << accept;
  }
}

// RFC 9110 section 12.5.1
TEST(AcceptsTest, TheMostSpecificRangeDecides) {
  EXPECT_FALSE(accepts("*/*, application/json;q=0", kJson));
  EXPECT_FALSE(accepts("application/json;q=0, */*", kJson));
  EXPECT_TRUE(accepts("*/*;q=0, application/json", kJson));
  EXPECT_TRUE(accepts("application/*, */*;q=0", kJson));
}

//
TEST(AsksForTest, TakesTheNameOfTheTypeAlone) {
  const auto asks = [](const std::vector<std::string>& lines) {
    RequestParts parts;
    for (const auto& line : lines) parts.headers.push_back({"Accept", line});
    return asks_for(Request::create(parts).value(), "application/jsonl");
  };
  for (const auto* accept :
       {"application/jsonl", "Application/JSONL; q=0.5", "application/json, application/jsonl"}) {
    EXPECT_TRUE(asks({accept})) << accept;
  }
  EXPECT_TRUE(asks({"application/json", "application/jsonl"}));
  for (const auto* accept :
       {"*/*", "application/*", "", "application/json", "application/jsonl;q=0", "jsonl"}) {
    EXPECT_FALSE(asks({accept})) << accept;
  }
  EXPECT_FALSE(asks({}));
}

TEST(CheckAcceptTest, ReadsAllHeaderLinesAsOneList) {
  RequestParts parts;
  parts.headers = {{"Accept", "text/html"}, {"accept", "application/json"}};
  EXPECT_TRUE(check_accept(Request::create(parts).value(), kJson).has_value());
  parts.headers.pop_back();
  const auto refused = check_accept(Request::create(parts).value(), kJson);
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().kind(), base::ErrorKind::kNotAcceptable);
  parts.headers.clear();
  EXPECT_TRUE(check_accept(Request::create(parts).value(), kJson).has_value());
}

}  // namespace
}  // namespace jeton::net
