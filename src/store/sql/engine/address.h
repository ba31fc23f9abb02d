#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

namespace jeton::store::sql {

enum class Engine : std::uint8_t { kSqlite, kPostgres };

/// What to do about a missing SQLite file.
enum class WhenMissing : std::uint8_t { kCreate, kRefuse };

/// Where a database is. Can be moved, not copied: it holds the password.
struct StoreAddress {
  Engine engine = Engine::kSqlite;

  std::string path;  ///< SQLite: the database file.

  // PostgreSQL. What is empty is left to libpq's defaults.
  /// A name, an address, or the folder of a Unix socket; several are separated by commas and tried in turn.
  std::string host;
  std::string port;  ///< One for all hosts, or as many as there are hosts.
  std::string user;
  base::Secret password;
  std::string database;
  /// Connection settings of libpq, such as `sslmode`.
  std::map<std::string, std::string> settings;

  /// The address as it may be shown and logged: with `***` in place of the password.
  [[nodiscard]] std::string display() const;
};

/// Reads `sqlite:PATH` or `postgres://user:password@host:port/database?sslmode=…` (`postgresql://` is the
/// same; `host1:5432,host2:5432` names several servers, `?host=/folder` a Unix socket). Errors: invalid at
/// `database`; the message names the rule and never repeats the address, since a mistyped one may hold a
/// password.
base::Result<StoreAddress> parse_address(std::string_view text);

}  // namespace jeton::store::sql
