#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/metrics.h"
#include "base/result.h"
#include "domain/token_repository.h"
#include "net/http_server.h"
#include "verify/replica_decider.h"

namespace jeton::edge {

struct GatewayListenerOptions {
  /// Addresses, limits, lanes and certificate. What loops do not answer is answered with these lanes.
  net::ServerOptions ordinary;
  std::size_t threads = 1;  ///< Loops, each with a socket on every address.
  /// Whether every address is of loopback. Otherwise, and with a certificate, nothing is answered by loops.
  bool is_loopback = true;
  /// When there are as many connections as there may be, one that has been silent for as long is closed for a
  /// new one.
  std::chrono::milliseconds silent_for_good{5'000};
};

/// Where a replica is, and the catalogue that goes with it.
struct Replica {
  const verify::ReplicaSource& source;
  const verify::CurrentCatalogue& catalogue;
};

/// A listener for a gateway's questions on threads of its own. Questions that are asked in an ordinary way
/// and may be allowed are answered there, in the words of `service`; everything else is `service`'s to
/// answer, with the same lanes, limits and records as on any other listener.
class GatewayListener {
 public:
  /// All outlive it.
  GatewayListener(GatewayListenerOptions options, const Replica& replica,
                  const net::ServerDependencies& dependencies, net::Service service);
  /// Stops.
  ~GatewayListener();
  GatewayListener(const GatewayListener&) = delete;
  GatewayListener& operator=(const GatewayListener&) = delete;

  /// As `net::HttpServer::start`; also unavailable when the system has no room for a loop.
  base::Result<void> start();
  /// Accepts nothing more and closes idle connections; requests that were handed over have the grace period.
  void stop();

  /// Of the first address, once started.
  [[nodiscard]] std::uint16_t port() const noexcept;
  [[nodiscard]] std::size_t connections() const noexcept;

  /// The accesses of tokens since the last call (spec R-125). By one thread at a time.
  std::vector<domain::TokenAccess> take_accesses();
  /// Accesses that there was no room for, so far.
  [[nodiscard]] std::uint64_t dropped_accesses() const noexcept;
  /// Adds what was answered since the last call to the metrics of requests and decisions. From any thread.
  void note(base::Metrics& metrics);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace jeton::edge
