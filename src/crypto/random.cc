#include "crypto/random.h"

#include <sodium.h>

#include <array>
#include <cstring>

#include "base/check.h"
#include "base/hex.h"

namespace jeton::crypto {

SystemRandom::SystemRandom() {
  JETON_ASSERT(sodium_init() >= 0);
}

void SystemRandom::fill(std::span<std::byte> bytes) {
  // libsodium wants a place even for no bytes.
  if (!bytes.empty()) randombytes_buf(bytes.data(), bytes.size());
}

base::Secret draw_secret(base::RandomSource& random) {
  std::array<std::byte, 32> bytes{};
  random.fill(bytes);
  auto text = base::to_hex(bytes);
  base::Secret secret{text};
  explicit_bzero(text.data(), text.size());
  explicit_bzero(bytes.data(), bytes.size());
  return secret;
}

}  // namespace jeton::crypto
