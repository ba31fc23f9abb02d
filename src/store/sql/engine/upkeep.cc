#include "store/sql/engine/upkeep.h"

#include <fmt/format.h>

#include "base/database_limits.h"

namespace jeton::store::sql {

base::Result<void> analyze_large_tables(Connection& connection) {
  // Rows per index that are looked at: what SQLite's documentation recommends. The time hardly depends on how
  // many there are.
  JETON_CHECK(connection.run("upkeep.limit", "PRAGMA analysis_limit = 1000"));
  JETON_TRY(const auto tables,
            connection.query({"upkeep.tables",
                              "SELECT name FROM sqlite_master WHERE type = ? AND substr(name, 1, 7) <> ?"
                              " AND sql NOT LIKE ?",
                              Parameters::of("table", "sqlite_", "%WITHOUT ROWID%")}));
  for (const auto& table : tables.cells) {
    JETON_TRY(const auto rows,
              connection.query(
                  {"upkeep.rows", fmt::format("SELECT coalesce(max(rowid), 0) FROM {}", table.value()), {}}));
    JETON_TRY(const auto count, read_first(rows, [](RowReader& row) { return row.integer(); }));
    if (count.value_or(0) < base::kAnalyzedRowsMin) continue;
    JETON_CHECK(connection.run("upkeep.analyze", fmt::format("ANALYZE {}", table.value())));
  }
  return {};
}

}  // namespace jeton::store::sql
