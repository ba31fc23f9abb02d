#include "cli/remote.h"

#include <fmt/format.h>

#include <array>

#include "crypto/random.h"

namespace jeton::cli {
namespace {

using base::Error;
using base::Result;
using client::JetonClient;

constexpr const char* kDefaultUrl = "http://127.0.0.1:8080";
constexpr std::size_t kKeyBytes = 16;

}  // namespace

Result<JetonClient> connect(const Io& io) {
  const auto token = io.variable("JETON_TOKEN");
  if (token.empty()) {
    return Error{base::ErrorKind::kUnauthenticated,
                 "There is no token: put the text of one into JETON_TOKEN."};
  }
  return connect_with(io, base::Secret{token});
}

Result<JetonClient> connect_with(const Io& io, base::Secret token) {
  client::ClientOptions options;
  options.url = io.variable("JETON_URL");
  if (options.url.empty()) options.url = kDefaultUrl;
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
