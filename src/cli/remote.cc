#include "cli/remote.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "crypto/random.h"

namespace jeton::cli {
namespace {

using base::Error;
using base::Result;
using client::JetonClient;

constexpr const char* kDefaultUrl = "http://127.0.0.1:8080";
constexpr std::size_t kKeyBytes = 16;

/// The lower-case name wins, as it does for curl.
std::string proxy_variable(const Io& io, const std::string& upper, const std::string& lower) {
  const auto value = io.variable(lower);
  return value.empty() ? io.variable(upper) : value;
}

client::ProxySettings proxy_settings(const Io& io) {
  client::ProxySettings proxy;
  // In a CGI program HTTP_PROXY is a header of the request, which anyone can send.
  proxy.http = io.has_variable("REQUEST_METHOD") ? io.variable("http_proxy")
                                                 : proxy_variable(io, "HTTP_PROXY", "http_proxy");
  proxy.https = proxy_variable(io, "HTTPS_PROXY", "https_proxy");
  proxy.all = proxy_variable(io, "ALL_PROXY", "all_proxy");
  proxy.none = proxy_variable(io, "NO_PROXY", "no_proxy");
  return proxy;
}

}  // namespace

Result<base::Secret> token_of_environment(const Io& io) {
  if (!io.has_variable("JETON_TOKEN")) {
    return Error{base::ErrorKind::kUnauthenticated, "There is no token: set JETON_TOKEN to the text of one."};
  }
  const auto token = io.variable("JETON_TOKEN");
  if (token.empty()) return Error::invalid("JETON_TOKEN", "It is set but empty.");
  const bool is_one_word =
      std::all_of(token.begin(), token.end(), [](char c) { return c > 0x20 && c < 0x7F; });
  if (!is_one_word) {
    return Error::invalid("JETON_TOKEN",
                          "It contains white space or non-ASCII characters, which no token does. Set it to "
                          "the text of the token alone, such as idt:TKN-….");
  }
  return base::Secret{token};
}

Connection connect(const Io& io) {
  auto token = token_of_environment(io);
  if (token.has_error()) {
    const auto error = token.error();
    return {std::nullopt,
            error.kind() == base::ErrorKind::kInvalid ? report_usage(io, error) : report(io, error)};
  }
  auto client = connect_with(io, *std::move(token));
  if (client.has_error()) return {std::nullopt, report(io, client.error())};
  return {*std::move(client), ExitCode::kOk};
}

Result<JetonClient> connect_with(const Io& io, base::Secret token) {
  client::ClientOptions options;
  options.url = io.variable("JETON_URL");
  if (options.url.empty()) {
    // This machine, which no proxy is asked for.
    options.url = kDefaultUrl;
  } else {
    options.http.proxy = proxy_settings(io);
  }
  options.token = std::move(token);
  options.http.ca_file = io.variable("JETON_CA_FILE");
  options.user_agent = "jeton/" JETON_VERSION;
  auto client = JetonClient::create(std::move(options));
  if (client.has_error()) return Error::invalid("JETON_URL", client.error().fields().front().message);
  return client;
}

std::string new_idempotency_key() {
  std::array<std::byte, kKeyBytes> bytes{};
  crypto::SystemRandom{}.fill(bytes);
  std::string key;
  for (const auto byte : bytes) key += fmt::format("{:02x}", std::to_integer<unsigned>(byte));
  return key;
}

}  // namespace jeton::cli
