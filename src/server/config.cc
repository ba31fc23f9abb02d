#include "server/config.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <thread>
#include <utility>

#include "base/ascii.h"
#include "base/limits.h"
#include "base/read_file.h"
#include "base/text.h"
#include "yaml/yaml.h"

namespace jeton::server {
namespace {

using yaml::parse_yaml;
using yaml::yaml_path;
using yaml::YamlErrors;
using yaml::YamlNode;

using base::Error;
using base::Result;

constexpr std::string_view kOff = "off";
constexpr std::array<std::pair<std::string_view, base::LogLevel>, 4> kLogLevels{
    {{"debug", base::LogLevel::kDebug},
     {"info", base::LogLevel::kInfo},
     {"warning", base::LogLevel::kWarning},
     {"error", base::LogLevel::kError}}};

std::optional<std::size_t> parse_number(std::string_view text, std::size_t max) {
  std::size_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc{} || end != text.data() + text.size() || value > max) return std::nullopt;
  return value;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

Result<void> set_listen(Config& config, std::string_view text) {
  JETON_TRY(config.listen, net::parse_listen_addresses(text));
  return {};
}

Result<void> set_metrics_listen(Config& config, std::string_view text) {
  config.metrics_listen.reset();
  if (text == kOff) return {};
  const auto address = net::parse_listen_address(text);
  if (address.has_error()) {
    return Error::invalid("metrics_listen",
                          address.error().fields().front().message + ", or off for no metrics at all");
  }
  config.metrics_listen = *address;
  return {};
}

Result<void> set_gateway_listen(Config& config, std::string_view text) {
  config.gateway_listen.clear();
  if (text == kOff) return {};
  auto addresses = net::parse_listen_addresses(text);
  if (addresses.has_error()) {
    return Error::invalid("gateway_listen", addresses.error().fields().front().message + ", or off for none");
  }
  config.gateway_listen = *std::move(addresses);
  return {};
}

Result<void> set_data(Config& config, std::string_view text) {
  if (text.empty()) return Error::invalid("data", "must name a folder");
  config.data = text;
  return {};
}

Result<void> set_database(Config& config, std::string_view text) {
  config.database.reset();
  if (text.empty()) return {};
  JETON_TRY(auto address, store::sql::parse_address(text));
  config.database = std::make_shared<const store::sql::StoreAddress>(std::move(address));
  return {};
}

Result<void> set_key_file(Config& config, std::string_view text) {
  config.key_file = text;
  return {};
}

Result<void> set_replica(Config& config, std::string_view text) {
  config.replica.reset();
  if (text != kOff) config.replica = text;
  return {};
}

Result<void> set_max_staleness(Config& config, std::string_view text) {
  constexpr auto kLongest = static_cast<std::size_t>(base::kReplicaStalenessLongest.count());
  const auto seconds = parse_number(text, kLongest);
  if (!seconds || *seconds == 0) {
    return Error::invalid("max_staleness", fmt::format("must be a number of seconds from 1 to {}", kLongest));
  }
  config.max_staleness = std::chrono::seconds{*seconds};
  return {};
}

Result<void> set_base_url(Config& config, std::string_view text) {
  config.base_url.reset();
  if (text.find_first_not_of('/') == text.npos) return {};
  JETON_TRY(config.base_url, BaseUrl::parse(text));
  return {};
}

Result<void> set_docs(Config& config, std::string_view text) {
  JETON_TRY(config.docs, parse_docs_folders(text));
  return {};
}

Result<void> set_trusted_proxies(Config& config, std::string_view text) {
  std::vector<base::IpNetwork> networks;
  while (!trimmed(text).empty()) {
    const auto comma = std::min(text.find(','), text.size());
    const auto network = base::IpNetwork::parse(trimmed(text.substr(0, comma)));
    if (!network) {
      return Error::invalid("trusted_proxies",
                            "must be networks separated by commas, such as 10.0.0.0/8, 192.0.2.7");
    }
    networks.push_back(*network);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  config.trusted_proxies = std::move(networks);
  return {};
}

Result<void> set_tls_certificate(Config& config, std::string_view text) {
  config.tls_certificate = text;
  return {};
}

Result<void> set_tls_key(Config& config, std::string_view text) {
  config.tls_key = text;
  return {};
}

Result<void> set_count(std::size_t& member, std::string_view name, std::string_view text, std::size_t max) {
  const auto number = parse_number(text, max);
  if (!number || *number == 0) {
    return Error::invalid(std::string{name}, fmt::format("must be a number from 1 to {}", max));
  }
  member = *number;
  return {};
}

Result<void> set_io_threads(Config& config, std::string_view text) {
  return set_count(config.io_threads, "io_threads", text, base::kThreadsMax);
}

Result<void> set_gateway_threads(Config& config, std::string_view text) {
  return set_count(config.gateway_threads, "gateway_threads", text, base::kThreadsMax);
}

Result<void> set_worker_threads(Config& config, std::string_view text) {
  return set_count(config.worker_threads, "worker_threads", text, base::kThreadsMax);
}

Result<void> set_database_connections(Config& config, std::string_view text) {
  return set_count(config.database_connections, "database_connections", text, base::kDatabaseConnectionsMax);
}

Result<void> set_log_level(Config& config, std::string_view text) {
  for (const auto& [name, level] : kLogLevels) {
    if (name != text) continue;
    config.log_level = level;
    return {};
  }
  return Error::invalid("log_level", "must be debug, info, warning or error");
}

Result<void> set_log_file(Config& config, std::string_view text) {
  config.log_file = text;
  return {};
}

std::string show_log_level(const Config& config) {
  for (const auto& [name, level] : kLogLevels) {
    if (level == config.log_level) return std::string{name};
  }
  return {};
}

template <class Item>
std::string joined(const std::vector<Item>& items) {
  std::string text;
  for (const auto& item : items) text += (text.empty() ? "" : ", ") + item.text();
  return text;
}

std::string show_listen(const Config& config) {
  return joined(config.listen);
}

std::string show_metrics_listen(const Config& config) {
  return config.metrics_listen ? config.metrics_listen->text() : std::string{kOff};
}

std::string show_gateway_listen(const Config& config) {
  return config.gateway_listen.empty() ? std::string{kOff} : joined(config.gateway_listen);
}

std::string show_database(const Config& config) {
  return database_address(config)->display();
}

struct Setting {
  std::string_view name;
  Result<void> (*set)(Config&, std::string_view);
  std::string (*show)(const Config&);
  bool reloads = false;  ///< Whether a server that runs takes a new value.
};

const std::array<Setting, 19>& settings() {
  static const std::array<Setting, 19> kSettings{{
      {"listen", set_listen, show_listen},
      {"metrics_listen", set_metrics_listen, show_metrics_listen},
      {"gateway_listen", set_gateway_listen, show_gateway_listen},
      {"gateway_threads", set_gateway_threads,
       [](const Config& config) { return std::to_string(config.gateway_threads); }},
      {"data", set_data, [](const Config& config) { return config.data.string(); }},
      {"database", set_database, show_database},
      {"key_file", set_key_file, [](const Config& config) { return key_file_path(config).string(); }},
      {"replica", set_replica,
       [](const Config& config) { return replica_path(config).value_or(std::string{kOff}); }},
      {"max_staleness", set_max_staleness,
       [](const Config& config) { return std::to_string(config.max_staleness.count()); }},
      {"base_url", set_base_url, public_url},
      {"trusted_proxies", set_trusted_proxies,
       [](const Config& config) { return joined(config.trusted_proxies); }, true},
      {"tls_certificate", set_tls_certificate,
       [](const Config& config) { return config.tls_certificate.string(); }},
      {"tls_key", set_tls_key, [](const Config& config) { return config.tls_key.string(); }},
      {"io_threads", set_io_threads, [](const Config& config) { return std::to_string(config.io_threads); }},
      {"worker_threads", set_worker_threads,
       [](const Config& config) { return std::to_string(config.worker_threads); }},
      {"database_connections", set_database_connections,
       [](const Config& config) { return std::to_string(config.database_connections); }},
      {"log_level", set_log_level, show_log_level, true},
      {"log_file", set_log_file, [](const Config& config) { return config.log_file.string(); }},
      {"docs", set_docs, [](const Config& config) { return show_docs_folders(config.docs); }},
  }};
  return kSettings;
}

std::string variable_of(std::string_view name) {
  std::string variable{"JETON_"};
  for (const char c : name) variable.push_back(base::ascii_upper(c));
  return variable;
}

Error file_error(const std::string& path, std::string_view rule) {
  return Error::invalid("config", fmt::format("The configuration file {} {}", path, rule));
}

Result<std::string> read_file(const std::string& path) {
  auto text = base::read_file(path, base::kConfigFileBytesMax);
  if (text.has_error()) return file_error(path, base::words_of(text.error()));
  return text;
}

/// Lists are written as their items separated by commas, as in the environment.
std::optional<std::string> text_of(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::kText) return node.text;
  if (node.kind != YamlNode::Kind::kList) return std::nullopt;
  std::vector<std::string_view> items;
  for (const auto& item : node.items) {
    if (item.kind != YamlNode::Kind::kText) return std::nullopt;
    items.push_back(item.text);
  }
  return fmt::format("{}", fmt::join(items, ","));
}

Result<std::map<std::string, std::string>> read_settings(const std::string& path) {
  JETON_TRY(const auto text, read_file(path));
  auto parsed = parse_yaml(text);
  if (parsed.has_error()) return file_error(path, parsed.error().fields().front().message);
  const auto& root = *parsed;
  std::map<std::string, std::string> stated;
  if (root.kind == YamlNode::Kind::kNull) return stated;
  YamlErrors errors;
  if (root.kind != YamlNode::Kind::kMapping) errors.add("config", root, "must be a mapping of settings");
  for (std::size_t i = 0; i < root.keys.size(); ++i) {
    const auto& key = root.keys[i];
    const bool known = std::any_of(settings().begin(), settings().end(),
                                   [&](const Setting& setting) { return setting.name == key; });
    if (!known) {
      errors.add(yaml_path({}, key), root.items[i], "unknown setting; jeton config lists them all");
      continue;
    }
    auto value = text_of(root.items[i]);
    if (!value) {
      errors.add(key, root.items[i], "must be a string");
      continue;
    }
    stated.emplace(key, *std::move(value));
  }
  if (!errors.empty()) return errors.take();
  return stated;
}

/// Where a setting's value comes from, for error messages.
std::string place_of(std::string_view name, ConfigSource source, const ConfigInput& input) {
  switch (source) {
    case ConfigSource::kFlag: {
      std::string flag{name};
      std::replace(flag.begin(), flag.end(), '_', '-');
      return "--" + flag;
    }
    case ConfigSource::kEnvironment: return variable_of(name);
    case ConfigSource::kFile: return fmt::format("{} in {}", name, input.file.value_or(std::string{}));
    case ConfigSource::kDefault: break;
  }
  return std::string{name};
}

/// Half of a pair would leave the server on plain HTTP.
Result<void> check_tls_files(const Config& config) {
  if (config.tls_certificate.empty() == config.tls_key.empty()) return {};
  if (config.tls_key.empty()) return Error::invalid("tls_key", "is needed with tls_certificate");
  return Error::invalid("tls_certificate", "is needed with tls_key");
}

/// a bearer token sent in the clear can be used by anyone on the network.
Result<void> check_plain_http(const Config& config, const std::string& setting,
                              const std::vector<net::ListenAddress>& addresses) {
  if (serves_https(config) || !config.trusted_proxies.empty()) return {};
  for (const auto& listen : addresses) {
    if (listen.address.is_loopback()) continue;
    return Error::invalid(
        setting,
        fmt::format("{} is not a loopback address. Plain HTTP is answered only on loopback or behind a proxy "
                    "that terminates TLS: set tls_certificate and tls_key, list the proxy's network in "
                    "trusted_proxies, or listen on 127.0.0.1.",
                    listen.text()));
  }
  return {};
}

}  // namespace

std::string_view to_string(ConfigSource source) noexcept {
  switch (source) {
    case ConfigSource::kDefault: return "default";
    case ConfigSource::kFile: return "file";
    case ConfigSource::kEnvironment: return "environment";
    case ConfigSource::kFlag: return "flag";
  }
  return {};
}

std::shared_ptr<const store::sql::StoreAddress> database_address(const Config& config) {
  if (config.database) return config.database;
  store::sql::StoreAddress address;
  address.path = (config.data / "jeton.db").string();
  return std::make_shared<const store::sql::StoreAddress>(std::move(address));
}

std::size_t processors() noexcept {
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, base::kThreadsMax);
}

