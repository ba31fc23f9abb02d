#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ip.h"
#include "base/result.h"
#include "net/listen_address.h"

namespace jeton::server {

/// The configuration of a server. Every member has a flag, an environment variable and a key in `jeton.yaml`:
/// `--listen`, `JETON_LISTEN`, `listen`.
struct Config {
  /// At least one; port 0 takes a free one.
  std::vector<net::ListenAddress> listen{{base::IpAddress::loopback(), 8080}};
  /// Where `/metrics` is answered, and nothing else; none: nowhere.
  std::optional<net::ListenAddress> metrics_listen{{base::IpAddress::loopback(), 9464}};
  std::string data = "./data";  ///< Folder of the embedded database and the keys.
  std::string database;         ///< `sqlite:PATH` or `postgres://…`; empty: in `data`.
  std::string key_file;         ///< Empty: `keys` in `data`.
  std::string base_url;         ///< As browsers and programs see it; empty: from `listen`.
  std::vector<base::IpNetwork> trusted_proxies;
  std::size_t io_threads = 1;
  std::size_t worker_threads = 8;
  std::size_t database_connections = 16;  ///< Half of them for decisions (`server/lanes.h`).
  std::string log_level = "info";
};

/// Whether every address is one of this machine alone: then plain HTTP crosses no network.
bool listens_on_loopback(const Config& config);
/// The defaults of empty members.
std::string database_address(const Config& config);
std::string key_file_path(const Config& config);
/// Without a slash at the end.
std::string public_url(const Config& config);

/// Where a setting came from.
enum class ConfigSource : std::uint8_t { kDefault, kFile, kEnvironment, kFlag };

std::string_view to_string(ConfigSource source) noexcept;

/// An effective setting, for `jeton config`. A database address is shown without its password.
struct ConfigEntry {
  std::string name;
  std::string value;
  ConfigSource source = ConfigSource::kDefault;
};

struct LoadedConfig {
  Config config;
  std::vector<ConfigEntry> entries;
};

/// Settings by name as text, from each source that sets them.
struct ConfigInput {
  std::optional<std::string> file;                 ///< Path of `jeton.yaml`; absent: none is read.
  std::map<std::string, std::string> environment;  ///< All variables.
  std::map<std::string, std::string> flags;        ///< By setting name, such as `trusted_proxies`.
};

/// Flags override the environment, that the file, that the defaults. Errors: invalid at the setting,
/// unknown keys of the file included. Plain HTTP off loopback without a trusted proxy is an error.
base::Result<LoadedConfig> load_config(const ConfigInput& input);

}  // namespace jeton::server
