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
  /// the dialect's (`Dialect::schema_text`).
  std::string_view sql;
  /// Kept from here on, of tables that are empty and that `sql` creates.
  std::span<const Tally> tallies{};
};

/// All steps, by version, from 1 without gaps.
std::span<const Migration> migrations() noexcept;

}  // namespace jeton::store::sql
