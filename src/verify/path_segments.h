#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "base/ascii.h"

/// The parts of a path, and the names that a segment may be read as. What knows which readings there are is
/// here, so that whoever compares a path with a prefix agrees.
namespace jeton::verify {

/// The segments of a path behind its first slash, one after the other.
class Segments {
 public:
  explicit Segments(std::string_view path) noexcept : path_{path}, end_{end_from(start_)} {}

  [[nodiscard]] bool done() const noexcept { return start_ > path_.size(); }
  [[nodiscard]] std::string_view now() const noexcept { return path_.substr(start_, end_ - start_); }
  void advance() noexcept {
    start_ = end_ + 1;
    end_ = end_from(start_);
  }

 private:
  [[nodiscard]] std::size_t end_from(std::size_t start) const noexcept {
    return std::min(path_.find('/', start), path_.size());
  }

  std::string_view path_;
  std::size_t start_ = 1;
  std::size_t end_;
};

/// A segment without what is a blank to who decodes forms, and trimmed by some.
inline std::string_view without_blanks(std::string_view segment) noexcept {
  if (!segment.starts_with('+')) return segment;
  return segment.substr(std::min(segment.find_first_not_of('+'), segment.size()));
}

/// Whether some reader ends a name in front of `c`.
constexpr bool may_end_name(char c) noexcept {
  return !base::is_ascii_letter_or_digit(c) && c != '-' && c != '_';
}

/// Whether `segment` may be read as `name`: without case, to its end or to a mark.
inline bool may_be_read_as(std::string_view segment, std::string_view name) noexcept {
  segment = without_blanks(segment);
  if (!base::equal_without_case(name, segment.substr(0, name.size()))) return false;
  return segment.size() == name.size() || may_end_name(segment[name.size()]);
}

}  // namespace jeton::verify
