#include "api/stream_slots.h"

#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <thread>
#include <vector>

namespace jeton::api {
namespace {

TEST(StreamSlots, AreAsManyAsTheyAre) {
  const StreamSlots slots{2};
  auto first = slots.take();
  const auto second = slots.take();
  EXPECT_TRUE(first && second);
  EXPECT_FALSE(slots.take());
  first.reset();
  EXPECT_TRUE(slots.take());
}

TEST(StreamSlots, ComeBackWithTheLastCopy) {
  const StreamSlots slots{1};
  auto slot = slots.take();
  auto copy = slot;
  slot.reset();
  EXPECT_FALSE(slots.take());
  copy.reset();
  EXPECT_TRUE(slots.take());
}

TEST(StreamSlots, MayComeBackWhenTheyHaveGone) {
  std::optional<StreamSlots> slots{1};
  auto slot = slots->take();
  slots.reset();
  slot.reset();
}

TEST(StreamSlots, AreNeverGivenTwice) {
  const StreamSlots slots{3};
  std::atomic<int> held = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 1000; ++round) {
        const auto slot = slots.take();
        if (!slot) continue;
        EXPECT_LE(++held, 3);
        --held;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_TRUE(slots.take());
}

}  // namespace
}  // namespace jeton::api
