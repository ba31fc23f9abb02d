#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/ip.h"
#include "domain/ids.h"
#include "replica/packed_id.h"
#include "replica/words.h"

/// Sets that tokens share. A set is written once, before anything refers to it, and never changes.
namespace jeton::replica {

enum class SetKind : std::uint8_t { kModules = 1, kAddresses = 2 };

/// Refers to the set without elements, of either kind.
inline constexpr std::uint32_t kEmptySet = 0;

/// The modules of a token. Points into the file of the reader that found it.
class ModuleSet {
 public:
  ModuleSet() = default;
  ModuleSet(Words elements, std::uint32_t size) noexcept : elements_{elements}, size_{size} {}

  [[nodiscard]] bool contains(const PackedId& module) const noexcept;
  [[nodiscard]] std::uint32_t size() const noexcept { return size_; }
  /// In an order of their own; `index` is less than `size()`.
  [[nodiscard]] PackedId at(std::uint32_t index) const noexcept;

 private:
  Words elements_{nullptr};
  std::uint32_t size_ = 0;
};

/// From where a token may be used. Points into the file of the reader that found it.
class AddressRules {
 public:
  AddressRules() = default;
  AddressRules(Words elements, std::uint32_t size) noexcept : elements_{elements}, size_{size} {}

  /// Whether there are no rules, or one of them contains `address`.
  [[nodiscard]] bool allow(const base::IpAddress& address) const noexcept;
  [[nodiscard]] std::uint32_t size() const noexcept { return size_; }

 private:
  Words elements_{nullptr};
  std::uint32_t size_ = 0;
};

/// The words of a set as it is written at the unit `at`; none for an empty set. No element is there twice.
std::vector<Word> encoded(std::span<const domain::ModuleId> modules);
std::vector<Word> encoded(std::span<const base::IpNetwork> networks);
/// Completes the words with the check code, which depends on the place.
void seal_set(std::span<Word> set, std::uint32_t at, Word seed) noexcept;

/// The set at the unit `at` of a region of `units`, if one of that kind can be there. Its check code is not
/// examined: a thousand modules would take longer than the rest of a decision. `sets_are_sound` does.
std::optional<ModuleSet> modules_at(Words region, std::uint32_t units, std::uint32_t at) noexcept;
std::optional<AddressRules> addresses_at(Words region, std::uint32_t units, std::uint32_t at) noexcept;

/// The units of the set at `at`; 0 if there is none.
std::uint32_t set_units_at(Words region, std::uint32_t units, std::uint32_t at) noexcept;

/// Whether the first `used` units hold nothing but undamaged sets.
bool sets_are_sound(Words region, std::uint32_t used, Word seed) noexcept;

}  // namespace jeton::replica
