#include <algorithm>
#include <utility>

#include "app/command/references.h"
#include "app/people/membership_access.h"
#include "app/people/memberships.h"
#include "base/limits.h"
#include "domain/granting.h"

// The groups of a membership (spec rest-api section 9).
namespace jeton::app {
namespace {

using base::Error;
using base::Result;
using domain::Caller;
using domain::Lock;

/// The same shape for all: find the membership and hold it, let `change` say which groups it is to have,
/// write them. `change` answers nothing when they stay as they are.
template <class Change>
Result<void> change_groups(const Services& services, const Caller& caller, const MembershipTarget& target,
                           Change change) {
  const auto scope = domain::reachable_memberships(caller);
  if (!scope.reaches_any()) return Error::denied();
  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(auto found, find_membership(*unit, scope, target, Lock::kExclusive));
  JETON_CHECK(check_may_change(caller, found.account.id));
  JETON_TRY(auto groups, change(*unit, found));
  JETON_TRY(const bool changed, domain::set_groups(found.membership, std::move(groups)));
  if (!changed) return {};
  RowWriter writer{services, *unit, caller};
  JETON_CHECK(writer.update_membership(found.membership, found.user, found.account));
  return unit->commit();
}

bool has(const std::vector<domain::GroupId>& groups, std::string_view id) {
  return std::any_of(groups.begin(), groups.end(), [&](const auto& group) { return group.str() == id; });
}

Result<FoundMembership> find_readable(domain::UnitOfWork& unit, const Caller& caller,
                                      const MembershipTarget& target) {
  const auto scope = domain::reachable_memberships(caller);
  if (!scope.reaches_any()) return Error::denied();
  return find_membership(unit, scope, target, Lock::kNone);
}

/// Its groups, among those of its account.
domain::GroupScope scope_of(const FoundMembership& found) {
  return {.own_account = found.account.id, .of_membership = found.membership.id};
}

Result<std::vector<GroupView>> views_of(domain::UnitOfWork& unit, const domain::Account& account,
                                        std::vector<domain::Group> groups) {
  JETON_TRY(const auto catalogue, unit.modules().list());
  std::vector<GroupView> views;
  for (auto& group : groups) {
    auto modules = module_refs(group.modules, catalogue);
    views.push_back({std::move(group), account, std::move(modules), {}});
  }
  return views;
}

}  // namespace

Result<domain::Page<GroupView>> list_member_groups(const Services& services, const Caller& caller,
                                                   const MembershipTarget& target,
                                                   const domain::Query& query) {
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(const auto found, find_readable(*unit, caller, target));
  JETON_TRY(auto page, unit->groups().list(scope_of(found), query));
  JETON_TRY(auto views, views_of(*unit, found.account, std::move(page.rows)));
  return domain::Page<GroupView>{page.total, std::move(views)};
}

Result<std::unique_ptr<ViewStream<GroupView>>> stream_member_groups(const Services& services,
                                                                    const Caller& caller,
                                                                    const MembershipTarget& target,
                                                                    const domain::Query& query) {
  JETON_TRY(auto unit, services.store.begin_read());
  JETON_TRY(const auto found, find_readable(*unit, caller, target));
  JETON_TRY(auto rows, unit->groups().stream(scope_of(found), query, base::kStreamBatchRows));
  return stream_views<GroupView, domain::Group>(
      std::move(unit), std::move(rows),
      [account = found.account](domain::UnitOfWork& of, std::vector<domain::Group> groups) {
        return views_of(of, account, std::move(groups));
      });
}

Result<domain::Group> get_member_group(const Services& services, const Caller& caller,
                                       const MembershipTarget& target, std::string_view group_id) {
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(const auto found, find_readable(*unit, caller, target));
  if (!has(found.membership.groups, group_id)) return Error::not_found();
  JETON_TRY(auto group, unit->groups().find(domain::GroupId::from_stored(std::string{group_id})));
  if (!group) return Error::internal("a membership with a group that does not exist");
  return *std::move(group);
}

Result<AddedGroup> add_member_group(const Services& services, const Caller& caller,
                                    const MembershipTarget& target, std::string_view group_id) {
  std::optional<domain::Group> group;
  bool added = false;
  JETON_CHECK(change_groups(
      services, caller, target,
      [&](domain::UnitOfWork& unit, const FoundMembership& found) -> Result<std::vector<domain::GroupId>> {
        const auto id = domain::GroupId::parse(group_id);
        if (id) {
          JETON_TRY(group, unit.groups().find_within({.own_account = found.account.id}, *id, Lock::kShared));
        }
        if (!group) return Error::invalid("id", "The account has no such group.");
        added = !has(found.membership.groups, group_id);
        JETON_TRY(const auto catalogue, unit.modules().list());
        if (added && !domain::may_give(caller, found.account.type, group->modules, catalogue)) {
          return Error::invalid("id", std::string{kGroupNotGivable});
        }
        auto groups = found.membership.groups;
        groups.push_back(group->id);
        return groups;
      }));
  return AddedGroup{*std::move(group), added};
}

Result<std::vector<domain::Group>> set_member_groups(const Services& services, const Caller& caller,
                                                     const MembershipTarget& target,
                                                     const std::vector<std::string>& group_ids) {
  std::vector<domain::Group> groups;
  JETON_CHECK(change_groups(
      services, caller, target,
      [&](domain::UnitOfWork& unit, const FoundMembership& found) -> Result<std::vector<domain::GroupId>> {
        JETON_TRY(auto ids, groups_of_account(unit, caller, found.account, group_ids, found.membership.groups,
                                              "groups"));
        JETON_TRY(groups, unit.groups().find_many(ids));
        return ids;
      }));
  std::sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return groups;
}

Result<void> remove_member_group(const Services& services, const Caller& caller,
                                 const MembershipTarget& target, std::string_view group_id) {
  return change_groups(
      services, caller, target,
      [&](domain::UnitOfWork&, const FoundMembership& found) -> Result<std::vector<domain::GroupId>> {
        auto groups = found.membership.groups;
        const auto gone = std::remove_if(groups.begin(), groups.end(),
                                         [&](const auto& group) { return group.str() == group_id; });
        if (gone == groups.end()) return Error::not_found();
        groups.erase(gone, groups.end());
        return groups;
      });
}

}  // namespace jeton::app
