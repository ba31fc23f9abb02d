#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "crypto/random.h"
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

Result<void> make_private_folder(const std::filesystem::path& folder) {
  std::error_code failed;
  if (std::filesystem::is_directory(folder, failed)) return {};
  std::filesystem::create_directories(folder, failed);
  if (!failed) {
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
  }
  if (failed) {
    return setup_error(fmt::format("The folder {} cannot be created: {}. Choose another with --data.",
                                   folder.string(), failed.message()));
  }
  return {};
}

/// Writes a new key file that only its owner can read. One process wins when two start at once: the other
/// finds the file and reads it.
Result<void> create_key_file(const std::string& path, base::RandomSource& random) {
  const auto temporary = fmt::format("{}.{}", path, ::getpid());
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) {
    return setup_error(
        fmt::format("The key file {} cannot be created: {}.", path, std::generic_category().message(errno)));
  }
  const auto text = crypto::KeyRing::generate(random);
  const auto bytes = text.reveal();
  const bool written =
      ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && ::fsync(file) == 0;
  ::close(file);
  // link() and not rename(): a file that is there already must not be replaced, its keys would be lost.
  const bool linked = written && (::link(temporary.c_str(), path.c_str()) == 0 || errno == EEXIST);
  const int reason = errno;
  ::unlink(temporary.c_str());
  if (!linked) {
    return setup_error(
        fmt::format("The key file {} cannot be written: {}.", path, std::generic_category().message(reason)));
  }
  return {};
}

Result<crypto::KeyRing> read_key_file(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    return setup_error(
        fmt::format("The key file {} cannot be read: {}.", path, std::generic_category().message(errno)));
  }
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return setup_error(fmt::format("The key file {0} can be read by others. Run: chmod 600 {0}", path));
  }
  std::ifstream file{path, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{file}, {}};
  const base::Secret secret{text};
  explicit_bzero(text.data(), text.size());
  return crypto::KeyRing::parse(secret);
}

}  // namespace

Result<Dependencies> open_dependencies(const Config& config) {
  Dependencies dependencies;
  dependencies.clock = std::make_unique<base::SystemClock>();
  dependencies.random = std::make_unique<crypto::SystemRandom>();
  dependencies.log = std::make_unique<base::Log>(log_level(config.log_level));

  const std::filesystem::path data{config.data};
  const auto database = config.database.empty() ? "sqlite:" + (data / "jeton.db").string() : config.database;
  const auto key_file = config.key_file.empty() ? (data / "keys").string() : config.key_file;
  if (config.database.empty() || config.key_file.empty()) JETON_CHECK(make_private_folder(data));

  JETON_TRY(const auto address, store::sql::parse_address(database));
  JETON_TRY(dependencies.store, store::sql::open(address, {.connections = config.database_connections}));
  std::error_code ignored;
  if (!std::filesystem::exists(key_file, ignored)) {
    // What is sealed under lost keys can never be shown again: never start over beside an old database.
    JETON_TRY(const int version, dependencies.store->schema_version());
    if (version != 0) {
      return setup_error(fmt::format(
          "The key file {} is missing, and the database has been in use: bring the file back, or name it "
          "with --key-file.",
          key_file));
    }
    JETON_CHECK(create_key_file(key_file, *dependencies.random));
    dependencies.log->info("keys.created", {{"file", key_file}});
  }
  JETON_TRY(auto keys, read_key_file(key_file));
  dependencies.sealer = std::make_unique<crypto::Sealer>(std::move(keys), *dependencies.random);

  JETON_TRY(const int applied, dependencies.store->migrate());
  if (applied > 0) dependencies.log->info("database.migrated", {{"migrations", std::int64_t{applied}}});
  return dependencies;
}

}  // namespace jeton::server
