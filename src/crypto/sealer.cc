#include "crypto/sealer.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/check.h"
#include "base/hex.h"
#include "crypto/digest.h"

namespace jeton::crypto {
namespace {

constexpr std::string_view kVersion = "v1";
constexpr std::size_t kKeySize = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kKeyIdSizeMax = 32;
constexpr int kBase64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

/// Bytes on the stack that are wiped when they go.
template <std::size_t size>
struct WipedArray {
  WipedArray() = default;
  WipedArray(const WipedArray&) = delete;
  WipedArray& operator=(const WipedArray&) = delete;
  ~WipedArray() { sodium_memzero(bytes.data(), size); }

  std::array<unsigned char, size> bytes{};
};

const unsigned char* as_unsigned(std::string_view text) noexcept {
  return reinterpret_cast<const unsigned char*>(text.data());
}

bool is_key_id(std::string_view text) noexcept {
  return !text.empty() && text.size() <= kKeyIdSizeMax && std::all_of(text.begin(), text.end(), [](char c) {
    return base::is_ascii_letter_or_digit(c) || c == '-' || c == '_';
  });
}

base::Error broken_line(std::size_t number, std::string_view rule) {
  return base::Error::invalid("keys", fmt::format("Line {} of the keys {}.", number, rule));
}

/// The key that 64 hexadecimal digits spell, or an empty secret.
base::Secret key_from_hex(std::string_view digits) {
  if (digits.size() != kKeySize * 2) return {};
  WipedArray<kKeySize> key;
  std::size_t size = 0;
  const char* end = nullptr;
  if (sodium_hex2bin(key.bytes.data(), key.bytes.size(), digits.data(), digits.size(), nullptr, &size,
                     &end) != 0 ||
      size != kKeySize || end != digits.data() + digits.size()) {
    return {};
  }
  return base::Secret{{reinterpret_cast<const char*>(key.bytes.data()), kKeySize}};
}

/// What is authenticated beside the text: version and key id too, so that neither can be exchanged.
std::string bound_to(std::string_view key_id, std::string_view context) {
  return fmt::format("{}.{}.{}", kVersion, key_id, context);
}

constexpr std::string_view kCheckText = "jeton sealing key";

/// No id of a token or membership begins like this.
std::string check_context(std::string_view key_id) {
  return fmt::format("sealing key {}", key_id);
}

struct Parts {
  std::string_view key_id;
  std::string_view encoded;
};

/// What a sealed value consists of; nothing for a text that is none.
std::optional<Parts> parts_of(std::string_view sealed) {
  const auto first = sealed.find('.');
  const auto second = first == sealed.npos ? sealed.npos : sealed.find('.', first + 1);
  if (second == sealed.npos || sealed.substr(0, first) != kVersion) return std::nullopt;
  return Parts{sealed.substr(first + 1, second - first - 1), sealed.substr(second + 1)};
}

base::Error does_not_open() {
  return base::Error::internal("a sealed value does not open");
}

}  // namespace

base::Result<KeyRing> KeyRing::parse(const base::Secret& text) {
  JETON_ASSERT(sodium_init() >= 0);
  KeyRing ring;
  auto rest = text.reveal();  // to read the keys
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const auto end = std::min(rest.find('\n'), rest.size());
    auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    const auto blank = line.find(' ');
    if (blank == line.npos)
      return broken_line(number, "must be a key id, one space and 64 hexadecimal digits");
    const auto id = line.substr(0, blank);
    if (!is_key_id(id)) {
      return broken_line(number, "must start with a key id of at most 32 letters, digits, - and _");
    }
    auto key = key_from_hex(line.substr(blank + 1));
    if (key.empty()) return broken_line(number, "must have 64 hexadecimal digits after the key id");
    if (!ring.keys_.emplace(id, std::move(key)).second) return broken_line(number, "repeats a key id");
    if (ring.current_.empty()) ring.current_ = id;
  }
  if (ring.keys_.empty()) return base::Error::invalid("keys", "No keys were found.");
  return ring;
}

