#include "net/client_address.h"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <charconv>
#include <optional>
#include <utility>

namespace jeton::net {
namespace {

namespace ip = boost::asio::ip;
using base::Error;
using base::Result;

/// An address without a port and brackets, IPv4 in IPv6 clothes as IPv4.
std::optional<ip::address> parse_address(std::string_view text) {
  text = trim_blanks(text);
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    text = text.substr(1, end - 1);
  } else if (const auto colon = text.find(':'); colon != std::string_view::npos && colon == text.rfind(':')) {
    text = text.substr(0, colon);
  }
  boost::system::error_code failed;
  const auto address = ip::make_address(std::string{text}, failed);
  if (failed) return std::nullopt;
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return ip::make_address_v4(ip::v4_mapped, address.to_v6());
  }
  return address;
}

/// All entries of all header lines, in order.
std::vector<std::string_view> listed_values(const Headers& headers, std::string_view name) {
  std::vector<std::string_view> values;
  for (const auto& header : headers) {
    if (!equal_without_case(header.name, name)) continue;
    std::string_view rest = header.value;
    while (true) {
      const auto comma = rest.find(',');
      values.push_back(trim_blanks(rest.substr(0, comma)));
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return values;
}

}  // namespace

struct TrustedProxies::Networks {
  std::vector<ip::network_v4> v4;
  std::vector<ip::network_v6> v6;

  [[nodiscard]] bool contain(const ip::address& address) const {
    // Not `hosts()`, which leaves out the first and the last address of a network.
    if (address.is_v4()) {
      for (const auto& network : v4) {
        if (ip::network_v4{address.to_v4(), network.prefix_length()}.network() == network.network())
          return true;
      }
      return false;
    }
    for (const auto& network : v6) {
      if (ip::network_v6{address.to_v6(), network.prefix_length()}.network() == network.network())
        return true;
    }
    return false;
  }

  [[nodiscard]] bool add(std::string_view text) {
    const auto slash = text.find('/');
    const auto address = parse_address(text.substr(0, slash));
    if (!address) return false;
    unsigned short length = address->is_v4() ? 32 : 128;
    if (slash != std::string_view::npos) {
      const auto digits = text.substr(slash + 1);
      const auto* end = digits.data() + digits.size();
      const auto longest = length;
      const auto parsed = std::from_chars(digits.data(), end, length);
      if (parsed.ec != std::errc{} || parsed.ptr != end || length > longest) return false;
    }
    if (address->is_v4()) {
      v4.emplace_back(address->to_v4(), length);
    } else {
      v6.emplace_back(address->to_v6(), length);
    }
    return true;
  }
};

TrustedProxies::TrustedProxies() : networks_{std::make_shared<const Networks>()} {}

Result<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& networks) {
  auto parsed = std::make_shared<Networks>();
  for (const auto& network : networks) {
    if (!parsed->add(trim_blanks(network))) {
      return Error::invalid("trusted_proxies",
                            "'" + network + "' is not an address or a network such as 10.0.0.0/8.");
    }
  }
  TrustedProxies proxies;
  proxies.networks_ = std::move(parsed);
  return proxies;
}

bool TrustedProxies::contains(std::string_view address) const {
  const auto parsed = parse_address(address);
  return parsed && networks_->contain(*parsed);
}

ClientAddress TrustedProxies::client_of(std::string_view peer, const Headers& headers,
                                        bool peer_is_https) const {
  auto client = parse_address(peer);
  if (!client) return {std::string{peer}, peer_is_https};
  ClientAddress seen{{}, peer_is_https};
  if (networks_->contain(*client)) {
    const auto hops = listed_values(headers, "X-Forwarded-For");
    for (auto hop = hops.rbegin(); hop != hops.rend() && networks_->contain(*client); ++hop) {
      const auto address = parse_address(*hop);
      if (!address) break;
      client = address;
    }
    const auto schemes = listed_values(headers, "X-Forwarded-Proto");
    if (!schemes.empty()) seen.is_https = equal_without_case(schemes.back(), "https");
  }
  seen.address = client->to_string();
  return seen;
}

}  // namespace jeton::net
