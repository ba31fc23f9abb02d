#include "rql/function_name.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace jeton::rql {

bool is_function_name(std::string_view name) {
  static constexpr std::array<std::string_view, 18> kNames{"and", "or",   "not",   "eq",  "ne",   "gt",
                                                           "ge",  "lt",   "le",    "in",  "out",  "like",
                                                           "any", "null", "empty", "all", "self", "ilike"};
  return std::find(kNames.begin(), kNames.end(), base::ascii_lower(name)) != kNames.end();
}

}  // namespace jeton::rql
