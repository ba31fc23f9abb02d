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
#include "net/listen_address.h"
#include "net/request.h"
#include "net/response.h"

namespace jeton::net {

/// What one server puts up with. The defaults are those of `base/limits.h`; tests shorten them.
struct ServerLimits {
  std::size_t header_bytes_max = base::kRequestHeaderBytesMax;
  std::size_t body_bytes_max = base::kJsonBodyBytesMax;
  std::size_t multipart_body_bytes_max = base::kMultipartBodyBytesMax;
  std::size_t connections_max = base::kConnectionsMax;
  /// Requests that wait for a worker; the next one is answered 503.
  std::size_t queue_max = 1024;
  std::chrono::milliseconds header_timeout = base::kRequestHeaderTimeout;
  std::chrono::milliseconds body_timeout = base::kRequestBodyTimeout;
  std::chrono::milliseconds idle_timeout = base::kKeepAliveIdleTimeout;
  std::chrono::milliseconds write_timeout = base::kResponseWriteTimeout;
  std::chrono::milliseconds shutdown_grace = base::kShutdownGrace;
};

struct ServerOptions {
  std::vector<ListenAddress> listen{ListenAddress{}};
  /// The setting that the addresses come from, for the words of an error.
  std::string listen_setting = "--listen";
  std::size_t io_threads = 1;
  std::size_t worker_threads = 8;
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
/// `jeton_http_request_seconds` and logged as `request.done`, without headers, query or body.
class HttpServer {
 public:
  /// Called on worker threads, several at once. May block. What it throws is logged and answered 500.
  using Handler = std::function<Response(const Request&)>;

  HttpServer(ServerOptions options, ServerDependencies dependencies, Handler handler);
  /// Stops.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// Listens on every address. Errors: unavailable when one cannot be taken; then none is. Once per object.
  base::Result<void> start();

  /// Takes no more connections and closes idle ones; lets requests under way end for up to the grace
  /// period, then cuts what is left. A handler that runs longer still is waited for, its answer dropped.
  /// Not from a handler. May be called twice.
  void stop();

  /// Of the first listen address, once started.
  [[nodiscard]] std::uint16_t port() const noexcept;
  [[nodiscard]] std::size_t connections() const noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace jeton::net
