#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/platform/platform_application.h"
#include "base/check.h"
#include "base/text.h"

namespace jeton::app {
namespace {

using base::Error;
using base::Result;
using domain::Lock;

std::vector<domain::ModuleId> sorted_set(std::vector<domain::ModuleId> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace

void AccountGroups::put(domain::Group group) {
  const auto id = group.id.str();
  if (const auto known = by_id_.find(id); known != by_id_.end()) {
    const auto [first, last] = ids_by_name_.equal_range(known->second.name);
    const auto named = std::find_if(first, last, [&](const auto& entry) { return entry.second == id; });
    JETON_ASSERT(named != last);
    ids_by_name_.erase(named);
  }
  ids_by_name_.emplace(group.name, id);
  by_id_.insert_or_assign(id, std::move(group));
}

Result<const domain::Group*> AccountGroups::find(const std::string& text, const std::string& path) const {
  if (const auto known = by_id_.find(text); known != by_id_.end()) return &known->second;
  const auto named = ids_by_name_.find(text);
  if (named == ids_by_name_.end()) return static_cast<const domain::Group*>(nullptr);
  if (ids_by_name_.count(text) > 1) {
    return Error::invalid(path, "Several groups have this name: give the id.");
  }
  return &by_id_.at(named->second);
}

/// Read once in a run: concurrent changes are detected when a row is locked or written.
Result<AccountGroups*> PlatformApplication::groups_of(const domain::AccountId& account) {
  const auto known = groups_.find(account.str());
  if (known != groups_.end()) return &known->second;
  JETON_TRY(auto listed, unit_->groups().list_of_account(account));
  auto& groups = groups_[account.str()];
  for (auto& group : listed) groups.put(std::move(group));
  return &groups;
}

/// The group of `account` that `entry` is about, if it exists.
Result<std::optional<domain::Group>> PlatformApplication::find_group(const PlatformGroup& entry,
                                                                     const domain::Account& account,
                                                                     const std::string& path) {
  std::optional<domain::Group> found;
  if (entry.id) {
    const auto given = domain::GroupId::parse(*entry.id);
    if (!given) return Error::invalid(path + ".id", "A group's id has the form UGR-1234-5678.");
    JETON_TRY(found, unit_->groups().find(*given, Lock::kExclusive));
    if (found && found->account != account.id) {
      return Error::invalid(path + ".account", fmt::format("{} is a group of another account.", *entry.id));
    }
  } else {
    JETON_TRY(const auto* groups, groups_of(account.id));
    JETON_TRY(const auto* group, groups->find(entry.name, path + ".name"));
    if (group != nullptr && writes()) {
      JETON_TRY(found, unit_->groups().find(group->id, Lock::kExclusive));
    } else if (group != nullptr) {
      found = *group;
    }
  }
  if (found && found->is_default) {
    return Error::invalid(path, "This is the account's default group: list its modules under the account.");
  }
  return found;
}

/// Brings `group` in line with `entry`; the names of the fields that differed.
Result<std::vector<std::string>> PlatformApplication::state_group(const PlatformGroup& entry,
                                                                  domain::Group& group,
                                                                  const std::string& path) {
  std::vector<std::string> changed;
  if (group.name != entry.name) {
    group.name = entry.name;
    changed.emplace_back("name");
  }
  if (entry.description && *entry.description != group.description) {
    group.description = *entry.description;
    changed.emplace_back("description");
  }
  if (!entry.modules) return changed;
  JETON_TRY(auto modules, resolve_modules(*entry.modules, path + ".modules"));
  JETON_TRY(const auto whole, default_modules_of(group.account));
  auto valid = domain::validate_group_modules(modules, whole);
  if (valid.has_error()) return with_path_prefix(path, std::move(valid).error());
  modules = sorted_set(std::move(modules));
  if (modules == group.modules) return changed;
  group.modules = std::move(modules);
  changed.emplace_back("modules");
  return changed;
}

Result<void> PlatformApplication::apply_group(const PlatformGroup& entry, const std::string& path) {
  JETON_TRY(const auto account, resolve_account(entry.account, path + ".account"));
  JETON_TRY(auto found, find_group(entry, account, path));
  const bool created = !found;
  auto group = found ? *std::move(found)
                     : domain::Group{.id = domain::GroupId::from_stored({}),
                                     .account = account.id,
                                     .name = entry.name,
                                     .description = {},
                                     .is_default = false,
                                     .modules = {},
                                     .revision = 1,
                                     .created = writer_->stamp(),
                                     .updated = std::nullopt};
  JETON_TRY(auto changed, state_group(entry, group, path));
  if (created) {
    const auto given = entry.id ? domain::GroupId::parse(*entry.id) : std::nullopt;
    auto made = create(given, std::move(group), &domain::validate_group, [&](domain::Group row) {
      return writer_->create_group(given, std::move(row), account);
    });
    if (made.has_error()) return with_path_prefix(path, std::move(made).error());
    group = *std::move(made);
    changed.clear();
  } else if (!changed.empty()) {
    const auto updated = update(group, &domain::validate_group,
                                [&](domain::Group& row) { return writer_->update_group(row, account); });
    if (updated.has_error()) return with_path_prefix(path, updated.error());
  }
  JETON_CHECK(state_once(group.id.str(), path));
  const auto action = created           ? PlanAction::kCreate
                      : changed.empty() ? PlanAction::kUnchanged
                                        : PlanAction::kUpdate;
  later_steps_.push_back({action, "group", group.name, group.id.str(), std::move(changed)});
  JETON_TRY(auto* groups, groups_of(account.id));
  groups->put(std::move(group));
  return {};
}

Result<std::optional<domain::User>> PlatformApplication::find_user(const PlatformUser& entry,
                                                                   const std::string& path) {
  if (const auto made = new_users_.find(base::fold_case(entry.email)); made != new_users_.end()) {
    return std::optional{made->second};
  }
  JETON_TRY(auto found, unit_->users().find_by_email(entry.email, Lock::kExclusive));
  if (entry.id) {
    const auto given = domain::UserId::parse(*entry.id);
    if (!given) return Error::invalid(path + ".id", "A user's id has the form USR-1234-5678.");
    if (found && found->id != *given) {
      return Error::invalid(
          path + ".id",
          fmt::format("The user with this e-mail address already exists as {}.", found->id.str()));
    }
    if (!found) {
      JETON_TRY(const auto other, unit_->users().find(*given));
      if (other) {
        return Error::invalid(
            path + ".email",
            fmt::format("{} has another e-mail address, which cannot be changed.", given->str()));
      }
    }
  }
  if (found && found->status == domain::UserStatus::kDeleted) {
    return Error::invalid(path + ".email", "The user with this e-mail address was deleted.");
  }
  return found;
}

Result<domain::User> PlatformApplication::create_user(const PlatformUser& entry,
                                                      const domain::Account& home) {
  domain::User draft{
      .id = domain::UserId::from_stored({}),
      .email = entry.email,
      .first_name = entry.first_name,
      .last_name = entry.last_name,
      .status = entry.memberships.empty() ? domain::UserStatus::kNew : domain::UserStatus::kActive,
      .current_account = std::nullopt,
      .last_login = std::nullopt,
      .revision = 1,
      .created = writer_->stamp(),
      .updated = std::nullopt};
  if (!entry.memberships.empty()) draft.current_account = home.id;
  const auto given = entry.id ? domain::UserId::parse(*entry.id) : std::nullopt;
  JETON_TRY(auto user, create(given, std::move(draft), &domain::validate_user, [&](domain::User row) {
              return writer_->create_user(given, std::move(row), home);
            }));
  if (!writes()) new_users_.emplace(base::fold_case(user.email), user);
  return user;
}

Result<void> PlatformApplication::apply_user(const PlatformUser& entry, const std::string& path) {
  JETON_TRY(auto found, find_user(entry, path));
  // Where records about the user belong: the first account that the file states, else the platform's.
  auto home = *operations_;
  if (!entry.memberships.empty()) {
    JETON_TRY(home, resolve_account(entry.memberships.front().account, path + ".memberships[0].account"));
  }
  const bool created = !found;
  std::vector<std::string> changed;
  if (created) {
    auto made = create_user(entry, home);
    if (made.has_error()) return with_path_prefix(path, std::move(made).error());
    found = *std::move(made);
  } else {
    if (found->first_name != entry.first_name) changed.emplace_back("firstName");
    if (found->last_name != entry.last_name) changed.emplace_back("lastName");
    if (!changed.empty()) {
      found->first_name = entry.first_name;
      found->last_name = entry.last_name;
      const auto updated = update(*found, &domain::validate_user, [&](domain::User& row) {
        return writer_->update_user(row, domain::AuditAction::kUpdated, home);
      });
      if (updated.has_error()) return with_path_prefix(path, updated.error());
    }
  }
  JETON_CHECK(state_once(found->id.str(), path));

  bool memberships_changed = false;
  for (std::size_t i = 0; i < entry.memberships.size(); ++i) {
    JETON_TRY(const bool moved,
              apply_membership(entry.memberships[i], *found, fmt::format("{}.memberships[{}]", path, i)));
    memberships_changed = memberships_changed || moved;
  }
  if (memberships_changed && writes()) JETON_CHECK(writer_->derive_user_status(*found, home));
  if (memberships_changed && !created) changed.emplace_back("memberships");
  const auto action = created           ? PlanAction::kCreate
                      : changed.empty() ? PlanAction::kUnchanged
                                        : PlanAction::kUpdate;
  later_steps_.push_back({action, "user", found->email, found->id.str(), std::move(changed)});
  return {};
}

Result<std::vector<domain::GroupId>> PlatformApplication::resolve_groups(const PlatformMembership& entry,
                                                                         const domain::Account& account,
                                                                         const std::string& path) {
  std::vector<domain::GroupId> ids;
  if (entry.groups.empty()) return ids;
  JETON_TRY(const auto* groups, groups_of(account.id));
  for (std::size_t i = 0; i < entry.groups.size(); ++i) {
    const auto here = fmt::format("{}.groups[{}]", path, i);
    JETON_TRY(const auto* group, groups->find(entry.groups[i], here));
    if (group == nullptr) {
      return Error::invalid(here, fmt::format("{} has no group {}.", account.name, entry.groups[i]));
    }
    ids.push_back(group->id);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

/// True if the membership was created or changed.
Result<bool> PlatformApplication::apply_membership(const PlatformMembership& entry, const domain::User& user,
                                                   const std::string& path) {
  JETON_TRY(const auto account, resolve_account(entry.account, path + ".account"));
  JETON_CHECK(state_once(fmt::format("The membership of {} in {}", user.email, account.id.str()), path));
  JETON_TRY(auto groups, resolve_groups(entry, account, path));
  JETON_TRY(auto membership, unit_->memberships().find(user.id, account.id, Lock::kExclusive));
  if (membership) {
    if (groups.empty() || groups == membership->groups) return false;
    if (!writes()) return true;
    membership->groups = std::move(groups);
    changed_ = true;
    JETON_CHECK(writer_->update_membership(*membership, user, account));
    return true;
  }
  if (!writes()) return true;
  if (groups.empty()) {
    JETON_TRY(const auto group, unit_->groups().find_default(account.id, Lock::kShared));
    if (!group) return Error::internal("an account without a default group");
    groups.push_back(group->id);
  }
  domain::Membership draft{.id = domain::MembershipId::from_stored({}),
                           .user = user.id,
                           .account = account.id,
                           .status = domain::MembershipStatus::kActive,
                           .groups = std::move(groups),
                           .revision = 1,
                           .created = writer_->stamp(),
                           .updated = std::nullopt};
  changed_ = true;
  auto created = writer_->create_membership(std::move(draft), user, account);
  if (created.has_error()) return with_path_prefix(path, std::move(created).error());
  return true;
}

}  // namespace jeton::app
