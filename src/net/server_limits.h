#pragma once

#include <chrono>
#include <cstddef>

#include "base/limits.h"

namespace jeton::net {

/// What one server puts up with. The defaults are those of `base/limits.h`; tests shorten them.
struct ServerLimits {
  std::size_t header_bytes_max = base::kRequestHeaderBytesMax;
  /// Of one body, where `Service::place` does not say.
  std::size_t body_bytes_max = base::kJsonBodyBytesMax;
  std::size_t multipart_body_bytes_max = base::kMultipartBodyBytesMax;
  std::size_t connections_max = base::kConnectionsMax;
  /// Bodies of all connections together; what would go beyond is answered 503.
  std::size_t buffered_body_bytes_max = base::kBufferedBodyBytesMax;
  std::chrono::milliseconds header_timeout = base::kRequestHeaderTimeout;
  std::chrono::milliseconds body_timeout = base::kRequestBodyTimeout;
  std::chrono::milliseconds idle_timeout = base::kKeepAliveIdleTimeout;
  std::chrono::milliseconds write_timeout = base::kResponseWriteTimeout;
  /// How long the client of a streamed answer may take nothing at all.
  std::chrono::milliseconds stream_stall_timeout = base::kStreamStallTimeout;
  std::chrono::milliseconds shutdown_grace = base::kShutdownGrace;
};

}  // namespace jeton::net
