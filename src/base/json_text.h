#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace jeton::base {

/// A JSON text from outside.
struct JsonText {
  std::string_view text;
  std::string_view subject;  ///< Begins the sentence of an error: `The body`.
  std::string_view path;     ///< The field of an error.
};

/// The one value in `source.text`, at most `kJsonDepthMax` deep. A byte order mark before it is ignored
/// (RFC 8259 section 8.1). Of members with the same name the last counts. Errors: invalid at `source.path`,
/// with line and column in characters, both starting at 1, and what is wrong there.
Result<boost::json::value> parse_json(const JsonText& source);

/// `text` without the byte order mark of UTF-8 that some editors write before it.
std::string_view skip_byte_order_mark(std::string_view text) noexcept;

/// Whether `text` begins as UTF-16 or UTF-32 does: with its byte order mark, or with an ASCII character
/// next to a zero byte.
bool is_utf16_or_utf32(std::string_view text) noexcept;

}  // namespace jeton::base
