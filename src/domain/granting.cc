#include "domain/granting.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace jeton::domain {
namespace {

const Module* find_module(const std::vector<Module>& catalogue, std::string_view id) {
  const auto found = std::find_if(catalogue.begin(), catalogue.end(),
                                  [id](const Module& module) { return module.id.str() == id; });
  return found == catalogue.end() ? nullptr : &*found;
}

}  // namespace

bool may_give(const Caller& caller, AccountType type, std::string_view code) {
  return type != AccountType::kOperations || caller.actor.kind == ActorKind::kSystem || caller.holds(code);
}

bool may_give(const Caller& caller, AccountType type, const std::vector<ModuleId>& modules,
              const std::vector<Module>& catalogue) {
  return std::all_of(modules.begin(), modules.end(), [&](const ModuleId& id) {
    const auto* module = find_module(catalogue, id.str());
    return module == nullptr || may_give(caller, type, module->code);
  });
}

base::Result<void> check_may_give(const Caller& caller, AccountType type,
                                  const std::optional<std::vector<std::string>>& stated,
                                  const std::vector<ModuleId>& kept, const std::vector<Module>& catalogue) {
  if (!stated) return {};
  std::vector<base::FieldError> broken;
  for (std::size_t i = 0; i < stated->size(); ++i) {
    const auto* module = find_module(catalogue, (*stated)[i]);
    if (module == nullptr || may_give(caller, type, module->code)) continue;
    if (std::find(kept.begin(), kept.end(), module->id) != kept.end()) continue;
    broken.push_back({fmt::format("modules[{}].id", i),
                      "In the operations account you can grant only modules that you hold yourself."});
  }
  if (!broken.empty()) return base::Error::invalid(std::move(broken));
  return {};
}

}  // namespace jeton::domain
