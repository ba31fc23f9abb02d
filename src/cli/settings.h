#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "app/command/services.h"
#include "app/tokens/last_accesses.h"
#include "base/result.h"
#include "cli/io.h"
#include "server/config.h"
#include "server/server.h"

namespace CLI {  // NOLINT(readability-identifier-naming): it is CLI11's
class App;
}

namespace jeton::cli {

/// The settings of the server that a command line states.
struct SettingFlags {
  std::optional<std::string> file;
  std::map<std::string, std::string> values;
};

/// Which settings a command takes as flags. Every command reads all of them from file and environment.
enum class SettingScope : std::uint8_t {
  kDatabase,  ///< Where the data is.
  kLinks,     ///< The same, and the address that links begin with.
  kServer,    ///< All.
};

/// Adds `--config` and a flag for each setting of `scope`.
std::shared_ptr<SettingFlags> add_setting_flags(CLI::App& command, SettingScope scope);

/// The effective settings. The file is that of `--config`, else of `JETON_CONFIG`, else `jeton.yaml` in the
/// current folder if there is one.
base::Result<server::LoadedConfig> load_settings(const SettingFlags& flags, const Io& io);

/// Everything that a command which works on the database itself needs.
class Workplace {
 public:
  /// Logs warnings and errors alone, unless a log level is stated. Errors: as `server::open_dependencies`.
  static base::Result<Workplace> open(server::LoadedConfig loaded,
                                      server::Installation allowed = server::Installation::kNone);

  /// Errors: as `server::open_without_keys`.
  static base::Result<Workplace> open_without_keys(server::LoadedConfig loaded);

  [[nodiscard]] const server::Config& config() const noexcept { return config_; }
  [[nodiscard]] app::Services services() const;

 private:
  Workplace(server::Config config, server::Dependencies dependencies);

  server::Config config_;
  server::Dependencies dependencies_;
  /// A command does not stay to write them.
  std::unique_ptr<app::LastAccesses> accesses_ = std::make_unique<app::LastAccesses>();
};

/// A link that signs its user in once, as a browser opens it.
std::string sign_in_url(const server::Config& config, std::string_view opaque);

}  // namespace jeton::cli
