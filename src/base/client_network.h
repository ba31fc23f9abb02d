#pragma once

#include <string>
#include <string_view>

namespace jeton::base {

/// What is counted of a client, sign-ins and questions, is counted by these rather than by its address.
struct ClientNetworks {
  /// What one subscriber has: the IPv4 address, or the IPv6 /64, because every subscriber has 2^64 addresses
  /// in it.
  std::string own;
  /// The IPv6 /48: the most that one customer is given (RFC 6177). Empty for IPv4.
  std::string site;
};

/// An IPv4-mapped address counts as IPv4. A text that is not an address is used as
/// it is.
ClientNetworks networks_of(std::string_view ip);

}  // namespace jeton::base
