#include "base/random.h"

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <deque>
#include <vector>

#include "base/testing/seeded_random.h"

namespace jeton::base {
namespace {

using testing::SeededRandom;

/// Deals out the values given, eight bytes each.
class ScriptedRandom final : public RandomSource {
 public:
  explicit ScriptedRandom(std::deque<std::uint64_t> values) : values_{std::move(values)} {}

  void fill(std::span<std::byte> bytes) override {
    ASSERT_EQ(bytes.size(), sizeof(std::uint64_t));
    ASSERT_FALSE(values_.empty());
    std::memcpy(bytes.data(), &values_.front(), bytes.size());
    values_.pop_front();
  }
  [[nodiscard]] std::size_t left() const { return values_.size(); }

 private:
  std::deque<std::uint64_t> values_;
};

TEST(UniformBelow, StaysBelowTheBound) {
  SeededRandom random;
  for (const std::uint64_t bound :
       {std::uint64_t{1}, std::uint64_t{2}, std::uint64_t{62}, std::uint64_t{10'000}, ~std::uint64_t{0}}) {
    for (int i = 0; i < 1000; ++i) ASSERT_LT(uniform_below(random, bound), bound);
  }
}

TEST(UniformBelow, DrawsAgainWhenTheValueWouldFavourSmallOnes) {
  // 2^64 - 1 is a multiple of 3, 5 and 15; of 7 the largest below it is 2^64 - 2.
  ScriptedRandom random{{~std::uint64_t{0}, ~std::uint64_t{0} - 1, 9}};
  EXPECT_EQ(uniform_below(random, 7), 2u);
  EXPECT_EQ(random.left(), 0u);
}

TEST(UniformBelow, EveryValueComesAboutAsOften) {
  SeededRandom random;
  std::array<int, 10> seen{};
  for (int i = 0; i < 100'000; ++i) ++seen.at(uniform_below(random, seen.size()));
  // Ten cells of 10 000: a standard deviation is 95, five of them 474.
  for (const int count : seen) EXPECT_NEAR(count, 10'000, 500);
}

TEST(UniformBelowDeathTest, ABoundOfZeroIsABug) {
  SeededRandom random;
  EXPECT_DEATH(static_cast<void>(uniform_below(random, 0)), "bound");
}

TEST(SeededRandom, TheSameSeedGivesTheSameBytesHoweverTheyAreTaken) {
  SeededRandom whole{42};
  SeededRandom pieces{42};
  std::vector<std::byte> a(64);
  std::vector<std::byte> b(64);
  whole.fill(a);
  pieces.fill(std::span{b}.first(1));
  pieces.fill(std::span{b}.subspan(1, 40));
  pieces.fill(std::span{b}.subspan(41));
  EXPECT_EQ(a, b);
  SeededRandom other{43};
  std::vector<std::byte> c(64);
  other.fill(c);
  // One variable may stand in for every seed.
  EXPECT_EQ(a == c, whole.seed() == other.seed());
}

}  // namespace
}  // namespace jeton::base
