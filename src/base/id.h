#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace jeton::base {

/// Whether `text` is `prefix` followed by at least `groups_min` groups `-dddd` (spec R-001), at most
/// `kIdGroupsMax` of them, and is not all zeros (spec R-004).
bool is_id_text(std::string_view text, std::string_view prefix, std::size_t groups_min) noexcept;

/// An identifier of one kind of object, `PREFIX-1234-5678` (spec ). `Tag` has `kPrefix` and
/// `kGroups`. Ids of different kinds do not mix. Ordered as text.
template <class Tag>
class Id {
 public:
  /// The id that `text` spells, or nothing: a wrong shape is an unknown id (spec R-005), so callers
  /// answer "not found" rather than "invalid".
  static std::optional<Id> parse(std::string_view text) {
    if (!is_id_text(text, Tag::kPrefix, Tag::kGroups)) return std::nullopt;
    return Id{std::string{text}};
  }

  /// For text that was an id when it was stored. Undefined shape is kept as it is.
  static Id from_stored(std::string text) { return Id{std::move(text)}; }

  [[nodiscard]] const std::string& str() const noexcept { return text_; }

  // clang-tidy 14 takes the comparison with 0 inside a defaulted <=> for a null pointer.
  auto operator<=>(const Id&) const = default;  // NOLINT(modernize-use-nullptr)
  bool operator==(const Id&) const = default;

  friend std::ostream& operator<<(std::ostream& out, const Id& id) { return out << id.text_; }

 private:
  explicit Id(std::string text) : text_{std::move(text)} {}

  std::string text_;
};

}  // namespace jeton::base

template <class Tag>
struct std::hash<jeton::base::Id<Tag>> {
  std::size_t operator()(const jeton::base::Id<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.str());
  }
};
