#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
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

bool is_missing(const std::filesystem::path& path) {
  struct stat status {};
  // Not whenever it cannot be looked at: of one that may not be read, that is what is wrong.
  return ::stat(path.c_str(), &status) != 0 && errno == ENOENT;
}

/// Clock, randomness and log of this machine, and the database of `config`. Nothing new begins unless it may.
Result<Dependencies> open_database(const Config& config, Installation allowed,
                                   std::shared_ptr<store::sql::Availability> availability) {
  Dependencies dependencies;
  dependencies.clock = std::make_unique<base::SystemClock>();
  dependencies.random = std::make_unique<crypto::SystemRandom>();
  if (config.log_file.empty()) {
    dependencies.log = std::make_shared<base::Log>(config.log_level);
  } else {
    JETON_TRY(dependencies.log, base::Log::to_file(config.log_level, config.log_file));
  }
  if (!config.database || config.key_file.empty()) {
    if (allowed != Installation::kNone) JETON_CHECK(make_private_folder(config.data));
    JETON_CHECK(check_folder_mode(config.data));
  } else if (allowed != Installation::kNone && config.replica && config.replica->empty()) {
    // Decisions do without a replica, and so does a server that cannot have one.
    (void)make_private_folder(config.data);
  }
  const auto address = database_address(config);
  if (address->engine == store::sql::Engine::kSqlite) {
    JETON_CHECK(check_folder_mode(std::filesystem::path{address->path}.parent_path()));
    JETON_CHECK(check_database_mode(address->path));
  }
  const bool has_keys = !is_missing(key_file_path(config));
  // An empty database there is what a start leaves that is killed before it has made the keys.
  const bool fresh = allowed != Installation::kNone && !config.database && !has_keys;
  const bool creates = fresh || allowed == Installation::kCreate;
  JETON_TRY(dependencies.store,
            store::sql::open(*address, {.connections = ordinary_connections(config),
                                        .log = dependencies.log.get(),
                                        .clock = dependencies.clock.get(),
                                        .availability = std::move(availability),
                                        .missing = creates ? store::sql::WhenMissing::kCreate
                                                           : store::sql::WhenMissing::kRefuse}));
  JETON_TRY(const int version, dependencies.store->schema_version());
  if (version == 0 && !fresh && allowed < Installation::kFill) {
    return setup_error(
        fmt::format("The database {} is empty. If it should hold a platform, correct the address{}; to start "
                    "a new platform in it, run jeton init with the same settings.",
                    address->display(), has_keys ? " or restore the database that belongs to the keys" : ""));
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
  // Tables first: keys beside an empty database would look as if the database had been lost.
  JETON_CHECK(migrate(dependencies));
  JETON_TRY(const bool none_needed, app::needs_no_sealing_key(*dependencies.store));
  if (!none_needed) {
    return setup_error(fmt::format(
        "The key file {} is missing, but the database has been used: restore the file, or name it with "
        "--key-file. If it is permanently lost, jeton keys list names the keys to abandon.",
        key_file));
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
  // One for both stores: what one of them finds out, the other need not wait for.
  const auto availability = store::sql::make_availability();
  JETON_TRY(auto dependencies, open_database(config, allowed, availability));
  dependencies.availability = availability;
  const auto key_file = key_file_path(config).string();
  if (is_missing(key_file)) JETON_CHECK(make_missing_key_file(dependencies, key_file));
  JETON_CHECK(check_folder_mode(std::filesystem::path{key_file}.parent_path()));
  JETON_TRY(auto keys, read_key_file(key_file));
  dependencies.sealer = std::make_unique<crypto::Sealer>(std::move(keys), *dependencies.random);
  JETON_CHECK(migrate(dependencies));
  // No token is presented here, so there is nothing to record.
  app::LastAccesses accesses;
  JETON_CHECK(app::check_sealing_keys(services_of(dependencies, accesses), key_file));
  JETON_TRY(dependencies.decision_store,
            store::sql::open(*database_address(config), {.connections = reserved_connections(config),
                                                         .log = dependencies.log.get(),
                                                         .clock = dependencies.clock.get(),
                                                         .availability = availability}));
  if (config.replica) {
    dependencies.listen = [address = database_address(config), log = dependencies.log](auto on_change) {
      return store::sql::listen_for_changes(*address, std::move(on_change), log.get());
    };
    JETON_TRY(dependencies.feed_store,
              store::sql::open(*database_address(config), {.connections = 1,
                                                           .log = dependencies.log.get(),
                                                           .clock = dependencies.clock.get(),
                                                           .availability = availability}));
  }
  return dependencies;
}

Result<Dependencies> open_without_keys(const Config& config) {
  JETON_TRY(auto dependencies, open_database(config, Installation::kNone, nullptr));
  const auto key_file = key_file_path(config).string();
  auto keys = is_missing(key_file) ? crypto::KeyRing::parse(crypto::KeyRing::generate(*dependencies.random))
                                   : read_key_file(key_file);
  if (keys.has_error()) return keys.error();
  dependencies.sealer = std::make_unique<crypto::Sealer>(*std::move(keys), *dependencies.random);
  JETON_CHECK(migrate(dependencies));
  return dependencies;
}

}  // namespace jeton::server
