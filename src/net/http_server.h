#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/random.h"
#include "base/result.h"
#include "net/client_address.h"
#include "net/lane.h"
#include "net/listen_address.h"
#include "net/request.h"
#include "net/response.h"
#include "net/service.h"

namespace jeton::net {

/// The limits of one server. The defaults are those of `base/limits.h`; tests shorten them.
struct ServerLimits {
  std::size_t header_bytes_max = base::kRequestHeaderBytesMax;
  /// Of one body, where `Service::place` does not say.
  std::size_t body_bytes_max = base::kJsonBodyBytesMax;
  std::size_t multipart_body_bytes_max = base::kMultipartBodyBytesMax;
  std::size_t connections_max = base::kConnectionsMax;
  /// Bodies of all connections together; beyond that, requests are answered 503.
  std::size_t buffered_body_bytes_max = base::kBufferedBodyBytesMax;
  std::chrono::milliseconds header_timeout = base::kRequestHeaderTimeout;
  std::chrono::milliseconds body_timeout = base::kRequestBodyTimeout;
  std::chrono::milliseconds idle_timeout = base::kKeepAliveIdleTimeout;
  std::chrono::milliseconds write_timeout = base::kResponseWriteTimeout;
  /// How long the client of a streamed answer may read nothing at all.
  std::chrono::milliseconds stream_stall_timeout = base::kStreamStallTimeout;
  std::chrono::milliseconds shutdown_grace = base::kShutdownGrace;
};

struct ServerOptions {
  std::vector<ListenAddress> listen{ListenAddress{}};
  /// The setting that the addresses come from, for error messages.
  std::string listen_setting = "--listen";
  std::size_t io_threads = 1;
  std::vector<Lane> lanes{{"requests", 8, 1024}};  ///< At least one.
  std::size_t stream_lane = 0;  ///< Index of the lane whose workers make the chunks of streamed answers.
  ServerLimits limits;
  TrustedProxies trusted_proxies;
};

/// What the server takes from outside. All outlive it.
struct ServerDependencies {
  const base::Log& log;
  base::Metrics& metrics;
  const base::Clock& clock;
  base::RandomSource& random;
};

/// Answers HTTP/1.1 and HTTP/1.0 over plain TCP. Malformed requests get 400, too large ones 413 or 431, all
/// as problems and before the handler sees them; requests that two servers could read differently (RFC 9112
/// section 11.2) are malformed. Each answer is counted in `jeton_http_requests_total` and
/// `jeton_http_request_seconds` and logged as `request.done`, without headers, query or body; its time is
/// that in which it waited for workers and was worked on, not that in which the client sent.
class HttpServer {
 public:
  /// `Service::handle`.
  using Handler = std::function<Response(const Request&)>;

  HttpServer(ServerOptions options, ServerDependencies dependencies, Service service);
  /// With nothing but a handler.
  HttpServer(ServerOptions options, ServerDependencies dependencies, Handler handler);
  /// Stops.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// Listens on every address. Errors: unavailable when one cannot be taken; then none is. Once per object.
  base::Result<void> start();

  /// Accepts no more connections and closes idle ones; lets requests in progress end for up to the grace
  /// period, then cuts off the rest. A handler that runs even longer is waited for, and its answer is
  /// dropped. Not from a handler. May be called twice.
  void stop();

  /// Of the first listen address, once started.
  [[nodiscard]] std::uint16_t port() const noexcept;
  [[nodiscard]] std::size_t connections() const noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace jeton::net
