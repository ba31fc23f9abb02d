#include "server/base_url.h"

#include <charconv>
#include <cstdint>

#include "base/ip.h"

namespace jeton::server {
namespace {

using base::Error;
using base::Result;

Error invalid(std::string rule) {
  return Error::invalid("base_url", std::move(rule));
}

/// `host` or `host:port`, in the characters of names and addresses.
bool is_authority(std::string_view text) {
  auto host = text;
  // Behind the bracket, since an IPv6 address has colons of its own.
  const auto bracket = text.rfind(']');
  const auto colon = text.find(':', bracket == text.npos ? 0 : bracket);
  if (colon != text.npos) {
    host = text.substr(0, colon);
    const auto digits = text.substr(colon + 1);
    std::uint16_t port = 0;
    const auto* end = digits.data() + digits.size();
    const auto [stop, failed] = std::from_chars(digits.data(), end, port);
    if (failed != std::errc{} || stop != end || port == 0) return false;
  }
  if (bracket != text.npos) {
    if (!host.starts_with('[') || !host.ends_with(']')) return false;
    const auto address = base::IpAddress::parse(host.substr(1, host.size() - 2));
    return address && host.find(':') != host.npos;
  }
  constexpr std::string_view kOfNames = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
  return !host.empty() && host.find_first_not_of(kOfNames) == host.npos;
}

}  // namespace

Result<BaseUrl> BaseUrl::parse(std::string_view text) {
  while (text.ends_with('/')) text.remove_suffix(1);
  const auto scheme_end = text.find("://");
  const auto scheme = text.substr(0, scheme_end);
  const bool https = scheme == "https";
  if (scheme_end == text.npos || (scheme != "http" && !https)) {
    return invalid("must be an address such as https://tokens.example");
  }
  const auto rest = text.substr(scheme_end + 3);
  const auto authority = rest.substr(0, rest.find_first_of("/?#"));
  if (!is_authority(authority)) {
    return invalid(
        "must be an address such as https://tokens.example or http://127.0.0.1:8080, without a user");
  }
  // The console's files and its pages have addresses that begin at the root.
  if (authority != rest) {
    return invalid(
        "must end after the host: Jeton cannot be served below a path, so give it a host name of its own");
  }
  return BaseUrl{std::string{text}, https};
}

}  // namespace jeton::server
