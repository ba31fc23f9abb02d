#include "credential/token_text.h"

#include <algorithm>
#include <array>
#include <boost/crc.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "base/ascii.h"
#include "base/check.h"
#include "base/limits.h"
#include "credential/base62.h"
#include "crypto/digest.h"

namespace jeton::credential {
namespace {

constexpr std::string_view kScheme = "idt:";
constexpr std::size_t kRandomBytes = 32;

constexpr auto kInOpaquePart = [] {
  std::array<bool, 256> allowed{};
  for (std::size_t byte = 0; byte < allowed.size(); ++byte) {
    const char c = static_cast<char>(byte);
    allowed[byte] = base::is_ascii_letter_or_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
  }
  return allowed;
}();

bool may_be_opaque_part(std::string_view text) noexcept {
  // Without a branch for each character: nearly every one is allowed.
  bool allowed = !text.empty();
  for (const char c : text) allowed &= kInOpaquePart[static_cast<unsigned char>(c)];
  return allowed;
}

/// Base62 of the CRC-32 of `text`, everything before the checksum: prefix and id too, so that the opaque
/// part of one token under the id of another is refused without a look-up.
std::array<char, kChecksumDigits> checksum_of(std::string_view text) noexcept {
  boost::crc_32_type crc;
  crc.process_bytes(text.data(), text.size());
  const std::uint32_t value = crc.checksum();
  std::array<std::byte, sizeof value> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::byte>(value >> (8 * (bytes.size() - 1 - i)));
  }
  std::array<char, kChecksumDigits> digits{};
  to_base62(bytes, digits);
  return digits;
}

}  // namespace

std::optional<Parts> take_apart(std::string_view text) noexcept {
  if (text.size() > base::kCredentialBytesMax || !text.starts_with(kScheme)) return std::nullopt;
  const auto rest = text.substr(kScheme.size());
  const auto colon = rest.find(':');
  if (colon == rest.npos) return std::nullopt;
  const Parts parts{rest.substr(0, colon), rest.substr(colon + 1)};
  using Tag = domain::TokenTag;
  if (!base::is_id_text(parts.id, Tag::kPrefix, Tag::kGroups) || !may_be_opaque_part(parts.opaque)) {
    return std::nullopt;
  }
  return parts;
}

bool is_mistyped(std::string_view text, const Parts& parts) noexcept {
  const auto opaque = parts.opaque;
  if (opaque.size() != kMintedOpaqueSize) return false;
  if (!std::all_of(opaque.begin(), opaque.end(), is_base62_digit)) return true;
  const auto checksum = checksum_of(text.substr(0, text.size() - kChecksumDigits));
  return !std::equal(checksum.begin(), checksum.end(), opaque.end() - kChecksumDigits);
}

std::optional<Presented> parse(std::string_view text) {
  const auto parts = take_apart(text);
  if (!parts || parts->opaque.size() < kImportedOpaqueSizeMin ||
      parts->opaque.size() > kImportedOpaqueSizeMax || is_mistyped(text, *parts)) {
    return std::nullopt;
  }
  return Presented{*domain::TokenId::parse(parts->id), parts->opaque};
}

base::Secret assemble(const domain::TokenId& id, const base::Secret& opaque) {
  const auto part = opaque.reveal();  // to put the whole text together
  std::string text;
  // Reserved, so that reallocation leaves no copy unwiped.
  text.reserve(kScheme.size() + id.str().size() + 1 + part.size());
  text.append(kScheme).append(id.str()).append(1, ':').append(part);
  base::Secret whole{text};
  explicit_bzero(text.data(), text.size());
  return whole;
}

domain::Digest digest_of(std::string_view opaque) noexcept {
  return crypto::sha256(opaque);
}

TokenValue mint(const domain::TokenId& id, base::RandomSource& random) {
  std::array<std::byte, kRandomBytes> bytes{};
  random.fill(bytes);
  std::array<char, base::kCredentialBytesMax> text{};
  const auto head = std::string{kScheme} + id.str() + ':';
  const auto size = head.size() + kMintedOpaqueSize;
  JETON_ASSERT(size <= text.size());
  std::copy(head.begin(), head.end(), text.begin());
  const auto digits = std::span{text}.subspan(head.size(), kRandomDigits);
  to_base62(bytes, digits);
  const std::string_view before{text.data(), head.size() + kRandomDigits};
  const auto checksum = checksum_of(before);
  std::copy(checksum.begin(), checksum.end(), text.begin() + static_cast<std::ptrdiff_t>(before.size()));

  const auto opaque = std::string_view{text.data(), size}.substr(head.size());
  TokenValue minted{id, base::Secret{opaque}, digest_of(opaque)};
  explicit_bzero(bytes.data(), bytes.size());
  explicit_bzero(text.data(), text.size());
  return minted;
}

std::optional<TokenValue> value_of(std::string_view text) {
  auto presented = parse(text);
  if (!presented) return std::nullopt;
  return TokenValue{std::move(presented->id), base::Secret{presented->opaque}, digest_of(presented->opaque)};
}

}  // namespace jeton::credential
