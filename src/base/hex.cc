#include "base/hex.h"

#include <vector>

#include "base/ascii.h"

namespace jeton::base {
namespace {

int value_of(char digit) noexcept {
  if (is_ascii_digit(digit)) return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return -1;
}

}  // namespace

std::string to_hex(std::span<const std::byte> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const auto byte : bytes) {
    text.push_back(kDigits[std::to_integer<std::size_t>(byte >> 4)]);
    text.push_back(kDigits[std::to_integer<std::size_t>(byte & std::byte{0x0f})]);
  }
  return text;
}

bool from_hex(std::string_view text, std::span<std::byte> bytes) noexcept {
  if (text.size() != bytes.size() * 2) return false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const int high = value_of(text[2 * i]);
    const int low = value_of(text[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    bytes[i] = static_cast<std::byte>(high * 16 + low);
  }
  return true;
}

std::string random_hex(RandomSource& random, std::size_t count) {
  std::vector<std::byte> bytes(count);
  random.fill(bytes);
  return to_hex(bytes);
}

}  // namespace jeton::base
