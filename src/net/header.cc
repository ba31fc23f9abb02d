#include "net/header.h"

#include <algorithm>

#include "base/ascii.h"

namespace jeton::net {
std::string_view trim_blanks(std::string_view text) noexcept {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<std::string_view> find_header(const Headers& headers, std::string_view name) noexcept {
  for (const auto& header : headers) {
    if (base::equal_without_case(header.name, name)) return header.value;
  }
  return std::nullopt;
}

std::size_t count_headers(const Headers& headers, std::string_view name) noexcept {
  const auto count = std::count_if(headers.begin(), headers.end(), [name](const Header& header) {
    return base::equal_without_case(header.name, name);
  });
  return static_cast<std::size_t>(count);
}

}  // namespace jeton::net
