#include "replica/layout.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/limits.h"
#include "replica/replica_fixture_test.h"
#include "replica/slot.h"

namespace jeton::replica {
namespace {

TEST(LayoutTest, HasItsPartsOneAfterTheOtherOnPagesOfTheirOwn) {
  const auto layout = layout_of({.slots = 1030, .set_units = 300});
  EXPECT_EQ(layout.slots_at, 4096U);
  EXPECT_EQ(layout.grants_at, 4096U + 17 * 4096) << "1030 slots of 64 bytes";
  EXPECT_EQ(layout.extensions_at, layout.grants_at + 9 * 4096) << "1030 grants of 32 bytes";
  EXPECT_EQ(layout.sets_at, layout.extensions_at + 17 * 4096);
  EXPECT_EQ(layout.file_bytes, layout.sets_at + 2 * 4096) << "300 units of 16 bytes";
}

TEST(LayoutTest, HasRoomForAQuarterMore) {
  EXPECT_EQ(slots_for(0), 1024U);
  EXPECT_EQ(slots_for(614), 1024U);
  EXPECT_EQ(slots_for(615), 1025U);
  EXPECT_EQ(slots_for(3'000'000), 5'000'000U);
  EXPECT_EQ(used_slots_max(5'000'000), 3'750'000U);
  EXPECT_EQ(used_slots_max(1024), 768U);
}

// The arithmetic of docs/formats/replica.md.
TEST(LayoutTest, TakesAtMost107BytesForTheSlotOfAToken) {
  for (const std::uint64_t tokens : {10'000U, 1'000'000U, 10'000'000U}) {
    const auto slots = slots_for(tokens);
    EXPECT_LE(slots * kSlotBytes, tokens * 107) << "when it has just grown";
    EXPECT_LE(slots * kSlotBytes, used_slots_max(static_cast<std::uint32_t>(slots)) * std::uint64_t{86})
        << "before it grows";
  }
}

TEST(LayoutTest, TheLargestReplicaIsWithinTheLimitOfTheFile) {
  const auto slots = slots_for(base::kReplicaTokensMax);
  ASSERT_LE(slots, 0xffff'ffffU);
  const Capacity largest{.slots = static_cast<std::uint32_t>(slots),
                         .set_units = static_cast<std::uint32_t>(base::kReplicaSetBytesMax / kSetUnitBytes)};
  EXPECT_LE(layout_of(largest).file_bytes, base::kReplicaFileBytesMax);
  EXPECT_GE(layout_of(largest).file_bytes, base::kReplicaFileBytesMax * 9 / 10)
      << "the limit is not arbitrary";
}

/// Ids that follow one another, as a platform file may have them, spread like random ones.
TEST(LayoutTest, SpreadsIdsEvenly) {
  constexpr std::uint32_t kSlots = 1000;
  constexpr std::uint64_t kIds = 100'000;
  for (const Word seed : {Word{0}, Word{1}, ~Word{0}}) {
    std::vector<int> hits(kSlots);
    for (std::uint64_t i = 0; i < kIds; ++i) {
      const auto id = PackedId::of(token_id(i));
      ++hits.at(home_slot(id.head(), id.tail(), seed, kSlots));
    }
    double squares = 0;
    for (const int hit : hits) squares += std::pow(hit - 100.0, 2) / 100;
    // Of 999 degrees of freedom: six standard deviations around the mean.
    EXPECT_GT(squares, 999 - 6 * 45) << seed;
    EXPECT_LT(squares, 999 + 6 * 45) << seed;
  }
}

TEST(LayoutTest, TheLastGroupAndTheSeedMoveAnId) {
  int moved = 0;
  for (std::uint16_t tail = 1; tail <= 100; ++tail) {
    moved += static_cast<int>(home_slot(1, tail, 0, 1'000'000) != home_slot(1, 0, 0, 1'000'000));
    moved += static_cast<int>(home_slot(tail, 0, 1, 1'000'000) != home_slot(tail, 0, 0, 1'000'000));
  }
  EXPECT_EQ(moved, 200);
}

TEST(LayoutTest, KeepsIdsInOrderWhenItGrows) {
  std::uint32_t before = 0;
  std::uint32_t after = 0;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> places;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    const auto head = PackedId::of(token_id(i)).head();
    places.emplace_back(home_slot(head, 0, 5, 1024), home_slot(head, 0, 5, 1706));
  }
  std::sort(places.begin(), places.end());
  for (const auto& [small, large] : places) {
    if (small > before) {
      EXPECT_GE(large, after);
    }
    before = small;
    after = std::max(after, large);
  }
}

}  // namespace
}  // namespace jeton::replica
