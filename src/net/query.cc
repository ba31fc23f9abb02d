#include "net/query.h"

#include <cstddef>
#include <utility>
#include <vector>

#include "net/percent.h"

namespace jeton::net {
namespace {

using base::Error;
using base::Result;

struct Symbol {
  char character;
  std::size_t length;  ///< Of how it is written: 1, or 3 for an escape.
};

/// The character at `at`, with the four escapes that count as the characters they encode (spec Q-010).
Symbol symbol_at(std::string_view text, std::size_t at) noexcept {
  const auto escape = text.substr(at, 3);
  if (escape == "%22") return {'"', 3};
  if (escape == "%27") return {'\'', 3};
  if (escape == "%28") return {'(', 3};
  if (escape == "%29") return {')', 3};
  return {text[at], 1};
}

std::vector<std::string_view> split_segments(std::string_view query) {
  std::vector<std::string_view> segments;
  std::size_t begin = 0;
  std::size_t depth = 0;
  char quote = 0;
  for (std::size_t i = 0; i < query.size();) {
    const auto [c, length] = symbol_at(query, i);
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')') {
      // One too many is for the parser of the filter to refuse.
      if (depth > 0) --depth;
    } else if (c == '&' && depth == 0) {
      segments.push_back(query.substr(begin, i - begin));
      begin = i + 1;
    }
    i += length;
  }
  segments.push_back(query.substr(begin));
  return segments;
}

/// With a sign of equality and nothing behind it too: what writes parameters by name and value, such as a
/// generated client, can write no flag.
bool is_render_flag(std::string_view segment) {
  if (!segment.starts_with("render")) return false;
  const auto decoded = percent_decode(segment);
  return decoded && (*decoded == "render()" || *decoded == "render()=");
}

}  // namespace

Result<QueryParts> split_query(std::string_view raw_query) {
  QueryParts parts;
  struct Parameter {
    std::string_view name;
    std::optional<std::string>& value;
  };
  const Parameter parameters[] = {
      {"select", parts.select}, {"order", parts.order}, {"limit", parts.limit}, {"offset", parts.offset}};

  const auto take_parameter = [&parameters](std::string_view segment) -> Result<bool> {
    for (const auto& [name, value] : parameters) {
      if (!segment.starts_with(name) || segment.substr(name.size(), 1) != "=") continue;
      if (value) return Error::invalid(std::string{name}, "The parameter is given twice.");
      value = percent_decode(segment.substr(name.size() + 1));
      if (!value)
        return Error::invalid(std::string{name}, "The value is not well-formed percent-encoded UTF-8.");
      return true;
    }
    return false;
  };

  std::string filter;
  for (const auto segment : split_segments(raw_query)) {
    if (segment.empty()) continue;
    if (is_render_flag(segment)) {
      parts.render = true;
      continue;
    }
    JETON_TRY(const bool is_parameter, take_parameter(segment));
    if (is_parameter) continue;
    if (!filter.empty()) filter += '&';
    filter += segment;
  }
  auto decoded = percent_decode(filter);
  if (!decoded) return Error::invalid("filter", "The filter is not well-formed percent-encoded UTF-8.");
  parts.filter = *std::move(decoded);
  return parts;
}

}  // namespace jeton::net
