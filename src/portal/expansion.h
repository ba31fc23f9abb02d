#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jeton::portal {

/// Why parsing `text` as Markdown would take far more time or memory than `text` is long, as a complete
/// sentence; nothing for every other text. cmark-gfm fills up the short rows of a table, copies what a
/// reference stands for to each place that uses it, and reads on behind each `@` for an address.
std::optional<std::string> find_expansion(std::string_view text);

}  // namespace jeton::portal
