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
  std::string logo;  ///< Relative path or https address; empty when unset.
  bool is_default = false;
  std::vector<ModuleId> modules;  ///< Sorted, without repetition.
  /// As of a token (spec R-180); of a default group always nothing, which means all of them (spec R-096).
  std::optional<std::vector<std::string>> extensions;
  std::int64_t revision = 1;
  Stamp created;
  std::optional<Stamp> updated;
};

/// The default group that `account` is created with (spec ), without id.
Group default_group(const Account& account, std::vector<ModuleId> modules);

/// What a caller specifies for a new group. Modules are ids as text: an unknown or foreign one is a
/// validation error at `modules[i].id`, the same for both.
struct GroupDraft {
  std::optional<std::string> name{};
  std::string description{};
  std::string logo{};
  std::vector<std::string> modules{};
  std::optional<std::vector<std::string>> extensions{};
};

/// A delta (spec R-025): absent fields stay as they are. Clearing a text is an empty one.
struct GroupChange {
  std::optional<std::string> name{};
  std::optional<std::string> description{};
  std::optional<std::string> logo{};
  std::optional<std::vector<std::string>> modules{};
  /// Outer: given at all. Inner: as `Group::extensions`.
  std::optional<std::optional<std::vector<std::string>>> extensions{};
};

/// What the modules of a group are checked against.
struct GroupModuleRules {
  const Account& account;
  const std::vector<Module>& catalogue;
  /// Of the account's default group. Of the default group itself they do not matter.
  const std::vector<ModuleId>& default_group_modules;
};

/// Checks name, description and logo. Errors: invalid, at the field.
base::Result<void> validate_group(const Group& group);
/// The same for `after`, which was `before`: a stored text that breaks a rule stays until it is
/// changed.
base::Result<void> validate_change(const Group& before, Group after);

/// The group that `draft` describes, not a default one (spec R-091). Errors: invalid, with every broken field
/// (`name`, `description`, `logo`, `modules[i].id` by, `extensions[i].id`).
base::Result<Group> new_group(GroupId id, const GroupDraft& draft, const GroupModuleRules& rules,
                              const Stamp& created);

/// Applies `change` to `group`. True if anything changed; then revision and `updated` moved. A no-op leaves
/// the group untouched (spec R-021). Errors: invalid as in `new_group`, and for a default group by R-093 and
/// R-096; the group is then unchanged.
base::Result<bool> update_group(Group& group, const GroupChange& change, const GroupModuleRules& rules,
                                const Stamp& stamp);

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
