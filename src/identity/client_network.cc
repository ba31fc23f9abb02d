#include "identity/client_network.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>

namespace jeton::identity {
namespace {

constexpr std::size_t kOwnBytes = 8;
constexpr std::size_t kSiteBytes = 6;

std::string text_of(in6_addr address, std::size_t bytes_kept) {
  std::fill(std::begin(address.s6_addr) + static_cast<std::ptrdiff_t>(bytes_kept), std::end(address.s6_addr),
            std::uint8_t{0});
  std::array<char, INET6_ADDRSTRLEN> text{};
  ::inet_ntop(AF_INET6, &address, text.data(), text.size());
  return std::string{text.data()} + '/' + std::to_string(bytes_kept * 8);
}

std::string text_of(const std::uint8_t* ipv4) {
  std::array<char, INET_ADDRSTRLEN> text{};
  ::inet_ntop(AF_INET, ipv4, text.data(), text.size());
  return text.data();
}

}  // namespace

ClientNetworks networks_of(std::string_view ip) {
  // The zone of a link-local address names an interface of this machine.
  const std::string address{ip.substr(0, ip.find('%'))};
  in_addr ipv4{};
  if (::inet_pton(AF_INET, address.c_str(), &ipv4) == 1) {
    return {text_of(reinterpret_cast<const std::uint8_t*>(&ipv4)), {}};
  }
  in6_addr ipv6{};
  if (::inet_pton(AF_INET6, address.c_str(), &ipv6) != 1) return {std::string{ip}, {}};
  constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (std::equal(kMapped.begin(), kMapped.end(), std::begin(ipv6.s6_addr))) {
    return {text_of(std::begin(ipv6.s6_addr) + kMapped.size()), {}};
  }
  return {text_of(ipv6, kOwnBytes), text_of(ipv6, kSiteBytes)};
}

}  // namespace jeton::identity
