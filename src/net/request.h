#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "net/header.h"
#include "net/trace.h"

namespace jeton::net {

/// What a request is made from: by the server from bytes that came in, by tests from literals.
struct RequestParts {
  std::string method = "GET";
  std::string target = "/";  ///< As sent: a path, and perhaps `?` and a query.
  Headers headers;
  std::string body;
  std::string remote_address;
  Trace trace;
  bool is_https = false;
};

/// A complete request. Immutable; the views it gives live as long as it does.
class Request {
 public:
  /// Errors: invalid at `path` for a target that does not start with `/`, holds a fragment, a broken escape,
  /// ill-formed UTF-8 or a control character.
  static base::Result<Request> create(RequestParts parts);

  /// In upper case.
  [[nodiscard]] const std::string& method() const noexcept { return parts_.method; }
  /// As sent.
  [[nodiscard]] const std::string& target() const noexcept { return parts_.target; }
  /// The path as sent, still encoded.
  [[nodiscard]] std::string_view raw_path() const noexcept;
  /// The path, decoded except for `%2F` and `%25` (see `normalize_path`). What routes match.
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  /// What follows `?`, still encoded; empty when there is none.
  [[nodiscard]] std::string_view query() const noexcept;
  /// The value of the first header with that name.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const noexcept;
  [[nodiscard]] std::size_t header_count(std::string_view name) const noexcept;
  [[nodiscard]] const Headers& headers() const noexcept { return parts_.headers; }
  [[nodiscard]] const std::string& body() const noexcept { return parts_.body; }
  /// The client's address as text without a port, behind trusted proxies the one they report.
  [[nodiscard]] const std::string& remote_address() const noexcept { return parts_.remote_address; }
  [[nodiscard]] const Trace& trace() const noexcept { return parts_.trace; }
  /// Whether the client came over TLS, to this server or to a trusted proxy.
  [[nodiscard]] bool is_https() const noexcept { return parts_.is_https; }

  /// Whether the head announces a body.
  [[nodiscard]] bool announces_body() const noexcept;

  /// The path for logs and error bodies: segments that could be a secret or an address (they hold `:` or `@`,
  /// or are longer than any id) are replaced by `*`, and there is no query.
  [[nodiscard]] std::string shown_path() const;

  /// The same request with a body that has come in after its head.
  [[nodiscard]] Request with_body(std::string body) &&;

 private:
  explicit Request(RequestParts parts) : parts_{std::move(parts)} {}

  RequestParts parts_;
  std::string path_;
};

}  // namespace jeton::net
