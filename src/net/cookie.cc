#include "net/cookie.h"

#include "net/header.h"

namespace jeton::net {

std::optional<std::string_view> find_cookie(std::string_view header, std::string_view name) noexcept {
  while (!header.empty()) {
    const auto end = header.find(';');
    const auto pair = header.substr(0, end);
    header.remove_prefix(end == std::string_view::npos ? header.size() : end + 1);
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos) continue;
    if (trim_blanks(pair.substr(0, equals)) == name) return trim_blanks(pair.substr(equals + 1));
  }
  return std::nullopt;
}

}  // namespace jeton::net
