#include "client/proxy.h"

#include <openssl/ssl.h>

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <charconv>
#include <vector>

#include "base/ascii.h"
#include "base/ip.h"
#include "base/text.h"

namespace jeton::client {
namespace {

using base::Error;
using base::Result;

constexpr unsigned kPortMax = 65535;

std::string base64(std::string_view bytes) {
  // Four characters for three bytes, and the zero that OpenSSL writes behind them.
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

bool is_port(std::string_view text) {
  unsigned port = 0;
  const auto* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, port);
  return parsed.ec == std::errc{} && parsed.ptr == end && port > 0 && port <= kPortMax;
}

Result<Proxy> parse_proxy(const char* variable, std::string_view value) {
  const auto text = base::trim(value);
  // `proxy.example:3128` is how many write it.
  const std::string address =
      text.find("://") == text.npos ? "http://" + std::string{text} : std::string{text};
  const auto parsed = boost::urls::parse_uri(address);
  const bool is_address = parsed.has_value() && !parsed->host_address().empty() &&
                          (parsed->encoded_path().empty() || parsed->encoded_path() == "/") &&
                          !parsed->has_query() && !parsed->has_fragment() &&
                          (!parsed->has_port() || is_port(parsed->port()));
  // Not the address itself: it may contain a password.
  if (!is_address) {
    return Error::invalid(variable, "The address of the proxy must look like http://proxy.example:3128.");
  }
  if (parsed->scheme_id() != boost::urls::scheme::http) {
    return Error::invalid(variable, "Only http:// proxies are supported, not TLS or SOCKS.");
  }
  Proxy proxy;
  proxy.host = parsed->host_address();
  proxy.port = parsed->has_port() ? std::string{parsed->port()} : "80";
  proxy.authority =
      (proxy.host.find(':') == proxy.host.npos ? proxy.host : "[" + proxy.host + "]") + ":" + proxy.port;
  if (parsed->has_userinfo()) {
    proxy.credentials = base::Secret{"Basic " + base64(parsed->user() + ":" + parsed->password())};
  }
  return proxy;
}

struct HostAndPort {
  std::string host;
  std::string port;  ///< Empty: any.
};

/// An item of `NO_PROXY` that is no network. `::1` has no port; `[::1]:8080` has one.
HostAndPort split_item(std::string_view item) {
  if (item.starts_with('[')) {
    const auto end = item.find(']');
    if (end == item.npos) return {std::string{item}, {}};
    const auto rest = item.substr(end + 1);
    return {std::string{item.substr(1, end - 1)}, std::string{rest.starts_with(':') ? rest.substr(1) : rest}};
  }
  const auto colon = item.find(':');
  if (colon == item.npos || item.find(':', colon + 1) != item.npos) return {std::string{item}, {}};
  return {std::string{item.substr(0, colon)}, std::string{item.substr(colon + 1)}};
}

bool excepts(std::string_view item, const ProxiedServer& server) {
  const auto address = base::IpAddress::parse(server.host);
  if (item.find('/') != item.npos) {
    const auto network = base::IpNetwork::parse(item);
    return address && network && network->contains(*address);
  }
  const auto [host, port] = split_item(item);
  if (!port.empty() && port != server.port) return false;
  if (host == "*") return true;
  if (address) return base::IpAddress::parse(host) == address;
  auto suffix = std::string_view{host};
  if (suffix.starts_with("*.")) suffix.remove_prefix(1);
  if (suffix.starts_with('.')) suffix.remove_prefix(1);
  if (suffix.empty()) return false;
  const auto name = base::ascii_lower(
      server.host.ends_with('.') ? server.host.substr(0, server.host.size() - 1) : server.host);
  return name == suffix || name.ends_with("." + std::string{suffix});
}

}  // namespace

bool is_excepted(std::string_view list, const ProxiedServer& server) {
  const auto lower = base::ascii_lower(list);
  constexpr const char* kSeparators = ", \t\r\n";
  for (auto begin = lower.find_first_not_of(kSeparators); begin != lower.npos;) {
    const auto end = std::min(lower.find_first_of(kSeparators, begin), lower.size());
    if (excepts(std::string_view{lower}.substr(begin, end - begin), server)) return true;
    begin = lower.find_first_not_of(kSeparators, end);
  }
  return false;
}

Result<std::optional<Proxy>> proxy_for(const ProxySettings& settings, const ProxiedServer& server) {
  const bool is_tls = server.scheme == "https";
  const auto& own = is_tls ? settings.https : settings.http;
  const char* variable = !own.empty() ? (is_tls ? "HTTPS_PROXY" : "HTTP_PROXY") : "ALL_PROXY";
  const auto& value = own.empty() ? settings.all : own;
  if (base::trim(value).empty() || is_excepted(settings.none, server)) return std::optional<Proxy>{};
  JETON_TRY(auto proxy, parse_proxy(variable, value));
  return std::optional<Proxy>{std::move(proxy)};
}

}  // namespace jeton::client
