#pragma once

#include <cstddef>
#include <cstdint>

#include "domain/token.h"
#include "replica/packed_id.h"
#include "replica/words.h"

/// A slot: one token in one cache line, written by one thread and read by any number of threads and
/// processes. `docs/formats/replica.md` has the bits.
namespace jeton::replica {

inline constexpr std::size_t kSlotWords = 8;
/// A cache line: a look-up that hits at once reads one.
inline constexpr std::size_t kSlotBytes = kSlotWords * sizeof(Word);

/// What a slot holds.
struct Slot {
  PackedId token;
  domain::TokenStatus status = domain::TokenStatus::kActive;
  std::uint32_t revision = 0;
  std::uint32_t grant = 0;  ///< Index of what the token has in common with others.
  /// Whether `limit` is the index of an extension, instead of the time when the token expires.
  bool extended = false;
  std::uint64_t limit = 0;  ///< Milliseconds of Unix time, 0 for none; or an index.
  domain::Digest digest{};

  bool operator==(const Slot&) const = default;
};

/// The largest `Slot::limit`: 44 bits, the year 2527.
inline constexpr std::uint64_t kSlotLimitMax = (std::uint64_t{1} << 44) - 1;

/// The head of a slot that was never used: no probe goes past it.
inline constexpr std::uint64_t kFreeHead = 0;
/// The head of a slot whose token was removed. No id has either head.
inline constexpr std::uint64_t kRemovedHead = ~std::uint64_t{0};

/// The head of the id in a slot. May be that of a write in progress: `read_slot` tells.
[[nodiscard]] std::uint64_t head_of(Words words) noexcept;
/// The grant in a slot, with the same reservation.
[[nodiscard]] std::uint32_t grant_of(Words words) noexcept;

enum class SlotOutcome : std::uint8_t {
  kRead,     ///< All of one version.
  kNoToken,  ///< Free or removed.
  kBusy,     ///< Being written for longer than a write takes: its writer was suspended, or killed.
  kDamaged,  ///< The check code is wrong.
};

struct SlotReading {
  SlotOutcome outcome = SlotOutcome::kNoToken;
  Slot slot;  ///< Of `kRead` alone.
};

/// Reads a slot as it was at one moment. Waits a bounded time for a write in progress. `salt` as it was
/// written with.
[[nodiscard]] SlotReading read_slot(Words words, Word salt) noexcept;

/// Replaces what a slot holds. For the only writer.
void write_slot(Words words, const Slot& slot, Word salt) noexcept;
/// Takes the token out of a slot, also out of one that is half written. For the only writer.
void remove_slot(Words words) noexcept;

/// Whether a writer was killed while it wrote the slot.
[[nodiscard]] bool is_half_written(Words words) noexcept;

}  // namespace jeton::replica
