#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/limits.h"
#include "net/raw_client_test.h"
#include "support/running_server.h"

// What takes long, or waits, is in nobody else's way.
namespace jeton::tests {
namespace {

class LanesOfAServer : public ::testing::TestWithParam<store::sql::Engine> {
 protected:
  explicit LanesOfAServer(const crypto::PasswordCost& cost = RunningServer::kCheapPasswords)
      : server{GetParam(), cost} {}

  /// What a metric stands at; 0 before it is there.
  double metric(const std::string& name) const {
    const auto text = "\n" + send(server.server->metrics_port(), {.target = "/metrics"}).body;
    const auto at = text.find("\n" + name + " ");
    return at == std::string::npos ? 0 : std::atof(text.c_str() + at + name.size() + 2);
  }

  void wait_for(const std::string& name, double value) const {
    const auto ends_at = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (metric(name) < value) {
      ASSERT_LT(std::chrono::steady_clock::now(), ends_at) << name;
      std::this_thread::yield();
    }
  }

  Answer authorize(const std::string& token) const {
    return server.as_token(token,
                           {.target = "/gateway/authorize",
                            .headers = {{"X-Original-Method", "GET"}, {"X-Original-URI", "/billing"}}});
  }

  RunningServer server;
};

INSTANTIATE_TEST_SUITE_P(Engines, LanesOfAServer, both_engines(), engine_name);

TEST_P(LanesOfAServer, DecisionsAndProbesNeedNoConnectionThatOthersHold) {
  const auto token = server.make_token(server.platform->alder, {"MOD-1756"});
  const int decided = authorize(token).status;
  ASSERT_TRUE(decided == 200 || decided == 403) << decided;

  std::vector<std::unique_ptr<domain::UnitOfWork>> held;
  for (int i = 0; i < 8; ++i) held.push_back(*server.server->store().begin_read());
  // As many as there are workers, and some that wait for one.
  std::vector<std::future<int>> stuck;
  for (int i = 0; i < 12; ++i) {
    stuck.push_back(std::async(std::launch::async, [&] {
      return server.as_token(token, {.target = std::string{RunningServer::kTokens}}).status;
    }));
  }
  // Of eight workers one account may have six.
  wait_for(R"(jeton_lane_busy{lane="interactive"})", 6);
  wait_for(R"(jeton_lane_waiting{lane="interactive"})", 6);

  EXPECT_EQ(authorize(token).status, decided);
  EXPECT_EQ(server.as_nobody({.target = "/healthz"}).status, 200);
  EXPECT_EQ(server.as_nobody({.target = "/readyz"}).status, 200);
  EXPECT_EQ(metric(R"(jeton_lane_busy{lane="interactive"})"), 6);

  held.clear();
  for (auto& answer : stuck) EXPECT_EQ(answer.get(), 200);
}

TEST_P(LanesOfAServer, OneAccountHasItsShareOfALaneAndAnotherIsStillServed) {
  const auto alder = server.make_token(server.platform->alder, {"MOD-1756"});
  const auto birch = server.make_token(server.platform->birch, {"MOD-1756"});
  // Both come from one address: their accounts are known by what they have sent before.
  for (const auto& token : {alder, birch}) {
    ASSERT_EQ(server.as_token(token, {.target = std::string{RunningServer::kTokens}}).status, 200);
  }
  std::vector<std::unique_ptr<domain::UnitOfWork>> held;
  for (int i = 0; i < 8; ++i) held.push_back(*server.server->store().begin_read());

  // Three of four workers and 32 of 64 places are what one account has of this lane.
  constexpr int kShare = 3 + 32;
  const auto request = [](const std::string& token) {
    return "GET " + std::string{RunningServer::kTokens} +
           " HTTP/1.1\r\nHost: h\r\nAccept: application/jsonl\r\nMPT-Streaming: true\r\nAuthorization: "
           "Bearer " +
           token + "\r\n\r\n";
  };
  std::vector<net::RawClient> clients;
  for (int i = 0; i < kShare; ++i) {
    clients.emplace_back(server.port());
    ASSERT_TRUE(clients.back().send(request(alder)));
  }
  wait_for(R"(jeton_lane_busy{lane="reads"})", 3);
  wait_for(R"(jeton_lane_waiting{lane="reads"})", 32);
  net::RawClient one_more{server.port()};
  const auto refused = one_more.exchange(request(alder));
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("Retry-After"), "1");

  net::RawClient other{server.port()};
  ASSERT_TRUE(other.send(request(birch)));
  wait_for(R"(jeton_lane_busy{lane="reads"})", 4);
  EXPECT_EQ(metric(R"(jeton_lane_refused_total{lane="reads"})"), 1);
  held.clear();
  EXPECT_EQ(other.receive_head().status, 200);
}

class ExpensivePasswords : public LanesOfAServer {
 protected:
  ExpensivePasswords() : LanesOfAServer{crypto::PasswordCost{}} {}
};

INSTANTIATE_TEST_SUITE_P(Engines, ExpensivePasswords, ::testing::Values(store::sql::Engine::kSqlite),
                         engine_name);

TEST_P(ExpensivePasswords, ManySignInsLeaveDecisionsAndTheApiAloneAndPastTheQueueAre503AtOnce) {
  const auto token = server.make_token(server.platform->alder, {"MOD-1756"});
  constexpr int kSignIns = 300;
  const std::string body = R"({"email":"nobody@alder.example","password":"Other-Password-1"})";
  const auto request = "POST /session/sign-in HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n" +
                       ("Content-Length: " + std::to_string(body.size())) + "\r\n\r\n" + body;
  std::vector<net::RawClient> clients;
  for (int i = 0; i < kSignIns; ++i) {
    clients.emplace_back(server.port());
    ASSERT_TRUE(clients.back().send(request));
  }
  wait_for(R"(jeton_lane_refused_total{lane="slow"})", 100);

  EXPECT_EQ(server.as_token(token, {.target = std::string{RunningServer::kTokens}}).status, 200);
  EXPECT_NE(authorize(token).status, 503);
  EXPECT_EQ(server.as_nobody({.target = "/readyz"}).status, 200);
  // They have not come after the others, but before.
  EXPECT_GT(metric(R"(jeton_lane_waiting{lane="slow"})"), 0);
  EXPECT_LE(metric(R"(jeton_lane_waiting{lane="slow"})"), base::kSlowQueueMax);

  int refused = 0;
  for (auto& client : clients) {
    const auto answer = client.receive();
    if (answer.status != 503) {
      EXPECT_TRUE(answer.status == 401 || answer.status == 429) << answer.status;
      continue;
    }
    EXPECT_EQ(answer.header("Retry-After"), "1");
    ++refused;
  }
  EXPECT_EQ(refused, metric(R"(jeton_lane_refused_total{lane="slow"})"));
  EXPECT_GE(refused, kSignIns - static_cast<int>(base::kSlowQueueMax) * 2);
}

}  // namespace
}  // namespace jeton::tests
