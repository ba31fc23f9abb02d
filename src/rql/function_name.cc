#include "rql/function_name.h"

#include <algorithm>
#include <array>

namespace jeton::rql {

std::string lower_case(std::string_view text) {
  std::string lower{text};
  // Not std::tolower: it follows the locale.
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

bool is_function_name(std::string_view name) {
  static constexpr std::array<std::string_view, 18> kNames{"and", "or",   "not",   "eq",  "ne",   "gt",
                                                           "ge",  "lt",   "le",    "in",  "out",  "like",
                                                           "any", "null", "empty", "all", "self", "ilike"};
  return std::find(kNames.begin(), kNames.end(), lower_case(name)) != kNames.end();
}

}  // namespace jeton::rql
