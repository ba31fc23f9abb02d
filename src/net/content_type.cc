#include "net/content_type.h"

#include <algorithm>
#include <cstddef>

#include "base/ascii.h"
#include "net/header.h"

namespace jeton::net {
namespace {

/// Takes a quoted string off the front of `rest`, which starts with the opening quote; nothing if it never
/// ends.
std::optional<std::string> take_quoted(std::string_view& rest) {
  std::string value;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    char c = rest[i];
    if (c == '"') {
      rest.remove_prefix(i + 1);
      return value;
    }
    if (c == '\\') {
      // Browsers do not escape a backslash in a file name, so only one before a quote or another is an
      // escape.
      const auto next = rest.substr(i + 1, 1);
      if (next == "\"" || next == "\\") c = rest[++i];
    }
    value += c;
  }
  return std::nullopt;
}

std::string take_token(std::string_view& rest) {
  const auto end = rest.find(';');
  std::string value{trim_blanks(rest.substr(0, end))};
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end);
  return value;
}

}  // namespace

std::string media_type(std::string_view content_type) {
  return base::ascii_lower(trim_blanks(content_type.substr(0, content_type.find(';'))));
}

std::optional<std::string> header_parameter(std::string_view value, std::string_view name) {
  const auto first = value.find(';');
  if (first == std::string_view::npos) return std::nullopt;
  auto rest = value.substr(first);
  while (!rest.empty()) {
    rest.remove_prefix(1);  // The semicolon.
    const auto end = rest.find_first_of("=;");
    const auto found = trim_blanks(rest.substr(0, end));
    if (end == std::string_view::npos) return std::nullopt;
    rest.remove_prefix(end);
    if (rest.front() == ';') continue;
    rest.remove_prefix(1);
    const auto blanks = rest.find_first_not_of(" \t");
    rest.remove_prefix(blanks == std::string_view::npos ? rest.size() : blanks);
    std::optional<std::string> text;
    if (rest.starts_with('"')) {
      text = take_quoted(rest);
      if (!text) return std::nullopt;
      rest.remove_prefix(std::min(rest.find(';'), rest.size()));
    } else {
      text = take_token(rest);
    }
    if (base::equal_without_case(found, name)) return text;
  }
  return std::nullopt;
}

}  // namespace jeton::net
