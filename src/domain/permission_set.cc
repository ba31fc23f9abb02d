#include "domain/permission_set.h"

#include <fmt/format.h>

#include "base/id.h"
#include "base/limits.h"
#include "domain/module.h"

namespace jeton::domain {

base::FieldError unavailable_module(std::size_t index) {
  return {fmt::format("modules[{}].id", index), std::string{kModuleUnavailable}};
}

std::optional<std::vector<std::string>> checked_extensions(
    const std::optional<std::vector<std::string>>& stated, std::vector<base::FieldError>& broken) {
  if (!stated) return std::nullopt;
  if (stated->size() > base::kTokenExtensionsMax) {
    broken.push_back(
        {"extensions", fmt::format("At most {} extensions are allowed.", base::kTokenExtensionsMax)});
    return std::nullopt;
  }
  for (std::size_t i = 0; i < stated->size(); ++i) {
    if (base::is_id_text((*stated)[i], "EXT", 2)) continue;
    broken.push_back({fmt::format("extensions[{}].id", i), "The extension does not exist."});
  }
  return sorted_set(*stated);
}

}  // namespace jeton::domain
