#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "support/running_server.h"

// HTTPS only, except on loopback.
namespace jeton::tests {
namespace {

using ::testing::HasSubstr;

/// Every address of the machine, behind a proxy in `network` that ends TLS.
server::Config off_loopback(std::string network) {
  return {.listen = "0.0.0.0:0", .trusted_proxies = {std::move(network)}};
}

Ask ask_with(std::string target, const std::string& scheme) {
  return {.target = std::move(target), .headers = {{"X-Forwarded-Proto", scheme}}};
}

/// Each is one of another part of the server.
const char* const kParts[] = {"/public/v1/accounts/api-tokens",
                              "/public/v1/openapi.json",
                              "/gateway/authorize",
                              "/session",
                              "/api-reference",
                              "/home"};

TEST(PlainHttp, IsAnsweredOnLoopback) {
  const RunningServer server;
  EXPECT_EQ(server.as_nobody({.target = "/public/v1/openapi.json"}).status, 200);
  EXPECT_EQ(server.as_nobody({.target = "/public/v1/accounts/api-tokens"}).status, 401);
}

TEST(PlainHttp, IsRefusedOffLoopback) {
  const RunningServer server{store::sql::Engine::kSqlite, RunningServer::kCheapPasswords,
                             off_loopback("127.0.0.0/8")};
  for (const auto* part : kParts) {
    for (const auto& ask : {Ask{.target = part}, ask_with(part, "http")}) {
      const auto refused = server.as_nobody(ask);
      EXPECT_EQ(refused.status, 403) << part;
      EXPECT_THAT(refused.body, HasSubstr("Plain HTTP is answered on loopback")) << part;
    }
    EXPECT_NE(server.as_nobody(ask_with(part, "https")).status, 403) << part;
  }
}

TEST(PlainHttp, IsNotMadeHttpsByTheWordOfAStranger) {
  const RunningServer server{store::sql::Engine::kSqlite, RunningServer::kCheapPasswords,
                             off_loopback("192.0.2.0/24")};
  for (const auto* part : kParts) EXPECT_EQ(server.as_nobody(ask_with(part, "https")).status, 403) << part;
}

TEST(PlainHttp, IsWhatProbesSpeak) {
  const RunningServer server{store::sql::Engine::kSqlite, RunningServer::kCheapPasswords,
                             off_loopback("192.0.2.0/24")};
  for (const auto* probe : {"/healthz", "/readyz", "/metrics"}) {
    EXPECT_EQ(server.as_nobody({.target = probe}).status, 200) << probe;
  }
}

}  // namespace
}  // namespace jeton::tests
