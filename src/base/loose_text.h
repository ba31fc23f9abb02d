#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jeton::base {

/// `text` as the most forgiving reader takes it: without case, with compatibility forms replaced by what they
/// stand for (full-width and superscript letters, ligatures) and without invisible characters. It is
/// NFKC_Casefold of Unicode, with the Turkish dotted and dotless i taken for i and every blank for a space.
///
/// Nothing for text that is not well-formed UTF-8 or holds what no two readers agree on: controls, line and
/// paragraph separators, code points for private use and those that Unicode has not assigned.
std::optional<std::string> loosest_reading(std::string_view text);

}  // namespace jeton::base
