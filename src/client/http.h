#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "client/proxy.h"

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

/// Takes the body of an answer while it comes.
struct BodyReader {
  /// Asked once status and headers are there, which is what `head` has. False: the body is brought back as a
  /// whole, as for `send`.
  std::function<bool(const HttpResponse& head)> wants;
  /// Called with each piece. An error ends the exchange and is its outcome.
  std::function<base::Result<void>(std::string_view piece)> take;
};

struct HttpOptions {
  std::chrono::milliseconds connect_timeout{10'000};  ///< With the TLS handshake.
  std::chrono::milliseconds answer_timeout{60'000};   ///< From the request being sent to the whole answer.
                                                      ///< Of a body that is read as it comes: for each piece.
  std::size_t body_bytes_max = std::size_t{64} * 1024 * 1024;
  /// A PEM file of authorities to trust instead of the system's.
  std::string ca_file;
  ProxySettings proxy;
};

/// Sends one request over a connection of its own and waits for the answer. Redirects are not followed: a
/// token is for the host it was given for. A proxy for the server sees an https request as a tunnel alone
/// (`CONNECT`), and an http request with its token. Safe from several threads.
class HttpClient {
 public:
  explicit HttpClient(HttpOptions options = {}) : options_{std::move(options)} {}

  /// Errors: invalid at `url`, at `headers`, or at `proxy` when a proxy refuses to pass it on; unavailable,
  /// with a sentence for the caller, when the server cannot be reached in time, is not who it says it is (the
  /// certificate or its host name), or does not speak HTTP.
  [[nodiscard]] base::Result<HttpResponse> send(const HttpRequest& request) const;
  /// The same, with a body of any length. The answer that comes back has none when `reader` took it. An
  /// answer that was cut short is unavailable too, after its pieces.
  [[nodiscard]] base::Result<HttpResponse> read(const HttpRequest& request, const BodyReader& reader) const;

 private:
  HttpOptions options_;
};

}  // namespace jeton::client
