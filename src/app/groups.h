#pragma once

#include <vector>

#include "app/services.h"
#include "app/tokens.h"
#include "base/result.h"
#include "domain/caller.h"
#include "domain/store.h"

namespace jeton::app {

/// A group with what its references resolve to.
struct GroupView {
  domain::Group group;
  domain::Account account;
  std::vector<ModuleRef> modules;
};

/// Whether the caller reaches any groups at all (spec 3.2).
bool reaches_groups(const domain::Caller& caller);

/// A page of the groups that the caller reaches (spec 3.2); `query` is of `domain::group_properties`.
/// Errors: denied for a caller who reaches none.
base::Result<domain::Page<GroupView>> list_groups(const Services& services, const domain::Caller& caller,
                                                  const domain::Query& query);

/// Replaces the modules of an account's default group, and takes what it loses from every other group and
/// every token of the account in the same unit (spec ). Those changes are the system's. True if
/// anything changed. Errors: invalid at `modules[i].id` (spec R-093); not found for an unknown account.
base::Result<bool> set_default_group_modules(const Services& services, domain::UnitOfWork& unit,
                                             const domain::Caller& caller, const domain::AccountId& account,
                                             const std::vector<domain::ModuleId>& modules);

}  // namespace jeton::app
