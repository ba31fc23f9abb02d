#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jeton::store::sql {

/// The least text in byte order that is greater than every text which starts with `prefix`, so that these
/// are the half-open range from `prefix` to it. Well-formed UTF-8, as databases refuse others. Nothing when
/// no text is greater, or `prefix` is not well-formed itself.
std::optional<std::string> text_after_prefix(std::string_view prefix);

}  // namespace jeton::store::sql
