#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "store/sql/engine/address.h"

namespace jeton::store::sql {

/// What a backup says of itself.
struct BackupSummary {
  base::Timestamp made_at;
  int schema = 0;
  std::int64_t rows = 0;
};

/// Takes the next bytes of a backup: one line, with its end. An error ends the writing.
using BackupSink = std::function<base::Result<void>(std::string_view line)>;
/// Gives the next line of a backup, without its end; nothing after the last. An error ends the reading.
using BackupSource = std::function<base::Result<std::optional<std::string>>()>;

/// Writes what the database held at one moment, while others go on changing it. Errors: conflict at
/// `database` if it has no schema, or one that this program does not know; those of `sink`; unavailable.
base::Result<BackupSummary> write_backup(const StoreAddress& address, base::Timestamp now,
                                         const BackupSink& sink);

/// Fills an empty database, of either engine, in one transaction, and migrates it. A SQLite file is created.
/// Errors: invalid at `backup` with the line and what is wrong with it; conflict at `database` if it is not
/// empty, at `schema` if a newer program made the backup; those of `source`; unavailable. After one the
/// database is as empty as before.
base::Result<BackupSummary> read_backup(const StoreAddress& address, const BackupSource& source);

}  // namespace jeton::store::sql
