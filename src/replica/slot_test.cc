#include "replica/slot.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>
#include <vector>

#include "replica/replica_fixture_test.h"

namespace jeton::replica {
namespace {

constexpr Word kSalt = 0x1234'5678'9abc'def0;

using Memory = std::array<Word, kSlotWords>;

/// Every field follows from `number`.
Slot slot_of(std::uint64_t number) {
  Slot slot;
  slot.token = PackedId{0x1234'5678'0000'0000 + number % 7, static_cast<std::uint16_t>(number)};
  slot.status = static_cast<domain::TokenStatus>(number % 3);
  slot.revision = static_cast<std::uint32_t>(number);
  slot.grant = static_cast<std::uint32_t>(number * 7);
  slot.extended = number % 2 == 1;
  slot.limit = number * 11 & kSlotLimitMax;
  slot.digest = numbered_digest(number);
  return slot;
}

TEST(Slot, IsReadAsItWasWritten) {
  Memory memory{};
  const Words words{memory.data()};
  std::vector<Slot> slots{{}, slot_of(1), slot_of(2), slot_of(3)};
  slots[0].token = PackedId{1, 0};
  slots[1].revision = slots[1].grant = 0xffff'ffff;
  slots[1].token = PackedId{0x9999'9999'9999'9999, 0x9999};
  slots[1].limit = kSlotLimitMax;
  for (const auto& slot : slots) {
    write_slot(words, slot, kSalt);
    const auto read = read_slot(words, kSalt);
    ASSERT_EQ(read.outcome, SlotOutcome::kRead);
    EXPECT_EQ(read.slot, slot);
    EXPECT_EQ(head_of(words), slot.token.head());
  }
}

TEST(Slot, HoldsNoTokenBeforeItIsUsedAndAfterARemoval) {
  Memory memory{};
  const Words words{memory.data()};
  EXPECT_EQ(read_slot(words, kSalt).outcome, SlotOutcome::kNoToken);
  EXPECT_EQ(head_of(words), kFreeHead);
  write_slot(words, slot_of(1), kSalt);
  remove_slot(words);
  EXPECT_EQ(read_slot(words, kSalt).outcome, SlotOutcome::kNoToken);
  EXPECT_EQ(head_of(words), kRemovedHead);
  EXPECT_TRUE(std::all_of(memory.begin() + 2, memory.end(), [](Word word) { return word == 0; }))
      << "nothing is left of the digest";
}

TEST(Slot, MovesItsSequenceWithEveryWrite) {
  Memory memory{};
  const Words words{memory.data()};
  write_slot(words, slot_of(1), kSalt);
  const auto first = memory[0];
  write_slot(words, slot_of(1), kSalt);
  EXPECT_NE(memory[0], first);
  // A reader that was suspended for 2^31 writes takes the check code; the sequence begins again.
  memory[0] |= 0xffff'fffe;
  write_slot(words, slot_of(5), kSalt);
  EXPECT_EQ(memory[0], Word{5} << 32);
  EXPECT_EQ(read_slot(words, kSalt).slot, slot_of(5));
}

TEST(Slot, IsDamagedWhenAnyBitIsAnother) {
  for (std::size_t bit = 1; bit < kSlotBytes * 8; ++bit) {
    Memory memory{};
    const Words words{memory.data()};
    write_slot(words, slot_of(4), kSalt);
    memory[bit / 64] ^= Word{1} << (bit % 64);
    const auto outcome = read_slot(words, kSalt).outcome;
    // The lower half of the first word is the sequence: any even one will do.
    EXPECT_EQ(outcome, bit < 32 ? SlotOutcome::kRead : SlotOutcome::kDamaged) << bit;
  }
}

TEST(Slot, IsDamagedInAnotherPlaceThanItsOwn) {
  Memory memory{};
  const Words words{memory.data()};
  write_slot(words, slot_of(4), kSalt);
  EXPECT_EQ(read_slot(words, kSalt + 1).outcome, SlotOutcome::kDamaged);
}

TEST(Slot, IsBusyWhenItsWriterWasKilledAndUsableAgainAfterARemoval) {
  Memory memory{};
  const Words words{memory.data()};
  write_slot(words, slot_of(1), kSalt);
  EXPECT_FALSE(is_half_written(words));
  memory[0] |= 1;
  EXPECT_TRUE(is_half_written(words));
  EXPECT_EQ(read_slot(words, kSalt).outcome, SlotOutcome::kBusy);
  remove_slot(words);
  EXPECT_FALSE(is_half_written(words));
  EXPECT_EQ(read_slot(words, kSalt).outcome, SlotOutcome::kNoToken);
}

// Under the thread sanitizer this shows too that no access races.
TEST(Slot, IsNeverReadAsAMixtureOfTwoVersions) {
  Memory memory{};
  const Words words{memory.data()};
  write_slot(words, slot_of(1), kSalt);
  std::atomic<bool> done = false;
  std::vector<std::jthread> readers;
  std::atomic<std::uint64_t> reads = 0;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      while (!done) {
        const auto read = read_slot(words, kSalt);
        if (read.outcome != SlotOutcome::kRead) continue;
        if (read.slot != slot_of(read.slot.revision)) ADD_FAILURE() << "mixed: " << read.slot.revision;
        ++reads;
      }
    });
  }
  for (std::uint64_t number = 1; number < 100'000 || reads < 1000; ++number) {
    write_slot(words, slot_of(number & 0xff'ffff), kSalt);
    if (number % 1024 == 0) std::this_thread::yield();
  }
  done = true;
}

}  // namespace
}  // namespace jeton::replica
