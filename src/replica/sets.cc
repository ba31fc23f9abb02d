#include "replica/sets.h"

#include <algorithm>
#include <array>

#include "replica/check_code.h"
#include "replica/layout.h"

namespace jeton::replica {
namespace {

constexpr std::size_t kUnitWords = kSetUnitBytes / sizeof(Word);
// The first unit of a set.
constexpr std::size_t kCountWord = 0;  // and the check code in the upper half
constexpr std::size_t kKindWord = 1;

constexpr std::size_t kModuleUnits = 1;
constexpr std::size_t kAddressUnits = 2;

/// 0 for a kind that does not exist.
constexpr std::size_t units_of_element(Word kind) noexcept {
  if (kind == static_cast<Word>(SetKind::kModules)) return kModuleUnits;
  return kind == static_cast<Word>(SetKind::kAddresses) ? kAddressUnits : 0;
}

std::vector<Word> opened(SetKind kind, std::size_t count) {
  return {count, static_cast<Word>(kind)};
}

/// An address or the first one of a network, big endian.
std::array<Word, 2> words_of(const base::IpAddress& address) noexcept {
  std::array<Word, 2> words{};
  const auto bytes = address.mapped_bytes();
  for (std::size_t i = 0; i < bytes.size(); ++i) words[i / 8] = words[i / 8] << 8 | bytes[i];
  return words;
}

/// The bits of a network's prefix that fall into a word with `before` bits in front of it.
Word mask_of(Word length, unsigned before) noexcept {
  if (length <= before) return 0;
  return length - before >= 64 ? ~Word{0} : ~(~Word{0} >> (length - before));
}

/// Of `::ffff:0:0/96`, which IPv4 is kept as.
constexpr unsigned kMappedBits = 96;

std::uint32_t check_of(Words set, std::size_t words, std::uint32_t at, Word seed) noexcept {
  CheckCode check{seed ^ at};
  check.add(static_cast<std::uint32_t>(set.load(kCountWord)), set.load(kKindWord));
  for (std::size_t i = kUnitWords; i < words; i += 2) check.add(set.load(i), set.load(i + 1));
  return check.code();
}

template <class Set>
std::optional<Set> set_at(Words region, std::uint32_t units, std::uint32_t at, SetKind kind) noexcept {
  if (at == kEmptySet) return Set{};
  if (set_units_at(region, units, at) == 0) return std::nullopt;
  const auto set = region.from(at * kUnitWords);
  if (set.load(kKindWord) != static_cast<Word>(kind)) return std::nullopt;
  return Set{set.from(kUnitWords), static_cast<std::uint32_t>(set.load(kCountWord))};
}

}  // namespace

bool ModuleSet::contains(const PackedId& module) const noexcept {
  std::uint32_t low = 0;
  std::uint32_t high = size_;
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    const auto found = at(middle);
    if (found == module) return true;
    if (found < module) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return false;
}

PackedId ModuleSet::at(std::uint32_t index) const noexcept {
  const auto element = elements_.from(index * kModuleUnits * kUnitWords);
  return PackedId::of_words(element.load(0), element.load(1));
}

bool AddressRules::allow(const base::IpAddress& address) const noexcept {
  if (size_ == 0) return true;
  const auto words = words_of(address);
  for (std::uint32_t i = 0; i < size_; ++i) {
    const auto rule = elements_.from(i * kAddressUnits * kUnitWords);
    const auto length = rule.load(2);
    // A block of IPv6 that is wider than all of IPv4 holds none of it.
    if (address.is_v4() && length < kMappedBits) continue;
    const auto differs =
        ((words[0] ^ rule.load(0)) & mask_of(length, 0)) | ((words[1] ^ rule.load(1)) & mask_of(length, 64));
    if (differs == 0) return true;
  }
  return false;
}

std::vector<Word> encoded(std::span<const domain::ModuleId> modules) {
  if (modules.empty()) return {};
  auto words = opened(SetKind::kModules, modules.size());
  std::vector<PackedId> packed;
  packed.reserve(modules.size());
  for (const auto& module : modules) packed.push_back(PackedId::of(module));
  // Not in the order of their texts, because of what stands for the digit 0.
  std::sort(packed.begin(), packed.end());
  for (const auto& id : packed) words.insert(words.end(), {id.head(), id.tail_word()});
  return words;
}

std::vector<Word> encoded(std::span<const base::IpNetwork> networks) {
  if (networks.empty()) return {};
  auto words = opened(SetKind::kAddresses, networks.size());
  for (const auto& network : networks) {
    const auto first = words_of(network.address());
    const auto before = network.address().is_v4() ? kMappedBits : 0;
    words.insert(words.end(), {first[0], first[1], network.prefix_length() + before, 0});
  }
  return words;
}

void seal_set(std::span<Word> set, std::uint32_t at, Word seed) noexcept {
  set[kCountWord] |= Word{check_of(Words{set.data()}, set.size(), at, seed)} << 32;
}

std::uint32_t set_units_at(Words region, std::uint32_t units, std::uint32_t at) noexcept {
  if (at >= units) return 0;
  const auto set = region.from(at * kUnitWords);
  const auto count = static_cast<std::uint32_t>(set.load(kCountWord));
  const auto whole = 1 + std::uint64_t{count} * units_of_element(set.load(kKindWord));
  return whole > 1 && whole <= units - at ? static_cast<std::uint32_t>(whole) : 0;
}

std::optional<ModuleSet> modules_at(Words region, std::uint32_t units, std::uint32_t at) noexcept {
  return set_at<ModuleSet>(region, units, at, SetKind::kModules);
}

std::optional<AddressRules> addresses_at(Words region, std::uint32_t units, std::uint32_t at) noexcept {
  return set_at<AddressRules>(region, units, at, SetKind::kAddresses);
}

bool sets_are_sound(Words region, std::uint32_t used, Word seed) noexcept {
  // Unit 0 is empty, so that no set is at 0.
  std::uint32_t at = 1;
  while (at < used) {
    const auto units = set_units_at(region, used, at);
    if (units == 0) return false;
    const auto set = region.from(at * kUnitWords);
    if (set.load(kCountWord) >> 32 != check_of(set, units * kUnitWords, at, seed)) return false;
    at += units;
  }
  return used > 0;
}

}  // namespace jeton::replica
