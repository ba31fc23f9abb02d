#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "net/body_producer.h"
#include "net/header.h"

namespace jeton::net {

/// An answer. The server adds `Date`, `Content-Length`, `Connection`, `X-Content-Type-Options: nosniff` and
/// `Referrer-Policy: no-referrer`, and `Cache-Control: no-store` unless the answer says otherwise.
struct Response {
  int status = 200;
  Headers headers;
  std::string body;
  /// The route's name for logs and metrics, from a fixed set; empty: `other`. Never sent.
  std::string route;
  /// Where the body comes from when it is not `body`: it is sent with `Transfer-Encoding: chunked`, to an
  /// HTTP/1.0 client until the connection ends, and has no `Content-Length`. A body that fails ends without
  /// its last chunk (HTTP/1.0: by a reset), so no client takes it for complete. Each chunk has the time of
  /// `base::kResponseWriteTimeout` to be written. `HEAD` and statuses without a body destroy it unasked. A
  /// stop lets it go on for the grace period. None: `body` is the body.
  std::unique_ptr<BodyProducer> producer{};

  /// Replaces every header with that name. Line ends and other control characters of the value become blanks
  /// when it is sent, so no value can add a header.
  void set_header(std::string_view name, std::string value);
  /// Adds one more (`Set-Cookie`).
  void add_header(std::string_view name, std::string value);
  /// The value of the first header with that name.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const noexcept;
};

/// `body` is JSON text.
Response json_response(int status, std::string body);
Response bytes_response(int status, std::string_view media_type, std::string bytes);
/// 200 with a body that is made while it is sent.
Response streamed_response(std::string_view media_type, std::unique_ptr<BodyProducer> producer);
/// UTF-8 text, `text/plain`.
Response text_response(int status, std::string text);
/// 204.
Response no_content();
/// A status and no body.
Response empty_response(int status);

}  // namespace jeton::net
