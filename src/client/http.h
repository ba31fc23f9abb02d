#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/secret.h"

namespace jeton::client {

struct HttpRequest {
  std::string method = "GET";
  std::string url;  ///< `http://…` or `https://…`, encoded.
  std::vector<std::pair<std::string, std::string>> headers;
  const base::Secret* bearer = nullptr;  ///< Sent as `Authorization: Bearer …`. Outlives the call.
  std::string body;
};

struct HttpResponse {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  /// The value of the first header with that name, without case.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const noexcept;
};

struct HttpOptions {
  std::chrono::milliseconds connect_timeout{10'000};  ///< With the TLS handshake.
  std::chrono::milliseconds answer_timeout{60'000};   ///< From the request being sent to the whole answer.
  std::size_t body_bytes_max = std::size_t{64} * 1024 * 1024;
  /// A PEM file of authorities to trust instead of the system's.
  std::string ca_file;
};

/// Sends one request over a connection of its own and waits for the answer. Redirects are not followed: a
/// token is for the host it was given for. Safe from several threads.
class HttpClient {
 public:
  explicit HttpClient(HttpOptions options = {}) : options_{std::move(options)} {}

  /// Errors: invalid at `url` or `headers`; unavailable, with a sentence for the caller, when the server
  /// cannot be reached in time, is not who it says it is (the certificate or its host name), or does not
  /// speak HTTP.
  [[nodiscard]] base::Result<HttpResponse> send(const HttpRequest& request) const;

 private:
  HttpOptions options_;
};

}  // namespace jeton::client
