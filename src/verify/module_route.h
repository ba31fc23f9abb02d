#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/module.h"

/// Which module a request belongs to.
namespace jeton::verify {

/// The path of `target` without its query, percent-decoded, if every reader must take it for the same one.
/// Nothing for a path with `.` or `..` segments, empty segments, encoded slashes or backslashes, control
/// characters, a broken `%` sequence, or one that does not start with `/`: a service behind the gateway
/// could normalise such a path into another module's.
std::optional<std::string> unambiguous_path(std::string_view target);

/// The owner of a path.
struct ModuleRoute {
  bool owned = false;                      ///< Some module has a prefix of the path.
  const domain::Module* module = nullptr;  ///< The owner that lists the method; null when none does.
};

/// The module whose prefix of `path` is longest. The longest prefix owns the path even when it does not
/// list the method: a shorter one is not asked then.
ModuleRoute route_to_module(const std::vector<domain::Module>& catalogue, std::string_view path,
                            std::string_view method);

}  // namespace jeton::verify
