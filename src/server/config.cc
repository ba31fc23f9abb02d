#include "server/config.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <utility>

#include "base/limits.h"
#include "base/read_file.h"
#include "base/text.h"
#include "server/yaml.h"
#include "store/sql/engine/address.h"

namespace jeton::server {
namespace {

using base::Error;
using base::Result;

constexpr std::string_view kOff = "off";

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

Result<void> set_data(Config& config, std::string_view text) {
  if (text.empty()) return Error::invalid("data", "must name a folder");
  config.data = text;
  return {};
}

Result<void> set_database(Config& config, std::string_view text) {
  if (!text.empty()) {
    if (auto address = store::sql::parse_address(text); address.has_error())
      return std::move(address).error();
  }
  config.database = text;
  return {};
}

Result<void> set_key_file(Config& config, std::string_view text) {
  config.key_file = text;
  return {};
}

/// `host` or `host:port`, in the characters of names and addresses.
bool is_authority(std::string_view text) {
  auto host = text;
  // Behind the bracket, since an IPv6 address has colons of its own.
  const auto bracket = text.rfind(']');
  const auto colon = text.find(':', bracket == text.npos ? 0 : bracket);
  if (colon != text.npos) {
    host = text.substr(0, colon);
    const auto port = parse_number(text.substr(colon + 1), 65'535);
    if (!port || *port == 0) return false;
  }
  if (bracket != text.npos) {
    if (!host.starts_with('[') || !host.ends_with(']')) return false;
    const auto address = base::IpAddress::parse(host.substr(1, host.size() - 2));
    return address && host.find(':') != host.npos;
  }
  constexpr std::string_view kOfNames = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
  return !host.empty() && host.find_first_not_of(kOfNames) == host.npos;
}

Result<void> set_base_url(Config& config, std::string_view text) {
  config.base_url.clear();
  while (text.ends_with('/')) text.remove_suffix(1);
  if (text.empty()) return {};
  const auto invalid = [](std::string message) { return Error::invalid("base_url", std::move(message)); };
  const auto scheme_end = text.find("://");
  const auto scheme = text.substr(0, scheme_end);
  if (scheme_end == text.npos || (scheme != "http" && scheme != "https")) {
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
        "must end behind the host: Jeton cannot be served below a path, so give it a host name "
        "of its own");
  }
  config.base_url = text;
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

Result<void> set_worker_threads(Config& config, std::string_view text) {
  return set_count(config.worker_threads, "worker_threads", text, base::kThreadsMax);
}

Result<void> set_database_connections(Config& config, std::string_view text) {
  return set_count(config.database_connections, "database_connections", text, base::kDatabaseConnectionsMax);
}

Result<void> set_log_level(Config& config, std::string_view text) {
  constexpr std::array<std::string_view, 4> kLevels{"debug", "info", "warning", "error"};
  if (std::find(kLevels.begin(), kLevels.end(), text) == kLevels.end()) {
    return Error::invalid("log_level", "must be debug, info, warning or error");
  }
  config.log_level = text;
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

std::string show_database(const Config& config) {
  const auto text = database_address(config);
  const auto address = store::sql::parse_address(text);
  return address ? address->display() : std::string{};
}

struct Setting {
  std::string_view name;
  Result<void> (*set)(Config&, std::string_view);
  std::string (*show)(const Config&);
};

const std::array<Setting, 11>& settings() {
  static const std::array<Setting, 11> kSettings{{
      {"listen", set_listen, show_listen},
      {"metrics_listen", set_metrics_listen, show_metrics_listen},
      {"data", set_data, [](const Config& config) { return config.data; }},
      {"database", set_database, show_database},
      {"key_file", set_key_file, key_file_path},
      {"base_url", set_base_url, public_url},
      {"trusted_proxies", set_trusted_proxies,
       [](const Config& config) { return joined(config.trusted_proxies); }},
      {"io_threads", set_io_threads, [](const Config& config) { return std::to_string(config.io_threads); }},
      {"worker_threads", set_worker_threads,
       [](const Config& config) { return std::to_string(config.worker_threads); }},
      {"database_connections", set_database_connections,
       [](const Config& config) { return std::to_string(config.database_connections); }},
      {"log_level", set_log_level, [](const Config& config) { return config.log_level; }},
  }};
  return kSettings;
}

std::string variable_of(std::string_view name) {
  std::string variable{"JETON_"};
  for (const char c : name) variable.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
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
      errors.add(yaml_path({}, key), root.items[i], "there is no such setting; jeton config lists them");
      continue;
    }
    auto value = text_of(root.items[i]);
    if (!value) {
      errors.add(key, root.items[i], "must be a text");
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

/// A-003: a bearer token sent in the clear can be used by anyone on the network.
Result<void> check_plain_http(const Config& config) {
  if (!config.trusted_proxies.empty()) return {};
  for (const auto& listen : config.listen) {
    if (listen.address.is_loopback()) continue;
    return Error::invalid(
        "listen",
        fmt::format("{} is not a loopback address. Plain HTTP is answered only on loopback or behind a "
                    "proxy that ends TLS: list its network in trusted_proxies, or listen on 127.0.0.1.",
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

std::string database_address(const Config& config) {
  if (!config.database.empty()) return config.database;
  return "sqlite:" + (std::filesystem::path{config.data} / "jeton.db").string();
}

bool listens_on_loopback(const Config& config) {
  return std::all_of(config.listen.begin(), config.listen.end(),
                     [](const net::ListenAddress& listen) { return listen.address.is_loopback(); });
}

std::string key_file_path(const Config& config) {
  if (!config.key_file.empty()) return config.key_file;
  return (std::filesystem::path{config.data} / "keys").string();
}

std::string public_url(const Config& config) {
  return config.base_url.empty() ? "http://" + config.listen.front().text() : config.base_url;
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
  JETON_CHECK(check_plain_http(loaded.config));
  // Last, because some values follow from others.
  for (std::size_t i = 0; i < settings().size(); ++i) {
    loaded.entries[i].value = settings()[i].show(loaded.config);
  }
  return loaded;
}

}  // namespace jeton::server
