#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace jeton::domain {

/// The value that a placeholder's path stands for, or nothing when it stands for none.
using PlaceholderValue = std::function<std::optional<std::string>(std::string_view path)>;

/// `text` with each `{{path}}` replaced by its value (spec A-072); blanks around the path do not count. What
/// has no value is replaced by nothing, which takes along parentheses around it and the blank before them.
/// Values are not looked at for placeholders again, and neither `{{` nor
/// `}}` is left, wherever it came from: of braces in a row one is kept.
///
/// Values add at most `kAuditRenderedBytesMax` bytes; one that does not fit any more is left out, so that a
/// short text cannot repeat a long value without end. Takes time in proportion to text and result.
std::string render_placeholders(std::string_view text, const PlaceholderValue& value_of);

}  // namespace jeton::domain
