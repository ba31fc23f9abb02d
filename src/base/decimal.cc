#include "base/decimal.h"

#include <array>
#include <charconv>

#include "base/check.h"

namespace jeton::base {

std::string plain_decimal(double value) {
  // The least double takes 324 zeros and then a digit.
  std::array<char, 400> text{};
  const auto [end, failed] =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  JETON_ASSERT(failed == std::errc{});
  return {text.data(), end};
}

}  // namespace jeton::base
