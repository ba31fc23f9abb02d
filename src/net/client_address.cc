#include "net/client_address.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/ascii.h"

namespace jeton::net {
namespace {

using base::IpAddress;

/// An entry of `X-Forwarded-For`, which may have a port and brackets.
std::optional<IpAddress> parse_hop(std::string_view text) {
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    text = text.substr(1, end - 1);
  } else if (const auto colon = text.find(':'); colon != std::string_view::npos && colon == text.rfind(':')) {
    text = text.substr(0, colon);
  }
  return IpAddress::parse(text);
}

/// All entries of all header lines, in order.
std::vector<std::string_view> listed_values(const Headers& headers, std::string_view name) {
  std::vector<std::string_view> values;
  for (const auto& header : headers) {
    if (!base::equal_without_case(header.name, name)) continue;
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

/// The first header that says for whom a request is passed on; empty when there is none.
std::string_view forwarding_header(const Headers& headers) {
  constexpr std::array<std::string_view, 3> kNames{"X-Forwarded-For", "X-Forwarded-Proto", "Forwarded"};
  for (const auto name : kNames) {
    if (find_header(headers, name)) return name;
  }
  return {};
}

}  // namespace

TrustedProxies::TrustedProxies(std::vector<base::IpNetwork> networks)
    : networks_{std::make_shared<std::atomic<std::shared_ptr<const Networks>>>(
          std::make_shared<const Networks>(std::move(networks)))} {}

void TrustedProxies::replace(std::vector<base::IpNetwork> networks) {
  networks_->store(std::make_shared<const Networks>(std::move(networks)));
}

bool TrustedProxies::contains(const IpAddress& address) const noexcept {
  const auto networks = networks_->load();
  return std::any_of(networks->begin(), networks->end(),
                     [&address](const base::IpNetwork& network) { return network.contains(address); });
}

ClientAddress TrustedProxies::client_of(std::string_view peer, const Headers& headers,
                                        bool peer_is_https) const {
  auto client = IpAddress::parse(peer);
  if (!client) return {std::string{peer}, peer_is_https, {}};
  ClientAddress seen{{}, peer_is_https, {}};
  if (!contains(*client)) {
    seen.ignored_header = forwarding_header(headers);
  } else {
    const auto hops = listed_values(headers, "X-Forwarded-For");
    for (auto hop = hops.rbegin(); hop != hops.rend() && contains(*client); ++hop) {
      const auto address = parse_hop(*hop);
      if (!address) break;
      client = address;
    }
    const auto schemes = listed_values(headers, "X-Forwarded-Proto");
    if (!schemes.empty()) seen.is_https = base::equal_without_case(schemes.back(), "https");
  }
  seen.address = client->text();
  return seen;
}

}  // namespace jeton::net
