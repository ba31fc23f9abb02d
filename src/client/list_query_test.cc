#include "client/list_query.h"

#include <gtest/gtest.h>

#include "net/query.h"

namespace jeton::client {
namespace {

TEST(ListQueryTest, IsNothingWhenNothingIsAsked) {
  EXPECT_EQ(ListQuery{}.encode(), "");
}

// parameters first, the signs of the language readable.
TEST(ListQueryTest, WritesParametersThenTheFilter) {
  ListQuery query;
  query.limit = 2;
  query.offset = 0;
  query.order = "-name,id";
  query.select = "+audit";
  query.filter = "eq(status,'Active')&name='a b'";
  EXPECT_EQ(query.encode(),
            "?limit=2&offset=0&order=-name,id&select=+audit&eq(status,'Active')&name='a%20b'");
}

TEST(ListQueryTest, ComesBackAsItWas) {
  ListQuery query;
  query.order = "a b&c=d+e";
  query.select = "é,#x,%41";
  query.filter = "eq(name,\"100% é #1 <+>?\")";
  const auto encoded = query.encode();
  const auto parts = net::split_query(std::string_view{encoded}.substr(1));
  ASSERT_TRUE(parts.has_value());
  EXPECT_EQ(parts->order, query.order);
  EXPECT_EQ(parts->select, query.select);
  EXPECT_EQ(parts->filter, query.filter);
}

//
TEST(QuotedTest, TakesTheQuoteThatTheTextDoesNotHold) {
  EXPECT_EQ(quoted("a,b)"), "'a,b)'");
  EXPECT_EQ(quoted("it's"), "\"it's\"");
  EXPECT_EQ(quoted("say \"it's\""), std::nullopt);
}

TEST(EncodeSegmentTest, LeavesNothingThatEndsASegment) {
  EXPECT_EQ(encode_segment("TKN-4410-0912"), "TKN-4410-0912");
  EXPECT_EQ(encode_segment("../a?b#c%"), "..%2Fa%3Fb%23c%25");
}

}  // namespace
}  // namespace jeton::client
