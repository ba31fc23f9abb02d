#include "replica/layout.h"

#include "replica/slot.h"

namespace jeton::replica {
namespace {

constexpr std::size_t kPageBytes = 4096;
static_assert(kHeaderBytes % kPageBytes == 0);

/// Small files would grow all the time.
constexpr std::uint64_t kSlotsMin = 1024;

constexpr std::size_t whole_pages(std::size_t bytes) noexcept {
  return (bytes + kPageBytes - 1) / kPageBytes * kPageBytes;
}

}  // namespace

Layout layout_of(const Capacity& capacity) noexcept {
  Layout layout;
  layout.slots_at = kHeaderBytes;
  layout.grants_at = layout.slots_at + whole_pages(capacity.slots * kSlotBytes);
  layout.extensions_at = layout.grants_at + whole_pages(capacity.slots * kGrantBytes);
  layout.sets_at = layout.extensions_at + whole_pages(capacity.slots * kExtensionBytes);
  layout.file_bytes = layout.sets_at + whole_pages(capacity.set_units * kSetUnitBytes);
  return layout;
}

std::uint64_t slots_for(std::uint64_t tokens) noexcept {
  // Five slots for three tokens: a quarter more of them fit until three slots in four are used.
  const auto slots = (tokens * 5 + 2) / 3;
  return slots < kSlotsMin ? kSlotsMin : slots;
}

std::uint32_t used_slots_max(std::uint32_t slots) noexcept {
  return static_cast<std::uint32_t>(std::uint64_t{slots} * 3 / 4);
}

std::uint32_t home_slot(std::uint64_t head, std::uint16_t tail, Word seed, std::uint32_t slots) noexcept {
  // The finalizer of MurmurHash3: every bit of the id moves every bit of the upper half. The seed keeps
  // somebody who may choose ids from choosing ones that collide.
  auto hash = head ^ seed ^ (std::uint64_t{tail} << 13);
  hash = (hash ^ hash >> 33) * 0xff51'afd7'ed55'8ccd;
  hash = (hash ^ hash >> 33) * 0xc4ce'b9fe'1a85'ec53;
  hash ^= hash >> 33;
  return static_cast<std::uint32_t>((hash >> 32) * slots >> 32);
}

}  // namespace jeton::replica
