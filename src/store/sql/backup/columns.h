#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/sql/engine/connection.h"

namespace jeton::store::sql {

struct Column {
  std::string name;
  bool is_number = false;  ///< Otherwise it holds texts.

  bool operator==(const Column&) const = default;
};

/// The columns of a table in their order, the same on both engines. Inside a transaction. Errors: internal if
/// there is no such table.
base::Result<std::vector<Column>> read_columns(Connection& connection, const Dialect& dialect,
                                               std::string_view table);

}  // namespace jeton::store::sql
