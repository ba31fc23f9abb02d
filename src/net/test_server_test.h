#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "base/testing/captured_log.h"
#include "base/testing/manual_clock.h"
#include "base/testing/seeded_random.h"
#include "net/http_server.h"
#include "net/raw_client_test.h"

namespace jeton::net {

/// A running server on a free port of loopback, with everything it needs.
class TestServer {
 public:
  explicit TestServer(HttpServer::Handler handler, ServerOptions options = {})
      : TestServer{Service{.handle = std::move(handler)}, std::move(options)} {}
  explicit TestServer(Service service, ServerOptions options = {})
      : server_{std::make_unique<HttpServer>(
            std::move(options), ServerDependencies{log.log(), metrics, clock, random}, std::move(service))} {
    const auto started = server_->start();
    EXPECT_TRUE(started.has_value());
  }

  [[nodiscard]] RawClient connect() const { return RawClient{server_->port()}; }
  [[nodiscard]] HttpServer& server() { return *server_; }
  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  /// Whether that line is among the metrics.
  [[nodiscard]] bool shows(std::string_view line) const {
    return ("\n" + metrics.expose()).find("\n" + std::string{line} + "\n") != std::string::npos;
  }
  /// Waits until it is: what the other end of a socket has sent is not yet read.
  void wait_until_shows(std::string_view line) const {
    const auto ends_at = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (!shows(line)) {
      ASSERT_LT(std::chrono::steady_clock::now(), ends_at) << line << "\n" << metrics.expose();
      std::this_thread::yield();
    }
  }
  void wait_until_nobody_is_connected() const {
    const auto ends_at = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (server_->connections() > 0) {
      ASSERT_LT(std::chrono::steady_clock::now(), ends_at) << server_->connections();
      std::this_thread::yield();
    }
  }
  /// Waits as long as a head may take, by the server's own timer: it closes a connection that says nothing. A
  /// timer as long that was set before has run out by then.
  void let_header_timeout_pass() const { EXPECT_TRUE(connect().is_closed()); }
  /// Stops it, so that everything it does has been done.
  void stop() { server_->stop(); }

  base::testing::CapturedLog log;
  base::Metrics metrics;
  base::testing::ManualClock clock;
  base::testing::SeededRandom random;

 private:
  std::unique_ptr<HttpServer> server_;
};

/// Answers 200 with method, path, query and body, one a line.
inline Response echo(const Request& request) {
  auto response = text_response(200, request.method() + "\n" + request.path() + "\n" +
                                         std::string{request.query()} + "\n" + request.body());
  response.route = "echo";
  return response;
}

}  // namespace jeton::net
