#include "verify/module_route.h"

#include <algorithm>
#include <cstddef>

#include "domain/module_path.h"

namespace jeton::verify {
namespace {

/// The owner of the paths below `prefix`; null when no module there lists the method.
struct Owner {
  std::string_view prefix;
  const domain::Module* module = nullptr;
};

/// The longest prefix that a module has of `path`, character by character. Empty when there is none.
std::string_view longest_prefix(const std::vector<domain::Module>& catalogue, std::string_view path) {
  std::string_view longest;
  for (const auto& module : catalogue) {
    for (const auto& entry : module.paths) {
      if (entry.prefix.size() > longest.size() && domain::path_has_prefix(path, entry.prefix)) {
        longest = entry.prefix;
      }
    }
  }
  return longest;
}

Owner& owner_of(std::vector<Owner>& owners, std::string_view prefix) {
  const auto found = std::find_if(owners.begin(), owners.end(),
                                  [prefix](const Owner& owner) { return owner.prefix == prefix; });
  return found != owners.end() ? *found : owners.emplace_back(Owner{prefix});
}

}  // namespace

ModuleRoute route_to_modules(const std::vector<domain::Module>& catalogue, const RequestPath& path,
                             std::string_view method) {
  const auto plain = longest_prefix(catalogue, path.plain());
  const auto undecoded = longest_prefix(catalogue, path.undecoded());
  // Of a prefix that a rule allows the first follows from the second: it holds no escape.
  if (plain.empty() || undecoded.empty()) return {};

  std::vector<Owner> owners{{plain}};
  for (const auto& module : catalogue) {
    for (const auto& entry : module.paths) {
      // The longest prefix of the plain reading holds no parameter, blank or escape, so it is a prefix of
      // every other reading too, and a shorter one owns none of them. A service that decodes nothing is
      // apart.
      const bool owns = entry.prefix == undecoded ||
                        (entry.prefix.size() >= plain.size() && path.may_have_prefix(entry.prefix));
      if (!owns) continue;
      auto& owner = owner_of(owners, entry.prefix);
      if (owner.module == nullptr && domain::lists_method(entry, method)) owner.module = &module;
    }
  }
  ModuleRoute route{.outcome = ModuleRoute::Outcome::kMethodNotListed, .modules = {}};
  if (std::any_of(owners.begin(), owners.end(), [](const Owner& owner) { return owner.module == nullptr; })) {
    return route;
  }
  route.outcome = ModuleRoute::Outcome::kOwned;
  for (const auto& owner : owners) {
    if (std::find(route.modules.begin(), route.modules.end(), owner.module) == route.modules.end()) {
      route.modules.push_back(owner.module);
    }
  }
  return route;
}

bool is_owned(const std::vector<domain::Module>& catalogue, const RequestPath& path) {
  return !longest_prefix(catalogue, path.undecoded()).empty();
}

}  // namespace jeton::verify
