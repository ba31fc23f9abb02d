#pragma once

#include <cstddef>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "store/sql/engine/transaction.h"

namespace jeton::store::sql {

/// A table whose rows are in force until a time of their own.
struct ExpiringTable {
  std::string_view table;
  std::string_view key;   ///< The columns of the primary key, separated by commas.
  std::string_view ends;  ///< The column with the first instant at which the row is no longer in force.
};

/// Removes at most `count_max` rows that are no longer in force at `now`, the earliest first. Rows that
/// another transaction holds are left to it: two that wait for each other's would never end.
base::Result<void> remove_expired_rows(Transaction& transaction, const ExpiringTable& table,
                                       base::Timestamp now, std::size_t count_max);

}  // namespace jeton::store::sql
