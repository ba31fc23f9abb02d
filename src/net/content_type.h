#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jeton::net {

/// The media type of a `Content-Type` value, in lower case and without parameters: `application/json`. Empty
/// for a value that has none.
std::string media_type(std::string_view content_type);

/// A parameter of a header value such as `multipart/form-data; boundary="x y"` or `form-data; name=logo`,
/// unquoted. Names compare without case; the first one counts.
std::optional<std::string> header_parameter(std::string_view value, std::string_view name);

}  // namespace jeton::net
