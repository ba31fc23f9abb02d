#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "domain/caller.h"
#include "domain/module.h"

/// What a caller may grant. Inside a Vendor or Client account its administrators may grant everything that
/// the account has (spec R-113). In the operations account no one may grant more than they hold: otherwise
/// anyone with one of its modules could get all of them with one more request, through a token, a group or a
/// member of their own making.
namespace jeton::domain {

/// Whether `caller` may grant the module `code` to a token, group or membership of an account of `type`, or
/// be shown a credential that holds it. The system itself (`jeton apply`) may grant everything.
bool may_give(const Caller& caller, AccountType type, std::string_view code);

/// The same for all of `modules`; ids unknown to the catalogue grant nothing.
bool may_give(const Caller& caller, AccountType type, const std::vector<ModuleId>& modules,
              const std::vector<Module>& catalogue);

/// Checks the `stated` modules of a permission set that already has `kept`: those stay, no matter who saves
/// it. Errors: invalid at `modules[i].id` for each that the caller may not grant. Unknown modules are left to
/// the rules of the set.
base::Result<void> check_may_give(const Caller& caller, AccountType type,
                                  const std::optional<std::vector<std::string>>& stated,
                                  const std::vector<ModuleId>& kept, const std::vector<Module>& catalogue);

}  // namespace jeton::domain
