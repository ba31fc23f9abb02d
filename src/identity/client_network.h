#pragma once

#include <string>
#include <string_view>

namespace jeton::identity {

/// What the sign-ins from one client address are counted by.
struct ClientNetworks {
  /// What one subscriber has: the IPv4 address; of IPv6 the /64, because everybody has 2^64 addresses in it.
  std::string own;
  /// The IPv6 /48: the most that one customer is given (RFC 6177). Empty for IPv4.
  std::string site;
};

/// An IPv4 address that is written as an IPv6 one counts as what it is. A text that is no address stands for
/// itself.
ClientNetworks networks_of(std::string_view ip);

}  // namespace jeton::identity
