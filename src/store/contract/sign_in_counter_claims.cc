#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>
#include <thread>

#include "store/contract/claims.h"
#include "store/contract/samples.h"

namespace jeton::store::contract {
namespace {

using domain::SignInCounter;
using domain::UnitOfWork;

std::vector<SignInCounter> count(domain::Store& store, const std::vector<std::string>& digests,
                                 std::int64_t now, std::int64_t ends) {
  std::vector<SignInCounter> counters;
  write(store, [&](UnitOfWork& unit) {
    counters = must(unit.sign_in_counters().increment(digests, at(now), at(ends)));
  });
  return counters;
}

/// The tally of one counter at `now`; 0 when there is none.
std::int64_t tally(domain::Store& store, const std::string& digest, std::int64_t now) {
  const auto found = must(reader(store)->sign_in_counters().find({digest}, at(now)));
  return found.empty() ? 0 : found.front().tally;
}

void CounterCountsInsideItsWindow(Database& database) {
  const auto store = database.open();
  const auto first = count(*store, {"a"}, 1, 100);
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first.front().digest, "a");
  EXPECT_EQ(first.front().tally, 1);
  EXPECT_EQ(first.front().ends_at, at(100));
  // The window stays the first one's.
  const auto second = count(*store, {"a"}, 99, 200).front();
  EXPECT_EQ(second.tally, 2);
  EXPECT_EQ(second.ends_at, at(100));
  EXPECT_EQ(tally(*store, "a", 99), 2);
  EXPECT_EQ(tally(*store, "b", 99), 0);
  // Over at its end, and not one before.
  EXPECT_EQ(tally(*store, "a", 100), 0);
  const auto third = count(*store, {"a"}, 100, 200).front();
  EXPECT_EQ(third.tally, 1);
  EXPECT_EQ(third.ends_at, at(200));
}

void CountersAreCountedTogetherOrNotAtAll(Database& database) {
  const auto store = database.open();
  {
    const auto unit = must(store->begin_write());
    EXPECT_EQ(must(unit->sign_in_counters().increment({"b", "a"}, at(1), at(100))).size(), 2U);
  }
  EXPECT_EQ(tally(*store, "a", 1), 0);
  EXPECT_EQ(tally(*store, "b", 1), 0);
  count(*store, {"b", "a"}, 1, 100);
  EXPECT_EQ(must(reader(*store)->sign_in_counters().find({"a", "b", "c"}, at(1))).size(), 2U);
}

void CounterIsTakenBackInItsOwnWindowAlone(Database& database) {
  const auto store = database.open();
  const auto old = count(*store, {"a"}, 1, 100);
  count(*store, {"a"}, 2, 100);
  write(*store, [&](UnitOfWork& unit) { must(unit.sign_in_counters().settle(old, {})); });
  EXPECT_EQ(tally(*store, "a", 3), 1);
  count(*store, {"a"}, 100, 200);
  write(*store, [&](UnitOfWork& unit) { must(unit.sign_in_counters().settle(old, {})); });
  EXPECT_EQ(tally(*store, "a", 100), 1);
  // Never below nothing: what is taken back twice would let one more through.
  const auto recent = count(*store, {"b"}, 100, 200);
  write(*store, [&](UnitOfWork& unit) {
    must(unit.sign_in_counters().settle(recent, {}));
    must(unit.sign_in_counters().settle(recent, {}));
  });
  EXPECT_EQ(count(*store, {"b"}, 100, 200).front().tally, 1);
}

void CounterIsRemovedAlone(Database& database) {
  const auto store = database.open();
  count(*store, {"a", "b", "c"}, 1, 100);
  write(*store, [](UnitOfWork& unit) { must(unit.sign_in_counters().settle({}, {"a", "c", "unknown"})); });
  EXPECT_EQ(tally(*store, "a", 1), 0);
  EXPECT_EQ(tally(*store, "b", 1), 1);
  EXPECT_EQ(tally(*store, "c", 1), 0);
}

// Whoever counts and whoever settles hold the counters in one order: neither waits for the other in a circle.
void CountingAndSettlingDoNotWaitForEachOther(Database& database) {
  const auto store = database.open();
  const auto forgets = [&](const std::string& forgotten, const std::string& given_back) {
    for (int round = 0; round < 10; ++round) {
      const auto counted = count(*store, {"a", "b"}, 1, 1000);
      auto kept = counted;
      std::erase_if(kept, [&](const auto& counter) { return counter.digest != given_back; });
      write(*store, [&](UnitOfWork& unit) { must(unit.sign_in_counters().settle(kept, {forgotten})); });
    }
  };
  {
    std::jthread first{forgets, "a", "b"};
    std::jthread second{forgets, "b", "a"};
    std::jthread third{forgets, "b", "a"};
  }
  EXPECT_LE(tally(*store, "a", 1), 30);
}

void ExpiredCountersAreRemovedTheOldestFirst(Database& database) {
  const auto store = database.open();
  for (const int moment : {99, 98, 100, 101}) count(*store, {"c" + std::to_string(moment)}, 1, moment);
  write(*store, [](UnitOfWork& unit) { must(unit.sign_in_counters().remove_expired(at(100), 2)); });
  EXPECT_EQ(tally(*store, "c98", 1), 0);
  EXPECT_EQ(tally(*store, "c99", 1), 0);
  EXPECT_EQ(tally(*store, "c100", 1), 1);
  write(*store, [](UnitOfWork& unit) { must(unit.sign_in_counters().remove_expired(at(100), 2)); });
  EXPECT_EQ(tally(*store, "c100", 1), 0);
  EXPECT_EQ(tally(*store, "c101", 1), 1);
}

// Each number is given out once, whatever the order in which the counters are named, and whoever removes old
// ones meanwhile.
void NoTwoAreGivenTheSameNumber(Database& database) {
  const auto store = database.open();
  constexpr int kThreads = 4;
  constexpr int kRounds = 10;
  for (int number = 0; number < 50; ++number) count(*store, {"old" + std::to_string(number)}, 1, 10);
  std::mutex mutex;
  std::vector<std::int64_t> numbers;
  const auto attempt = [&](std::vector<std::string> digests) {
    for (int round = 0; round < kRounds; ++round) {
      write(*store, [&](UnitOfWork& unit) {
        const auto counters = must(unit.sign_in_counters().increment(digests, at(20), at(1000)));
        must(unit.sign_in_counters().remove_expired(at(20), 3));
        const std::lock_guard lock{mutex};
        for (const auto& counter : counters) {
          if (counter.digest == "a") numbers.push_back(counter.tally);
        }
      });
    }
  };
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back(
          attempt, i % 2 == 0 ? std::vector<std::string>{"a", "b"} : std::vector<std::string>{"b", "a"});
    }
  }
  std::sort(numbers.begin(), numbers.end());
  ASSERT_EQ(numbers.size(), static_cast<std::size_t>(kThreads * kRounds));
  for (std::size_t i = 0; i < numbers.size(); ++i) EXPECT_EQ(numbers[i], static_cast<std::int64_t>(i) + 1);
  EXPECT_EQ(tally(*store, "b", 20), kThreads * kRounds);
}

}  // namespace

Claims sign_in_counter_claims() {
  return {JETON_CLAIM(CounterCountsInsideItsWindow),
          JETON_CLAIM(CountersAreCountedTogetherOrNotAtAll),
          JETON_CLAIM(CounterIsTakenBackInItsOwnWindowAlone),
          JETON_CLAIM(CounterIsRemovedAlone),
          JETON_CLAIM(CountingAndSettlingDoNotWaitForEachOther),
          JETON_CLAIM(ExpiredCountersAreRemovedTheOldestFirst),
          JETON_CLAIM(NoTwoAreGivenTheSameNumber)};
}

}  // namespace jeton::store::contract
