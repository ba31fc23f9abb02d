#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/database_limits.h"
#include "base/result.h"
#include "store/sql/engine/address.h"
#include "store/sql/engine/dialect.h"

namespace jeton::store::sql {

/// What is special about SQLite: one writer at a time (`BEGIN IMMEDIATE`), no row locks, a position in the
/// change feed that is in commit order because of that. A missing file is created (mode 0600) if `missing`
/// says so; a missing folder never is. `held_bytes_max` is that of the dialect. Errors: unavailable when
/// there is no file, or none that can be opened.
base::Result<std::unique_ptr<Dialect>> make_sqlite_dialect(
    const std::string& path, WhenMissing missing = WhenMissing::kCreate,
    std::uintmax_t held_bytes_max = base::kHeldBytesMax);

}  // namespace jeton::store::sql
