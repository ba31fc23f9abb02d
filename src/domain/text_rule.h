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

/// Whether `text` has the form of an e-mail address. Length is another rule.
bool is_email(std::string_view text);

/// Whether `text` has the form of a language code of BCP 47, such as `en-US`, without asking a registry.
/// Length is another rule.
bool is_language_code(std::string_view text);

/// Nothing when `text` is empty, a path that starts with `/`, or an https address, of at most `length_max`
/// code points (spec A-109), else the broken part in words. `label` as in `TextRule`.
std::optional<std::string> broken_picture_address_rule(std::string_view text, std::string_view label,
                                                       std::size_t length_max);

}  // namespace jeton::domain