base::Secret KeyRing::generate(base::RandomSource& random) {
  std::array<std::byte, 4> id{};
  random.fill(id);
  WipedArray<kKeySize> key;
  random.fill(std::as_writable_bytes(std::span{key.bytes}));
  WipedArray<kKeySize * 2 + 1> digits;
  auto* const hex = reinterpret_cast<char*>(digits.bytes.data());
  sodium_bin2hex(hex, digits.bytes.size(), key.bytes.data(), key.bytes.size());
  auto line = fmt::format("k{} {}\n", base::to_hex(id), std::string_view{hex, kKeySize * 2});
  base::Secret text{line};
  sodium_memzero(line.data(), line.size());
  return text;
}

const base::Secret* KeyRing::find(std::string_view key_id) const {
  const auto found = keys_.find(key_id);
  return found == keys_.end() ? nullptr : &found->second;
}

Sealer::Sealer(KeyRing keys, base::RandomSource& random) : keys_{std::move(keys)}, random_{random} {
  JETON_ASSERT(sodium_init() >= 0);
}

std::string Sealer::seal(const base::Secret& secret, std::string_view context) const {
  return seal_under(keys_.current_key_id(), secret, context);
}

bool Sealer::has_key_of(std::string_view sealed) const {
  const auto parts = parts_of(sealed);
  return parts && has_key(parts->key_id);
}

std::string Sealer::check_value(std::string_view key_id) const {
  return seal_under(key_id, base::Secret{kCheckText}, check_context(key_id));
}

bool Sealer::passes_check(std::string_view key_id, std::string_view value) const {
  const auto parts = parts_of(value);
  if (!parts || parts->key_id != key_id) return false;
  const auto opened = open(value, check_context(key_id));
  return opened.has_value() && opened->reveal() == kCheckText;  // it is no secret
}

std::string Sealer::seal_under(std::string_view key_id, const base::Secret& secret,
                               std::string_view context) const {
  const auto* const key = keys_.find(key_id);
  JETON_ASSERT(key != nullptr);
  std::array<unsigned char, kNonceSize> nonce{};
  random_.fill(std::as_writable_bytes(std::span{nonce}));

  const auto plain = secret.reveal();  // to encrypt it
  const auto bound = bound_to(key_id, context);
  std::vector<unsigned char> sealed(kNonceSize + plain.size() + kTagSize);
  std::copy(nonce.begin(), nonce.end(), sealed.begin());
  crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + kNonceSize, nullptr, as_unsigned(plain),
                                             plain.size(), as_unsigned(bound), bound.size(), nullptr,
                                             nonce.data(), as_unsigned(key->reveal()));

  std::string encoded(sodium_base64_encoded_len(sealed.size(), kBase64), '\0');
  sodium_bin2base64(encoded.data(), encoded.size(), sealed.data(), sealed.size(), kBase64);
  encoded.pop_back();  // the terminating zero
  return fmt::format("{}.{}.{}", kVersion, key_id, encoded);
}

base::Result<base::Secret> Sealer::open(std::string_view sealed, std::string_view context) const {
  const auto parts = parts_of(sealed);
  if (!parts) return does_not_open();
  const auto [key_id, encoded] = *parts;
  const auto* const key = keys_.find(key_id);
  if (key == nullptr || encoded.size() < kNonceSize + kTagSize) return does_not_open();

  std::vector<unsigned char> bytes(encoded.size());
  std::size_t size = 0;
  const char* end = nullptr;
  if (sodium_base642bin(bytes.data(), bytes.size(), encoded.data(), encoded.size(), nullptr, &size, &end,
                        kBase64) != 0 ||
      end != encoded.data() + encoded.size() || size < kNonceSize + kTagSize) {
    return does_not_open();
  }

  const auto bound = bound_to(key_id, context);
  std::vector<unsigned char> plain(size - kNonceSize - kTagSize);
  const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
      plain.data(), nullptr, nullptr, bytes.data() + kNonceSize, size - kNonceSize, as_unsigned(bound),
      bound.size(), bytes.data(), as_unsigned(key->reveal()));
  if (opened != 0) return does_not_open();
  base::Secret secret{{reinterpret_cast<const char*>(plain.data()), plain.size()}};
  if (!plain.empty()) sodium_memzero(plain.data(), plain.size());
  return secret;
}

}  // namespace jeton::crypto
