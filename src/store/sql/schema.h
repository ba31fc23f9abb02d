#pragma once

#include <span>
#include <string_view>

namespace jeton::store::sql {

/// One step of the schema. Never changed once it is released; a later step follows instead.
struct Migration {
  int version;
  std::string_view name;
  /// Statements, each ended by a semicolon at the end of a line. `{text}`, `{sequence}` and `{position}` are
  /// the dialect's (`Dialect::schema_text`).
  std::string_view sql;
};

/// All steps, by version, from 1 without gaps.
std::span<const Migration> migrations() noexcept;

}  // namespace jeton::store::sql
