#include "verify/module_route.h"

#include <algorithm>

namespace jeton::verify {
namespace {

int hex_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool has_unsafe_segment(std::string_view path) noexcept {
  std::size_t start = 1;
  while (start <= path.size()) {
    const auto end = std::min(path.find('/', start), path.size());
    // A service may read `;x` as a parameter of the segment and `..;x` as `..`.
    const auto segment = path.substr(start, end - start);
    const auto name = segment.substr(0, segment.find(';'));
    if (name == "." || name == "..") return true;
    // The last segment alone may be empty: a trailing slash.
    if (segment.empty() && end != path.size()) return true;
    start = end + 1;
  }
  return false;
}

}  // namespace

std::optional<std::string> unambiguous_path(std::string_view target) {
  const auto path = target.substr(0, target.find_first_of("?#"));
  if (!path.starts_with('/')) return std::nullopt;
  std::string decoded;
  decoded.reserve(path.size());
  for (std::size_t i = 0; i < path.size(); ++i) {
    char c = path[i];
    bool encoded = false;
    if (c == '%') {
      if (i + 2 >= path.size()) return std::nullopt;
      const int high = hex_value(path[i + 1]);
      const int low = hex_value(path[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      encoded = true;
      i += 2;
    }
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f || c == '\\') return std::nullopt;
    // `%25` would decode once more in a service that decodes twice.
    if (encoded && (c == '/' || c == '%')) return std::nullopt;
    decoded.push_back(c);
  }
  if (has_unsafe_segment(decoded)) return std::nullopt;
  return decoded;
}

ModuleRoute route_to_module(const std::vector<domain::Module>& catalogue, std::string_view path,
                            std::string_view method) {
  std::size_t longest = 0;
  ModuleRoute route;
  for (const auto& module : catalogue) {
    for (const auto& entry : module.paths) {
      if (!domain::path_has_prefix(path, entry.prefix) || entry.prefix.size() < longest) continue;
      if (entry.prefix.size() > longest) {
        longest = entry.prefix.size();
        route.module = nullptr;
      }
      route.owned = true;
      const bool listed = entry.methods.empty() || std::find(entry.methods.begin(), entry.methods.end(),
                                                             method) != entry.methods.end();
      if (listed && route.module == nullptr) route.module = &module;
    }
  }
  return route;
}

}  // namespace jeton::verify
