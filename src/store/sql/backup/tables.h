#pragma once

#include <span>
#include <string_view>

namespace jeton::store::sql {

/// The tables that a backup has, each behind those that it refers to. `backup_test.cc` says of each of the
/// others why it is left out.
std::span<const std::string_view> saved_tables() noexcept;

/// A column that the database numbers by itself.
struct Sequence {
  std::string_view table;
  std::string_view column;
};
std::span<const Sequence> sequences() noexcept;

}  // namespace jeton::store::sql
