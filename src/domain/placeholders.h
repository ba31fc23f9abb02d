#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace jeton::domain {

/// The value of a placeholder's path, or nothing if it has none.
using PlaceholderValue = std::function<std::optional<std::string>(std::string_view path)>;

/// `text` with each `{{path}}` replaced by its value (spec A-072); blanks around the path are ignored. A
/// placeholder without a value is removed, together with parentheses around it and the blank before them.
/// Values are not searched for placeholders, and neither `{{` nor `}}`
/// remains, wherever it came from: of adjacent braces one is kept.
///
/// Values add at most `kAuditRenderedBytesMax` bytes; one that no longer fits is left out, so that a
/// short text cannot repeat a long value endlessly. Takes time in proportion to text and result.
std::string render_placeholders(std::string_view text, const PlaceholderValue& value_of);

}  // namespace jeton::domain
