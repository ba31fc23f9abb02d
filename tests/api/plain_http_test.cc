#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "support/running_server.h"

// HTTPS only, except on loopback.
namespace jeton::tests {
namespace {

using ::testing::HasSubstr;

/// Every address of the machine, behind a proxy in `network` that ends TLS.
server::Config off_loopback(std::string_view network, std::string_view addresses = "0.0.0.0:0") {
  auto config = listening_on(addresses);
  config.trusted_proxies = {base::IpNetwork::parse(network).value()};
  return config;
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

// Loopback is loopback in every text.
TEST(PlainHttp, IsAnsweredOnLoopbackHoweverItIsWritten) {
  for (const auto* address : {"[0:0:0:0:0:0:0:1]:0", "[::ffff:127.0.0.1]:0", "127.0.0.1:0,[::1]:0"}) {
    const server::Config config = listening_on(address);
    EXPECT_TRUE(server::listens_on_loopback(config)) << address;
  }
  const RunningServer server{store::sql::Engine::kSqlite, RunningServer::kCheapPasswords,
                             listening_on("[::ffff:127.0.0.1]:0")};
  EXPECT_EQ(server.as_nobody({.target = "/public/v1/openapi.json"}).status, 200);
}

// One address off loopback is enough.
TEST(PlainHttp, IsRefusedWhenOneAddressIsOffLoopback) {
  for (const auto* addresses : {"127.0.0.1:0,0.0.0.0:0", "0.0.0.0:0,127.0.0.1:0"}) {
    const RunningServer server{store::sql::Engine::kSqlite, RunningServer::kCheapPasswords,
                               off_loopback("192.0.2.0/24", addresses)};
    EXPECT_EQ(server.as_nobody({.target = "/home"}).status, 403) << addresses;
  }
}

TEST(PlainHttp, IsRefusedOffLoopback) {
  const RunningServer server{store::sql::Engine::kSqlite, RunningServer::kCheapPasswords,
                             off_loopback("127.0.0.0/8")};
  for (const auto* part : kParts) {
    for (const auto& ask : {Ask{.target = part}, ask_with(part, "http")}) {
      const auto refused = server.as_nobody(ask);
      EXPECT_EQ(refused.status, 403) << part;
      EXPECT_THAT(refused.body, HasSubstr("Plain HTTP is answered only on loopback")) << part;
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
  for (const auto* probe : {"/healthz", "/readyz"}) {
    EXPECT_EQ(server.as_nobody({.target = probe}).status, 200) << probe;
  }
}

}  // namespace
}  // namespace jeton::tests
