#pragma once

#include <span>
#include <string_view>

#include "store/sql/engine/dialect.h"

namespace jeton::store::sql {

/// One step of the schema. Never changed once it is released; a later step follows instead.
struct Migration {
  int version;
  std::string_view name;
  /// Statements, each ended by a semicolon at the end of a line. `{text}`, `{sequence}` and `{position}` are
  /// the dialect's (`Dialect::schema_text`). SQLite's alone, if PostgreSQL has a text of its own.
  std::string_view sql;
  /// Kept from here on, of tables that are empty and that `sql` creates.
  std::span<const Tally> tallies{};
  std::string_view postgres_sql{};
};

/// All steps, by version, from 1 without gaps.
std::span<const Migration> migrations();

/// What the files of `migrations/` say of them, which is all but the tallies.
std::span<const Migration> migration_files() noexcept;

}  // namespace jeton::store::sql
