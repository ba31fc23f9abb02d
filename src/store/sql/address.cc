#include "store/sql/address.h"

#include <fmt/format.h>

#include <array>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <optional>
#include <utility>

namespace jeton::store::sql {
namespace {

using base::Error;
using base::Result;

constexpr std::string_view kSqlitePrefix = "sqlite:";

/// What may stand after `?`. A list, because libpq has settings that read files or name a password.
constexpr std::array<std::string_view, 12> kSettings = {"sslmode",
                                                        "sslrootcert",
                                                        "sslcert",
                                                        "sslkey",
                                                        "sslcrl",
                                                        "connect_timeout",
                                                        "target_session_attrs",
                                                        "keepalives_idle",
                                                        "keepalives_interval",
                                                        "tcp_user_timeout",
                                                        "gssencmode",
                                                        "channel_binding"};

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
    return broken("The path of the database file must not hold a double quote or a NUL character.");
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

Result<StoreAddress> parse_postgres(std::string_view text) {
  const auto parsed = boost::urls::parse_uri(text);
  if (parsed.has_error()) {
    return broken(
        "The address is not well formed. Write postgres://user:password@host:port/database and "
        "percent-encode special characters in the user name and the password.");
  }
  const auto& url = *parsed;
  if (url.has_fragment()) return broken("A # in the address must be written as %23.");
  StoreAddress address;
  address.engine = Engine::kPostgres;
  address.user = url.user();
  std::string password = url.password();
  address.password = base::Secret{password};
  explicit_bzero(password.data(), password.size());
  address.host = url.host_address();
  address.port = url.port();
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
  text += host;
  if (!port.empty()) text += ":" + port;
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
