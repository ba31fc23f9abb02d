#pragma once

#include "base/random.h"
#include "base/secret.h"

namespace jeton::crypto {

/// libsodium's generator, seeded by the kernel. Never fails.
class SystemRandom final : public base::RandomSource {
 public:
  SystemRandom();
  void fill(std::span<std::byte> bytes) override;
};

/// A secret of 256 bits for links and sessions: 64 hexadecimal digits.
base::Secret draw_secret(base::RandomSource& random);

}  // namespace jeton::crypto
