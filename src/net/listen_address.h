#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ip.h"
#include "base/result.h"

namespace jeton::net {

/// Where a server listens.
struct ListenAddress {
  base::IpAddress address = base::IpAddress::loopback();
  std::uint16_t port = 0;  ///< 0 takes a free one.

  /// `127.0.0.1:8080` or `[::1]:8080`
  [[nodiscard]] std::string text() const;
  friend bool operator==(const ListenAddress&, const ListenAddress&) = default;
};

/// `127.0.0.1:8080`, `[::1]:8080` or `localhost:8080`, which is `127.0.0.1`; no other name, since a resolver
/// could send it elsewhere. Errors: invalid at `listen`.
base::Result<ListenAddress> parse_listen_address(std::string_view text);
/// One or more (at most `kListenAddressesMax`), separated by commas. Errors: as above; also when two of them
/// cannot be taken together.
base::Result<std::vector<ListenAddress>> parse_listen_addresses(std::string_view text);

/// Whether a socket on `address`, one of `all`, takes IPv6 alone. `[::]` takes IPv4 as well, unless `all`
/// names an IPv4 address with the same port.
bool takes_v6_alone(const ListenAddress& address, const std::vector<ListenAddress>& all) noexcept;

}  // namespace jeton::net
