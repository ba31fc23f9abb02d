#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/random.h"

namespace jeton::net {

/// What connects the log lines, audit records and error bodies of one request (W3C Trace Context).
struct Trace {
  std::string trace_id;  ///< 32 lower-case hex digits, not all zero.
  std::string span_id;   ///< 16 lower-case hex digits, not all zero: this server's part.

  /// `00-<trace id>-<span id>-01` (spec A-060).
  [[nodiscard]] std::string to_traceparent() const;
};

/// The trace of a request: its `traceparent`'s trace id if that header is there and valid (spec A-017),
/// otherwise a random one. The span is always fresh.
Trace begin_trace(std::optional<std::string_view> traceparent, base::RandomSource& random);

}  // namespace jeton::net
