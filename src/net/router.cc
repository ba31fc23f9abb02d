#include "net/router.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "net/percent.h"

namespace jeton::net {
namespace {

std::vector<std::string> split_segments(std::string_view path) {
  std::vector<std::string> segments;
  path.remove_prefix(1);
  while (true) {
    const auto slash = path.find('/');
    segments.emplace_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

bool is_parameter(std::string_view segment) noexcept {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

using Segments = std::vector<std::string>;

bool fits(const Segments& pattern, const Segments& path) {
  return std::equal(pattern.begin(), pattern.end(), path.begin(), path.end(),
                    [](const std::string& expected, const std::string& segment) {
                      return is_parameter(expected) ? !segment.empty() : expected == segment;
                    });
}

/// Whether `a` is the closer fit of two patterns that both fit: at the first difference it is literal.
bool is_closer(const Segments& a, const Segments& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (is_parameter(a[i]) != is_parameter(b[i])) return is_parameter(b[i]);
  }
  return false;
}

}  // namespace

std::string RouteMatch::allowed_text() const {
  std::string text;
  for (const auto& method : allowed) {
    if (!text.empty()) text += ", ";
    text += method;
  }
  return text;
}

void Router::add(std::string method, std::string_view pattern, std::size_t number) {
  JETON_ASSERT(pattern.starts_with('/'));
  auto segments = split_segments(pattern);
  auto known = std::find_if(patterns_.begin(), patterns_.end(),
                            [&segments](const Pattern& other) { return other.segments == segments; });
  if (known == patterns_.end()) known = patterns_.insert(known, Pattern{std::move(segments), {}});
  const bool added = known->routes.emplace(method, number).second;
  JETON_ASSERT(added);
  routes_.push_back({std::move(method), std::string{pattern}, number});
}

RouteMatch Router::match(std::string_view method, std::string_view path) const {
  RouteMatch match;
  if (!path.starts_with('/')) return match;
  if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  const auto segments = split_segments(path);

  const Pattern* closest = nullptr;
  for (const auto& pattern : patterns_) {
    if (!fits(pattern.segments, segments)) continue;
    if (closest == nullptr || is_closer(pattern.segments, closest->segments)) closest = &pattern;
  }
  if (closest == nullptr) return match;

  auto route = closest->routes.find(std::string{method});
  if (route == closest->routes.end() && method == "HEAD") route = closest->routes.find("GET");
  if (route == closest->routes.end()) {
    for (const auto& [supported, number] : closest->routes) match.allowed.push_back(supported);
    if (closest->routes.contains("GET") && !closest->routes.contains("HEAD")) {
      match.allowed.emplace_back("HEAD");
      std::sort(match.allowed.begin(), match.allowed.end());
    }
    return match;
  }
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const auto& expected = closest->segments[i];
    if (!is_parameter(expected)) continue;
    auto value = percent_decode(segments[i]);
    // A path that is not a request's: a broken escape matches nothing.
    if (!value) return {};
    match.parameters.emplace(expected.substr(1, expected.size() - 2), *std::move(value));
  }
  match.route = route->second;
  return match;
}

}  // namespace jeton::net
