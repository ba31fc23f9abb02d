#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"

namespace jeton::crypto {

/// The keys that values are sealed under, by key id; one of them is for new values. Text form, one
/// key a line, the current one first: `<key id> <64 hex digits>`; lines starting with `#` are comments.
class KeyRing {
 public:
  /// Errors: invalid at `keys`, with the line's number and never its content.
  static base::Result<KeyRing> parse(const base::Secret& text);
  /// The text form of a ring with one new key.
  static base::Secret generate(base::RandomSource& random);

  [[nodiscard]] const std::string& current_key_id() const noexcept { return current_; }
  /// The key, or nothing.
  [[nodiscard]] const base::Secret* find(std::string_view key_id) const;

 private:
  std::string current_;
  std::map<std::string, base::Secret, std::less<>> keys_;
};

/// Seals short secrets with XChaCha20-Poly1305, bound to a context such as the token's id, so that a sealed
/// value moved to another row does not open. Safe from any thread.
class Sealer {
 public:
  Sealer(KeyRing keys, base::RandomSource& random);

  /// `v1.<key id>.<base64url of nonce and ciphertext>`.
  [[nodiscard]] std::string seal(const base::Secret& secret, std::string_view context) const;
  /// Errors: internal for an unknown key, another context or a changed byte; never says more.
  [[nodiscard]] base::Result<base::Secret> open(std::string_view sealed, std::string_view context) const;

  [[nodiscard]] const std::string& current_key_id() const noexcept { return keys_.current_key_id(); }
  [[nodiscard]] bool has_key(std::string_view key_id) const { return keys_.find(key_id) != nullptr; }
  /// Whether the key that `sealed` names is in the ring: an abandoned one is not.
  [[nodiscard]] bool has_key_of(std::string_view sealed) const;
  /// A known text sealed under the key, which is in the ring: it distinguishes that key from another with the
  /// same id.
  [[nodiscard]] std::string check_value(std::string_view key_id) const;
  /// Whether `value` is a check value of that key.
  [[nodiscard]] bool passes_check(std::string_view key_id, std::string_view value) const;

 private:
  [[nodiscard]] std::string seal_under(std::string_view key_id, const base::Secret& secret,
                                       std::string_view context) const;

  KeyRing keys_;
  base::RandomSource& random_;
};

}  // namespace jeton::crypto
