#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/account.h"
#include "domain/ids.h"
#include "domain/module.h"
#include "domain/stamp.h"

namespace jeton::domain {

/// The name of every account's default group (spec R-093).
inline constexpr std::string_view kDefaultGroupName = "Administrators";

/// A named permission set inside one account (spec section 9).
struct Group {
  GroupId id;
  AccountId account;
  std::string name;
  std::string description;
  bool is_default = false;
  std::vector<ModuleId> modules;  ///< Sorted, without repetition.
  std::int64_t revision = 1;
  Stamp created;
  std::optional<Stamp> updated;
};

/// Checks name and description. Errors: invalid, at `name` or `description`.
base::Result<void> validate_group(const Group& group);

/// Checks that `modules` may be the module set of the default group of an account of `type`: all known
/// (in `catalogue`), available to the type, none forbidden, every mandatory one present (spec R-093).
/// Errors: invalid, at `modules[i].id` or `modules`.
base::Result<void> validate_default_group_modules(const std::vector<ModuleId>& modules, AccountType type,
                                                  const std::vector<Module>& catalogue);

/// Checks that `modules` is a subset of the default group's (spec R-092). Errors: invalid, at
/// `modules[i].id`.
base::Result<void> validate_group_modules(const std::vector<ModuleId>& modules,
                                          const std::vector<ModuleId>& default_group_modules);

}  // namespace jeton::domain
