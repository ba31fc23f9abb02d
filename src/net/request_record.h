#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "base/log.h"
#include "base/metrics.h"
#include "net/request.h"
#include "net/response.h"

namespace jeton::net {

/// Logs `request.done` at `level` and counts a request that was read and answered. Never headers, query or
/// body.
void record_request(const base::Log& log, base::Metrics& metrics, const Request& request,
                    const Response& response, std::chrono::nanoseconds duration, base::LogLevel level);

/// What a request counts as.
struct RequestKind {
  std::string_view route;
  std::string_view method;
  int status = 200;
};

/// Counts requests that were answered where nothing is recorded of each.
void count_requests(base::Metrics& metrics, const RequestKind& kind, std::uint64_t requests);
/// The times that they took.
void add_request_times(base::Metrics& metrics, std::string_view route,
                       const base::Metrics::Durations& durations);

/// The same for bytes that did not form a request.
void record_refusal(const base::Log& log, base::Metrics& metrics, const Trace& trace, int status);

}  // namespace jeton::net
