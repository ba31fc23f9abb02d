#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "domain/caller.h"
#include "domain/module.h"

/// What a caller may give away. Inside a Vendor or Client account its administrators may give everything that
/// the account has (spec R-113). In the operations account nobody gives more than is held: otherwise whoever
/// holds one of its modules would hold all of them one request later, through a token, a group or a member
/// of the caller's making.
namespace jeton::domain {

/// Whether `caller` may give the module `code` to a token, group or membership of an account of `type`, or be
/// shown a credential that holds it. The system itself (`jeton apply`) gives everything.
bool may_give(const Caller& caller, AccountType type, std::string_view code);

/// The same for all of `modules`; ids that the catalogue does not know give nothing.
bool may_give(const Caller& caller, AccountType type, const std::vector<ModuleId>& modules,
              const std::vector<Module>& catalogue);

/// Checks the `stated` modules of a permission set that has `kept` already: those stay, whoever saves it.
/// Errors: invalid at `modules[i].id` for each that the caller may not give. What is no module is left to
/// the rules of the set.
base::Result<void> check_may_give(const Caller& caller, AccountType type,
                                  const std::optional<std::vector<std::string>>& stated,
                                  const std::vector<ModuleId>& kept, const std::vector<Module>& catalogue);

}  // namespace jeton::domain
