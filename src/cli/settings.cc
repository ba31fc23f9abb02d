#include "cli/settings.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

namespace jeton::cli {
namespace {

constexpr const char* kDefaultFile = "jeton.yaml";
constexpr const char* kGroup = "Settings";

struct Flag {
  const char* setting;
  SettingScope scope;
  const char* value;
  const char* meaning;
};

constexpr Flag kFlags[] = {
    {"data", SettingScope::kDatabase, "FOLDER", "Embedded database and keys (default: ./data)"},
    {"database", SettingScope::kDatabase, "ADDRESS",
     "sqlite:PATH or postgres://HOST/NAME; one with a password belongs in JETON_DATABASE or jeton.yaml"},
    {"key_file", SettingScope::kDatabase, "FILE", "File with the sealing keys (default: keys in the folder)"},
    {"replica", SettingScope::kServer, "FILE",
     "File from which to decide without the database, or off (default: replica in the folder)"},
    {"max_staleness", SettingScope::kServer, "SECONDS",
     "How old the replica may be to decide from it (default: 60)"},
    {"database_connections", SettingScope::kServer, "N",
     "Connections to the database, half of them for decisions (default: 16)"},
    {"base_url", SettingScope::kLinks, "URL",
     "Public address of the server (default: http:// and the listen address)"},
    {"listen", SettingScope::kServer, "HOST:PORT,...",
     "Where to listen; may be repeated (default: 127.0.0.1:8080; port 0: a free one)"},
    {"metrics_listen", SettingScope::kServer, "HOST:PORT",
     "Where /metrics is answered, or off (default: 127.0.0.1:9464)"},
    {"gateway_listen", SettingScope::kServer, "HOST:PORT,...",
     "Where gateways may ask on threads of their own; may be repeated, or off (default: off)"},
    {"gateway_threads", SettingScope::kServer, "N", "Threads of that listener (default: one per processor)"},
    {"trusted_proxies", SettingScope::kServer, "NETWORKS",
     "Proxies that terminate TLS, such as 10.0.0.0/8,192.0.2.7; needed for plain HTTP off loopback"},
    {"tls_certificate", SettingScope::kServer, "FILE",
     "Certificate and chain in PEM: the server takes HTTPS (default: none, plain HTTP)"},
    {"tls_key", SettingScope::kServer, "FILE", "Private key of the certificate, in PEM without a passphrase"},
    {"io_threads", SettingScope::kServer, "N", "Threads that serve connections (default: 1)"},
    {"worker_threads", SettingScope::kServer, "N", "Threads that wait for the database (default: 8)"},
    {"docs", SettingScope::kServer, "FOLDER",
     "Documentation to show at /docs, or NAME=FOLDER at /docs/NAME; may be repeated (default: Jeton's own)"},
    {"log_level", SettingScope::kDatabase, "LEVEL", "debug, info, warning or error (default: info)"},
    {"log_file", SettingScope::kServer, "FILE", "Where log lines are appended (default: stderr)"},
};

std::string flag_name(std::string_view setting) {
  std::string name{"--"};
  name += setting;
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

/// Whether a flag may be repeated.
bool is_list(std::string_view setting) {
  return setting == "docs" || setting == "listen" || setting == "gateway_listen" ||
         setting == "trusted_proxies";
}

/// What a command says is its result; its log has warnings and errors alone, unless a level is stated. The
/// log file is the server's: a command that root runs must not create it as root's.
void keep_log_short(server::LoadedConfig& loaded) {
  loaded.config.log_file.clear();
  for (const auto& entry : loaded.entries) {
    if (entry.name == "log_level" && entry.source == server::ConfigSource::kDefault) {
      loaded.config.log_level = base::LogLevel::kWarning;
    }
  }
}

}  // namespace

std::shared_ptr<SettingFlags> add_setting_flags(CLI::App& command, SettingScope scope) {
  auto flags = std::make_shared<SettingFlags>();
  command
      .add_option_function<std::string>(
          "--config", [flags](const std::string& file) { flags->file = file; },
          "Settings file (default: JETON_CONFIG, else jeton.yaml if it is here)")
      ->type_name("FILE")
      ->group(kGroup);
  for (const auto& flag : kFlags) {
    if (flag.scope > scope) continue;
    const std::string setting{flag.setting};
    if (is_list(setting)) {
      command
          .add_option_function<std::vector<std::string>>(
              flag_name(setting),
              [flags, setting](const std::vector<std::string>& values) {
                flags->values[setting] = fmt::format("{}", fmt::join(values, ","));
              },
              flag.meaning)
          ->allow_extra_args(false)
          ->type_name(flag.value)
          ->group(kGroup);
      continue;
    }
    command
        .add_option_function<std::string>(
            flag_name(setting),
            [flags, setting](const std::string& value) { flags->values[setting] = value; }, flag.meaning)
        ->type_name(flag.value)
        ->group(kGroup);
  }
  return flags;
}

base::Result<server::LoadedConfig> load_settings(const SettingFlags& flags, const Io& io) {
  server::ConfigInput input;
  input.file = flags.file;
  if (const auto stated = io.variable("JETON_CONFIG"); !input.file && !stated.empty()) input.file = stated;
  std::error_code ignored;
  if (!input.file && std::filesystem::exists(kDefaultFile, ignored)) input.file = kDefaultFile;
  input.environment = io.environment;
  input.flags = flags.values;
  return server::load_config(input);
}

Workplace::Workplace(server::Config config, server::Dependencies dependencies)
    : config_{std::move(config)}, dependencies_{std::move(dependencies)} {}

base::Result<Workplace> Workplace::open(server::LoadedConfig loaded, server::Installation allowed) {
  keep_log_short(loaded);
  JETON_TRY(auto dependencies, server::open_dependencies(loaded.config, allowed));
  return Workplace{std::move(loaded.config), std::move(dependencies)};
}

base::Result<Workplace> Workplace::open_without_keys(server::LoadedConfig loaded) {
  keep_log_short(loaded);
  JETON_TRY(auto dependencies, server::open_without_keys(loaded.config));
  return Workplace{std::move(loaded.config), std::move(dependencies)};
}

app::Services Workplace::services() const {
  return {*dependencies_.store,  *dependencies_.clock, *dependencies_.random,
          *dependencies_.sealer, *dependencies_.log,   *accesses_};
}

std::string sign_in_url(const server::Config& config, std::string_view opaque) {
  return fmt::format("{}/sign-in/link#{}", server::public_url(config), opaque);
}

}  // namespace jeton::cli
