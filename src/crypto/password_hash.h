#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/result.h"
#include "base/secret.h"

namespace jeton::crypto {

/// The cost of one hash. The defaults are libsodium's "interactive" figures.
struct PasswordCost {
  std::uint64_t operations = 2;
  std::size_t memory_bytes = std::size_t{64} * 1024 * 1024;
};

/// Argon2id in the encoded form (`$argon2id$v=19$…`), of the password in normal form C. Errors: unavailable
/// when memory runs out.
base::Result<std::string> hash_password(const base::Secret& password, const PasswordCost& cost);

/// Whether `password` has the hash `encoded`. Takes as long as hashing does; twice as long for one that is
/// not in normal form C.
bool verify_password(const base::Secret& password, const std::string& encoded) noexcept;

}  // namespace jeton::crypto
