#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/store.h"

/// What references in answers resolve to.
namespace jeton::app {

/// A module as it appears in references.
struct ModuleRef {
  domain::ModuleId id;
  std::string code;
  std::string name;
  std::string description;
  bool paid = false;
};

/// Those of `ids` that the catalogue knows, by name.
std::vector<ModuleRef> module_refs(const std::vector<domain::ModuleId>& ids,
                                   const std::vector<domain::Module>& catalogue);

/// The accounts of `ids`, which may repeat.
base::Result<std::map<domain::AccountId, domain::Account>> accounts_by_id(domain::UnitOfWork& unit,
                                                                          std::vector<domain::AccountId> ids);

}  // namespace jeton::app
