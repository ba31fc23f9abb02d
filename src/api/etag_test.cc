#include "api/etag.h"

#include <gtest/gtest.h>

#include <limits>

namespace jeton::api {
namespace {

using Revisions = std::vector<std::int64_t>;

net::Request request_with(const std::string& name, const std::vector<std::string>& values) {
  net::RequestParts parts;
  for (const auto& value : values) parts.headers.push_back({name, value});
  return net::Request::create(std::move(parts)).value();
}

/// What `If-Match` with these lines expects; `-1` for any revision.
Revisions expected(const std::vector<std::string>& values) {
  const auto read = expected_revision(request_with("if-match", values));
  EXPECT_TRUE(read.has_value());
  return read->any_of.value_or(Revisions{-1});
}

bool is_known(const std::string& value) {
  return is_known_etag(request_with("If-None-Match", {value}), etag_of(3)).value();
}

TEST(ETag, IsTheRevisionInQuotes) {
  EXPECT_EQ(etag_of(1), "\"1\"");
  EXPECT_EQ(etag_of(std::numeric_limits<std::int64_t>::max()), "\"9223372036854775807\"");
  EXPECT_EQ(not_modified(etag_of(7)).status, 304);
  EXPECT_EQ(not_modified(etag_of(7)).header("ETag"), "\"7\"");
}

TEST(ETag, IfMatchNamesTheRevisionsThatMayBeReplaced) {
  EXPECT_EQ(expected({}), Revisions{-1});
  EXPECT_EQ(expected({"*"}), Revisions{-1});
  EXPECT_EQ(expected({"\"3\""}), Revisions{3});
  EXPECT_EQ(expected({"\"3\",\"4\" ,\t\"10\""}), (Revisions{3, 4, 10}));
  EXPECT_EQ(expected({"\"3\"", "\"4\""}), (Revisions{3, 4}));
  EXPECT_EQ(expected({", \"3\",,"}), Revisions{3});
}

// A proxy that compresses makes tags weak, or puts the coding behind them.
TEST(ETag, IfMatchKnowsARevisionWhateverAProxyMadeOfItsTag) {
  EXPECT_EQ(expected({"W/\"3\""}), Revisions{3});
  EXPECT_EQ(expected({"W/\"3\", \"4\",W/\"10\""}), (Revisions{3, 4, 10}));
  EXPECT_EQ(expected({"\"3-gzip\"", "W/\"4-br\""}), (Revisions{3, 4}));
}

TEST(ETag, IfMatchTakesNoTagOfAnotherShape) {
  for (const auto* tag :
       {"\"03\"", "\"+3\"", "\"\"", "\"3x\"", "\"a,b\"", "\"99999999999999999999\"", "\"\xc3\xa4\"",
        "W/\"03\"", "W/\"\"", "\"3-gzip-gzip\"", "\"3-zip\"", "\"-gzip\"", "\"3-gzipx\"", "\"W/3\""}) {
    EXPECT_EQ(expected({tag}), Revisions{}) << tag;
  }
}

TEST(ETag, WhatIsNoListOfTagsIsInvalidAtTheHeader) {
  for (const auto* value : {"", " ", ",", "3", "\"3", "3\"", "*,\"3\"", "\"3\" \"4\"", "\"3\"x", "w/\"3\"",
                            "W/3", "W/ \"3\"", "\"a b\"", "\"a\x7f\""}) {
    const auto match = expected_revision(request_with("If-Match", {value}));
    ASSERT_TRUE(match.has_error()) << value;
    EXPECT_EQ(match.error().kind(), base::ErrorKind::kInvalid);
    EXPECT_EQ(match.error().fields().front().path, "If-Match");
    const auto none_match = is_known_etag(request_with("If-None-Match", {value}), etag_of(3));
    ASSERT_TRUE(none_match.has_error()) << value;
    EXPECT_EQ(none_match.error().fields().front().path, "If-None-Match");
  }
}

TEST(ETag, IfNoneMatchKnowsARevisionWeaklyToo) {
  EXPECT_TRUE(is_known("\"3\""));
  EXPECT_TRUE(is_known("W/\"3\""));
  EXPECT_TRUE(is_known("\"2\", W/\"3\""));
  EXPECT_TRUE(is_known("\"3-gzip\""));
  EXPECT_TRUE(is_known("W/\"3-br\""));
  EXPECT_TRUE(is_known("*"));
  EXPECT_FALSE(is_known("\"2\""));
  EXPECT_FALSE(is_known("W/\"2\""));
  EXPECT_FALSE(is_known("\"03\""));
  EXPECT_FALSE(is_known("\"2-gzip\""));
  EXPECT_FALSE(is_known("\"3x\""));
  EXPECT_FALSE(is_known_etag(request_with("Accept", {"*/*"}), etag_of(3)).value());
}

}  // namespace
}  // namespace jeton::api
