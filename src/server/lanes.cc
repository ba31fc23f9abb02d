#include "server/lanes.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "base/docs_limits.h"
#include "base/limits.h"

namespace jeton::server {
namespace {

/// A gateway gives up on a decision after a few seconds, a person or a program on an answer after some more.
constexpr std::chrono::seconds kDecisionWaitMax{5};
constexpr std::chrono::seconds kWaitMax{15};
/// Each may take seconds: what waits behind so many would come too late.
constexpr std::size_t kReadQueueMax = 64;

std::size_t gateway_workers(const Config& config) {
  return config.gateway_listen.empty() ? 0 : (reserved_connections(config) - 1) / 2;
}

std::size_t slow_workers() {
  const std::size_t half = std::thread::hardware_concurrency() / 2;
  return std::clamp<std::size_t>(half, 1, base::kPasswordHashesAtOnceMax);
}

}  // namespace

std::size_t reserved_connections(const Config& config) {
  return std::max<std::size_t>(config.database_connections / 2, config.gateway_listen.empty() ? 2 : 3);
}

std::size_t ordinary_connections(const Config& config) {
  const auto reserved = reserved_connections(config);
  return config.database_connections > reserved ? config.database_connections - reserved : 1;
}

std::size_t streams_max(const Config& config) {
  return std::max<std::size_t>(ordinary_connections(config) / 2, 1);
}

std::size_t streams_per_account_max(const Config& config) {
  return std::max<std::size_t>(streams_max(config) / 2, 1);
}

std::vector<net::Lane> gateway_lanes(const Config& config) {
  return {{"decisions", gateway_workers(config), base::kDecisionQueueMax, kDecisionWaitMax}};
}

std::vector<net::Lane> lanes_of(const Config& config) {
  return {{"decisions", reserved_connections(config) - 1 - gateway_workers(config), base::kDecisionQueueMax,
           kDecisionWaitMax},
          {"interactive", config.worker_threads, base::kInteractiveQueueMax, kWaitMax},
          {"reads", streams_max(config), kReadQueueMax, kWaitMax},
          {"slow", slow_workers(), base::kSlowQueueMax, kWaitMax},
          // Nothing but chunks, which are never refused: there are no more than streams.
          {"streams", streams_max(config), 0},
          {"docs", base::kDocsWorkers, base::kDocsQueueMax, kWaitMax}};
}

}  // namespace jeton::server
