#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jeton::net {

/// What a method and a path resolve to.
struct RouteMatch {
  std::optional<std::size_t> route;               ///< The number given to `Router::add`.
  std::map<std::string, std::string> parameters;  ///< By name, percent-decoded once. Empty without a route.
  /// Methods of the path, sorted, when the path is known and the method is not. Empty: the path is unknown.
  std::vector<std::string> allowed;

  /// The `Allow` value: `GET, HEAD, POST`.
  [[nodiscard]] std::string allowed_text() const;
};

/// Which route serves a method and a path. Matching is a separate, pure step, because callers authenticate
/// before they reveal whether a path exists (spec A-011). Safe from any thread once filled.
class Router {
 public:
  struct Route {
    std::string method;
    std::string pattern;
    std::size_t number = 0;
  };

  /// `pattern` is `/accounts/{id}/icon`: literal segments, and parameters that take one non-empty segment.
  /// Literal segments win over parameters. `number` is the caller's. Adding a method and pattern twice is a
  /// bug.
  void add(std::string method, std::string_view pattern, std::size_t number);

  /// `path` is `Request::path()`. A slash at the end is tolerated (spec A-016). `HEAD` is served by `GET`.
  [[nodiscard]] RouteMatch match(std::string_view method, std::string_view path) const;

  [[nodiscard]] const std::vector<Route>& routes() const noexcept { return routes_; }

 private:
  struct Pattern {
    std::vector<std::string> segments;
    std::map<std::string, std::size_t> routes;  ///< By method.
  };

  std::vector<Route> routes_;
  std::vector<Pattern> patterns_;
};

}  // namespace jeton::net
