#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jeton::net {

/// `text` percent-decoded once; `+` stays `+` (spec Q-012). Nothing for a broken escape or for a result that
/// is not well-formed UTF-8.
std::optional<std::string> percent_decode(std::string_view text);

/// `text` with every byte but RFC 3986's unreserved characters percent-encoded: safe as one path segment or
/// as one query value.
std::string percent_encode(std::string_view text);

/// A path with the escapes decoded that cannot change its shape: `%2F` and `%25` stay, so that splitting at
/// `/` and then decoding each segment once gives exactly what the caller wrote. Nothing for a broken escape,
/// ill-formed UTF-8 or a control character.
std::optional<std::string> normalize_path(std::string_view raw_path);

}  // namespace jeton::net
