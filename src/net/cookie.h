#pragma once

#include <optional>
#include <string_view>

namespace jeton::net {

/// The value of the first cookie `name` in a `Cookie` header (RFC 6265 section 5.4: the one with the longest
/// path comes first). Points into `header`. Names compare with case.
std::optional<std::string_view> find_cookie(std::string_view header, std::string_view name) noexcept;

}  // namespace jeton::net
