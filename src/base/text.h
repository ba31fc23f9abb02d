#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace jeton::base {

/// The number of Unicode code points in `text` (spec R-107), or nothing if it is not well-formed UTF-8.
std::optional<std::size_t> count_code_points(std::string_view text) noexcept;

/// The columns that `text` takes on a terminal: two for a wide character, none for one that joins the one
/// before it. The number of bytes for text that is not well-formed UTF-8.
std::size_t columns_on_terminal(std::string_view text) noexcept;

/// Whether every code point of `text` is a letter (`\p{L}`), a decimal digit (`\p{Nd}`) or one of the
/// ASCII characters in `also`. False for text that is not well-formed UTF-8.
bool has_only_letters_digits_and(std::string_view text, std::string_view also) noexcept;

/// Whether `text` is empty or white space only.
bool is_blank(std::string_view text) noexcept;

/// The kinds of character that a text holds at least one of.
struct CharacterKinds {
  bool lower_case_letter = false;
  bool upper_case_letter = false;
  bool digit = false;    ///< `\p{Nd}`.
  bool special = false;  ///< Punctuation or a symbol.
  bool control = false;  ///< `\p{Cc}`: tab, line end, U+0000, U+0085 and their like.
};

/// The kinds in `text`, or nothing if it is not well-formed UTF-8.
std::optional<CharacterKinds> character_kinds(std::string_view text) noexcept;

/// The first letter or digit of each of the first `words_max` words of `text` that have one, upper case.
/// Empty for text that has none or is not well-formed UTF-8.
std::string initials(std::string_view text, std::size_t words_max);

/// `text` with case removed by Unicode folding, for comparing e-mail addresses and names without case.
/// Text that is not well-formed UTF-8 comes back as it is.
std::string fold_case(std::string_view text);

}  // namespace jeton::base
