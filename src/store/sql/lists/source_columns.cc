#include "store/sql/lists/source_columns.h"

#include <fmt/format.h>

#include <algorithm>

namespace jeton::store::sql {

std::string_view SourceColumns::path_of(const Place& place, std::string_view path) {
  if (place.path.empty()) return path;
  return keep(fmt::format("{}.{}", place.path, path));
}

void SourceColumns::put(const ColumnSource& column) {
  const auto found = std::find_if(columns_.begin(), columns_.end(),
                                  [&](const ColumnSource& each) { return each.path == column.path; });
  if (found == columns_.end()) {
    columns_.push_back(column);
  } else {
    *found = column;
  }
}

void SourceColumns::set_counted(std::initializer_list<std::string_view> paths) {
  for (auto& column : columns_) {
    column.counted = std::find(paths.begin(), paths.end(), column.path) != paths.end();
  }
}

void SourceColumns::add_column(const Place& place, std::string_view path, std::string_view name,
                               domain::TextKind text, Presence presence) {
  ColumnSource column{.path = path_of(place, path),
                      .column = keep(fmt::format("{}.{}", place.alias, name)),
                      .presence = presence,
                      .join = place.join};
  if (text == domain::TextKind::kWords) column.folded = keep(fmt::format("{}_folded", column.column));
  put(column);
}

void SourceColumns::add_stamp(const Place& place, std::string_view event, std::string_view name,
                              bool optional, bool time_alone) {
  const auto add = [&](std::string_view path, std::string_view part, domain::TextKind text,
                       Presence presence) {
    add_column(place, keep(fmt::format("audit.{}.{}", event, path)), fmt::format("{}_{}", name, part), text,
               presence);
  };
  add("at", "at", domain::TextKind::kCode, optional ? Presence::kNullable : Presence::kAlways);
  if (time_alone) return;
  const auto by = optional ? Presence::kNullableOrEmpty : Presence::kEmptyIsNull;
  add("by.id", "by_id", domain::TextKind::kCode, by);
  add("by.name", "by_name", domain::TextKind::kWords, by);
}

}  // namespace jeton::store::sql
