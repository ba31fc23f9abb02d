#include "store/sql/engine/address.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <optional>
#include <utility>
#include <vector>

namespace jeton::store::sql {
namespace {

using base::Error;
using base::Result;

constexpr std::string_view kSqlitePrefix = "sqlite:";

/// What may follow `?`, besides host and port. A list, because libpq has settings that read files which
/// are none of Jeton's (a password file, a service file) or name a password.
constexpr std::array<std::string_view, 23> kSettings = {"application_name",
                                                        "channel_binding",
                                                        "connect_timeout",
                                                        "gssencmode",
                                                        "hostaddr",
                                                        "keepalives",
                                                        "keepalives_count",
                                                        "keepalives_idle",
                                                        "keepalives_interval",
                                                        "krbsrvname",
                                                        "options",
                                                        "requirepeer",
                                                        "ssl_max_protocol_version",
                                                        "ssl_min_protocol_version",
                                                        "sslcert",
                                                        "sslcrl",
                                                        "sslcrldir",
                                                        "sslkey",
                                                        "sslmode",
                                                        "sslrootcert",
                                                        "sslsni",
                                                        "target_session_attrs",
                                                        "tcp_user_timeout"};

/// Of one address. Each costs `connect_timeout` if there is no answer.
constexpr std::size_t kHostsMax = 16;

Error broken(std::string message) {
  return Error::invalid("database", std::move(message));
}

Result<StoreAddress> parse_sqlite(std::string_view path) {
  if (path.empty()) return broken("After \"sqlite:\" the path of the database file is missing.");
  if (path == ":memory:") return broken("A database in memory is not supported; name a file.");
  if (path.substr(0, 2) == "//") {
    return broken("Write sqlite:PATH, without slashes before the path.");
  }
  // SOCI's connection text has no way to write these.
  if (path.find_first_of(std::string_view{"\"\0", 2}) != path.npos) {
    return broken("The path of the database file must not contain a double quote or a NUL character.");
  }
  StoreAddress address;
  address.engine = Engine::kSqlite;
  address.path = path;
  return address;
}

/// Puts one `name=value` of the query where it belongs. False for a setting that is not known.
bool take_setting(StoreAddress& address, std::string name, std::string value) {
  if (name == "host") {
    address.host = std::move(value);
  } else if (name == "port") {
    address.port = std::move(value);
  } else {
    bool known = false;
    for (const auto candidate : kSettings) known = known || candidate == name;
    if (!known) return false;
    address.settings.insert_or_assign(std::move(name), std::move(value));
  }
  return true;
}

std::string known_settings() {
  std::string text = "host, port";
  for (const auto name : kSettings) text += fmt::format(", {}", name);
  return text;
}

/// The address with a placeholder for its hosts, and the hosts: RFC 3986 allows one host, libpq a list of
/// them.
struct Apart {
  std::string url;
  std::vector<std::string> hosts;
};

Apart take_hosts_out(std::string_view text) {
  const auto authority = text.find("//") + 2;
  const auto end = std::min(text.find_first_of("/?#", authority), text.size());
  const auto at = text.substr(authority, end - authority).rfind('@');
  const auto begin = at == text.npos ? authority : authority + at + 1;
  Apart apart;
  for (auto list = text.substr(begin, end - begin);;) {
    const auto comma = list.find(',');
    apart.hosts.emplace_back(list.substr(0, comma));
    if (comma == list.npos) break;
    list.remove_prefix(comma + 1);
  }
  apart.url = fmt::format("{}host{}", text.substr(0, begin), text.substr(end));
  return apart;
}

/// Adds `name`, `name:port`, `[::1]:port` or nothing at all to the lists. False for what is none of these.
bool take_host(StoreAddress& address, std::string_view text, bool first) {
  auto colon = text.rfind(':');
  // Those within brackets are an IPv6 address's.
  if (colon == text.npos || text.find(']', colon) != text.npos) colon = text.size();
  const auto port = text.substr(std::min(colon + 1, text.size()));
  if (port.size() > 5 || port.find_first_not_of("0123456789") != port.npos) return false;
  const auto name = fmt::format("postgres://{}/d", text.substr(0, colon));
  const auto parsed = boost::urls::parse_uri(name);
  if (parsed.has_error() || parsed->has_userinfo() || parsed->has_port()) return false;
  if (!first) address.host += ',', address.port += ',';
  address.host += parsed->host_address();
  address.port += port;
  return true;
}

Result<StoreAddress> parse_postgres(std::string_view text) {
  const auto apart = take_hosts_out(text);
  const auto parsed = boost::urls::parse_uri(apart.url);
  StoreAddress address;
  address.engine = Engine::kPostgres;
  bool well_formed = parsed.has_value() && apart.hosts.size() <= kHostsMax;
  for (std::size_t i = 0; well_formed && i < apart.hosts.size(); ++i) {
    well_formed = take_host(address, apart.hosts[i], i == 0);
  }
  if (!well_formed) {
    return broken(fmt::format(
        "The address is not well formed. Write postgres://user:password@host:port/database, with up to {} "
        "hosts separated by commas, and percent-encode special characters in the user name and the password.",
        kHostsMax));
  }
  // Of several hosts without a port each has the default one.
  if (address.port.find_first_not_of(',') == address.port.npos) address.port.clear();
  const auto& url = *parsed;
  if (url.has_fragment()) return broken("A # in the address must be written as %23.");
  address.user = url.user();
  std::string password = url.password();
  address.password = base::Secret{password};
  explicit_bzero(password.data(), password.size());
  const auto segments = url.segments();
  if (segments.size() != 1 || (*segments.begin()).empty()) {
    return broken("The address must name one database: postgres://host/database.");
  }
  address.database = *segments.begin();
  for (const auto param : url.params()) {
    if (!take_setting(address, param.key, param.value)) {
      return broken(fmt::format("Only these settings may follow the question mark: {}.", known_settings()));
    }
  }
  return address;
}

}  // namespace

std::string StoreAddress::display() const {
  if (engine == Engine::kSqlite) return fmt::format("{}{}", kSqlitePrefix, path);
  std::string text = "postgres://";
  if (!user.empty()) text += fmt::format("{}{}@", user, password.empty() ? "" : ":***");
  // Lists, as libpq takes them: hosts and ports side by side.
  std::size_t host_at = 0;
  std::size_t port_at = 0;
  for (;;) {
    const auto host_end = std::min(host.find(',', host_at), host.size());
    const auto port_end = std::min(port.find(',', port_at), port.size());
    const auto one = host.substr(host_at, host_end - host_at);
    text += one.find(':') == one.npos ? one : fmt::format("[{}]", one);
    if (port_at < port_end) text += ":" + port.substr(port_at, port_end - port_at);
    if (host_end == host.size()) break;
    text += ',';
    host_at = host_end + 1;
    // One port is that of all.
    if (port_end < port.size()) port_at = port_end + 1;
  }
  return text + "/" + database;
}

Result<StoreAddress> parse_address(std::string_view text) {
  if (text.substr(0, kSqlitePrefix.size()) == kSqlitePrefix) {
    return parse_sqlite(text.substr(kSqlitePrefix.size()));
  }
  if (text.substr(0, 11) == "postgres://" || text.substr(0, 13) == "postgresql://") {
    return parse_postgres(text);
  }
  return broken("The address must start with sqlite: or postgres://.");
}

}  // namespace jeton::store::sql
