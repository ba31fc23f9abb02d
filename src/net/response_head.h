#pragma once

#include <string>

#include "base/clock.h"
#include "net/response.h"

namespace jeton::net {

/// What the head of an answer depends on besides the answer.
struct ResponseFrame {
  bool keeps_alive = true;
  unsigned version = 11;  ///< Of the request: 10 or 11.
  base::Timestamp now;
  /// The length is not known: the body comes in chunks, or ends with the connection of an HTTP/1.0 client.
  bool is_streamed = false;
};

/// The status line and headers as they go on the wire, with the empty line after them. Whether the body
/// follows (not for `HEAD`) is the caller's to know.
std::string write_head(const Response& response, const ResponseFrame& frame);

/// Whether answers of this status have a body and a length (RFC 9110 section 6.4.1).
bool has_body(int status) noexcept;

/// `Fri, 02 Jan 2026 03:04:05 GMT` (RFC 9110 section 5.6.7).
std::string format_http_date(base::Timestamp at);

}  // namespace jeton::net
