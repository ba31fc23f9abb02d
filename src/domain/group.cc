#include "domain/group.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "domain/text_rule.h"

namespace jeton::domain {
namespace {

base::FieldError unavailable_module(std::size_t index) {
  return {fmt::format("modules[{}].id", index), std::string{kModuleUnavailable}};
}

bool contains(const std::vector<ModuleId>& modules, const ModuleId& module) {
  return std::find(modules.begin(), modules.end(), module) != modules.end();
}

}  // namespace

base::Result<void> validate_group(const Group& group) {
  std::vector<base::FieldError> broken;
  if (auto rule = broken_text_rule(group.name, {.label = "name",
                                                .length_max = base::kGroupNameLengthMax,
                                                .presence = TextRule::Presence::kRequired})) {
    broken.push_back({"name", *std::move(rule)});
  }
  if (auto rule = broken_text_rule(group.description, {.label = "description",
                                                       .length_max = base::kGroupDescriptionLengthMax,
                                                       .lines = TextRule::Lines::kMany})) {
    broken.push_back({"description", *std::move(rule)});
  }
  if (!broken.empty()) return base::Error::invalid(std::move(broken));
  return {};
}

base::Result<void> validate_default_group_modules(const std::vector<ModuleId>& modules, AccountType type,
                                                  const std::vector<Module>& catalogue) {
  std::vector<base::FieldError> broken;
  for (std::size_t i = 0; i < modules.size(); ++i) {
    const auto known = std::find_if(catalogue.begin(), catalogue.end(),
                                    [&](const Module& module) { return module.id == modules[i]; });
    if (known == catalogue.end() || !known->available_to(type) || known->forbidden()) {
      broken.push_back(unavailable_module(i));
    }
  }
  for (const auto& module : catalogue) {
    if (!module.mandatory() || !module.available_to(type) || contains(modules, module.id)) continue;
    broken.push_back({"modules", fmt::format("Module {} is mandatory.", module.id.str())});
  }
  if (!broken.empty()) return base::Error::invalid(std::move(broken));
  return {};
}

base::Result<void> validate_group_modules(const std::vector<ModuleId>& modules,
                                          const std::vector<ModuleId>& default_group_modules) {
  std::vector<base::FieldError> broken;
  for (std::size_t i = 0; i < modules.size(); ++i) {
    if (!contains(default_group_modules, modules[i])) broken.push_back(unavailable_module(i));
  }
  if (!broken.empty()) return base::Error::invalid(std::move(broken));
  return {};
}

}  // namespace jeton::domain
