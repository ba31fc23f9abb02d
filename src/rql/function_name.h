#pragma once

#include <string_view>

namespace jeton::rql {

/// Whether a filter knows a function of that name, in any case (spec ). A selection takes every
/// other call for a nested one.
bool is_function_name(std::string_view name);

}  // namespace jeton::rql
