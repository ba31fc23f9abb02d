#include "net/listen_address.h"

#include <algorithm>
#include <charconv>

#include "base/limits.h"
#include "net/header.h"

namespace jeton::net {
namespace {

using base::Error;
using base::IpAddress;
using base::Result;

/// Whether a socket on `wide` takes what `narrow` asks for.
bool covers(const ListenAddress& wide, const ListenAddress& narrow) noexcept {
  if (wide.port != narrow.port || wide.port == 0) return false;
  if (wide.address == narrow.address) return true;
  return wide.address.is_v4() == narrow.address.is_v4() && wide.address.is_unspecified();
}

}  // namespace

std::string ListenAddress::text() const {
  return address.host_text() + ':' + std::to_string(port);
}

Result<ListenAddress> parse_listen_address(std::string_view text) {
  const Error invalid =
      Error::invalid("listen", "must be an IP address and a port, such as 127.0.0.1:8080 or [::1]:8080");
  const auto colon = text.rfind(':');
  if (colon == text.npos) return invalid;
  auto host = text.substr(0, colon);
  const auto digits = text.substr(colon + 1);
  ListenAddress listen;
  const auto* end = digits.data() + digits.size();
  const auto [stop, failed] = std::from_chars(digits.data(), end, listen.port);
  if (failed != std::errc{} || stop != end) return invalid;
  // What people type.
  if (host == "localhost") return listen;
  const bool in_brackets = host.starts_with('[') && host.ends_with(']') && host.size() > 2;
  if (in_brackets) host = host.substr(1, host.size() - 2);
  const auto address = IpAddress::parse(host);
  // The text decides: an IPv4-mapped address is written with colons.
  if (!address || (host.find(':') != host.npos) != in_brackets) return invalid;
  listen.address = *address;
  return listen;
}

Result<std::vector<ListenAddress>> parse_listen_addresses(std::string_view text) {
  std::vector<ListenAddress> all;
  while (true) {
    const auto comma = text.find(',');
    JETON_TRY(const auto next, parse_listen_address(trim_blanks(text.substr(0, comma))));
    for (const auto& earlier : all) {
      if (earlier == next && next.port != 0) {
        return Error::invalid("listen", next.text() + " is listed twice");
      }
      if (!covers(earlier, next) && !covers(next, earlier)) continue;
      const auto& wide = covers(earlier, next) ? earlier : next;
      const auto& narrow = covers(earlier, next) ? next : earlier;
      return Error::invalid("listen", wide.text() + " takes " + narrow.text() + " as well: keep only one");
    }
    all.push_back(next);
    if (all.size() > base::kListenAddressesMax) {
      return Error::invalid("listen",
                            "may have at most " + std::to_string(base::kListenAddressesMax) + " addresses");
    }
    if (comma == text.npos) return all;
    text.remove_prefix(comma + 1);
  }
}

bool takes_v6_alone(const ListenAddress& address, const std::vector<ListenAddress>& all) noexcept {
  if (address.address.is_v4() || !address.address.is_unspecified()) return true;
  return address.port != 0 && std::any_of(all.begin(), all.end(), [&address](const ListenAddress& other) {
           return other.address.is_v4() && other.port == address.port;
         });
}

}  // namespace jeton::net
