#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/random.h"

namespace jeton::base {

/// `bytes` in lower-case hexadecimal.
std::string to_hex(std::span<const std::byte> bytes);

/// Reads lower-case hexadecimal into `bytes`. False for text that is not exactly two such digits for each
/// byte.
bool from_hex(std::string_view text, std::span<std::byte> bytes) noexcept;

/// `count` random bytes in lower-case hexadecimal, for what is no secret: a nonce, the name of a holder.
std::string random_hex(RandomSource& random, std::size_t count);

}  // namespace jeton::base
