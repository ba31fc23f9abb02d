#include "server/config.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "base/limits.h"
#include "server/yaml.h"
#include "store/sql/address.h"

namespace jeton::server {
namespace {

using base::Error;
using base::Result;

enum class AddressFamily : std::uint8_t { kIpv4, kIpv6 };

struct IpAddress {
  AddressFamily family;
  std::array<unsigned char, sizeof(in6_addr)> bytes{};

  [[nodiscard]] bool is_loopback() const {
    if (family == AddressFamily::kIpv4) return bytes[0] == 127;
    return std::all_of(bytes.begin(), bytes.end() - 1, [](unsigned char byte) { return byte == 0; }) &&
           bytes.back() == 1;
  }
};

std::optional<IpAddress> parse_ip(std::string_view text) {
  const std::string zero_ended{text};
  IpAddress address{AddressFamily::kIpv4, {}};
  if (::inet_pton(AF_INET, zero_ended.c_str(), address.bytes.data()) == 1) return address;
  address.family = AddressFamily::kIpv6;
  if (::inet_pton(AF_INET6, zero_ended.c_str(), address.bytes.data()) == 1) return address;
  return std::nullopt;
}

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

constexpr std::string_view kListenRule =
    "must be an IP address and a port, such as 127.0.0.1:8080 or [::1]:8080";

/// The host of `host:port`.
std::optional<IpAddress> parse_listen(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == text.npos || !parse_number(text.substr(colon + 1), 65'535)) return std::nullopt;
  auto host = text.substr(0, colon);
  const bool in_brackets = host.starts_with('[') && host.ends_with(']') && host.size() > 2;
  if (in_brackets) host = host.substr(1, host.size() - 2);
  const auto address = parse_ip(host);
  if (!address || (address->family == AddressFamily::kIpv6) != in_brackets) return std::nullopt;
  return address;
}

bool is_network(std::string_view text) {
  const auto slash = text.find('/');
  const auto address = parse_ip(text.substr(0, slash));
  if (!address) return false;
  const std::size_t bits = address->family == AddressFamily::kIpv4 ? 32 : 128;
  return slash == text.npos || parse_number(text.substr(slash + 1), bits).has_value();
}

Result<void> set_listen(Config& config, std::string_view text) {
  auto stated = std::string{text};
  // What people type; a name that a resolver could send elsewhere is not taken.
  constexpr std::string_view kLocalhost = "localhost:";
  if (text.starts_with(kLocalhost)) stated = fmt::format("127.0.0.1:{}", text.substr(kLocalhost.size()));
  if (!parse_listen(stated)) return Error::invalid("listen", std::string{kListenRule});
  config.listen = std::move(stated);
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

Result<void> set_base_url(Config& config, std::string_view text) {
  while (text.ends_with('/')) text.remove_suffix(1);
  const auto scheme_end = text.find("://");
  const auto scheme = text.substr(0, scheme_end);
  const auto host = scheme_end == text.npos ? std::string_view{} : text.substr(scheme_end + 3);
  const bool fine = (scheme == "http" || scheme == "https") && !host.empty() &&
                    host.find_first_of("?#@\\ \t\r\n\"<>") == host.npos && host.front() != '/';
  if (!text.empty() && !fine) {
    return Error::invalid("base_url",
                          "must be an address such as https://tokens.example, without user or query");
  }
  config.base_url = text;
  return {};
}

Result<void> set_trusted_proxies(Config& config, std::string_view text) {
  std::vector<std::string> networks;
  while (!trimmed(text).empty()) {
    const auto comma = std::min(text.find(','), text.size());
    const auto network = trimmed(text.substr(0, comma));
    if (!is_network(network)) {
      return Error::invalid("trusted_proxies",
                            "must be networks separated by commas, such as 10.0.0.0/8, 192.0.2.7");
    }
    networks.emplace_back(network);
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

const std::array<Setting, 10>& settings() {
  static const std::array<Setting, 10> kSettings{{
      {"listen", set_listen, [](const Config& config) { return config.listen; }},
      {"data", set_data, [](const Config& config) { return config.data; }},
      {"database", set_database, show_database},
      {"key_file", set_key_file, key_file_path},
      {"base_url", set_base_url, public_url},
      {"trusted_proxies", set_trusted_proxies,
       [](const Config& config) { return fmt::format("{}", fmt::join(config.trusted_proxies, ", ")); }},
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
  std::error_code ignored;
  std::ifstream file{path, std::ios::binary};
  if (!file || std::filesystem::is_directory(path, ignored)) return file_error(path, "cannot be read.");
  std::string text(base::kConfigFileBytesMax + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > base::kConfigFileBytesMax) {
    return file_error(path, fmt::format("may have at most {} bytes.", base::kConfigFileBytesMax));
  }
  return text;
}

/// Lists stand for their items separated by commas, as in the environment.
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

/// Where a setting's value stands, for the words of an error.
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

/// a bearer token that crosses a network in clear is anybody's.
Result<void> check_plain_http(const Config& config) {
  const auto listen = parse_listen(config.listen);
  if (!listen || listen->is_loopback() || !config.trusted_proxies.empty()) return {};
  return Error::invalid(
      "listen",
      fmt::format("{} is not a loopback address. Plain HTTP is answered only on loopback or behind a "
                  "proxy that ends TLS: list its network in trusted_proxies, or listen on 127.0.0.1.",
                  config.listen));
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

std::string key_file_path(const Config& config) {
  if (!config.key_file.empty()) return config.key_file;
  return (std::filesystem::path{config.data} / "keys").string();
}

std::string public_url(const Config& config) {
  return config.base_url.empty() ? "http://" + config.listen : config.base_url;
}

Result<LoadedConfig> load_config(const ConfigInput& input) {
  std::map<std::string, std::string> file;
  if (input.file) {
    JETON_TRY(file, read_settings(*input.file));
  }
  LoadedConfig loaded;
  for (const auto& setting : settings()) {
    auto source = ConfigSource::kDefault;
    const std::string* stated = nullptr;
    const auto look_in = [&](const std::map<std::string, std::string>& values, const std::string& name,
                             ConfigSource where) {
      const auto found = values.find(name);
      if (found == values.end()) return;
      stated = &found->second;
      source = where;
    };
    const std::string name{setting.name};
    look_in(file, name, ConfigSource::kFile);
    look_in(input.environment, variable_of(name), ConfigSource::kEnvironment);
    look_in(input.flags, name, ConfigSource::kFlag);
    if (stated != nullptr) {
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
