#include "store/sql/backup/columns.h"

#include <fmt/format.h>

namespace jeton::store::sql {

using base::Result;

Result<std::vector<Column>> read_columns(Connection& connection, const Dialect& dialect,
                                         std::string_view table) {
  JETON_TRY(const auto rows, connection.query(dialect.columns_of(table)));
  JETON_TRY(auto columns, read_all(rows, [](RowReader& row) {
              Column column;
              column.name = row.text();
              column.is_number = row.flag();
              return column;
            }));
  if (columns.empty()) return base::Error::internal(fmt::format("there is no table {}", table));
  return columns;
}

}  // namespace jeton::store::sql
