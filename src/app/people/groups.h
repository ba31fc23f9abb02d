#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/command/expected_revision.h"
#include "app/command/references.h"
#include "app/command/services.h"
#include "app/command/view_stream.h"
#include "base/result.h"
#include "domain/caller.h"
#include "domain/store.h"

namespace jeton::app {

/// A group with what its references resolve to.
struct GroupView {
  domain::Group group;
  domain::Account account;
  std::vector<ModuleRef> modules;
  /// By name. Empty when it was not asked for.
  std::vector<domain::GroupMember> users;
};

/// Whether an answer includes the group's users.
enum class UsersInAnswer : std::uint8_t { kOmit, kInclude };

struct CreateGroup {
  std::optional<std::string> account_id;  ///< Absent: the caller's account.
  domain::GroupDraft draft;
};

struct UpdateGroup {
  std::optional<std::string> account_id;  ///< Must be the group's own if given.
  domain::GroupChange change;
};

/// Whether the caller reaches any groups at all (spec 3.2).
bool reaches_groups(const domain::Caller& caller);

/// A page of the groups that the caller reaches (spec 3.2); `query` is of `domain::group_properties`.
/// Errors: denied for a caller who reaches none.
base::Result<domain::Page<GroupView>> list_groups(const Services& services, const domain::Caller& caller,
                                                  const domain::Query& query, UsersInAnswer wanted);

/// Creates a group that is not a default one (spec R-091). Errors: denied for a caller who reaches none, or
/// reads those of the operations account and may not change them; invalid at `account.id` for an account that
/// is unknown or that the caller cannot manage, indistinguishably; invalid at the field by R-092, and at
/// `modules[i].id` by `domain/granting.h`.
base::Result<GroupView> create_group(const Services& services, const domain::Caller& caller,
                                     const CreateGroup& command);
/// The same inside `unit`, which the caller commits.
base::Result<GroupView> create_group(const Services& services, domain::UnitOfWork& unit,
                                     const domain::Caller& caller, const CreateGroup& command);

/// Errors: denied for a caller who reaches none; not found for a group that is unknown or out of reach.
base::Result<GroupView> get_group(const Services& services, const domain::Caller& caller, std::string_view id,
                                  UsersInAnswer wanted);

/// Applies a delta (spec R-025). Modules that the default group loses are removed from every other group and
/// every token of the account in the same unit (spec ). Errors: as get and create; precondition
/// failed; denied for a caller who changes the modules of a default group without managing its account
/// (spec 3.2, X-07); invalid at the field.
base::Result<GroupView> update_group(const Services& services, const domain::Caller& caller,
                                     std::string_view id, const UpdateGroup& command,
                                     const ExpectedRevision& expected = {});

/// Errors: as get; precondition failed; conflict for the default group, and for a group with users (spec
///
base::Result<void> delete_group(const Services& services, const domain::Caller& caller, std::string_view id,
                                const ExpectedRevision& expected = {});

/// All of them, whatever the page (spec A-080).
base::Result<std::unique_ptr<ViewStream<GroupView>>> stream_groups(const Services& services,
                                                                   const domain::Caller& caller,
                                                                   const domain::Query& query,
                                                                   UsersInAnswer wanted);

/// Replaces the modules of an account's default group, and removes those it loses from every other group and
/// every token of the account in the same unit (spec ). The actor of those changes is the system.
/// True if anything changed. Errors: invalid at `modules[i].id` (spec R-093); not found for an unknown
/// account.
base::Result<bool> set_default_group_modules(const Services& services, domain::UnitOfWork& unit,
                                             const domain::Caller& caller, const domain::AccountId& account,
                                             const std::vector<domain::ModuleId>& modules);

}  // namespace jeton::app
