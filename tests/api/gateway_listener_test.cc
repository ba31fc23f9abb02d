#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <string>
#include <thread>

#include "net/raw_client_test.h"
#include "support/running_server.h"

// The gateway's own listener of a whole server.
namespace jeton::tests {
namespace {

using ::testing::HasSubstr;

server::Config with_gateway(std::string_view address = "127.0.0.1:0") {
  auto config = listening_on("127.0.0.1:0");
  config.gateway_listen = net::parse_listen_addresses(address).value();
  config.gateway_threads = 2;
  return config;
}

std::string question(const std::string& token, std::string_view path = "/billing") {
  return fmt::format(
      "GET /gateway/authorize HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {}\r\nX-Original-Method: GET\r\n"
      "X-Original-URI: {}\r\n\r\n",
      token, path);
}

class GatewaysOwnListener : public ::testing::Test {
 protected:
  [[nodiscard]] net::RawClient connect() const { return net::RawClient{server.server->gateway_port()}; }
  [[nodiscard]] std::string metrics() const {
    return send(server.server->metrics_port(), {.target = "/metrics"}).body;
  }
  /// How often a loop left it to others.
  [[nodiscard]] std::string handed_over() const {
    const auto text = metrics();
    const auto at = text.find("\njeton_gateway_handed_over_total ");
    return text.substr(at, text.find('\n', at + 1) - at);
  }
  /// Until a loop has allowed it: the replica is filled beside the start.
  ::testing::AssertionResult is_allowed_by_a_loop(net::RawClient& client, const std::string& token) const {
    const auto ends_at = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    while (std::chrono::steady_clock::now() < ends_at) {
      const auto before = handed_over();
      if (client.exchange(question(token)).status != 200) return ::testing::AssertionFailure() << "refused";
      if (handed_over() == before) return ::testing::AssertionSuccess();
    }
    return ::testing::AssertionFailure() << "only others have";
  }

  // At `debug` every answer is a line, which loops leave to others.
  GatewaysOwnListener() { server.log.log().set_threshold(base::LogLevel::kInfo); }

  RunningServer server{store::sql::Engine::kSqlite, RunningServer::kCheapPasswords, with_gateway()};
};

TEST_F(GatewaysOwnListener, AllowsFromItsLoopsWhatTheOtherAllows) {
  std::string id;
  const auto token = server.make_token(server.platform->alder, {"MOD-2001"}, &id);
  auto client = connect();
  ASSERT_TRUE(is_allowed_by_a_loop(client, token));
  const auto answer = client.exchange(question(token));
  EXPECT_EQ(answer.header("X-Jeton-Token"), id);
  EXPECT_EQ(answer.header("X-Jeton-Account"), server.platform->alder.id.str());
  EXPECT_EQ(answer.header("X-Jeton-Module"), "MOD-2001");
  EXPECT_EQ(client.exchange(question(token, "/nowhere")).status, 403);
  EXPECT_EQ(client.exchange(question("nonsense")).status, 401);
}

//
TEST_F(GatewaysOwnListener, RefusesATokenFromTheMomentThatItIsDisabled) {
  std::string id;
  const auto token = server.make_token(server.platform->alder, {"MOD-2001"}, &id);
  const auto admin = server.sign_in("admin@alder.example");
  auto client = connect();
  ASSERT_TRUE(is_allowed_by_a_loop(client, token));
  for (int round = 0; round < 5; ++round) {
    for (const auto& [action, status] : {std::pair{"disable", 401}, {"enable", 200}}) {
      const auto target = fmt::format("{}/{}/{}", RunningServer::kTokens, id, action);
      ASSERT_EQ(server.as_browser(admin, {"POST", target, {}, {}}).status, 200);
      EXPECT_EQ(client.exchange(question(token)).status, status);
    }
  }
}

TEST_F(GatewaysOwnListener, AnswersNothingElse) {
  for (const auto* path : {"/public/v1/accounts/api-tokens", "/session", "/home", "/docs/", "/healthz",
                           "/metrics", "/gateway/authorized", "/"}) {
    auto client = connect();
    EXPECT_EQ(client.exchange(fmt::format("GET {} HTTP/1.1\r\nHost: h\r\n\r\n", path)).status, 404) << path;
  }
}

//
TEST_F(GatewaysOwnListener, ItsAccessesAreLastAccesses) {
  std::string id;
  const auto token = server.make_token(server.platform->alder, {"MOD-2001"}, &id);
  auto client = connect();
  ASSERT_TRUE(is_allowed_by_a_loop(client, token));
  server.clock->advance(std::chrono::minutes{2});
  // The replica's time is the clock's, which has just jumped.
  ASSERT_TRUE(is_allowed_by_a_loop(client, token));
  server.server->run_background();
  const auto admin = server.sign_in("admin@alder.example");
  const auto shown = server.as_browser(admin, {.target = fmt::format("{}/{}", RunningServer::kTokens, id)});
  EXPECT_THAT(shown.body, HasSubstr("\"lastAccessAt\":\"" + base::format_utc(server.clock->now())));
}

TEST_F(GatewaysOwnListener, CountsUnderTheNamesOfTheOther) {
  const auto token = server.make_token(server.platform->alder, {"MOD-2001"});
  auto client = connect();
  ASSERT_TRUE(is_allowed_by_a_loop(client, token));
  const auto text = metrics();
  for (const auto* name :
       {"\njeton_decisions_total{reason=\"allowed\"} ",
        "\njeton_http_requests_total{method=\"GET\",route=\"authorize\",status=\"200\"",
        "\njeton_http_request_seconds_count{route=\"authorize\"} ", "\njeton_http_connections 1\n"}) {
    EXPECT_THAT(text, HasSubstr(name));
  }
}

//
TEST(GatewaysOwnListenerOffLoopback, AnswersPlainHttpOnlyThroughATrustedProxy) {
  auto config = with_gateway("0.0.0.0:0");
  config.trusted_proxies = {base::IpNetwork::parse("127.0.0.0/8").value()};
  RunningServer server{store::sql::Engine::kSqlite, RunningServer::kCheapPasswords, std::move(config)};
  auto asked = question(server.make_token(server.platform->alder, {"MOD-2001"}));
  net::RawClient client{server.server->gateway_port()};
  EXPECT_EQ(client.exchange(asked).status, 403);
  asked.insert(asked.size() - 2, "X-Forwarded-Proto: https\r\n");
  EXPECT_EQ(client.exchange(asked).status, 200);
  EXPECT_EQ(client.exchange(asked).status, 200);
}

TEST(GatewaysOwnListenerWithoutAReplica, AsksTheDatabase) {
  auto config = with_gateway();
  config.replica.reset();
  RunningServer server{store::sql::Engine::kSqlite, RunningServer::kCheapPasswords, std::move(config)};
  net::RawClient client{server.server->gateway_port()};
  const auto asked = question(server.make_token(server.platform->alder, {"MOD-2001"}));
  EXPECT_EQ(client.exchange(asked).status, 200);
  EXPECT_EQ(client.exchange(asked).status, 200);
}

}  // namespace
}  // namespace jeton::tests
