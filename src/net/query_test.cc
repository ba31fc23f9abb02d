#include "net/query.h"

#include <gtest/gtest.h>

#include <string>

namespace jeton::net {
namespace {

QueryParts split(std::string_view query) {
  auto parts = split_query(query);
  EXPECT_TRUE(parts.has_value()) << query;
  return parts.has_value() ? *std::move(parts) : QueryParts{};
}

std::string broken_at(std::string_view query) {
  const auto parts = split_query(query);
  return parts.has_error() ? parts.error().fields().front().path : "";
}

// Q-010, A-059
TEST(SplitQueryTest, TakesParametersAnywhereAndJoinsTheRest) {
  const auto parts = split("eq(a,1)&limit=10&b=2&offset=0&order=-x,+y&render()&select=a,+b&c=3");
  EXPECT_EQ(parts.limit, "10");
  EXPECT_EQ(parts.offset, "0");
  EXPECT_EQ(parts.order, "-x,+y");
  EXPECT_EQ(parts.select, "a,+b");
  EXPECT_TRUE(parts.render);
  EXPECT_EQ(parts.filter, "eq(a,1)&b=2&c=3");
}

// Q-015
TEST(SplitQueryTest, JoinsTextuallyAroundParameters) {
  EXPECT_EQ(split("a=1|b=2&limit=5&c=3").filter, "a=1|b=2&c=3");
}

// Q-010
TEST(SplitQueryTest, DoesNotSplitInsideQuotesAndParentheses) {
  EXPECT_EQ(split("and(a=1&limit=2)&limit=3").limit, "3");
  EXPECT_EQ(split("and(a=1&limit=2)&limit=3").filter, "and(a=1&limit=2)");
  EXPECT_EQ(split("eq(a,'x&limit=2)')").filter, "eq(a,'x&limit=2)')");
  EXPECT_EQ(split(R"(a="x')&limit=2"&limit=4)").limit, "4");
  EXPECT_EQ(split("eq%28a,%27x&limit=2%29%27%29&limit=5").limit, "5");
  EXPECT_EQ(split("a=%22x&limit=2%22&limit=6").filter, "a=\"x&limit=2\"");
  EXPECT_EQ(split("select=sub(*,-id)&limit=1").select, "sub(*,-id)");
}

TEST(SplitQueryTest, LeavesASurplusParenthesisToTheParser) {
  EXPECT_EQ(split("a)&limit=1").limit, "1");
  EXPECT_EQ(split("a)&limit=1").filter, "a)");
}

// Q-011: at top level, in lower case, with an equals sign.
TEST(SplitQueryTest, TakesOnlyTheExactNames) {
  const auto parts = split("Limit=1&limits=2&limit&eq(limit,3)&l%69mit=4&order(x)");
  EXPECT_EQ(parts.limit, std::nullopt);
  EXPECT_EQ(parts.order, std::nullopt);
  EXPECT_EQ(parts.filter, "Limit=1&limits=2&limit&eq(limit,3)&limit=4&order(x)");
}

// Q-011, Q-012
TEST(SplitQueryTest, DecodesOnceAndKeepsPlus) {
  EXPECT_EQ(split("select=%2Bname%2C-audit,+id").select, "+name,-audit,+id");
  EXPECT_EQ(split("name=a%2520b%20c+d").filter, "name=a%20b c+d");
  EXPECT_EQ(split("name=a%26b").filter, "name=a&b");
}

TEST(SplitQueryTest, TakesTheEncodedFlag) {
  EXPECT_TRUE(split("render%28%29").render);
  EXPECT_TRUE(split("render()=").render);
  EXPECT_TRUE(split("render%28%29=").render);
  EXPECT_EQ(split("render()=1").filter, "render()=1");
  EXPECT_FALSE(split("render").render);
  EXPECT_EQ(split("render(x)").filter, "render(x)");
}

// A-058, Q-013
TEST(SplitQueryTest, EmptyPartsAreEmpty) {
  EXPECT_EQ(split(""), QueryParts{});
  EXPECT_EQ(split("&&"), QueryParts{});
  EXPECT_EQ(split("select=&order=").select, "");
}

// A-044, Q-014
TEST(SplitQueryTest, RefusesAParameterGivenTwice) {
  for (const std::string name : {"select", "order", "limit", "offset"}) {
    auto twice = name;
    twice.append("=1&a=b&").append(name).append("=1");
    EXPECT_EQ(broken_at(twice), name);
  }
}

// Q-013
TEST(SplitQueryTest, RefusesBrokenEscapesAndIllFormedUtf8WhereTheyAre) {
  EXPECT_EQ(broken_at("name=%zz"), "filter");
  EXPECT_EQ(broken_at("name=%ff"), "filter");
  EXPECT_EQ(broken_at("name=\xff"), "filter");
  EXPECT_EQ(broken_at("order=%"), "order");
  EXPECT_EQ(broken_at("select=%c3"), "select");
}

}  // namespace
}  // namespace jeton::net
