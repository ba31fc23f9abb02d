#pragma once

#include <string>
#include <string_view>

namespace jeton::portal {

/// `text` for HTML, in an element or a quoted attribute.
std::string escape_html(std::string_view text);

}  // namespace jeton::portal
