#include "credential/base62.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/ascii.h"
#include "base/check.h"

namespace jeton::credential {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::size_t kBytesMax = 32;

}  // namespace

void to_base62(std::span<const std::byte> bytes, std::span<char> digits) noexcept {
  JETON_ASSERT(bytes.size() <= kBytesMax);
  std::array<std::uint8_t, kBytesMax> number{};
  std::transform(bytes.begin(), bytes.end(), number.begin(),
                 [](std::byte byte) { return std::to_integer<std::uint8_t>(byte); });
  for (std::size_t left = digits.size(); left > 0; --left) {
    unsigned remainder = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      const unsigned value = remainder * 256 + number[i];
      number[i] = static_cast<std::uint8_t>(value / 62);
      remainder = value % 62;
    }
    digits[left - 1] = kDigits[remainder];
  }
  const bool fits = std::all_of(number.begin(), number.end(), [](std::uint8_t byte) { return byte == 0; });
  explicit_bzero(number.data(), number.size());
  JETON_ASSERT(fits);
}

bool is_base62_digit(char c) noexcept {
  return base::is_ascii_letter_or_digit(c);
}

}  // namespace jeton::credential
