#include "replica/extension.h"

#include <array>
#include <bit>
#include <cstddef>

#include "replica/check_code.h"
#include "replica/slot.h"

namespace jeton::replica {
namespace {

constexpr std::size_t kNotBefore = 0;
constexpr std::size_t kExpires = 1;
constexpr std::size_t kSecondExpires = 2;
constexpr std::size_t kSecond = 3;  // whether there is a second digest; the check code in the lower half
constexpr std::size_t kDigest = 4;

using DigestWords = std::array<Word, 4>;
static_assert(sizeof(DigestWords) == sizeof(domain::Digest));

std::uint32_t check_of(Words words, Word second, Word salt) noexcept {
  return CheckCode{salt}
      .add(words.load(kNotBefore), words.load(kExpires))
      .add(words.load(kSecondExpires), second)
      .add(words.load(kDigest), words.load(kDigest + 1))
      .add(words.load(kDigest + 2), words.load(kDigest + 3))
      .code();
}

}  // namespace

void write_extension(Words words, const Extension& extension, Word salt) noexcept {
  words.store(kNotBefore, extension.not_before);
  words.store(kExpires, extension.expires_at);
  words.store(kSecondExpires, extension.second_expires_at);
  const auto digest = std::bit_cast<DigestWords>(extension.second_digest.value_or(domain::Digest{}));
  for (std::size_t i = 0; i < digest.size(); ++i) words.store(kDigest + i, digest[i]);
  const Word second = extension.second_digest ? 1 : 0;
  words.store(kSecond, second << 32 | check_of(words, second, salt));
}

std::optional<Extension> read_extension(Words words, Word salt) noexcept {
  const auto last = words.load(kSecond);
  const auto second = last >> 32;
  if (second > 1 || static_cast<std::uint32_t>(last) != check_of(words, second, salt)) return std::nullopt;
  Extension extension;
  extension.not_before = words.load(kNotBefore);
  extension.expires_at = words.load(kExpires);
  extension.second_expires_at = words.load(kSecondExpires);
  if (second == 1) {
    extension.second_digest = std::bit_cast<domain::Digest>(DigestWords{
        words.load(kDigest), words.load(kDigest + 1), words.load(kDigest + 2), words.load(kDigest + 3)});
  }
  return extension;
}

}  // namespace jeton::replica
