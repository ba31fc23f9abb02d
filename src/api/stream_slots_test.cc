#include "api/stream_slots.h"

#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <thread>
#include <vector>

namespace jeton::api {
namespace {

using base::ErrorKind;

TEST(StreamSlots, AreAsManyAsTheyAre) {
  const StreamSlots slots{{.all = 2, .per_owner = 2}};
  auto first = slots.take("a");
  const auto second = slots.take("b");
  EXPECT_TRUE(first.has_value() && second.has_value());
  const auto refused = slots.take("c");
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().kind(), ErrorKind::kUnavailable);
  first->reset();
  EXPECT_TRUE(slots.take("c").has_value());
}

TEST(StreamSlots, OneOwnerTakesNoMoreThanItsShare) {
  const StreamSlots slots{{.all = 4, .per_owner = 2}};
  auto first = slots.take("a");
  const auto second = slots.take("a");
  const auto refused = slots.take("a");
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().kind(), ErrorKind::kTooManyRequests);
  EXPECT_EQ(refused.error().message(), "The account already streams as many lists as it may at once: 2.");
  const auto other = slots.take("b");
  EXPECT_TRUE(other.has_value());
  first->reset();
  EXPECT_TRUE(slots.take("a").has_value());
}

TEST(StreamSlots, ComeBackWithTheLastCopy) {
  const StreamSlots slots{{.all = 1, .per_owner = 1}};
  auto slot = *slots.take("a");
  auto copy = slot;
  slot.reset();
  EXPECT_TRUE(slots.take("a").has_error());
  EXPECT_TRUE(slots.take("b").has_error());
  copy.reset();
  EXPECT_TRUE(slots.take("a").has_value());
}

TEST(StreamSlots, MayComeBackWhenTheyHaveGone) {
  std::optional<StreamSlots> slots{StreamSlots::Bounds{}};
  auto slot = *slots->take("a");
  slots.reset();
  slot.reset();
}

TEST(StreamSlots, AreNeverGivenTwice) {
  const StreamSlots slots{{.all = 3, .per_owner = 2}};
  std::atomic<int> held = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 1000; ++round) {
        const auto slot = slots.take(i % 2 == 0 ? "even" : "odd");
        if (slot.has_error()) continue;
        EXPECT_LE(++held, 3);
        --held;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_TRUE(slots.take("even").has_value());
}

TEST(StreamSlots, BelongToTheAccountAndWithoutOneToTheAddress) {
  domain::Caller caller;
  caller.origin.ip = "203.0.113.7";
  EXPECT_EQ(slot_owner(caller), "address 203.0.113.7");
  caller.account = domain::AccountId::parse("ACC-2000-0001");
  EXPECT_EQ(slot_owner(caller), "account ACC-2000-0001");
}

}  // namespace
}  // namespace jeton::api
