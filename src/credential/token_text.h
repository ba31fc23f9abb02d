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
/// Values that are imported as text (`jeton apply`): 22 characters carry 128 bits in base64url.
inline constexpr std::size_t kImportedOpaqueSizeMin = 22;
inline constexpr std::size_t kImportedOpaqueSizeMax = 200;

/// What somebody presents, in its parts. Views point into the text that was taken apart.
struct Parts {
  std::string_view id;  ///< The text of a token's id.
  std::string_view opaque;
};

/// Takes apart what somebody presents. Nothing for a shape that no token has: prefix, id, characters
/// (`A-Z a-z 0-9 - . _ ~` in the opaque part), or more than `kCredentialBytesMax`. The opaque part may have
/// any size: of a value whose digest was imported, the size is not known. Allocates nothing.
std::optional<Parts> take_apart(std::string_view text) noexcept;

/// Whether the opaque part of `text`, which was taken apart, has a minted one's size but not its digits or
/// checksum. Then it has a typing error, unless the digest of this very value was imported.
bool is_mistyped(std::string_view text, const Parts& parts) noexcept;

/// A credential that Jeton mints, or takes as text.
struct Presented {
  domain::TokenId id;
  std::string_view opaque;  ///< Points into the text that was parsed.
};

/// Takes `text` apart. Nothing for a wrong shape, as `take_apart`, and for an opaque part that is mistyped or
/// has another size than a minted or imported one.
std::optional<Presented> parse(std::string_view text);

/// The whole text of `id` with the opaque part `opaque`.
base::Secret assemble(const domain::TokenId& id, const base::Secret& opaque);

/// What is stored of an opaque part.
domain::Digest digest_of(std::string_view opaque) noexcept;

/// A token's value in its parts, so that nobody who stores it takes its text apart again.
struct TokenValue {
  domain::TokenId id;
  base::Secret opaque;
  domain::Digest digest{};

  /// What the token's owner presents.
  [[nodiscard]] base::Secret text() const { return assemble(id, opaque); }
};

/// A new value for the token `id`.
TokenValue mint(const domain::TokenId& id, base::RandomSource& random);

/// The value whose text is `text`. Nothing for a wrong shape, as `parse`.
std::optional<TokenValue> value_of(std::string_view text);

}  // namespace jeton::credential
