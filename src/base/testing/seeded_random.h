#pragma once

#include <cstdint>
#include <mutex>
#include <random>

#include "base/random.h"

namespace jeton::base::testing {

/// The same bytes for the same seed, on every machine. When it dies inside a failed test it prints the seed;
/// the environment variable `JETON_TEST_SEED` takes the place of every seed given in code. Safe from any
/// thread, though the bytes are then dealt out as the threads come.
class SeededRandom final : public RandomSource {
 public:
  explicit SeededRandom(std::uint64_t seed = 1);
  ~SeededRandom() override;
  SeededRandom(const SeededRandom&) = delete;
  SeededRandom& operator=(const SeededRandom&) = delete;

  void fill(std::span<std::byte> bytes) override;
  [[nodiscard]] std::uint64_t seed() const noexcept { return seed_; }

 private:
  const std::uint64_t seed_;
  std::mutex mutex_;
  std::mt19937_64 engine_;
};

}  // namespace jeton::base::testing
