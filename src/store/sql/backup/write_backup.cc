#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <memory>
#include <utility>
#include <vector>

#include "base/hex.h"
#include "crypto/running_digest.h"
#include "store/sql/backup/backup.h"
#include "store/sql/backup/backup_line.h"
#include "store/sql/backup/columns.h"
#include "store/sql/backup/tables.h"
#include "store/sql/engine/connection.h"
#include "store/sql/engine/make_dialect.h"
#include "store/sql/engine/migrate.h"

namespace jeton::store::sql {
namespace {

using base::Error;
using base::Result;

constexpr std::size_t kRowsAtOnce = 1000;

/// Passes lines on and keeps count of them.
class Writer {
 public:
  explicit Writer(const BackupSink& sink) : sink_{sink} {}

  Result<void> write(const BackupLine& line) {
    const auto text = to_text(line);
    digest_.add(text);
    if (std::holds_alternative<Row>(line)) ++rows_;
    return sink_(text);
  }
  Result<std::int64_t> end() {
    JETON_CHECK(write(BackupEnd{rows_, base::to_hex(digest_.so_far())}));
    return rows_;
  }

 private:
  const BackupSink& sink_;
  crypto::RunningDigest digest_;
  std::int64_t rows_ = 0;
};

Result<Cell> cell_of(const std::optional<std::string>& text, bool is_number) {
  if (!text) return Cell{};
  if (!is_number) return Cell{*text};
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (failed != std::errc{} || end != text->data() + text->size())
    return Error::internal("a stored number cannot be read");
  return Cell{number};
}

Result<void> write_table(Connection& connection, const Dialect& dialect, std::string_view table,
                         Writer& writer) {
  JETON_TRY(const auto columns, read_columns(connection, dialect, table));
  TableHead head{std::string{table}, {}};
  for (const auto& column : columns) head.columns.push_back(column.name);
  JETON_CHECK(writer.write(head));
  // All of a table, in the order in which it lies there. Index: none.
  const Statement all{fmt::format("backup.{}", table),
                      fmt::format("SELECT {} FROM {}", fmt::join(head.columns, ", "), table),
                      {}};
  JETON_TRY(const auto cursor, connection.open_cursor(all, kRowsAtOnce));
  while (true) {
    JETON_TRY(const auto rows, cursor->next());
    for (std::size_t first = 0; first < rows.cells.size(); first += columns.size()) {
      Row row;
      row.reserve(columns.size());
      for (std::size_t i = 0; i < columns.size(); ++i) {
        JETON_TRY(auto cell, cell_of(rows.cells[first + i], columns[i].is_number));
        row.push_back(std::move(cell));
      }
      JETON_CHECK(writer.write(row));
    }
    if (rows.size() < kRowsAtOnce) return {};
  }
}

}  // namespace

Result<BackupSummary> write_backup(const StoreAddress& address, base::Timestamp now, const BackupSink& sink) {
  JETON_TRY(const auto dialect, make_dialect(address, WhenMissing::kRefuse));
  JETON_TRY(const auto connection, Connection::open(*dialect, Access::kRead));
  JETON_CHECK(connection->run("begin", dialect->begin_read()));
  JETON_TRY(const int schema, read_schema_version(*connection, *dialect));
  const int known = migrations().back().version;
  if (schema == 0) return Error::conflict("database", "The database is empty.");
  if (schema != known) {
    return Error::conflict(
        "schema", fmt::format("The database has schema {}, and this program knows {}. Use the program "
                              "that serves it.",
                              schema, known));
  }
  Writer writer{sink};
  JETON_CHECK(writer.write(BackupHead{now, schema}));
  for (const auto table : saved_tables()) JETON_CHECK(write_table(*connection, *dialect, table, writer));
  JETON_TRY(const auto rows, writer.end());
  JETON_CHECK(connection->run("end", "COMMIT"));
  return BackupSummary{now, schema, rows};
}

}  // namespace jeton::store::sql
