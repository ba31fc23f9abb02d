#include "net/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jeton::net {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

Router tokens() {
  Router router;
  router.add("GET", "/tokens", 0);
  router.add("POST", "/tokens", 1);
  router.add("GET", "/tokens/{id}", 2);
  router.add("DELETE", "/tokens/{id}", 3);
  router.add("POST", "/tokens/{id}/groups/{groupId}", 4);
  router.add("GET", "/tokens/me", 5);
  router.add("GET", "/", 6);
  return router;
}

TEST(RouterTest, FindsTheRouteOfMethodAndPath) {
  const auto router = tokens();
  EXPECT_EQ(router.match("GET", "/tokens").route, 0U);
  EXPECT_EQ(router.match("POST", "/tokens").route, 1U);
  EXPECT_EQ(router.match("GET", "/").route, 6U);
  const auto match = router.match("POST", "/tokens/TKN-1/groups/UGR-2");
  EXPECT_EQ(match.route, 4U);
  EXPECT_THAT(match.parameters, ElementsAre(Pair("groupId", "UGR-2"), Pair("id", "TKN-1")));
}

//
TEST(RouterTest, ToleratesOneSlashAtTheEnd) {
  const auto router = tokens();
  EXPECT_EQ(router.match("GET", "/tokens/").route, 0U);
  EXPECT_EQ(router.match("GET", "/tokens//").route, std::nullopt);
  EXPECT_THAT(router.match("GET", "/tokens//").allowed, IsEmpty());
}

TEST(RouterTest, LiteralSegmentsWinOverParameters) {
  EXPECT_EQ(tokens().match("GET", "/tokens/me").route, 5U);
}

TEST(RouterTest, ServesHeadByGet) {
  EXPECT_EQ(tokens().match("HEAD", "/tokens/TKN-1").route, 2U);
}

TEST(RouterTest, NamesTheMethodsOfAKnownPath) {
  const auto match = tokens().match("PUT", "/tokens/TKN-1");
  EXPECT_EQ(match.route, std::nullopt);
  EXPECT_THAT(match.allowed, ElementsAre("DELETE", "GET", "HEAD"));
  EXPECT_EQ(match.allowed_text(), "DELETE, GET, HEAD");
  EXPECT_EQ(tokens().match("get", "/tokens").allowed_text(), "GET, HEAD, POST");
}

TEST(RouterTest, KnowsNoOtherPath) {
  const auto router = tokens();
  for (const auto* path : {"", "tokens", "/token", "/Tokens", "/tokens/a/b", "/tokens/a/groups/", "//tokens",
                           "/tokens/a/groups"}) {
    const auto match = router.match("GET", path);
    EXPECT_EQ(match.route, std::nullopt) << path;
    EXPECT_THAT(match.allowed, IsEmpty()) << path;
  }
}

TEST(RouterTest, DecodesParametersOnceAfterSplitting) {
  // As `Request::path()` brings them: `%2F` and `%25` still encoded.
  const auto match = tokens().match("GET", "/tokens/a%2Fb%252F");
  EXPECT_THAT(match.parameters, ElementsAre(Pair("id", "a/b%2F")));
  EXPECT_EQ(tokens().match("GET", "/tokens/%zz").route, std::nullopt);
}

TEST(RouterTest, ListsWhatWasAdded) {
  const auto router = tokens();
  ASSERT_EQ(router.routes().size(), 7U);
  EXPECT_EQ(router.routes()[4].method, "POST");
  EXPECT_EQ(router.routes()[4].pattern, "/tokens/{id}/groups/{groupId}");
  EXPECT_EQ(router.routes()[4].number, 4U);
}

TEST(RouterDeathTest, RefusesTheSameRouteTwice) {
  Router router;
  router.add("GET", "/a", 0);
  EXPECT_DEATH(router.add("GET", "/a", 1), "");
}

}  // namespace
}  // namespace jeton::net
