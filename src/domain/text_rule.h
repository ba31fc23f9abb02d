#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jeton::domain {

/// What a text of an object may be. Lengths are code points (spec R-107). U+0000 is in none: PostgreSQL
/// cannot store it.
struct TextRule {
  enum class Presence : std::uint8_t { kOptional, kRequired };  ///< Required: more than white space.
  enum class Lines : std::uint8_t { kOne, kMany };              ///< One: without control characters.

  std::string_view label;  ///< The field in words, such as `first name`.
  std::size_t length_max = 0;
  Presence presence = Presence::kOptional;
  Lines lines = Lines::kOne;
};

/// Nothing when `text` keeps `rule`, else the broken part in words that never repeat the text.
std::optional<std::string> broken_text_rule(std::string_view text, const TextRule& rule);

}  // namespace jeton::domain
