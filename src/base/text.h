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

/// Whether every code point of `text` is a letter (`\p{L}`), a decimal digit (`\p{Nd}`), a mark (`\p{M}`)
/// after one of these or after another such mark, or one of the ASCII characters in `also`. False for text
/// that is not well-formed UTF-8.
bool has_only_letters_digits_and(std::string_view text, std::string_view also) noexcept;

/// What separates words and lines: space, tab, CR, LF.
inline constexpr std::string_view kWhiteSpace = " \t\r\n";

/// `text` without white space at its end, and at both ends.
std::string_view trim_end(std::string_view text) noexcept;
std::string_view trim(std::string_view text) noexcept;

/// The longest beginning of `text` that takes at most `columns_max` columns on a terminal.
std::string_view first_columns(std::string_view text, std::size_t columns_max) noexcept;

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

/// `text` in normal form C, in which texts are stored and compared: `e` and a combining acute accent are `é`.
/// Text that is not well-formed UTF-8 is returned unchanged.
std::string normalized(std::string_view text);

/// The first character of `text` that is invisible, or that changes the display order of others:
/// format controls such as U+202E and U+200B, tags, fillers, line and paragraph separators. Except where
/// scripts need them: a joiner between letters of a joining script or after a virama, or in an emoji; a
/// variation selector after what it selects a form of. Nothing when there is none, or for text that is not
/// well-formed UTF-8.
std::optional<char32_t> find_hidden_character(std::string_view text) noexcept;

/// The longest front part of `text` of at most `bytes_max` bytes that does not end in the middle of a
/// character.
std::string_view cut_to_bytes(std::string_view text, std::size_t bytes_max) noexcept;

/// `text` with U+FFFD in place of every byte that is not part of well-formed UTF-8, and in place of U+0000,
/// which not every database stores: for outside text that is kept rather than refused.
std::string well_formed(std::string_view text);

/// `text` with case removed by Unicode folding, in normal form C, for comparing e-mail addresses and names
/// without case.
/// Text that is not well-formed UTF-8 is returned unchanged.
std::string fold_case(std::string_view text);

}  // namespace jeton::base
