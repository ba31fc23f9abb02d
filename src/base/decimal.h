#pragma once

#include <string>

namespace jeton::base {

/// A finite `value` without an exponent, in the fewest digits that distinguish it from its neighbours:
/// `0.0929`, `12`.
std::string plain_decimal(double value);

}  // namespace jeton::base
