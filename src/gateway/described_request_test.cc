#include "gateway/described_request.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace jeton::gateway {
namespace {

/// What is described, as `METHOD target`, with `preflight` in front of one; empty for nothing.
std::string described(net::Headers headers, std::string target = "/ask", std::string method = "GET") {
  const auto question = net::Request::create(
      {.method = std::move(method), .target = std::move(target), .headers = std::move(headers)});
  const auto request = described_request(*question, "/ask");
  if (!request) return {};
  return (request->is_preflight ? "preflight " : "") + std::string{request->method} + " " +
         std::string{request->target};
}

constexpr const char* kPairs[][2] = {{"X-Original-Method", "X-Original-URI"},
                                     {"X-Forwarded-Method", "X-Forwarded-Uri"}};

TEST(DescribedRequest, IsOnePairOfHeaders) {
  for (const auto& [method, target] : kPairs) {
    EXPECT_EQ(described({{method, "POST"}, {target, "/a?b=c"}}), "POST /a?b=c");
    EXPECT_EQ(described({{method, "get"}, {target, "/"}}), "get /") << "methods have case";
    EXPECT_EQ(described({{method, "M-SEARCH"}, {target, "//a#b"}}), "M-SEARCH //a#b") << "decided, not read";
  }
  EXPECT_EQ(described({}), "");
}

TEST(DescribedRequest, NeedsMethodAndTargetOfOnePair) {
  for (const auto& [method, target] : kPairs) {
    EXPECT_EQ(described({{method, "GET"}}), "");
    EXPECT_EQ(described({{target, "/a"}}), "");
  }
  EXPECT_EQ(described({{"X-Original-URL", "http://h/a"}}), "");
  EXPECT_EQ(described({{"X-Original-Method", "GET"}, {"X-Forwarded-Uri", "/a"}}), "");
  EXPECT_EQ(described({{"X-Forwarded-Method", "GET"}, {"X-Original-URI", "/a"}}), "");
  EXPECT_EQ(described({{"X-Forwarded-Method", "GET"}, {"X-Original-URL", "http://h/a"}}), "");
}

TEST(DescribedRequest, HalfAPairSpoilsAWholeOne) {
  const net::Headers whole{{"X-Original-Method", "GET"}, {"X-Original-URI", "/a"}};
  for (const auto& half : {net::Header{"X-Forwarded-Method", "GET"}, net::Header{"X-Forwarded-Uri", "/a"}}) {
    auto headers = whole;
    headers.push_back(half);
    EXPECT_EQ(described(headers), "") << half.name;
  }
  for (const auto& half : {net::Header{"X-Original-Method", "GET"}, net::Header{"X-Original-URI", "/a"},
                           net::Header{"X-Original-URL", "http://h/a"}}) {
    EXPECT_EQ(described({{"X-Forwarded-Method", "GET"}, {"X-Forwarded-Uri", "/a"}, half}), "") << half.name;
  }
}

TEST(DescribedRequest, TwoPairsMustAgreeInBoth) {
  const auto both = [](const char* method, const char* target) {
    return described({{"X-Original-Method", "GET"},
                      {"X-Original-URI", "/a"},
                      {"X-Forwarded-Method", method},
                      {"X-Forwarded-Uri", target}});
  };
  EXPECT_EQ(both("GET", "/a"), "GET /a");
  EXPECT_EQ(both("POST", "/a"), "");
  EXPECT_EQ(both("get", "/a"), "");
  EXPECT_EQ(both("GET", "/b"), "");
  EXPECT_EQ(both("GET", "/a?x"), "");
  EXPECT_EQ(both("GET", "/%61"), "");
  EXPECT_EQ(both("POST", "/b"), "");
}

TEST(DescribedRequest, EachHeaderIsGivenOnceAndNotEmpty) {
  const net::Headers all{{"X-Original-Method", "GET"},
                         {"X-Original-URI", "/a"},
                         {"X-Original-URL", "https://h/a"},
                         {"X-Forwarded-Method", "GET"},
                         {"X-Forwarded-Uri", "/a"}};
  EXPECT_EQ(described(all), "GET /a");
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto twice = all;
    twice.push_back(all[i]);
    EXPECT_EQ(described(twice), "") << "twice " << all[i].name;
    auto empty = all;
    empty[i].value.clear();
    EXPECT_EQ(described(empty), "") << "empty " << all[i].name;
    auto other = all;
    other[i].value += "x";
    EXPECT_EQ(described(other), "") << "another " << all[i].name;
  }
}

TEST(DescribedRequest, MethodsAreTokens) {
  for (const auto& [name, target] : kPairs) {
    for (const auto* method :
         {"", " ", "GET POST", "GET,POST", "GET,", "GET/", "G\xC3\x89T", "GET:", "(GET)", "\"GET\""}) {
      EXPECT_EQ(described({{name, method}, {target, "/a"}}), "") << method;
    }
    EXPECT_EQ(described({{name, "A!#$%&'*+-.^_`|~9"}, {target, "/a"}}), "A!#$%&'*+-.^_`|~9 /a");
  }
}

// RFC 9110 section 5.6.2.
TEST(DescribedRequest, MethodsHoldTheCharactersOfTokensAndNoOthers) {
  constexpr std::string_view kTokens =
      "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  for (int byte = 1; byte < 256; ++byte) {
    const std::string method{'A', static_cast<char>(byte)};
    const auto expected = kTokens.find(method[1]) != kTokens.npos ? method + " /a" : "";
    EXPECT_EQ(described({{"X-Original-Method", method}, {"X-Original-URI", "/a"}}), expected) << byte;
  }
}

