#pragma once

#include <cstdint>
#include <optional>

#include "domain/token.h"
#include "replica/words.h"

/// `docs/formats/replica.md` has the bits.
namespace jeton::replica {

/// What few tokens need, so that no slot has to have room for it. Written once, before a slot refers to it.
struct Extension {
  std::uint64_t not_before = 0;  ///< Milliseconds of Unix time, like the others; 0 for none.
  std::uint64_t expires_at = 0;
  std::optional<domain::Digest> second_digest;
  std::uint64_t second_expires_at = 0;  ///< When the second digest ends; 0 for never.

  bool operator==(const Extension&) const = default;
};

void write_extension(Words words, const Extension& extension, Word salt) noexcept;
/// Nothing if it is damaged. `salt` as it was written with.
[[nodiscard]] std::optional<Extension> read_extension(Words words, Word salt) noexcept;

}  // namespace jeton::replica
