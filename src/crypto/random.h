#pragma once

#include "base/random.h"

namespace jeton::crypto {

/// libsodium's generator, seeded by the kernel. Never fails.
class SystemRandom final : public base::RandomSource {
 public:
  SystemRandom();
  void fill(std::span<std::byte> bytes) override;
};

}  // namespace jeton::crypto
