#include "cli/resource/selection.h"

#include <algorithm>
#include <cctype>

namespace jeton::cli {
namespace {

/// The names of a select. A comma inside parentheses separates members of one field.
std::vector<std::string> names_in(std::string_view select) {
  std::vector<std::string> names{{}};
  int depth = 0;
  for (const char c : select) {
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if (c == ',' && depth == 0) {
      names.emplace_back();
    } else if (c != '+' && c != ' ') {
      names.back().push_back(c);
    }
  }
  return names;
}

std::string upper_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

bool is_below(std::string_view path, std::string_view field) {
  return path == field || (path.starts_with(field) && path[field.size()] == '.');
}

}  // namespace

std::vector<Column> columns_for(const std::vector<Column>& usual, std::string_view select) {
  const auto names = names_in(select);
  auto columns = usual;
  for (const auto& name : names) {
    if (!name.starts_with('-')) continue;
    const auto field = std::string_view{name}.substr(1);
    std::erase_if(columns, [field](const Column& column) {
      return column.path != "id" && (field == "*" || is_below(column.path, field));
    });
  }
  for (const auto& name : names) {
    if (name.empty() || name.starts_with('-') || name == "*") continue;
    const auto path = name.substr(0, name.find('('));
    const bool is_there = std::any_of(columns.begin(), columns.end(),
                                      [&path](const Column& column) { return is_below(column.path, path); });
    if (!is_there) columns.push_back({upper_case(path), path});
  }
  return columns;
}

std::string select_with(std::string_view hidden, std::string_view stated) {
  std::string select{hidden};
  if (!hidden.empty() && !stated.empty()) select += ',';
  return select.append(stated);
}

}  // namespace jeton::cli
