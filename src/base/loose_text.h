#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jeton::base {

/// `text` as the most lenient reader reads it: without case, with compatibility forms replaced by what they
/// represent (full-width and superscript letters, ligatures) and without invisible characters. It is
/// NFKC_Casefold of Unicode, with the Turkish dotted and dotless i read as i and every blank as a space.
///
/// Nothing for text that is not well-formed UTF-8 or contains what readers disagree on: controls, line and
/// paragraph separators, code points for private use and those that Unicode has not assigned.
std::optional<std::string> loosest_reading(std::string_view text);

}  // namespace jeton::base
