#include "credential/token_text.h"

#include <algorithm>
#include <array>
#include <boost/crc.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "base/check.h"
#include "base/limits.h"
#include "credential/base62.h"
#include "crypto/digest.h"

namespace jeton::credential {
namespace {

constexpr std::string_view kScheme = "idt:";
constexpr std::size_t kRandomBytes = 32;

bool is_opaque_character(char c) noexcept {
  return is_base62_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
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

bool is_opaque_part(std::string_view opaque, std::string_view text) noexcept {
  if (opaque.size() == kMintedOpaqueSize) {
    if (!std::all_of(opaque.begin(), opaque.end(), is_base62_digit)) return false;
    const auto checksum = checksum_of(text.substr(0, text.size() - kChecksumDigits));
    return std::equal(checksum.begin(), checksum.end(), opaque.end() - kChecksumDigits);
  }
  return opaque.size() >= kImportedOpaqueSizeMin && opaque.size() <= kImportedOpaqueSizeMax &&
         std::all_of(opaque.begin(), opaque.end(), is_opaque_character);
}

}  // namespace

std::optional<Presented> parse(std::string_view text) {
  if (text.size() > base::kCredentialBytesMax || !text.starts_with(kScheme)) return std::nullopt;
  const auto rest = text.substr(kScheme.size());
  const auto colon = rest.find(':');
  if (colon == rest.npos) return std::nullopt;
  const auto opaque = rest.substr(colon + 1);
  if (!is_opaque_part(opaque, text)) return std::nullopt;
  auto id = domain::TokenId::parse(rest.substr(0, colon));
  if (!id) return std::nullopt;
  return Presented{*std::move(id), opaque};
}

base::Secret mint(const domain::TokenId& id, base::RandomSource& random) {
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

  base::Secret minted{{text.data(), size}};
  explicit_bzero(bytes.data(), bytes.size());
  explicit_bzero(text.data(), text.size());
  return minted;
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

}  // namespace jeton::credential