bool are_loopback(const std::vector<net::ListenAddress>& addresses) {
  return std::all_of(addresses.begin(), addresses.end(),
                     [](const net::ListenAddress& listen) { return listen.address.is_loopback(); });
}

bool listens_on_loopback(const Config& config) {
  return are_loopback(config.listen);
}

bool serves_https(const Config& config) {
  return !config.tls_certificate.empty();
}

std::filesystem::path key_file_path(const Config& config) {
  return config.key_file.empty() ? config.data / "keys" : config.key_file;
}

std::optional<std::string> replica_path(const Config& config) {
  if (!config.replica) return std::nullopt;
  return (config.replica->empty() ? config.data / "replica" : *config.replica).string();
}

std::string public_url(const Config& config) {
  return config.base_url ? config.base_url->text()
                         : (serves_https(config) ? "https://" : "http://") + config.listen.front().text();
}

std::vector<std::string> settings_for_a_restart(const Config& running, const Config& stated) {
  std::vector<std::string> names;
  for (const auto& setting : settings()) {
    if (!setting.reloads && setting.show(running) != setting.show(stated)) names.emplace_back(setting.name);
  }
  return names;
}

Result<LoadedConfig> load_config(const ConfigInput& input) {
  std::map<std::string, std::string> file;
  if (input.file) {
    JETON_TRY(file, read_settings(*input.file));
  }
  LoadedConfig loaded;
  for (const auto& setting : settings()) {
    auto source = ConfigSource::kDefault;
    std::optional<std::string> stated;
    const auto look_in = [&](const std::map<std::string, std::string>& values, const std::string& name,
                             ConfigSource where) {
      const auto found = values.find(name);
      if (found == values.end()) return;
      // `$(cat file)` and env files leave line ends behind a value.
      stated = std::string{where == ConfigSource::kEnvironment ? base::trim(found->second) : found->second};
      source = where;
    };
    const std::string name{setting.name};
    look_in(file, name, ConfigSource::kFile);
    look_in(input.environment, variable_of(name), ConfigSource::kEnvironment);
    look_in(input.flags, name, ConfigSource::kFlag);
    if (stated) {
      if (auto set = setting.set(loaded.config, *stated); set.has_error()) {
        return Error::invalid(
            name, fmt::format("{}: {}", place_of(name, source, input), set.error().fields().front().message));
      }
    }
    loaded.entries.push_back({name, {}, source});
  }
  JETON_CHECK(check_tls_files(loaded.config));
  JETON_CHECK(check_plain_http(loaded.config, "listen", loaded.config.listen));
  JETON_CHECK(check_plain_http(loaded.config, "gateway_listen", loaded.config.gateway_listen));
  // Last, because some values follow from others.
  for (std::size_t i = 0; i < settings().size(); ++i) {
    loaded.entries[i].value = settings()[i].show(loaded.config);
  }
  return loaded;
}

}  // namespace jeton::server
