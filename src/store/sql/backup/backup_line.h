#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

/// The lines of a backup, each a JSON value. `docs/formats/backup.md` describes them.
namespace jeton::store::sql {

/// The version of the format that is written, and the only one that is read.
inline constexpr int kBackupVersion = 1;

/// The first line.
struct BackupHead {
  base::Timestamp made_at;
  int schema = 0;

  bool operator==(const BackupHead&) const = default;
};

/// Before the rows of a table.
struct TableHead {
  std::string table;
  std::vector<std::string> columns;

  bool operator==(const TableHead&) const = default;
};

/// Null, a number or a text.
using Cell = std::variant<std::monostate, std::int64_t, std::string>;
using Row = std::vector<Cell>;

/// The last line.
struct BackupEnd {
  std::int64_t rows = 0;
  std::string digest;  ///< SHA-256 of all bytes before this line, hexadecimal.

  bool operator==(const BackupEnd&) const = default;
};

using BackupLine = std::variant<BackupHead, TableHead, Row, BackupEnd>;

/// With its end.
std::string to_text(const BackupLine& line);

/// Errors: invalid at `backup`, with what is wrong.
base::Result<BackupLine> parse_backup_line(std::string_view text);

}  // namespace jeton::store::sql
