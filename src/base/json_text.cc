#include "base/json_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/error.hpp>
#include <boost/json/stream_parser.hpp>

#include "base/limits.h"

namespace jeton::base {
namespace {

namespace json = boost::json;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
};

Position position_of(std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, offset);
  const auto line_begin = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
  const auto is_first_byte = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  return {static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1,
          static_cast<std::size_t>(std::count_if(before.begin() + static_cast<std::ptrdiff_t>(line_begin),
                                                 before.end(), is_first_byte)) +
              1};
}

/// What is at `offset`, for a person. Only one character: the text may hold secrets.
std::string unexpected(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return "the text ends unexpectedly";
  const auto byte = static_cast<unsigned char>(text[offset]);
  if (byte > 0x20 && byte < 0x7F) return fmt::format("unexpected '{}'", text[offset]);
  return fmt::format("unexpected byte 0x{:02X}", byte);
}

std::string reason_of(const boost::system::error_code& failed, std::string_view text, std::size_t offset) {
  if (failed == json::error::incomplete) return "the text ends unexpectedly";
  if (failed == json::error::too_deep) return fmt::format("nested more than {} levels deep", kJsonDepthMax);
  if (failed == json::error::syntax) return unexpected(text, offset);
  return failed.message();
}

Error fault(const JsonText& source, std::string_view text, std::size_t offset, std::string_view reason) {
  const auto [line, column] = position_of(text, offset);
  return Error::invalid(std::string{source.path},
                        fmt::format("{} is not well-formed JSON: line {}, column {}: {}.", source.subject,
                                    line, column, reason));
}

}  // namespace

std::string_view skip_byte_order_mark(std::string_view text) noexcept {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return text;
}

bool is_utf16_or_utf32(std::string_view text) noexcept {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return true;
  if (text.size() < 2) return false;
  return (text[0] == '\0') != (text[1] == '\0') || text.starts_with(std::string_view{"\0\0\0", 3}) ||
         text.starts_with(std::string_view{"\0\0\xFE\xFF", 4});
}

Result<json::value> parse_json(const JsonText& source) {
  if (is_utf16_or_utf32(source.text)) {
    return Error::invalid(std::string{source.path},
                          fmt::format("{} is UTF-16 or UTF-32: JSON must be UTF-8.", source.subject));
  }
  const auto text = skip_byte_order_mark(source.text);
  json::parse_options options;
  options.max_depth = kJsonDepthMax;
  json::stream_parser parser{{}, options};
  boost::system::error_code failed;
  const auto used = parser.write_some(text.data(), text.size(), failed);
  if (failed) return fault(source, text, used, reason_of(failed, text, used));
  if (used < text.size()) {
    return fault(source, text, used, unexpected(text, used) + " after the end of the value");
  }
  parser.finish(failed);
  if (failed) return fault(source, text, used, reason_of(failed, text, used));
  return parser.release();
}

}  // namespace jeton::base
