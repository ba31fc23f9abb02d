#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "base/hex.h"
#include "base/read_file.h"
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

/// Values of one statement: SQLite takes 32 766 and PostgreSQL 65 535.
constexpr std::size_t kValuesAtOnceMax = 2000;

/// Lines with their numbers, and the digest of those before the last.
class Reader {
 public:
  explicit Reader(const BackupSource& source) : source_{source} {}

  Result<BackupLine> next() {
    JETON_TRY(auto text, source_());
    if (!text) return wrong("The backup ends too early: it was cut off.");
    ++number_;
    auto line = parse_backup_line(*text);
    if (line.has_error()) return at_line(base::words_of(line.error()));
    if (!std::holds_alternative<BackupEnd>(*line)) {
      digest_.add(*text);
      digest_.add("\n");
    }
    return line;
  }
  /// Whether nothing follows.
  Result<bool> is_at_end() {
    JETON_TRY(const auto more, source_());
    return !more;
  }

  [[nodiscard]] std::string digest() const { return base::to_hex(digest_.so_far()); }
  [[nodiscard]] Error at_line(std::string_view what) const {
    return wrong(fmt::format("Line {} {}.", number_, what));
  }
  static Error wrong(std::string what) { return Error::invalid("backup", std::move(what)); }

 private:
  const BackupSource& source_;
  crypto::RunningDigest digest_;
  std::int64_t number_ = 0;
};

/// The rows of one table, until there are enough of them for a statement.
class Table {
 public:
  Table(Connection& connection, const Dialect& dialect, std::string name, std::vector<Column> columns)
      : connection_{connection}, dialect_{dialect}, name_{std::move(name)}, columns_{std::move(columns)} {}

  /// False if the row is none of this table.
  Result<bool> add(const Row& row) {
    if (row.size() != columns_.size()) return false;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (std::holds_alternative<std::string>(row[i]) && columns_[i].is_number) return false;
      if (std::holds_alternative<std::int64_t>(row[i]) && !columns_[i].is_number) return false;
    }
    for (std::size_t i = 0; i < row.size(); ++i) add(row[i], columns_[i]);
    ++rows_;
    if ((rows_ + 1) * columns_.size() > kValuesAtOnceMax) JETON_CHECK(flush());
    return true;
  }

  Result<void> flush() {
    if (rows_ == 0) return {};
    std::vector<std::string> names;
    for (const auto& column : columns_) names.push_back(column.name);
    const auto row = fmt::format("({})", placeholders(columns_.size()));
    // Rows of a backup.
    const Statement insert{fmt::format("restore.{}", name_),
                           fmt::format("INSERT INTO {} ({}){} VALUES {}", name_, fmt::join(names, ", "),
                                       dialect_.with_own_numbers(), fmt::join(std::vector(rows_, row), ", ")),
                           std::exchange(values_, {})};
    rows_ = 0;
    JETON_CHECK(connection_.execute(insert));
    return {};
  }

 private:
  void add(const Cell& cell, const Column& column) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      values_.add(*number);
    } else if (const auto* text = std::get_if<std::string>(&cell)) {
      values_.add(*text);
    } else {
      values_.add(
          Parameter{column.is_number ? Parameter::Kind::kInteger : Parameter::Kind::kText, true, 0, {}});
    }
  }

  Connection& connection_;
  const Dialect& dialect_;
  std::string name_;
  std::vector<Column> columns_;
  Parameters values_;
  std::size_t rows_ = 0;
};

/// Reads the lines of all tables into a database that has the schema of the backup.
class Restore {
 public:
  Restore(Connection& connection, const Dialect& dialect, Reader& reader)
      : connection_{connection}, dialect_{dialect}, reader_{reader} {}

  Result<std::int64_t> run() {
    while (true) {
      JETON_TRY(const auto line, reader_.next());
      if (const auto* row = std::get_if<Row>(&line)) {
        JETON_CHECK(add(*row));
      } else if (const auto* head = std::get_if<TableHead>(&line)) {
        JETON_CHECK(begin(*head));
      } else if (const auto* end = std::get_if<BackupEnd>(&line)) {
        JETON_CHECK(finish(*end));
        return rows_;
      } else {
        return reader_.at_line("is a second beginning");
      }
    }
  }

