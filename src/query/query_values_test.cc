#include "query/query_values.h"

#include <gtest/gtest.h>

#include <array>

#include "base/clock.h"

namespace jeton::query {
namespace {

using domain::Property;
using domain::PropertyType;
using domain::QueryValue;

std::string instant(std::string_view text) {
  const auto at = parse_instant(text);
  return at ? base::format_utc(*at) : "none";
}

// Section 5, Q-040
TEST(QueryValues, ReadEveryFormOfInstants) {
  EXPECT_EQ(instant("2026-01-31T23:00:00.000Z"), "2026-01-31T23:00:00.000Z");
  EXPECT_EQ(instant("2026-01-31"), "2026-01-31T00:00:00.000Z");
  EXPECT_EQ(instant("2026-01-31T23:05"), "2026-01-31T23:05:00.000Z");
  EXPECT_EQ(instant("2026-01-31T23:05Z"), "2026-01-31T23:05:00.000Z");
  EXPECT_EQ(instant("2026-01-31T23:05:07"), "2026-01-31T23:05:07.000Z");
  EXPECT_EQ(instant("2026-01-31T23:05:07.1"), "2026-01-31T23:05:07.100Z");
  EXPECT_EQ(instant("2026-01-31T23:05:07.1234567Z"), "2026-01-31T23:05:07.123Z");
  EXPECT_EQ(instant("2026-02-01T00:00:00+01:00"), "2026-01-31T23:00:00.000Z");
  EXPECT_EQ(instant("2026-01-31T18:30:00-05:30"), "2026-02-01T00:00:00.000Z");
  EXPECT_EQ(instant("2026-02-01T14:00+14:00"), "2026-02-01T00:00:00.000Z");
  EXPECT_EQ(instant("2026-02-01T14:59+14:59"), "2026-02-01T00:00:00.000Z");
  EXPECT_EQ(instant("2024-02-29"), "2024-02-29T00:00:00.000Z");
  EXPECT_EQ(instant("0001-01-01"), "0001-01-01T00:00:00.000Z");
  EXPECT_EQ(instant("9999-12-31T23:59:59.999Z"), "9999-12-31T23:59:59.999Z");
}

TEST(QueryValues, ReadNoOtherTextAsAnInstant) {
  for (const auto* text : {"",
                           "yesterday",
                           "2026",
                           "2026-1-31",
                           "2026-02-30",
                           "2026-13-01",
                           "2026-00-10",
                           "2026-01-31 ",
                           " 2026-01-31",
                           "2026-01-31Z",
                           "2026-01-31T",
                           "2026-01-31T23",
                           "2026-01-31T24:00",
                           "2026-01-31T23:60",
                           "2026-01-31T23:00:60",
                           "2026-01-31T23:00:00.",
                           "2026-01-31T23:00:00.12345678",
                           "2026-01-31T23:00.5",
                           "2026-01-31t23:00:00z",
                           "2026-01-31T23:00:00+0100",
                           "2026-01-31T23:00:00+01",
                           "2026-01-31T23:00:00+15:00",
                           "2026-01-31T23:00:00+01:60",
                           "2026-01-31T23:00:00ZZ",
                           "2026-01-31T23:00:00 01:00",
                           "2026-01-31T-1:00",
                           "+026-01-31",
                           "-01-31",
                           "202601-31",
                           "2026-0131",
                           "2026-01-",
                           "2026--31",
                           "T23:00",
                           "2026-01-3123:00",
                           "2026-01-31T:00",
                           "2026-01-31T2300",
                           "2026-01-31T23:",
                           "2026-01-31T23:00:",
                           "2026-01-31T23:0001:00",
                           "2026-01-31T23:00+:00",
                           "2026-01-31T23:00+01:"}) {
    EXPECT_EQ(instant(text), "none") << text;
  }
}

TEST(QueryValues, ReadNumbersTruthsAndNames) {
  const Property integer{.path = "revision", .type = PropertyType::kInteger};
  EXPECT_EQ(convert(integer, "3"), QueryValue{std::int64_t{3}});
  EXPECT_EQ(convert(integer, "+3"), QueryValue{std::int64_t{3}});
  EXPECT_EQ(convert(integer, "-3"), QueryValue{std::int64_t{-3}});
  EXPECT_EQ(convert(integer, "007"), QueryValue{std::int64_t{7}});
  EXPECT_EQ(convert(integer, "9223372036854775807"), QueryValue{INT64_MAX});
  for (const auto* text : {"", "three", "3.0", "1e3", "0x1", " 3", "3 ", "+", "-", "+-3", "--3",
                           "9223372036854775808", "99999999999999999999"}) {
    EXPECT_FALSE(convert(integer, text).has_value()) << text;
  }
  const Property boolean{.path = "isDefault", .type = PropertyType::kBoolean};
  EXPECT_EQ(convert(boolean, "true"), QueryValue{true});
  EXPECT_EQ(convert(boolean, "FALSE"), QueryValue{false});
  for (const auto* text : {"", "1", "yes", "truth"}) EXPECT_FALSE(convert(boolean, text).has_value()) << text;
  static constexpr std::array<std::string_view, 2> kNames{"Active", "Deleted"};
  const Property status{.path = "status", .type = PropertyType::kEnumeration, .values = kNames};
  EXPECT_EQ(convert(status, "dELETED"), QueryValue{"Deleted"});
  for (const auto* text : {"", "0", "Activ", "Actives", "Archived"}) {
    EXPECT_FALSE(convert(status, text).has_value()) << text;
  }
  // Letters alone have another case.
  static constexpr std::array<std::string_view, 2> kEdges{"Az", "a;b"};
  const Property edges{.path = "edges", .type = PropertyType::kEnumeration, .values = kEdges};
  EXPECT_EQ(convert(edges, "aZ"), QueryValue{"Az"});
  EXPECT_EQ(convert(edges, "A;B"), QueryValue{"a;b"});
  EXPECT_FALSE(convert(edges, "a[b").has_value());
}

TEST(QueryValues, CountInstantsInMilliseconds) {
  const Property at{.path = "at", .type = PropertyType::kInstant};
  EXPECT_EQ(convert(at, "1970-01-01T00:00:01.5Z"), QueryValue{std::int64_t{1500}});
  EXPECT_FALSE(convert(at, "yesterday").has_value());
}

TEST(QueryValues, AreNoneOfWhatHasNone) {
  for (const auto type : {PropertyType::kReference, PropertyType::kCollection, PropertyType::kTokenText}) {
    EXPECT_FALSE(convert({.path = "x", .type = type}, "x").has_value());
  }
}

}  // namespace
}  // namespace jeton::query
