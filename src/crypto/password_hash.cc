#include "crypto/password_hash.h"

#include <sodium.h>

#include <array>
#include <cstring>
#include <string_view>

#include "base/text.h"

namespace jeton::crypto {
namespace {

/// libsodium wants a place to read no bytes from, which a text without any need not have.
std::string_view not_null(std::string_view text) noexcept {
  return text.empty() ? std::string_view{""} : text;
}

/// A password as it is hashed (RFC 8265 section 4.2): keyboards write the same letter in several forms. Empty
/// for one that is in that form already, as nearly all are.
base::Secret normal_form_of(const base::Secret& password) {
  auto text = base::normalized(password.reveal());  // to bring it into the form
  base::Secret normal;
  if (text != password.reveal()) normal = base::Secret{text};  // to see whether it was
  explicit_bzero(text.data(), text.size());
  return normal;
}

bool verify(const base::Secret& password, const std::string& encoded) noexcept {
  const auto text = not_null(password.reveal());  // to hash it
  return crypto_pwhash_str_verify(encoded.c_str(), text.data(), text.size()) == 0;
}

}  // namespace

base::Result<std::string> hash_password(const base::Secret& password, const PasswordCost& cost) {
  std::array<char, crypto_pwhash_STRBYTES> encoded{};
  const auto normal = normal_form_of(password);
  const auto text = not_null((normal.empty() ? password : normal).reveal());  // to hash it
  if (sodium_init() < 0 || crypto_pwhash_str_alg(encoded.data(), text.data(), text.size(), cost.operations,
                                                 cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return base::Error::unavailable("no memory to hash a password");
  }
  return std::string{encoded.data()};
}

bool verify_password(const base::Secret& password, const std::string& encoded) noexcept {
  // libsodium reads the whole buffer as a string; a longer text is none of its own.
  if (sodium_init() < 0 || encoded.size() >= crypto_pwhash_STRBYTES) return false;
  const auto normal = normal_form_of(password);
  if (!normal.empty() && verify(normal, encoded)) return true;
  // One that was set before passwords were brought into one form, too.
  return verify(password, encoded);
}

}  // namespace jeton::crypto
