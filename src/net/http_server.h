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
#include "net/server_limits.h"
#include "net/service.h"
#include "net/tls_certificate.h"

namespace jeton::net {

struct ServerOptions {
  std::vector<ListenAddress> listen{ListenAddress{}};
  /// The setting that the addresses come from, for error messages.
  std::string listen_setting = "--listen";
  std::size_t io_threads = 1;
  std::vector<Lane> lanes{{"requests", 8, 1024}};  ///< At least one.
  std::size_t stream_lane = 0;  ///< Index of the lane whose workers make the chunks of streamed answers.
  ServerLimits limits;
  TrustedProxies trusted_proxies;
  std::shared_ptr<const TlsCertificate> tls;  ///< Null: plain HTTP.
};

/// A connection that somebody else has accepted and read from.
struct Adopted {
  int socket = -1;     ///< Connected, and not blocking. The server's from now on.
  std::string bytes;   ///< What was read and not answered.
  std::string unsent;  ///< Answers to what was read before that: they are written first.
  /// How long the head of the next request may take.
  std::chrono::milliseconds header_timeout = base::kRequestHeaderTimeout;
  /// Whether it is let go when a request has been answered, nothing behind it was read, and it goes on.
  /// Otherwise, and always over TLS, the server keeps it to its end.
  bool returns = false;
  /// Called once, on any thread: with the socket, which is the callee's from then on, or with -1 when the
  /// connection has ended.
  std::function<void(int socket)> let_go;
};

/// What the server takes from outside. All outlive it.
struct ServerDependencies {
  const base::Log& log;
  base::Metrics& metrics;
  const base::Clock& clock;
  base::RandomSource& random;
};

/// Answers HTTP/1.1 and HTTP/1.0, over TLS if it has a certificate. Malformed requests get 400, too large
/// ones 413 or 431, all as problems and before the handler sees them; requests that two servers could read
/// differently (RFC 9112 section 11.2) are malformed. Each answer is counted in `jeton_http_requests_total`
/// and `jeton_http_request_seconds` and logged as `request.done`, without headers, query or body; its time is
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

  /// Listens on every address; without any, it has the connections that it adopts. Errors: unavailable when
  /// one cannot be taken; then none is. Once per object.
  base::Result<void> start();

  /// Accepts no more connections and closes idle ones; lets requests in progress end for up to the grace
  /// period, then cuts off the rest. A handler that runs even longer is waited for, and its answer is
  /// dropped. Not from a handler. May be called twice.
  void stop();

  /// Answers the requests of a connection as if it had accepted it, however many there are. From any thread,
  /// once started, and not after `stop` was called.
  void adopt(Adopted adopted);

  /// Of the first listen address, once started.
  [[nodiscard]] std::uint16_t port() const noexcept;
  [[nodiscard]] std::size_t connections() const noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace jeton::net
