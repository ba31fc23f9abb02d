#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "server/config.h"
#include "store/sql/backup/backup.h"

namespace jeton::server {

/// `store::sql::write_backup` of the database that `config` names. Nothing is created. Errors also:
/// unavailable for files that everyone on the machine may read or change.
base::Result<store::sql::BackupSummary> back_up(const Config& config, base::Timestamp now,
                                                const store::sql::BackupSink& sink);

/// `store::sql::read_backup` into the database that `config` names; the folder of `data` is created, with
/// mode 0700. Errors also: as `back_up`.
base::Result<store::sql::BackupSummary> restore(const Config& config, const store::sql::BackupSource& source);

}  // namespace jeton::server
