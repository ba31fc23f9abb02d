#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "app/platform/sealing_keys.h"
#include "app/tokens/last_accesses.h"
#include "crypto/random.h"
#include "server/file_modes.h"
#include "server/key_file.h"
#include "server/lanes.h"
#include "server/server.h"
#include "store/sql/open.h"

namespace jeton::server {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

Error setup_error(std::string message) {
  return {ErrorKind::kUnavailable, std::move(message)};
}

base::LogLevel log_level(const std::string& name) {
  if (name == "debug") return base::LogLevel::kDebug;
  if (name == "warning") return base::LogLevel::kWarning;
  if (name == "error") return base::LogLevel::kError;
  return base::LogLevel::kInfo;
}

/// The folder alone: with those above it a mistyped path would become a new platform.
Result<void> make_private_folder(const std::filesystem::path& folder) {
  std::error_code failed;
  if (std::filesystem::is_directory(folder, failed)) return {};
  if (::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST) return {};
  return setup_error(fmt::format(
      "The folder {} cannot be created: {}. Choose another with --data, or create the one that it is in.",
      folder.string(), std::generic_category().message(errno)));
}

bool is_missing(const std::string& path) {
  struct stat status {};
  // Not whenever it cannot be looked at: of one that may not be read, that is what is wrong.
  return ::stat(path.c_str(), &status) != 0 && errno == ENOENT;
}

/// Clock, randomness and log of this machine, and the database of `config`. Nothing new begins unless it may.
Result<Dependencies> open_database(const Config& config, Installation allowed) {
  Dependencies dependencies;
  dependencies.clock = std::make_unique<base::SystemClock>();
  dependencies.random = std::make_unique<crypto::SystemRandom>();
  dependencies.log = std::make_unique<base::Log>(log_level(config.log_level));
  if (config.database.empty() || config.key_file.empty()) {
    if (allowed != Installation::kNone) JETON_CHECK(make_private_folder(config.data));
    JETON_CHECK(check_folder_mode(config.data));
  }
  JETON_TRY(const auto address, store::sql::parse_address(database_address(config)));
  if (address.engine == store::sql::Engine::kSqlite) {
    JETON_CHECK(check_folder_mode(std::filesystem::path{address.path}.parent_path()));
    JETON_CHECK(check_database_mode(address.path));
  }
  const bool has_keys = !is_missing(key_file_path(config));
  const bool fresh =
      allowed != Installation::kNone && config.database.empty() && !has_keys && is_missing(address.path);
  const bool creates = fresh || allowed == Installation::kCreate;
  JETON_TRY(dependencies.store,
            store::sql::open(address, {.connections = ordinary_connections(config),
                                       .log = dependencies.log.get(),
                                       .clock = dependencies.clock.get(),
                                       .missing = creates ? store::sql::WhenMissing::kCreate
                                                          : store::sql::WhenMissing::kRefuse}));
  JETON_TRY(const int version, dependencies.store->schema_version());
  if (version == 0 && !fresh && allowed < Installation::kFill) {
    return setup_error(fmt::format(
        "The database {} is empty. If it should hold a platform, correct the address{}; to begin a new "
        "platform in it, run jeton init with the same settings.",
        address.display(), has_keys ? " or bring back what belongs to the keys" : ""));
  }
  return dependencies;
}

Result<void> migrate(const Dependencies& dependencies) {
  JETON_TRY(const int applied, dependencies.store->migrate());
  if (applied > 0) dependencies.log->info("database.migrated", {{"migrations", std::int64_t{applied}}});
  return {};
}

/// What is sealed under lost keys can never be shown again: never start over beside a database that needs
/// them.
Result<void> make_missing_key_file(const Dependencies& dependencies, const std::string& key_file) {
  JETON_TRY(const int version, dependencies.store->schema_version());
  if (version != 0) {
    JETON_CHECK(migrate(dependencies));
    JETON_TRY(const bool none_needed, app::is_every_sealing_key_abandoned(*dependencies.store));
    if (!none_needed) {
      return setup_error(fmt::format(
          "The key file {} is missing, and the database has been in use: bring the file back, or name it "
          "with --key-file. If it is lost for good, jeton keys list names the keys to abandon.",
          key_file));
    }
  }
  JETON_CHECK(create_key_file(key_file, *dependencies.random));
  dependencies.log->info("keys.created", {{"file", key_file}});
  return {};
}

app::Services services_of(const Dependencies& dependencies, domain::TokenAccessRecorder& accesses) {
  return {*dependencies.store,  *dependencies.clock, *dependencies.random,
          *dependencies.sealer, *dependencies.log,   accesses};
}

}  // namespace

Result<Dependencies> open_dependencies(const Config& config, Installation allowed) {
  JETON_TRY(auto dependencies, open_database(config, allowed));
  const auto key_file = key_file_path(config);
  if (is_missing(key_file)) JETON_CHECK(make_missing_key_file(dependencies, key_file));
  JETON_CHECK(check_folder_mode(std::filesystem::path{key_file}.parent_path()));
  JETON_TRY(auto keys, read_key_file(key_file));
  dependencies.sealer = std::make_unique<crypto::Sealer>(std::move(keys), *dependencies.random);
  JETON_CHECK(migrate(dependencies));
  // No token is presented here, so there is nothing to record.
  app::LastAccesses accesses;
  JETON_CHECK(app::check_sealing_keys(services_of(dependencies, accesses), key_file));
  JETON_TRY(const auto address, store::sql::parse_address(database_address(config)));
  JETON_TRY(dependencies.decision_store,
            store::sql::open(address, {.connections = reserved_connections(config),
                                       .log = dependencies.log.get(),
                                       .clock = dependencies.clock.get()}));
  return dependencies;
}

Result<Dependencies> open_without_keys(const Config& config) {
  JETON_TRY(auto dependencies, open_database(config, Installation::kNone));
  const auto key_file = key_file_path(config);
  auto keys = is_missing(key_file) ? crypto::KeyRing::parse(crypto::KeyRing::generate(*dependencies.random))
                                   : read_key_file(key_file);
  if (keys.has_error()) return keys.error();
  dependencies.sealer = std::make_unique<crypto::Sealer>(*std::move(keys), *dependencies.random);
  JETON_CHECK(migrate(dependencies));
  return dependencies;
}

}  // namespace jeton::server
