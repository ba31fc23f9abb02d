#include "crypto/random.h"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cstdint>
#include <set>
#include <vector>

namespace jeton::crypto {
namespace {

TEST(SystemRandom, DoesNotRepeatItself) {
  SystemRandom random;
  std::set<std::array<std::byte, 16>> seen;
  for (int i = 0; i < 1000; ++i) {
    std::array<std::byte, 16> bytes{};
    random.fill(bytes);
    EXPECT_TRUE(seen.insert(bytes).second);
  }
}

TEST(SystemRandom, FillsTheWholeSpanEvenly) {
  SystemRandom random;
  std::vector<std::byte> bytes(100'000);
  random.fill(bytes);
  std::int64_t ones = 0;
  for (const auto byte : bytes) ones += std::popcount(std::to_integer<std::uint8_t>(byte));
  // 800 000 coin flips: a standard deviation is 447; ten of them happen never.
  EXPECT_NEAR(static_cast<double>(ones), 400'000.0, 4'500.0);
  random.fill({});
}

}  // namespace
}  // namespace jeton::crypto
