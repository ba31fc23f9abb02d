#include "app/groups.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "app/audit.h"
#include "app/references.h"
#include "app/users.h"

namespace jeton::app {
namespace {

using base::Result;
using domain::AuditAction;
using domain::Lock;

/// What do when `account` loses `lost`: groups first, then tokens. A token or group that
/// loses several modules at once changes once.
Result<void> strip_modules(const Services& services, domain::UnitOfWork& unit, const domain::Account& account,
                           const std::vector<domain::ModuleId>& lost) {
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

}  // namespace

bool reaches_groups(const domain::Caller& caller) {
  return domain::readable_groups(caller).reaches_any();
}

Result<domain::Page<GroupView>> list_groups(const Services& services, const domain::Caller& caller,
                                            const domain::Query& query) {
  const auto scope = domain::readable_groups(caller);
  if (!scope.reaches_any()) return base::Error::denied();
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(auto page, unit->groups().list(scope, query));
  JETON_TRY(const auto catalogue, unit->modules().list());
  std::vector<domain::AccountId> account_ids;
  for (const auto& group : page.rows) account_ids.push_back(group.account);
  JETON_TRY(const auto accounts, accounts_by_id(*unit, std::move(account_ids)));

  domain::Page<GroupView> listing{page.total, {}};
  for (auto& group : page.rows) {
    const auto account = accounts.find(group.account);
    if (account == accounts.end()) return base::Error::internal("a group without an account");
    auto refs = module_refs(group.modules, catalogue);
    listing.rows.push_back({std::move(group), account->second, std::move(refs)});
  }
  return listing;
}

Result<bool> set_default_group_modules(const Services& services, domain::UnitOfWork& unit,
                                       const domain::Caller& caller, const domain::AccountId& account_id,
                                       const std::vector<domain::ModuleId>& modules) {
  JETON_TRY(const auto account, unit.accounts().find(account_id));
  if (!account) return base::Error::not_found();
  JETON_TRY(auto group, unit.groups().find_default(account_id, Lock::kExclusive));
  if (!group) return base::Error::internal("an account without a default group");
  JETON_TRY(const auto catalogue, unit.modules().list());
  JETON_CHECK(domain::validate_default_group_modules(modules, account->type, catalogue));

  auto wanted = modules;
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  if (wanted == group->modules) return false;
  std::vector<domain::ModuleId> lost;
  std::set_difference(group->modules.begin(), group->modules.end(), wanted.begin(), wanted.end(),
                      std::back_inserter(lost));
  group->modules = std::move(wanted);
  ++group->revision;
  const auto now = services.clock.now();
  group->updated = caller.stamp(now);
  JETON_CHECK(unit.groups().update(*group));
  JETON_CHECK(write_audit(services, unit, caller, now, audit_entry(AuditAction::kUpdated, *group, *account)));
  JETON_CHECK(strip_modules(services, unit, *account, lost));
  return true;
}

}  // namespace jeton::app
