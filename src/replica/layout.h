#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "replica/words.h"

namespace jeton::replica {

inline constexpr std::size_t kHeaderBytes = 4096;
inline constexpr std::size_t kGrantBytes = 32;
inline constexpr std::size_t kExtensionBytes = 64;
/// Sets are made of units, and referred to by the number of their first.
inline constexpr std::size_t kSetUnitBytes = 16;

/// How much a file has room for.
struct Capacity {
  std::uint32_t slots = 0;
  std::uint32_t set_units = 0;

  bool operator==(const Capacity&) const = default;
};

/// Where the parts of a file begin, in bytes. There is room for a grant and an extension for each slot; what
/// is not used of it takes no space on disk or in memory.
struct Layout {
  std::size_t slots_at = 0;
  std::size_t grants_at = 0;
  std::size_t extensions_at = 0;
  std::size_t sets_at = 0;
  std::size_t file_bytes = 0;

  bool operator==(const Layout&) const = default;
};

Layout layout_of(const Capacity& capacity) noexcept;

/// The fewest slots that hold `tokens` for some time before the file has to grow.
std::uint64_t slots_for(std::uint64_t tokens) noexcept;

/// The most slots that may be used, by tokens or by what is left of removed ones, so that probes stay short.
std::uint32_t used_slots_max(std::uint32_t slots) noexcept;

/// The slot where the search for an id begins. Ids in the order of their slots in one file are in the order
/// of their slots in every other of the same seed: growth reads and writes sequentially.
std::uint32_t home_slot(std::uint64_t head, std::uint16_t tail, Word seed, std::uint32_t slots) noexcept;

}  // namespace jeton::replica
