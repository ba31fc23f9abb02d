#include "api/filter.h"

#include <gtest/gtest.h>

namespace jeton::api {
namespace {

struct Expected {
  const char* filter;
  const char* path;
  bool negated;
  const char* value;
};

// The rows of the query language's examples that are simple conditions.
TEST(Filter, ReadsSimpleConditions) {
  const Expected cases[] = {
      {"status=Active", "status", false, "Active"},
      {"eq(status,Active)", "status", false, "Active"},
      {"EQ(status,Active)", "status", false, "Active"},
      {"ne(status,Deleted)", "status", true, "Deleted"},
      {"name=Ledger sync", "name", false, "Ledger sync"},
      {"name='Ledger sync'", "name", false, "Ledger sync"},
      {"name=\"Ledger & Co; (EU)\"", "name", false, "Ledger & Co; (EU)"},
      {"name=\"O'Neil bridge\"", "name", false, "O'Neil bridge"},
      {"name='say \"hi\"'", "name", false, "say \"hi\""},
      {"name=''", "name", false, ""},
      {"eq(account.id,\"ACC-3010-4421\")", "account.id", false, "ACC-3010-4421"},
      {"eq(name, x)", "name", false, " x"},
  };
  for (const auto& expected : cases) {
    const auto parsed = parse_filter(expected.filter);
    ASSERT_TRUE(parsed.has_value()) << expected.filter;
    ASSERT_EQ(parsed->size(), 1U) << expected.filter;
    EXPECT_EQ(parsed->front().path, expected.path) << expected.filter;
    EXPECT_EQ(parsed->front().negated, expected.negated) << expected.filter;
    EXPECT_EQ(parsed->front().value, expected.value) << expected.filter;
  }
}

//
TEST(Filter, JoinsWithAmpersandAndComma) {
  EXPECT_EQ(parse_filter("eq(account.id,'A')&eq(isDefault,true)")->size(), 2U);
  EXPECT_EQ(parse_filter("a=1,b=2,,&c=3")->size(), 3U);
  EXPECT_EQ(parse_filter("")->size(), 0U);
}

TEST(Filter, RefusesWhatItDoesNotKnow) {
  for (const auto* text : {"status", "status=", "a=1|b=2", "or(a=1,b=2)", "gt(revision,3)", "eq(a)",
                           "eq(a,b,c)", "name='x", "name=x'", "eq(a,b", "a=1)", "()", "not(a=1)", "name='a'b",
                           "=x", "in(status,(Active,Disabled))", "revision=gt=3"}) {
    const auto parsed = parse_filter(text);
    ASSERT_TRUE(parsed.has_error()) << text;
    EXPECT_EQ(parsed.error().kind(), base::ErrorKind::kInvalid) << text;
  }
  EXPECT_TRUE(parse_filter(std::string_view{"name=a\0b", 8}).has_error());
}

//
TEST(Order, ReadsDirections) {
  const auto order = parse_order("-audit.created.at,name, status");
  ASSERT_TRUE(order.has_value());
  ASSERT_EQ(order->size(), 3U);
  EXPECT_EQ((*order)[0].path, "audit.created.at");
  EXPECT_TRUE((*order)[0].descending);
  EXPECT_EQ((*order)[2].path, "status");
  EXPECT_FALSE((*order)[2].descending);
}

// U12
TEST(Order, NeedsANameUnlessEmpty) {
  EXPECT_TRUE(parse_order("")->empty());
  for (const auto* text : {",", "eq(a,b)", "-", "+,-"}) {
    const auto order = parse_order(text);
    ASSERT_TRUE(order.has_error()) << text;
    EXPECT_EQ(order.error().fields().front().path, "order");
    EXPECT_EQ(order.error().fields().front().message, "No valid ordering properties were detected");
  }
}

}  // namespace
}  // namespace jeton::api
