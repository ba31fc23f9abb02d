#pragma once

#include <span>

#include "base/log.h"
#include "base/result.h"
#include "store/sql/engine/connection.h"
#include "store/sql/engine/schema.h"

namespace jeton::store::sql {

/// The newest migration that is recorded; 0 for an empty database. Inside a transaction.
base::Result<int> read_schema_version(Connection& connection, const Dialect& dialect);

/// Applies those of `steps` that are missing, all in the transaction that has begun on `connection`; the
/// caller commits. Returns how many. Errors: conflict at `schema` if the database is newer than `steps`.
base::Result<int> apply_migrations(Connection& connection, const Dialect& dialect,
                                   std::span<const Migration> steps, const base::Log* log);

}  // namespace jeton::store::sql
