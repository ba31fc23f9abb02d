#include "replica/slot.h"

#include <array>
#include <atomic>
#include <bit>
#include <thread>

#include "replica/check_code.h"

namespace jeton::replica {
namespace {

// The words of a slot.
constexpr std::size_t kSequence = 0;  // and the revision in the upper half
constexpr std::size_t kHead = 1;
constexpr std::size_t kGrant = 2;  // in the upper half, and the check code in the lower
constexpr std::size_t kState = 3;
constexpr std::size_t kDigest = 4;

// The bits of `kState`.
constexpr unsigned kExtendedShift = 46;
constexpr unsigned kStatusShift = 44;
constexpr Word kStatusMask = 3;

using SlotWords = std::array<Word, kSlotWords>;
using DigestWords = std::array<Word, 4>;
static_assert(sizeof(DigestWords) == sizeof(domain::Digest));

/// Attempts to read a slot: a write is over after one or two. Then some that give up the processor first, for
/// a writer that was suspended in the middle, perhaps for this very thread. Few, because each takes as long
/// as another process likes, and no decision is made meanwhile.
constexpr int kAttemptsAtOnce = 64;
constexpr int kAttemptsMax = kAttemptsAtOnce + 16;

constexpr bool is_odd(Word sequence) noexcept {
  return (sequence & 1) != 0;
}

/// Of everything but the sequence, which the reader compares, and the code itself.
std::uint32_t check_code_of(const SlotWords& words, Word salt) noexcept {
  const auto upper = [](Word word) { return word >> 32; };
  return CheckCode{salt}
      .add(words[kHead], upper(words[kSequence]) << 32 | upper(words[kGrant]))
      .add(words[kState], words[kDigest])
      .add(words[kDigest + 1], words[kDigest + 2])
      .add(words[kDigest + 3], 0)
      .code();
}

Slot decoded(const SlotWords& words) noexcept {
  const auto state = words[kState];
  Slot slot;
  slot.token = PackedId::of_words(words[kHead], state);
  slot.status = static_cast<domain::TokenStatus>(state >> kStatusShift & kStatusMask);
  slot.revision = static_cast<std::uint32_t>(words[kSequence] >> 32);
  slot.grant = static_cast<std::uint32_t>(words[kGrant] >> 32);
  slot.extended = (state >> kExtendedShift & 1) != 0;
  slot.limit = state & kSlotLimitMax;
  slot.digest = std::bit_cast<domain::Digest>(
      DigestWords{words[kDigest], words[kDigest + 1], words[kDigest + 2], words[kDigest + 3]});
  return slot;
}

/// Without the sequence.
SlotWords encoded(const Slot& slot, Word salt) noexcept {
  SlotWords words{};
  words[kSequence] = Word{slot.revision} << 32;
  words[kHead] = slot.token.head();
  words[kGrant] = Word{slot.grant} << 32;
  words[kState] = slot.token.tail_word() | Word{slot.extended} << kExtendedShift |
                  static_cast<Word>(slot.status) << kStatusShift | slot.limit;
  const auto digest = std::bit_cast<DigestWords>(slot.digest);
  for (std::size_t i = 0; i < digest.size(); ++i) words[kDigest + i] = digest[i];
  words[kGrant] |= check_code_of(words, salt);
  return words;
}

/// Stores all words between an odd sequence and an even one.
void store_all(Words words, const SlotWords& with) noexcept {
  const auto sequence = static_cast<std::uint32_t>(words.load(kSequence)) & ~1U;
  words.store(kSequence, sequence | 1U);
  // Whoever reads one of the words below, and then the sequence behind a fence of its own, finds that it
  // moved.
  std::atomic_thread_fence(std::memory_order_release);
  for (std::size_t i = kSequence + 1; i < kSlotWords; ++i) words.store(i, with[i]);
  words.store(kSequence, with[kSequence] | static_cast<std::uint32_t>(sequence + 2),
              std::memory_order_release);
}

}  // namespace

std::uint64_t head_of(Words words) noexcept {
  return words.load(kHead);
}

std::uint32_t grant_of(Words words) noexcept {
  return static_cast<std::uint32_t>(words.load(kGrant) >> 32);
}

SlotReading read_slot(Words words, Word salt) noexcept {
  for (int attempt = 0; attempt < kAttemptsMax; ++attempt) {
    if (attempt >= kAttemptsAtOnce) std::this_thread::yield();
    SlotWords read{};
    read[kSequence] = words.load(kSequence, std::memory_order_acquire);
    if (is_odd(read[kSequence])) continue;
    for (std::size_t i = kSequence + 1; i < kSlotWords; ++i) read[i] = words.load(i);
    std::atomic_thread_fence(std::memory_order_acquire);
    if (words.load(kSequence) != read[kSequence]) continue;
    if (read[kHead] == kFreeHead || read[kHead] == kRemovedHead) return {};
    const bool sound = static_cast<std::uint32_t>(read[kGrant]) == check_code_of(read, salt);
    return {sound ? SlotOutcome::kRead : SlotOutcome::kDamaged, decoded(read)};
  }
  return {SlotOutcome::kBusy, {}};
}

void write_slot(Words words, const Slot& slot, Word salt) noexcept {
  store_all(words, encoded(slot, salt));
}

void remove_slot(Words words) noexcept {
  SlotWords removed{};
  removed[kHead] = kRemovedHead;
  store_all(words, removed);
}

bool is_half_written(Words words) noexcept {
  return is_odd(words.load(kSequence));
}

}  // namespace jeton::replica
