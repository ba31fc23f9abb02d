#pragma once

#include <cstddef>
#include <span>

namespace jeton::credential {

/// Writes the number that `bytes` spell (big endian, at most 32 of them) into the whole of `digits`: base
/// 62, most significant first, `0-9A-Za-z`, padded with `0` on the left. `digits` must be wide enough.
void to_base62(std::span<const std::byte> bytes, std::span<char> digits) noexcept;

/// Whether `c` is a base62 digit.
bool is_base62_digit(char c) noexcept;

}  // namespace jeton::credential
