#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace jeton::crypto {

using Sha256 = std::array<std::byte, 32>;

/// SHA-256 (FIPS 180-4). Fetched once, the context reused per thread.
Sha256 sha256(std::string_view bytes) noexcept;

/// The digest of `bytes` in lower-case hexadecimal, as it is stored and looked up by.
std::string sha256_hex(std::string_view bytes);
/// Back from hexadecimal; nothing for text that is not exactly that.
std::optional<Sha256> sha256_from_hex(std::string_view text);

/// Whether both are equal, in time that depends on their length alone.
bool equal_in_constant_time(const Sha256& a, const Sha256& b) noexcept;
bool equal_in_constant_time(std::span<const std::byte> a, std::span<const std::byte> b) noexcept;
bool equal_in_constant_time(std::string_view a, std::string_view b) noexcept;

}  // namespace jeton::crypto