TEST(DescribedRequest, TargetsArePathsWhereAPathBelongs) {
  for (const auto& [method, name] : kPairs) {
    for (const auto* target : {"", "a", "*", "http://h/a", "HTTP://h/a", "h:443", "?a", "#", " /a", "\\a"}) {
      EXPECT_EQ(described({{method, "GET"}, {name, target}}), "") << target;
    }
  }
}

std::string of_url(const char* url) {
  return described({{"X-Original-Method", "GET"}, {"X-Original-URL", url}});
}

TEST(DescribedRequest, TheUrlOfIngressNginxIsAbsolute) {
  EXPECT_EQ(of_url("http://platform.example/a/b?c=d"), "GET /a/b?c=d");
  EXPECT_EQ(of_url("https://platform.example:8443/"), "GET /");
  EXPECT_EQ(of_url("https://[2001:db8::1]:8443/a"), "GET /a");
  EXPECT_EQ(of_url("https://under_score-1.example/a"), "GET /a");
  EXPECT_EQ(of_url("https://h//a"), "GET //a");
  for (const auto* url : {"",
                          "/a",
                          "//h/a",
                          "h/a",
                          "http:/h/a",
                          "ftp://h/a",
                          "HTTP://h/a",
                          "http://",
                          "http://h",
                          "http:///a",
                          "http://h?/a",
                          "http://h#/a",
                          "http://h?x=/a",
                          "http://u@h/a",
                          "http://h%2fx/a",
                          "http://h\\x/a",
                          "http://h x/a",
                          "http://h,i/a",
                          "http://h;x/a",
                          " http://h/a",
                          "xhttp://h/a"}) {
    EXPECT_EQ(of_url(url), "") << url;
  }
}

TEST(DescribedRequest, TheUrlMustAgreeWithThePath) {
  const auto both = [](const char* uri) {
    return described(
        {{"X-Original-Method", "GET"}, {"X-Original-URI", uri}, {"X-Original-URL", "http://h/a?b"}});
  };
  EXPECT_EQ(both("/a?b"), "GET /a?b");
  EXPECT_EQ(both("/a"), "");
}

TEST(DescribedRequest, EnvoyAppendsThePathAndKeepsTheMethod) {
  EXPECT_EQ(described({}, "/ask/billing/7?x=1", "POST"), "POST /billing/7?x=1");
  EXPECT_EQ(described({}, "/ask/"), "GET /");
  EXPECT_EQ(described({}, "/ask//a"), "GET //a");
  EXPECT_EQ(described({}, "/ask/%2e%2e/a"), "GET /%2e%2e/a") << "as sent";
  EXPECT_EQ(described({}, "/ask/a;x"), "GET /a;x");
}

TEST(DescribedRequest, TheEndpointIsNotWhatIsDecodedToIt) {
  EXPECT_EQ(described({}, "/%61sk/billing"), "");
  EXPECT_EQ(described({}, "/ask?x"), "");
  EXPECT_EQ(described({}, "/%61/billing"), "") << "as long as the endpoint, and another";
  EXPECT_EQ(described({{"X-Original-Method", "GET"}, {"X-Original-URI", "/a"}}, "/%61sk/a"), "");
  EXPECT_EQ(described({{"X-Original-Method", "GET"}, {"X-Original-URI", "/a"}}, "/ask?x"), "GET /a");
}

TEST(DescribedRequest, WhatEnvoyAppendsMustAgreeWithTheHeaders) {
  for (const auto& [method, target] : kPairs) {
    EXPECT_EQ(described({{method, "GET"}, {target, "/a"}}, "/ask/a"), "GET /a");
    EXPECT_EQ(described({{method, "GET"}, {target, "/b"}}, "/ask/a"), "");
    EXPECT_EQ(described({{method, "PUT"}, {target, "/a"}}, "/ask/a"), "");
    EXPECT_EQ(described({{method, "GET"}}, "/ask/a"), "");
    EXPECT_EQ(described({{target, "/a"}}, "/ask/a"), "");
  }
}

net::Headers preflight() {
  return {{"X-Original-Method", "OPTIONS"},
          {"X-Original-URI", "/a"},
          {"Origin", "https://shop.example"},
          {"Access-Control-Request-Method", "DELETE"}};
}

TEST(DescribedRequest, APreflightHasNoCredentialAndBothHeaders) {
  EXPECT_EQ(described(preflight()), "preflight OPTIONS /a");
  EXPECT_EQ(described({{"Origin", "null"}, {"Access-Control-Request-Method", "PUT"}}, "/ask/a", "OPTIONS"),
            "preflight OPTIONS /a");
  auto headers = preflight();
  headers.push_back({"Authorization", ""});
  EXPECT_EQ(described(headers), "OPTIONS /a") << "a credential, even an empty one";
  for (const std::size_t i : {2U, 3U}) {
    auto without = preflight();
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_EQ(described(without), "OPTIONS /a");
    auto twice = preflight();
    twice.push_back(twice[i]);
    EXPECT_EQ(described(twice), "OPTIONS /a");
    auto empty = preflight();
    empty[i].value.clear();
    EXPECT_EQ(described(empty), "OPTIONS /a");
  }
  headers = preflight();
  headers[3].value = "DELETE, GET";
  EXPECT_EQ(described(headers), "OPTIONS /a");
  for (const auto* method : {"GET", "POST", "options", "HEAD"}) {
    headers = preflight();
    headers[0].value = method;
    EXPECT_EQ(described(headers), method + std::string{" /a"});
  }
}

}  // namespace
}  // namespace jeton::gateway
