#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

/// Which requests go through a proxy (docs/reference/cli.md).
namespace jeton::client {

/// What the environment says: the values of `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`. Empty:
/// not set. The first three may hold a user and a password, and are never printed.
struct ProxySettings {
  std::string http;
  std::string https;
  std::string all;
  std::string none;
};

struct Proxy {
  std::string host;  ///< Without the brackets of IPv6.
  std::string port;
  std::string authority;       ///< For messages: host and port, without user and password.
  base::Secret credentials{};  ///< The value of `Proxy-Authorization`; empty without a user.
};

/// A server as an address names it.
struct ProxiedServer {
  std::string_view scheme;  ///< `http` or `https`
  std::string_view host;    ///< Without the brackets of IPv6.
  std::string_view port;
};

/// The proxy for `server`; nothing when there is none for its scheme or `none` excepts it. Errors: invalid at
/// the variable whose address is none of an http proxy; the message does not repeat it.
base::Result<std::optional<Proxy>> proxy_for(const ProxySettings& settings, const ProxiedServer& server);

/// Whether `list`, which is what `NO_PROXY` holds, excepts `server`: items separated by commas or white
/// space, each `*`, a host with its subdomains, an address, a network such as 10.0.0.0/8, the first two and
/// addresses also with `:port`. Case does not count.
bool is_excepted(std::string_view list, const ProxiedServer& server);

}  // namespace jeton::client
