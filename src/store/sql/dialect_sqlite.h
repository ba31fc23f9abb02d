#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "store/sql/dialect.h"

namespace jeton::store::sql {

/// What is special about SQLite: one writer at a time (`BEGIN IMMEDIATE`), no row locks, a position in the
/// change feed that is in commit order because of that. Creates the file `path` (mode 0600) and its folder
/// (0700) when missing. Errors: unavailable when that fails.
base::Result<std::unique_ptr<Dialect>> make_sqlite_dialect(const std::string& path);

}  // namespace jeton::store::sql
