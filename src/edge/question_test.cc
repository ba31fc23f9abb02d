#include "edge/question.h"

#include <gtest/gtest.h>

#include <string>

namespace jeton::edge {
namespace {

constexpr std::string_view kRequestLine = "GET /gateway/authorize HTTP/1.1\r\n";
constexpr std::string_view kHeaders =
    "Host: jeton\r\nAuthorization: Bearer idt:TKN-1\r\nX-Original-Method: PUT\r\nX-Original-URI: "
    "/billing?x=1\r\n";

std::string asked(std::string_view more = {}, std::string_view line = kRequestLine) {
  return std::string{line} + std::string{kHeaders} + std::string{more} + "\r\n";
}

bool is_ordinary(const std::string& bytes) {
  return read_question(bytes).has_value();
}

TEST(Question, IsWhatNginxAsks) {
  const auto bytes = asked();
  const auto more = bytes + "GET /gateway/";
  const auto question = read_question(more);
  ASSERT_TRUE(question);
  EXPECT_EQ(question->bytes, bytes.size());
  EXPECT_EQ(question->own_method, "GET");
  EXPECT_EQ(question->credential, "idt:TKN-1");
  EXPECT_EQ(question->method, "PUT");
  EXPECT_EQ(question->target, "/billing?x=1");
  EXPECT_FALSE(question->is_forwarded);
}

TEST(Question, IsWhatTraefikAndCaddyAsk) {
  const std::string bytes =
      "GET /gateway/authorize HTTP/1.1\r\nhost:jeton\r\nauthorization:bearer  x \r\n"
      "x-forwarded-method:  GET\r\nX-FORWARDED-URI: /a b\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n";
  const auto question = read_question(bytes);
  ASSERT_TRUE(question);
  EXPECT_EQ(question->credential, "x");
  EXPECT_EQ(question->method, "GET");
  EXPECT_EQ(question->target, "/a b");
  EXPECT_TRUE(question->is_forwarded);
}

TEST(Question, IsWhatEnvoyAsks) {
  const std::string bytes =
      "DELETE /gateway/authorize/billing/7?x=1 HTTP/1.1\r\nHost: jeton\r\nAuthorization: Bearer x\r\n"
      "Content-Length: 0\r\n\r\n";
  const auto question = read_question(bytes);
  ASSERT_TRUE(question);
  EXPECT_EQ(question->method, "DELETE");
  EXPECT_EQ(question->target, "/billing/7?x=1");
}

TEST(Question, IsNoneBeforeItsLastByte) {
  const auto bytes = asked();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(read_question(std::string_view{bytes}.substr(0, size))) << size;
  }
  EXPECT_TRUE(is_ordinary(bytes));
}

TEST(Question, IsShort) {
  const auto filled = [](std::size_t size) {
    return asked("X-Filler: " + std::string(size - asked("X-Filler: \r\n").size(), 'x') + "\r\n");
  };
  ASSERT_EQ(filled(kOrdinaryHeadBytesMax).size(), kOrdinaryHeadBytesMax);
  EXPECT_TRUE(is_ordinary(filled(kOrdinaryHeadBytesMax)));
  EXPECT_FALSE(is_ordinary(filled(kOrdinaryHeadBytesMax + 1)));
}

// RFC 9112 section 11.2: where two readers may disagree on where a request ends, this one has no opinion.
TEST(Question, HasNoBody) {
  for (const auto* more :
       {"Content-Length: 1\r\n", "Content-Length: 00\r\n", "Content-Length:\r\n", "Content-Length: +0\r\n",
        "Content-Length: 0, 0\r\n", "Content-Length: 0\r\ncontent-length: 0\r\n",
        "Transfer-Encoding: chunked\r\n", "transfer-encoding: identity\r\n", "Transfer-Encoding:\r\n",
        "Expect: 100-continue\r\n"}) {
    EXPECT_FALSE(is_ordinary(asked(more))) << more;
  }
  EXPECT_TRUE(is_ordinary(asked("Content-Length: 0\r\n")));
}

TEST(Question, IsStrictlyFramed) {
  for (const auto* more : {"X: a\n", "X: a\r\r\n", "X : a\r\n", " X: a\r\n", "X\r\n", ": a\r\n",
                           "X: a\r\n b\r\n", "X: a\tb\r\n", "X: \x01\r\n", "X: \x7f\r\n", "X: \x80\r\n",
                           "X(: a\r\n", "X: a\rb\r\n", "X: aaaaaaaaaaaaaaaa\x1f\r\n"}) {
    EXPECT_FALSE(is_ordinary(asked(more))) << more;
  }
  EXPECT_FALSE(is_ordinary(asked(std::string_view{"X: \0\r\n", 6})));
  EXPECT_TRUE(is_ordinary(asked("X:\r\n")));
  EXPECT_TRUE(is_ordinary(asked("X!#$%&'*+-.^_`|~: ~ (a)\r\n")));
}

TEST(Question, HasAnOrdinaryRequestLine) {
  for (const auto* line :
       {"GET /gateway/authorize HTTP/1.0\r\n", "GET /gateway/authorize HTTP/2.0\r\n",
        "get /gateway/authorize HTTP/1.1\r\n", "GET  /gateway/authorize HTTP/1.1\r\n",
        "GET /gateway/authorize  HTTP/1.1\r\n", "GET /gateway/authorize HTTP/1.1 \r\n",
        "GET /gateway/authorize HTTP/1.1\n", "GET http://jeton/gateway/authorize HTTP/1.1\r\n",
        "GET /gateway/authorized HTTP/1.1\r\n", "GET /gateway/authorize?x HTTP/1.1\r\n",
        "GET /gateway/%61uthorize HTTP/1.1\r\n", "GET /public/v1/users HTTP/1.1\r\n", "GET / HTTP/1.1\r\n",
        "PROPFIND /gateway/authorize HTTP/1.1\r\n", "\r\nGET /gateway/authorize HTTP/1.1\r\n"}) {
    EXPECT_FALSE(is_ordinary(asked({}, line))) << line;
  }
  EXPECT_TRUE(is_ordinary(asked({}, "POST /gateway/authorize HTTP/1.1\r\n")));
}

TEST(Question, DescribesOneRequestOnce) {
  for (const auto* more :
       {"X-Original-Method: PUT\r\n", "x-original-uri: /billing?x=1\r\n", "X-Original-URL: https://a/b\r\n",
        "X-Forwarded-Method: PUT\r\n", "X-Forwarded-Uri: /billing?x=1\r\n",
        "X-Forwarded-Method: PUT\r\nX-Forwarded-Uri: /billing?x=1\r\n", "Authorization: Bearer x\r\n",
        "Host: jeton\r\n", "X-Original-Method:\r\n"}) {
    EXPECT_FALSE(is_ordinary(asked(more))) << more;
  }
  EXPECT_FALSE(is_ordinary(asked({}, "PUT /gateway/authorize/billing?x=1 HTTP/1.1\r\n")));
}

TEST(Question, NeedsAllOfItsHeaders) {
  for (const std::string_view name : {"Host", "Authorization", "X-Original-Method", "X-Original-URI"}) {
    auto bytes = asked();
    bytes.replace(bytes.find(name), 1, "Y");
    EXPECT_FALSE(is_ordinary(bytes)) << name;
  }
  for (const auto* authorization : {"Basic YTpi", "Bearer", "Bearer ", "Bearerx"}) {
    auto bytes = asked();
    const std::string_view own = "Bearer idt:TKN-1";
    bytes.replace(bytes.find(own), own.size(), authorization);
    EXPECT_FALSE(is_ordinary(bytes)) << authorization;
  }
}

TEST(Question, DescribesAPathAndAMethod) {
  for (const auto* target : {"billing", "*", "http://a/b", "?x"}) {
    auto bytes = asked();
    const std::string_view own = "/billing?x=1";
    bytes.replace(bytes.find(own), own.size(), target);
    EXPECT_FALSE(is_ordinary(bytes)) << target;
  }
  for (const auto* method : {"PU T", "PUT,", "(PUT)"}) {
    auto bytes = asked();
    bytes.replace(bytes.find("PUT"), 3, method);
    EXPECT_FALSE(is_ordinary(bytes)) << method;
  }
}

TEST(Question, KeepsItsConnection) {
  for (const auto* more :
       {"Connection: close\r\n", "Connection: keep-alive, close\r\n",
        "Connection: Upgrade\r\nUpgrade: h2c\r\n", "Upgrade: h2c\r\n", "Connection: X-Original-URI\r\n",
        "Connection: keep-alive\r\nConnection: close\r\n", "Proxy-Connection: close\r\n"}) {
    EXPECT_FALSE(is_ordinary(asked(more))) << more;
  }
  EXPECT_TRUE(is_ordinary(asked("Connection: Keep-Alive\r\n")));
}

TEST(Question, NamesOneHost) {
  for (const auto* host : {"a b", "a/b", "a@b", "a,b", "a?b", "a#b", "a\\b", ""}) {
    auto bytes = asked();
    bytes.replace(bytes.find("jeton"), 5, host);
    EXPECT_FALSE(is_ordinary(bytes)) << host;
  }
}

}  // namespace
}  // namespace jeton::edge
