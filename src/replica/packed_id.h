#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/limits.h"

namespace jeton::replica {

/// The digits of an id (spec R-001), four bits each and the first on the left, so that a dump of the file
/// shows them: `0` is written as `a`, and an absent digit as `0`. So no id packs to a head of zero, and ids
/// that differ in their number of groups differ.
class PackedId {
 public:
  /// No id.
  PackedId() = default;
  PackedId(std::uint64_t head, std::uint16_t tail) noexcept : head_{head}, tail_{tail} {}

  /// From a word with the head and one with the tail in its upper 16 bits, as files have them.
  static PackedId of_words(std::uint64_t head, std::uint64_t with_tail) noexcept {
    return {head, static_cast<std::uint16_t>(with_tail >> kTailShift)};
  }

  /// The digits of `text`, which `base::is_id_text` holds for; its prefix is the caller's to know.
  static PackedId of_text(std::string_view text) noexcept;
  template <class Tag>
  static PackedId of(const base::Id<Tag>& id) noexcept {
    return of_text(id.str());
  }

  /// The first four groups.
  [[nodiscard]] std::uint64_t head() const noexcept { return head_; }
  /// The fifth group.
  [[nodiscard]] std::uint16_t tail() const noexcept { return tail_; }
  /// The fifth group in the upper 16 bits.
  [[nodiscard]] std::uint64_t tail_word() const noexcept { return std::uint64_t{tail_} << kTailShift; }

  /// The id again: nothing if the digits are none of an id of this kind, which only a damaged file has.
  template <class Tag>
  [[nodiscard]] std::optional<base::Id<Tag>> id() const {
    return base::Id<Tag>::parse(text(Tag::kPrefix));
  }

  /// As much room as `write_groups` needs.
  static constexpr std::size_t kGroupsBytesMax = 5 * base::kIdGroupsMax;

  /// Writes the id's text behind its prefix, such as `-1234-5678`, and returns how long it is: 0 where `id`
  /// of a kind with at least `groups_min` groups gives nothing. Allocates nothing.
  std::size_t write_groups(std::span<char, kGroupsBytesMax> to, std::size_t groups_min) const noexcept;

  friend bool operator==(const PackedId&, const PackedId&) = default;
  // clang-tidy 14 takes the comparison with 0 inside a defaulted <=> for a null pointer.
  friend auto operator<=>(const PackedId&, const PackedId&) = default;  // NOLINT(modernize-use-nullptr)

 private:
  static constexpr unsigned kTailShift = 48;

  [[nodiscard]] std::string text(std::string_view prefix) const;

  std::uint64_t head_ = 0;
  std::uint16_t tail_ = 0;
};

}  // namespace jeton::replica
