#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace jeton::base {

/// The source of randomness. `crypto/random.h` has the one used in production; tests supply a seeded
/// one. Implementations are safe to call from any thread.
class RandomSource {
 public:
  virtual ~RandomSource() = default;
  virtual void fill(std::span<std::byte> bytes) = 0;
};

/// A value in [0, bound), each equally likely. `bound` is at least 1.
std::uint64_t uniform_below(RandomSource& random, std::uint64_t bound);

}  // namespace jeton::base
