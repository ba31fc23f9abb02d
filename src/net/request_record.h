#pragma once

#include <chrono>
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

/// The same for bytes that did not form a request.
void record_refusal(const base::Log& log, base::Metrics& metrics, const Trace& trace, int status);

}  // namespace jeton::net
