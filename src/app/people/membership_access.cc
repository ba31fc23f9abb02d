#include "app/people/membership_access.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "app/command/references.h"
#include "domain/granting.h"

namespace jeton::app {
namespace {

using base::Error;
using base::Result;
using domain::Lock;

/// The membership, if it is inside `scope`; one beyond is not even read.
Result<std::optional<domain::Membership>> look_up(domain::UnitOfWork& unit,
                                                  const domain::MembershipScope& scope,
                                                  const MembershipTarget& target) {
  const std::optional<domain::Membership> nothing;
  if (!target.id.empty()) {
    const auto id = domain::MembershipId::parse(target.id);
    if (!id) return nothing;
    return unit.memberships().find_within(scope, *id);
  }
  const auto account = domain::AccountId::parse(target.account);
  const auto user = domain::UserId::parse(target.user);
  if (!account || !user || !(scope.contains(*account) || scope.of_user == *user)) return nothing;
  return unit.memberships().find(*user, *account);
}

MembershipView assemble(FoundMembership found, const std::map<domain::GroupId, domain::Group>& groups,
                        const std::vector<domain::Module>& catalogue) {
  MembershipView view{
      std::move(found.membership), std::move(found.user), std::move(found.account), {}, {}, base::Secret{}};
  std::set<domain::ModuleId> modules;
  for (const auto& id : view.membership.groups) {
    const auto group = groups.find(id);
    if (group == groups.end()) continue;
    view.groups.push_back(group->second);
    modules.insert(group->second.modules.begin(), group->second.modules.end());
  }
  std::sort(view.groups.begin(), view.groups.end(), [](const domain::Group& a, const domain::Group& b) {
    return std::tie(a.name, a.id) < std::tie(b.name, b.id);
  });
  view.modules = module_refs({modules.begin(), modules.end()}, catalogue);
  return view;
}

/// The groups of all `memberships`.
Result<std::map<domain::GroupId, domain::Group>> groups_by_id(
    domain::UnitOfWork& unit, const std::vector<const domain::Membership*>& memberships) {
  std::set<domain::GroupId> ids;
  for (const auto* membership : memberships) ids.insert(membership->groups.begin(), membership->groups.end());
  JETON_TRY(auto found, unit.groups().find_many({ids.begin(), ids.end()}));
  std::map<domain::GroupId, domain::Group> groups;
  for (auto& group : found) {
    auto id = group.id;
    groups.emplace(std::move(id), std::move(group));
  }
  return groups;
}

}  // namespace

Result<FoundMembership> find_membership(domain::UnitOfWork& unit, const domain::MembershipScope& scope,
                                        const MembershipTarget& target, Lock lock,
                                        const std::optional<domain::UserId>& or_of) {
  auto reached = scope;
  reached.of_user = or_of;
  JETON_TRY(auto membership, look_up(unit, reached, target));
  if (!membership) return Error::not_found();
  JETON_TRY(auto user, unit.users().find(membership->user, lock));
  if (lock != Lock::kNone) {
    // Users are held before their memberships, everywhere: two callers never wait for each other.
    JETON_TRY(membership, unit.memberships().find_by_id(membership->id, lock));
  }
  //
  if (!membership || membership->status == domain::MembershipStatus::kDeleted) return Error::not_found();
  JETON_TRY(auto account, unit.accounts().find(membership->account));
  if (!user || !account) return Error::internal("a membership without a user or an account");
  return FoundMembership{*std::move(membership), *std::move(user), *std::move(account)};
}

Result<void> check_may_change(const domain::Caller& caller, const domain::AccountId& account) {
  if (!domain::changeable_memberships(caller).contains(account)) return Error::denied();
  return {};
}

bool is_self(const domain::Caller& caller, const domain::User& user) {
  return caller.actor.kind == domain::ActorKind::kUser && caller.actor.id == user.id.str();
}

Result<void> check_may_describe(domain::UnitOfWork& unit, const domain::Caller& caller,
                                const domain::User& user) {
  if (is_self(caller, user) || domain::manages_platform(caller)) return {};
  bool belongs_somewhere = user.accepted.has_value();
  JETON_TRY(const auto memberships, unit.memberships().list_of_user(user.id));
  for (const auto& membership : memberships) {
    if (membership.status != domain::MembershipStatus::kActive) continue;
    if (membership.account == caller.account) return {};
    belongs_somewhere = true;
  }
  if (belongs_somewhere) return Error::denied();
  return {};
}

Result<std::vector<domain::GroupId>> groups_of_account(domain::UnitOfWork& unit, const domain::Caller& caller,
                                                       const domain::Account& account,
                                                       const std::vector<std::string>& stated,
                                                       const std::vector<domain::GroupId>& kept,
                                                       std::string_view prefix) {
  std::vector<domain::GroupId> asked;
  for (const auto& text : stated) {
    if (auto id = domain::GroupId::parse(text)) asked.push_back(*std::move(id));
  }
  JETON_TRY(const auto known, unit.groups().find_many_of(account.id, asked));
  JETON_TRY(const auto catalogue, unit.modules().list());
  std::vector<domain::GroupId> ids;
  std::vector<base::FieldError> broken;
  for (std::size_t i = 0; i < stated.size(); ++i) {
    const auto group = std::find_if(known.begin(), known.end(), [&](const domain::Group& candidate) {
      return candidate.id.str() == stated[i];
    });
    if (group == known.end()) {
      broken.push_back({fmt::format("{}[{}].id", prefix, i), "The account has no such group."});
    } else if (std::find(kept.begin(), kept.end(), group->id) == kept.end() &&
               !domain::may_give(caller, account.type, group->modules, catalogue)) {
      broken.push_back({fmt::format("{}[{}].id", prefix, i), std::string{kGroupNotGivable}});
    } else {
      ids.push_back(group->id);
    }
  }
  if (!broken.empty()) return Error::invalid(std::move(broken));
  return ids;
}

domain::User seen_by(const domain::Caller& caller, const domain::User& user,
                     const domain::Membership& membership) {
  return is_seen_as_invited(caller, user, membership) ? domain::as_invited(user, membership) : user;
}

bool is_seen_as_invited(const domain::Caller& caller, const domain::User& user,
                        const domain::Membership& membership) {
  const bool oneself = caller.actor.kind == domain::ActorKind::kUser && caller.actor.id == user.id.str();
  return membership.invitee && !oneself && !domain::knows_everybody(caller);
}

Result<void> describe_invitee(RowWriter& writer, domain::Membership& membership, domain::User& user,
                              const domain::Account& account, const domain::UserChange& change) {
  domain::UserChange names;
  names.first_name = change.first_name;
  names.last_name = change.last_name;
  if (names != change) return Error::denied();
  auto said = domain::as_invited(user, membership);
  JETON_TRY(const bool changed, domain::update_user(said, names));
  if (!changed) return {};
  // Inviting a known person does not rename them, and the answer does not reveal whether they are known.
  auto describes = check_may_describe(writer.unit(), writer.caller(), user);
  if (describes.has_error() && describes.error().kind() != base::ErrorKind::kDenied) return describes;
  if (describes.has_value()) {
    JETON_TRY(const bool renamed, domain::update_user(user, names));
    if (renamed) {
      JETON_TRY(const auto told, writer.recording_account(membership, account));
      JETON_CHECK(writer.update_user(user, domain::AuditAction::kUpdated, told));
    }
  }
  membership.invitee->first_name = said.first_name;
  membership.invitee->last_name = said.last_name;
  return writer.update_membership(membership, user, account);
}

Result<MembershipView> view_of(domain::UnitOfWork& unit, FoundMembership found) {
  JETON_TRY(const auto groups, groups_by_id(unit, {&found.membership}));
  JETON_TRY(const auto catalogue, unit.modules().list());
  return assemble(std::move(found), groups, catalogue);
}

Result<std::vector<MembershipView>> views_of(domain::UnitOfWork& unit,
                                             std::vector<domain::Membership> memberships) {
  std::vector<MembershipView> views;
  if (memberships.empty()) return views;
  std::vector<domain::UserId> user_ids;
  std::vector<domain::AccountId> account_ids;
  std::vector<const domain::Membership*> all;
  for (const auto& membership : memberships) {
    user_ids.push_back(membership.user);
    account_ids.push_back(membership.account);
    all.push_back(&membership);
  }
  JETON_TRY(const auto found_users, unit.users().find_many(user_ids));
  std::map<domain::UserId, const domain::User*> users;
  for (const auto& user : found_users) users.emplace(user.id, &user);
  JETON_TRY(const auto accounts, accounts_by_id(unit, std::move(account_ids)));
  JETON_TRY(const auto groups, groups_by_id(unit, all));
  JETON_TRY(const auto catalogue, unit.modules().list());
  for (auto& membership : memberships) {
    const auto user = users.find(membership.user);
    const auto account = accounts.find(membership.account);
    if (user == users.end() || account == accounts.end()) {
      return Error::internal("a membership without a user or an account");
    }
    views.push_back(assemble({std::move(membership), *user->second, account->second}, groups, catalogue));
  }
  return views;
}

}  // namespace jeton::app
