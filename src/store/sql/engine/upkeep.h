#pragma once

#include "base/result.h"
#include "store/sql/engine/connection.h"

namespace jeton::store::sql {

/// Has SQLite look at a sample of every large table, outside of a transaction. Without that it guesses which
/// index narrows a search down, and at a million rows guesses wrong; of small tables it would remember that
/// they are small. Connections that are opened later know what it found.
base::Result<void> analyze_large_tables(Connection& connection);

}  // namespace jeton::store::sql
