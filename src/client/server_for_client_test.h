#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "base/testing/captured_log.h"
#include "base/testing/manual_clock.h"
#include "base/testing/seeded_random.h"
#include "net/http_server.h"

namespace jeton::client {

/// The real server with a handler of the test's.
class ServerForClient {
 public:
  explicit ServerForClient(net::HttpServer::Handler handler)
      : server_{{}, {log_.log(), metrics_, clock_, random_}, std::move(handler)} {
    const auto started = server_.start();
    EXPECT_TRUE(started.has_value());
  }

  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }
  void stop() { server_.stop(); }

 private:
  base::testing::CapturedLog log_;
  base::Metrics metrics_;
  base::testing::ManualClock clock_;
  base::testing::SeededRandom random_;
  net::HttpServer server_;
};

}  // namespace jeton::client
