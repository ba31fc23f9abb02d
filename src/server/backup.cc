#include "server/backup.h"

#include <filesystem>

#include "server/file_modes.h"

namespace jeton::server {
namespace {

using base::Result;
using store::sql::BackupSummary;

Result<void> check_modes(const store::sql::StoreAddress& address) {
  if (address.engine != store::sql::Engine::kSqlite) return {};
  JETON_CHECK(check_folder_mode(std::filesystem::path{address.path}.parent_path()));
  return check_database_mode(address.path);
}

}  // namespace

Result<BackupSummary> back_up(const Config& config, base::Timestamp now, const store::sql::BackupSink& sink) {
  const auto address = database_address(config);
  JETON_CHECK(check_modes(*address));
  return store::sql::write_backup(*address, now, sink);
}

Result<BackupSummary> restore(const Config& config, const store::sql::BackupSource& source) {
  const auto address = database_address(config);
  if (!config.database) JETON_CHECK(make_private_folder(config.data));
  JETON_CHECK(check_modes(*address));
  return store::sql::read_backup(*address, source);
}

}  // namespace jeton::server
