#include "base/random.h"

#include <array>
#include <cstring>
#include <limits>

#include "base/check.h"

namespace jeton::base {

std::uint64_t uniform_below(RandomSource& random, std::uint64_t bound) {
  JETON_ASSERT(bound >= 1);
  // Values past the largest multiple of `bound` are thrown away: a plain modulo would favour small ones.
  const std::uint64_t usable =
      std::numeric_limits<std::uint64_t>::max() - std::numeric_limits<std::uint64_t>::max() % bound;
  for (;;) {
    std::array<std::byte, sizeof(std::uint64_t)> bytes{};
    random.fill(bytes);
    std::uint64_t value = 0;
    std::memcpy(&value, bytes.data(), sizeof value);
    if (value < usable) return value % bound;
  }
}

}  // namespace jeton::base
