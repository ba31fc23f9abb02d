#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jeton::domain {

/// What a text of an object may be. Lengths are code points (spec R-107) of the normal form C, in which texts
/// are stored. No text that people read has characters that are not seen or that change the order of others
/// (`base::find_hidden_character`): they make one name look like another.
struct TextRule {
  enum class Presence : std::uint8_t { kOptional, kRequired };  ///< Required: more than white space.
  /// One: without control characters. Many: without those that are not tabs or line ends.
  enum class Lines : std::uint8_t { kOne, kMany };

  std::string_view label;  ///< The field in words, such as `first name`.
  std::size_t length_max = 0;
  Presence presence = Presence::kOptional;
  Lines lines = Lines::kOne;
};

/// Nothing when `text` keeps `rule`, else the broken part in words that never repeat the text.
std::optional<std::string> broken_text_rule(std::string_view text, const TextRule& rule);

/// Nothing when every character of `text` can be seen, else the rule in words. Part of `broken_text_rule`.
std::optional<std::string> broken_visibility_rule(std::string_view text, std::string_view label);

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