 private:
  Result<void> begin(const TableHead& head) {
    if (table_) JETON_CHECK(table_->flush());
    const auto tables = saved_tables();
    // In the order in which they refer to each other, and each once.
    if (next_table_ == tables.size() || head.table != tables[next_table_]) {
      return reader_.at_line("begins a table that has no place here");
    }
    ++next_table_;
    JETON_TRY(auto columns, read_columns(connection_, dialect_, head.table));
    if (!std::equal(columns.begin(), columns.end(), head.columns.begin(), head.columns.end(),
                    [](const Column& column, const std::string& name) { return column.name == name; })) {
      return reader_.at_line("names other columns than the table has");
    }
    table_ = std::make_unique<Table>(connection_, dialect_, head.table, std::move(columns));
    return {};
  }

  Result<void> add(const Row& row) {
    ++rows_;
    if (!table_) return reader_.at_line("is a row of no table");
    JETON_TRY(const bool fits, table_->add(row));
    if (!fits) return reader_.at_line("is not a row of its table");
    return {};
  }

  Result<void> finish(const BackupEnd& end) {
    if (table_) JETON_CHECK(table_->flush());
    JETON_TRY(const bool is_last, reader_.is_at_end());
    if (!is_last) return Reader::wrong("The backup goes on behind its end.");
    if (next_table_ != saved_tables().size()) return Reader::wrong("The backup lacks tables.");
    if (rows_ != end.rows || reader_.digest() != end.digest) {
      return Reader::wrong("The backup is damaged: its checksum is that of another text.");
    }
    return {};
  }

  Connection& connection_;
  const Dialect& dialect_;
  Reader& reader_;
  std::unique_ptr<Table> table_;
  std::size_t next_table_ = 0;
  std::int64_t rows_ = 0;
};

std::span<const Migration> migrations_up_to(int version) {
  const auto all = migrations();
  return all.first(std::min(static_cast<std::size_t>(version), all.size()));
}

Result<std::int64_t> fill(Connection& connection, const Dialect& dialect, const BackupHead& head,
                          Reader& reader) {
  JETON_TRY(const int present, read_schema_version(connection, dialect));
  if (present != 0) {
    return Error::conflict("database", "The database is not empty. A backup is restored into an empty one.");
  }
  JETON_TRY(const int made, apply_migrations(connection, dialect, migrations_up_to(head.schema), nullptr));
  if (made < head.schema) {
    return Error::conflict("schema",
                           fmt::format("The backup has schema {}, and this program knows up to {}. Use the "
                                       "program that made it, or a newer one.",
                                       head.schema, made));
  }
  JETON_TRY(const auto rows, Restore(connection, dialect, reader).run());
  for (const auto& [table, column] : sequences()) {
    const auto after = dialect.number_on(table, column);
    if (after) JETON_CHECK(connection.query(*after));
  }
  JETON_CHECK(apply_migrations(connection, dialect, migrations(), nullptr));
  return rows;
}

}  // namespace

Result<BackupSummary> read_backup(const StoreAddress& address, const BackupSource& source) {
  Reader reader{source};
  JETON_TRY(const auto first, reader.next());
  const auto* head = std::get_if<BackupHead>(&first);
  if (head == nullptr) return reader.at_line("is not the beginning of a backup of Jeton");
  JETON_TRY(const auto dialect, make_dialect(address, WhenMissing::kCreate));
  JETON_TRY(const auto connection, Connection::open(*dialect, Access::kWrite));
  JETON_CHECK(connection->run("begin", dialect->begin_write()));
  const auto rows = fill(*connection, *dialect, *head, reader);
  // Of an error, the connection's end is what takes everything back if this does not.
  auto ended = connection->run("end", rows.has_error() ? "ROLLBACK" : "COMMIT");
  if (rows.has_error()) return rows.error();
  JETON_CHECK(std::move(ended));
  return BackupSummary{head->made_at, head->schema, *rows};
}

}  // namespace jeton::store::sql
