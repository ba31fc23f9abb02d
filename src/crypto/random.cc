#include "crypto/random.h"

#include <sodium.h>

#include "base/check.h"

namespace jeton::crypto {

SystemRandom::SystemRandom() {
  JETON_ASSERT(sodium_init() >= 0);
}

void SystemRandom::fill(std::span<std::byte> bytes) {
  // libsodium wants a place even for no bytes.
  if (!bytes.empty()) randombytes_buf(bytes.data(), bytes.size());
}

}  // namespace jeton::crypto
