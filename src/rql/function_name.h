#pragma once

#include <string>
#include <string_view>

namespace jeton::rql {

/// `text` with `A` to `Z` in lower case: how names of functions compare (spec Q-025).
std::string lower_case(std::string_view text);

/// Whether a filter knows a function of that name, in any case (spec Q-020). A selection takes every other
/// call for a nested one.
bool is_function_name(std::string_view name);

}  // namespace jeton::rql
