#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ip.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/result.h"
#include "net/listen_address.h"
#include "server/base_url.h"
#include "server/docs_folders.h"
#include "store/sql/engine/address.h"

namespace jeton::server {

/// How many things the machine does at once; at least one.
std::size_t processors() noexcept;

/// The configuration of a server. Every member has a flag, an environment variable and a key in `jeton.yaml`:
/// `--listen`, `JETON_LISTEN`, `listen`.
struct Config {
  /// At least one; port 0 takes a free one.
  std::vector<net::ListenAddress> listen{{base::IpAddress::loopback(), 8080}};
  /// Where `/metrics` is answered, and nothing else; none: nowhere.
  std::optional<net::ListenAddress> metrics_listen{{base::IpAddress::loopback(), 9464}};
  /// Where `/gateway/authorize` is answered on threads of its own, and nothing else; none: nowhere.
  std::vector<net::ListenAddress> gateway_listen;
  std::size_t gateway_threads = processors();  ///< Each with a loop and a decider of its own.
  std::filesystem::path data = "./data";       ///< Folder of the embedded database and the keys.
  /// Shared by copies, because a password is not copied. Null: in `data`.
  std::shared_ptr<const store::sql::StoreAddress> database;
  std::filesystem::path key_file;  ///< Empty: in `data`.
  /// The file of the replica. Empty: in `data`. None: there is no replica.
  std::optional<std::filesystem::path> replica = std::filesystem::path{};
  std::chrono::seconds max_staleness = base::kReplicaStalenessMax;  ///< Of the replica, to decide from it.
  std::optional<BaseUrl> base_url;                                  ///< Nothing: from `listen`.
  std::vector<base::IpNetwork> trusted_proxies;
  std::filesystem::path tls_certificate;  ///< Empty: plain HTTP. Both or neither.
  std::filesystem::path tls_key;
  std::size_t io_threads = 1;
  std::size_t worker_threads = 8;
  std::size_t database_connections = 16;  ///< Half of them for decisions (`server/lanes.h`).
  base::LogLevel log_level = base::LogLevel::kInfo;
  std::filesystem::path log_file;  ///< Empty: stderr.
  /// Folders of documentation; none: the program's own pages.
  std::vector<DocsFolder> docs;
};

/// Whether every address is one of this machine alone: then plain HTTP crosses no network.
bool are_loopback(const std::vector<net::ListenAddress>& addresses);
bool listens_on_loopback(const Config& config);
/// Whether the server terminates TLS itself.
bool serves_https(const Config& config);
/// Where the database and the keys are: `jeton.db` and `keys` in `data`, unless the configuration says
/// otherwise.
std::shared_ptr<const store::sql::StoreAddress> database_address(const Config& config);
std::filesystem::path key_file_path(const Config& config);
/// `replica` in `data`, unless the configuration says otherwise.
std::optional<std::string> replica_path(const Config& config);
/// The base URL, or the first address that is listened on. Without a slash at the end.
std::string public_url(const Config& config);

/// Names of the settings that differ and that a server takes at its start alone. A password in a database
/// address is not compared.
std::vector<std::string> settings_for_a_restart(const Config& running, const Config& stated);

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
/// unknown keys of the file included. Plain HTTP off loopback without a trusted proxy is an error (spec
///
base::Result<LoadedConfig> load_config(const ConfigInput& input);

}  // namespace jeton::server
