#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <netinet/in.h>

#include <memory>
#include <string>
#include <vector>

#include "base/limits.h"
#include "support/running_server.h"

// Counts of refusals would tell a stranger what the 401 does not: they have a listener of their own.
namespace jeton::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Answer scrape(const RunningServer& server, Ask ask = {.target = "/metrics"}) {
  return send(server.server->metrics_port(), ask);
}

TEST(Metrics, AreNeverOnThePublicAddress) {
  RunningServer server;
  const auto admin = server.sign_in("admin@alder.example");
  const auto token = server.make_token(server.platform->alder, {"MOD-2001"});
  for (const std::string target : {"/metrics", "/metrics/", "/metrics?x=1", "/%6Detrics"}) {
    const Ask ask{.target = target};
    for (const auto& answer :
         {server.as_nobody(ask), server.as_browser(admin, ask), server.as_token(token, ask)}) {
      EXPECT_EQ(answer.status, 404) << target;
      EXPECT_THAT(answer.body, Not(HasSubstr("jeton_"))) << target;
    }
  }
  // As every other address that there is none of.
  const auto unknown = server.as_nobody({.target = "/unknown"});
  const auto metrics = server.as_nobody({.target = "/metrics"});
  EXPECT_EQ(metrics.headers.at("content-type"), unknown.headers.at("content-type"));
}

TEST(Metrics, AreOnAnAddressOfTheirOwnAndNothingElseIs) {
  RunningServer server;
  ASSERT_NE(server.server->metrics_port(), 0);
  ASSERT_NE(server.server->metrics_port(), server.port());
  EXPECT_EQ(server.as_nobody({.target = "/gateway/authorize"}).status, 400);
  const auto metrics = scrape(server);
  EXPECT_EQ(metrics.status, 200);
  EXPECT_EQ(metrics.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_THAT(metrics.body, HasSubstr("jeton_http_requests_total{"));
  EXPECT_THAT(metrics.body, HasSubstr("jeton_log_lines_lost_total 0\n"));
  EXPECT_THAT(metrics.body, HasSubstr("\njeton_http_connections "));
  for (const auto* name :
       {"process_cpu_seconds_total", "process_resident_memory_bytes", "process_virtual_memory_bytes",
        "process_threads", "process_start_time_seconds", "process_open_fds", "process_max_fds"}) {
    // Nothing that lives has none of it.
    EXPECT_THAT(metrics.body, HasSubstr("\n" + std::string{name} + " ")) << name;
    EXPECT_THAT(metrics.body, Not(HasSubstr("\n" + std::string{name} + " 0\n"))) << name;
  }
  EXPECT_EQ(scrape(server, {.method = "HEAD", .target = "/metrics"}).status, 200);
  for (const auto* method : {"POST", "PUT", "DELETE", "OPTIONS"}) {
    EXPECT_EQ(scrape(server, {.method = method, .target = "/metrics"}).status, 405) << method;
  }
  for (const auto* target : {"/", "/healthz", "/readyz", "/session", "/public/v1/openapi.json",
                             "/gateway/authorize", "/metrics/", "/metrics/x", "/METRICS"}) {
    EXPECT_EQ(scrape(server, {.target = target}).status, 404) << target;
  }
}

TEST(Metrics, CanBeSwitchedOff) {
  auto config = listening_on("127.0.0.1:0");
  config.metrics_listen.reset();
  const RunningServer server{store::sql::Engine::kSqlite, RunningServer::kCheapPasswords, config};
  EXPECT_EQ(server.server->metrics_port(), 0);
  EXPECT_EQ(server.as_nobody({.target = "/healthz"}).status, 200);
}

/// A connection that never says anything.
class SilentConnection {
 public:
  explicit SilentConnection(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  ~SilentConnection() { ::close(socket_); }
  SilentConnection(const SilentConnection&) = delete;
  SilentConnection& operator=(const SilentConnection&) = delete;

 private:
  int socket_;
};

TEST(Metrics, WhoFillsTheirListenerTakesNothingFromRequests) {
  const RunningServer server;
  std::vector<std::unique_ptr<SilentConnection>> silent;
  for (std::size_t i = 0; i < base::kMetricsConnectionsMax; ++i) {
    silent.push_back(std::make_unique<SilentConnection>(server.server->metrics_port()));
  }
  EXPECT_EQ(server.as_nobody({.target = "/healthz"}).status, 200);
  EXPECT_EQ(server.as_nobody({.target = "/readyz"}).status, 200);
}

TEST(Start, SaysThatNoProxyIsTrusted) {
  const RunningServer server;
  EXPECT_TRUE(server.log.contains("\"proxies.none_trusted\""));
  auto config = listening_on("127.0.0.1:0");
  config.trusted_proxies = {base::IpNetwork::parse("192.0.2.0/24").value()};
  const RunningServer behind{store::sql::Engine::kSqlite, RunningServer::kCheapPasswords, config};
  EXPECT_FALSE(behind.log.contains("proxies.none_trusted"));
}

}  // namespace
}  // namespace jeton::tests
