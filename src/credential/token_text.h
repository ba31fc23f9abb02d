#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/secret.h"
#include "domain/ids.h"
#include "domain/token.h"

/// A token's text (spec R-120): `idt:TKN-1234-5678:<opaque>`. The opaque part that Jeton mints is 32 random
/// bytes as 43 base62 digits (big endian, left-padded) followed by six base62 digits of the CRC-32
/// (ISO 3309) of everything before them. `docs/formats/token.md` has the layout and the regular expression.
namespace jeton::credential {

inline constexpr std::size_t kRandomDigits = 43;
inline constexpr std::size_t kChecksumDigits = 6;
inline constexpr std::size_t kMintedOpaqueSize = kRandomDigits + kChecksumDigits;
/// Imported values (`jeton apply`): 22 characters carry 128 bits in base64url.
inline constexpr std::size_t kImportedOpaqueSizeMin = 22;
inline constexpr std::size_t kImportedOpaqueSizeMax = 200;

/// A credential that has the right shape. Views point into the text that was parsed.
struct Presented {
  domain::TokenId id;
  std::string_view opaque;
};

/// Takes `text` apart. Nothing for a wrong shape: prefix, id, characters, sizes, or the checksum of an
/// opaque part that has a minted one's size. An opaque part of another size carries no checksum; its
/// characters are `A-Z a-z 0-9 - . _ ~`.
std::optional<Presented> parse(std::string_view text);

/// A new token's whole text.
base::Secret mint(const domain::TokenId& id, base::RandomSource& random);

/// The whole text of `id` with the opaque part `opaque`.
base::Secret assemble(const domain::TokenId& id, const base::Secret& opaque);

/// What is stored of an opaque part.
domain::Digest digest_of(std::string_view opaque) noexcept;

}  // namespace jeton::credential
