#include "app/command/references.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace jeton::app {

std::vector<ModuleRef> module_refs(const std::vector<domain::ModuleId>& ids,
                                   const std::vector<domain::Module>& catalogue) {
  std::vector<ModuleRef> refs;
  for (const auto& module : catalogue) {
    if (std::find(ids.begin(), ids.end(), module.id) == ids.end()) continue;
    refs.push_back({module.id, module.code, module.name, module.description, module.paid});
  }
  std::sort(refs.begin(), refs.end(), [](const ModuleRef& a, const ModuleRef& b) {
    return std::tie(a.name, a.id) < std::tie(b.name, b.id);
  });
  return refs;
}

base::Result<std::map<domain::AccountId, domain::Account>> accounts_by_id(
    domain::UnitOfWork& unit, std::vector<domain::AccountId> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::map<domain::AccountId, domain::Account> accounts;
  if (ids.empty()) return accounts;
  JETON_TRY(auto found, unit.accounts().find_many(ids));
  for (auto& account : found) {
    auto id = account.id;
    accounts.emplace(std::move(id), std::move(account));
  }
  return accounts;
}

}  // namespace jeton::app
