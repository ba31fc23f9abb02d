#pragma once

#include <string>
#include <string_view>

namespace jeton::portal {

/// `code` as HTML, with comments, strings, numbers and keywords of `language` marked by `<span
/// class="hl-…">`. Plain text for a language that is not known. What is marked is a help for the eye and no
/// grammar.
std::string highlight(std::string_view code, std::string_view language);

}  // namespace jeton::portal
