#include "app/people/groups.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "app/audit/audit.h"
#include "app/audit/row_writer.h"
#include "app/command/references.h"
#include "app/command/system_caller.h"
#include "base/limits.h"
#include "domain/granting.h"
#include "domain/permission_set.h"

namespace jeton::app {
namespace {

using base::Error;
using base::Result;
using domain::AuditAction;
using domain::Lock;

/// What do when `account` loses `lost`: groups first, then tokens. A token or group that
/// loses several modules at once changes once.
Result<void> strip_modules(const Services& services, domain::UnitOfWork& unit, const domain::Account& account,
                           const std::vector<domain::ModuleId>& lost) {
  if (lost.empty()) return {};
  const auto system = system_caller();
  const auto now = services.clock.now();
  const domain::Stamp stamp{now, system.actor, account.id};

  JETON_TRY(auto groups, unit.groups().list_of_account(account.id));
  for (auto& group : groups) {
    if (group.is_default) continue;
    std::vector<domain::ModuleId> kept;
    std::set_difference(group.modules.begin(), group.modules.end(), lost.begin(), lost.end(),
                        std::back_inserter(kept));
    if (kept.size() == group.modules.size()) continue;
    group.modules = std::move(kept);
    ++group.revision;
    group.updated = stamp;
    JETON_CHECK(unit.groups().update(group));
    JETON_CHECK(write_audit(services, unit, system, now, audit_entry(AuditAction::kUpdated, group, account)));
  }

  for (const auto& module : lost) {
    JETON_TRY(auto tokens, unit.tokens().list_with_module(account.id, module));
    for (auto& token : tokens) {
      domain::strip_module(token, module, stamp);
      JETON_CHECK(unit.tokens().update(token));
      JETON_CHECK(
          write_audit(services, unit, system, now, audit_entry(AuditAction::kUpdated, token, account)));
    }
  }
  return {};
}

/// What a default group lost by becoming `after` is lost to the whole account.
Result<void> strip_lost_modules(const Services& services, domain::UnitOfWork& unit,
                                const domain::Account& account, const domain::Group& before,
                                const domain::Group& after) {
  std::vector<domain::ModuleId> lost;
  std::set_difference(before.modules.begin(), before.modules.end(), after.modules.begin(),
                      after.modules.end(), std::back_inserter(lost));
  return strip_modules(services, unit, account, lost);
}

/// Whoever reads the groups of `account` changes them too, but for those of the operations account.
Result<void> check_may_change_groups(const domain::Caller& caller, const domain::AccountId& account) {
  if (!domain::changeable_groups(caller).contains(account)) return Error::denied();
  return {};
}

/// R-101's rule: one message for an account that is unknown and for one out of reach.
Result<domain::Account> owning_account(domain::UnitOfWork& unit, const domain::Caller& caller,
                                       const std::optional<std::string>& stated) {
  const auto id = stated ? domain::AccountId::parse(*stated) : caller.account;
  std::optional<domain::Account> account;
  if (id && domain::readable_groups(caller).contains(*id)) {
    JETON_CHECK(check_may_change_groups(caller, *id));
    JETON_TRY(account, unit.accounts().find(*id));
  }
  if (account) return *std::move(account);
  return Error::invalid("account.id", "The account does not exist or is not managed by the caller.");
}

struct Found {
  domain::Group group;
  domain::Account account;
};

/// The group, if the caller reaches it. Everything else is the same "not found".
Result<Found> find_within_reach(domain::UnitOfWork& unit, const domain::Caller& caller,
                                std::string_view id_text, Lock lock) {
  const auto id = domain::GroupId::parse(id_text);
  if (!id) return Error::not_found();
  JETON_TRY(auto group, unit.groups().find_within(domain::readable_groups(caller), *id, lock));
  if (!group) return Error::not_found();
  JETON_TRY(auto account, unit.accounts().find(group->account));
  if (!account) return Error::internal("a group without an account");
  return Found{*std::move(group), *std::move(account)};
}

/// The modules of the account's default group, which stays as it is until the unit ends: taking one away
/// while a group that relies on it is being saved would miss that group.
Result<std::vector<domain::ModuleId>> hold_default_modules(domain::UnitOfWork& unit,
                                                           const domain::AccountId& account) {
  JETON_TRY(auto group, unit.groups().find_default(account, Lock::kShared));
  if (!group) return Error::internal("an account without a default group");
  return std::move(group->modules);
}

Result<GroupView> view_of(domain::UnitOfWork& unit, Found found, const std::vector<domain::Module>& catalogue,
                          UsersInAnswer wanted) {
  GroupView view{std::move(found.group), std::move(found.account), {}, {}};
  view.modules = module_refs(view.group.modules, catalogue);
  if (wanted == UsersInAnswer::kInclude) {
    JETON_TRY(view.users, unit.groups().list_members({view.group.id}));
  }
  return view;
}

Result<void> add_users(domain::UnitOfWork& unit, std::vector<GroupView>& views) {
  std::vector<domain::GroupId> ids;
  ids.reserve(views.size());
  for (const auto& view : views) ids.push_back(view.group.id);
  JETON_TRY(const auto members, unit.groups().list_members(ids));
  for (auto& view : views) {
    std::copy_if(members.begin(), members.end(), std::back_inserter(view.users),
                 [&](const domain::GroupMember& member) { return member.group == view.group.id; });
  }
  return {};
}

/// The groups of a list with what their references resolve to.
Result<std::vector<GroupView>> views_of(domain::UnitOfWork& unit, std::vector<domain::Group> groups,
                                        UsersInAnswer wanted) {
  JETON_TRY(const auto catalogue, unit.modules().list());
  std::vector<domain::AccountId> account_ids;
  account_ids.reserve(groups.size());
  for (const auto& group : groups) account_ids.push_back(group.account);
  JETON_TRY(const auto accounts, accounts_by_id(unit, std::move(account_ids)));
  std::vector<GroupView> views;
  views.reserve(groups.size());
  for (auto& group : groups) {
    const auto account = accounts.find(group.account);
    if (account == accounts.end()) return Error::internal("a group without an account");
    auto refs = module_refs(group.modules, catalogue);
    views.push_back({std::move(group), account->second, std::move(refs), {}});
  }
  if (wanted == UsersInAnswer::kInclude) JETON_CHECK(add_users(unit, views));
  return views;
}

/// Whether `change` states other modules for a default group than it has: those are the account's.
bool changes_account_modules(const domain::Group& group, const domain::GroupChange& change) {
  if (!group.is_default || !change.modules) return false;
  std::vector<domain::ModuleId> stated;
  for (const auto& id : *change.modules) stated.push_back(domain::ModuleId::from_stored(id));
  return domain::sorted_set(std::move(stated)) != group.modules;
}

}  // namespace

bool reaches_groups(const domain::Caller& caller) {
  return domain::readable_groups(caller).reaches_any();
}

Result<domain::Page<GroupView>> list_groups(const Services& services, const domain::Caller& caller,
                                            const domain::Query& query, UsersInAnswer wanted) {
  const auto scope = domain::readable_groups(caller);
  if (!scope.reaches_any()) return Error::denied();
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(auto page, unit->groups().list(scope, query));
  JETON_TRY(auto views, views_of(*unit, std::move(page.rows), wanted));
  return domain::Page<GroupView>{page.total, std::move(views)};
}

Result<std::unique_ptr<ViewStream<GroupView>>> stream_groups(const Services& services,
                                                             const domain::Caller& caller,
                                                             const domain::Query& query,
                                                             UsersInAnswer wanted) {
  const auto scope = domain::readable_groups(caller);
  if (!scope.reaches_any()) return Error::denied();
  JETON_TRY(auto unit, services.store.begin_read());
  JETON_TRY(auto rows, unit->groups().stream(scope, query, base::kStreamBatchRows));
  return stream_views<GroupView, domain::Group>(
      std::move(unit), std::move(rows), [wanted](domain::UnitOfWork& of, std::vector<domain::Group> groups) {
        return views_of(of, std::move(groups), wanted);
      });
}

Result<bool> set_default_group_modules(const Services& services, domain::UnitOfWork& unit,
                                       const domain::Caller& caller, const domain::AccountId& account_id,
                                       const std::vector<domain::ModuleId>& modules) {
  JETON_TRY(const auto account, unit.accounts().find(account_id));
  if (!account) return Error::not_found();
  JETON_TRY(auto group, unit.groups().find_default(account_id, Lock::kExclusive));
  if (!group) return Error::internal("an account without a default group");
  JETON_TRY(const auto catalogue, unit.modules().list());
  JETON_CHECK(domain::validate_default_group_modules(modules, account->type, catalogue));

  auto wanted = domain::sorted_set(modules);
  if (wanted == group->modules) return false;
  const auto before = *group;
  group->modules = std::move(wanted);
  ++group->revision;
  const auto now = services.clock.now();
  group->updated = caller.stamp(now);
  JETON_CHECK(unit.groups().update(*group));
  JETON_CHECK(write_audit(services, unit, caller, now, audit_entry(AuditAction::kUpdated, *group, *account)));
  JETON_CHECK(strip_lost_modules(services, unit, *account, before, *group));
  return true;
}

Result<GroupView> create_group(const Services& services, const domain::Caller& caller,
                               const CreateGroup& command) {
  if (!reaches_groups(caller)) return Error::denied();
  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(auto view, create_group(services, *unit, caller, command));
  JETON_CHECK(unit->commit());
  return view;
}

Result<GroupView> create_group(const Services& services, domain::UnitOfWork& unit,
                               const domain::Caller& caller, const CreateGroup& command) {
  if (!reaches_groups(caller)) return Error::denied();
  JETON_TRY(auto account, owning_account(unit, caller, command.account_id));
  JETON_TRY(const auto catalogue, unit.modules().list());
  JETON_CHECK(domain::check_may_give(caller, account.type, command.draft.modules, {}, catalogue));
  JETON_TRY(const auto available, hold_default_modules(unit, account.id));
  RowWriter writer{services, unit, caller};
  JETON_TRY(auto draft, domain::new_group(domain::GroupId::from_stored({}), command.draft,
                                          {account, catalogue, available}, writer.stamp()));
  JETON_TRY(auto group, writer.create_group(std::nullopt, std::move(draft), account));
  auto modules = module_refs(group.modules, catalogue);
  return GroupView{std::move(group), std::move(account), std::move(modules), {}};
}

Result<GroupView> get_group(const Services& services, const domain::Caller& caller, std::string_view id,
                            UsersInAnswer wanted) {
  if (!reaches_groups(caller)) return Error::denied();
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(auto found, find_within_reach(*unit, caller, id, Lock::kNone));
  JETON_TRY(const auto catalogue, unit->modules().list());
  return view_of(*unit, std::move(found), catalogue, wanted);
}

Result<GroupView> update_group(const Services& services, const domain::Caller& caller, std::string_view id,
                               const UpdateGroup& command, const ExpectedRevision& expected) {
  if (!reaches_groups(caller)) return Error::denied();
  JETON_TRY(const auto unit, services.store.begin_write());
  // The default group is held before any other, here as in a cascade: two units never wait for each other.
  JETON_TRY(const auto seen, find_within_reach(*unit, caller, id, Lock::kNone));
  JETON_CHECK(check_may_change_groups(caller, seen.account.id));
  std::vector<domain::ModuleId> available;
  if (!seen.group.is_default) {
    JETON_TRY(available, hold_default_modules(*unit, seen.account.id));
  }
  JETON_TRY(auto found, find_within_reach(*unit, caller, id, Lock::kExclusive));
  JETON_CHECK(check_revision(expected, found.group.revision));
  if (command.account_id && *command.account_id != found.account.id.str()) {
    return Error::invalid("account.id", "The account of a group cannot be changed.");
  }
  if (changes_account_modules(found.group, command.change) &&
      !domain::changeable_accounts(caller).contains(found.account.id)) {
    return Error::denied();
  }
  JETON_TRY(const auto catalogue, unit->modules().list());
  const auto now = services.clock.now();
  const auto before = found.group;
  JETON_CHECK(
      domain::check_may_give(caller, found.account.type, command.change.modules, before.modules, catalogue));
  JETON_TRY(const bool changed,
            domain::update_group(found.group, command.change, {found.account, catalogue, available},
                                 caller.stamp(now)));
  if (changed) {
    JETON_CHECK(unit->groups().update(found.group));
    JETON_CHECK(write_audit(services, *unit, caller, now,
                            audit_entry(AuditAction::kUpdated, found.group, found.account)));
    if (before.is_default) {
      JETON_CHECK(strip_lost_modules(services, *unit, found.account, before, found.group));
    }
  }
  JETON_TRY(auto view, view_of(*unit, std::move(found), catalogue, UsersInAnswer::kInclude));
  JETON_CHECK(unit->commit());
  return view;
}

Result<void> delete_group(const Services& services, const domain::Caller& caller, std::string_view id,
                          const ExpectedRevision& expected) {
  if (!reaches_groups(caller)) return Error::denied();
  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(auto found, find_within_reach(*unit, caller, id, Lock::kExclusive));
  JETON_CHECK(check_may_change_groups(caller, found.account.id));
  auto& group = found.group;
  JETON_CHECK(check_revision(expected, group.revision));
  if (group.is_default) {
    return Error::conflict("isDefault", "The default group of an account cannot be deleted.");
  }
  JETON_TRY(const bool in_use, unit->groups().has_members(group.id));
  if (in_use) return Error::conflict("users", "The group cannot be deleted while users are in it.");
  const auto now = services.clock.now();
  ++group.revision;
  group.updated = caller.stamp(now);
  JETON_CHECK(unit->groups().remove(group));
  JETON_CHECK(write_audit(services, *unit, caller, now,
                          audit_entry(AuditAction::kStatusChanged, group, found.account)));
  return unit->commit();
}

}  // namespace jeton::app
