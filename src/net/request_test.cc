#include "net/request.h"

#include <gtest/gtest.h>

namespace jeton::net {
namespace {

Request request_for(std::string target) {
  RequestParts parts;
  parts.method = "get";
  parts.target = std::move(target);
  parts.headers = {{"X-One", "first"}, {"x-one", "second"}, {"Accept", "*/*"}};
  return Request::create(std::move(parts)).value();
}

TEST(RequestTest, SplitsTheTarget) {
  const auto request = request_for("/a%2Fb/c%20d?x=%26&y?z");
  EXPECT_EQ(request.method(), "GET");
  EXPECT_EQ(request.raw_path(), "/a%2Fb/c%20d");
  EXPECT_EQ(request.path(), "/a%2Fb/c d");
  EXPECT_EQ(request.query(), "x=%26&y?z");
  EXPECT_EQ(request_for("/a?").query(), "");
  EXPECT_EQ(request_for("/a").query(), "");
}

TEST(RequestTest, FindsHeadersWithoutCase) {
  const auto request = request_for("/");
  EXPECT_EQ(request.header("X-ONE"), "first");
  EXPECT_EQ(request.header_count("X-One"), 2U);
  EXPECT_EQ(request.header("X-Two"), std::nullopt);
}

TEST(RequestTest, RefusesTargetsThatAreNoPath) {
  for (const auto* target : {"", "*", "a", "http://h/", "/a#b", "/a b", "/%zz", "/?a\tb"}) {
    RequestParts parts;
    parts.target = target;
    const auto created = Request::create(std::move(parts));
    ASSERT_TRUE(created.has_error()) << target;
    EXPECT_EQ(created.error().fields().front().path, "path");
  }
}

TEST(RequestTest, KnowsByTheHeadWhetherABodyComes) {
  const auto announces = [](Headers headers) {
    return Request::create({.headers = std::move(headers)})->announces_body();
  };
  EXPECT_FALSE(announces({}));
  EXPECT_FALSE(announces({{"Content-Length", "0"}}));
  EXPECT_FALSE(announces({{"Content-Length", "000"}}));
  EXPECT_TRUE(announces({{"Content-Length", "1"}}));
  EXPECT_TRUE(announces({{"content-length", "10"}}));
  EXPECT_TRUE(announces({{"Transfer-Encoding", "chunked"}}));
}

TEST(RequestTest, IsTheSameRequestWithItsBody) {
  auto head = Request::create({.method = "POST", .target = "/a%20b?c", .headers = {{"X-A", "b"}}});
  const auto whole = std::move(*head).with_body("body");
  EXPECT_EQ(whole.body(), "body");
  EXPECT_EQ(whole.method(), "POST");
  EXPECT_EQ(whole.path(), "/a b");
  EXPECT_EQ(whole.query(), "c");
  EXPECT_EQ(whole.header("x-a"), "b");
}

TEST(RequestTest, ShownPathLeavesOutWhatCouldBeASecretOrAnAddress) {
  EXPECT_EQ(request_for("/public/v1/accounts/api-tokens/TKN-4410-0912/enable?secret").shown_path(),
            "/public/v1/accounts/api-tokens/TKN-4410-0912/enable");
  EXPECT_EQ(request_for("/t/idt:TKN-4410-0912:q0V9mX2s7Yt4").shown_path(), "/t/*");
  EXPECT_EQ(request_for("/t/idt%3ATKN-4410-0912%3Aq0V9mX2s7Yt4/x").shown_path(), "/t/*/x");
  EXPECT_EQ(request_for("/users/mira%40harborlane.example").shown_path(), "/users/*");
  EXPECT_EQ(request_for("/t/" + std::string(43, 'a')).shown_path(), "/t/*");
  EXPECT_EQ(request_for("/").shown_path(), "/");
  EXPECT_EQ(request_for("//a/").shown_path(), "//a/");
}

}  // namespace
}  // namespace jeton::net
