#include "app/users.h"

#include <algorithm>
#include <utility>

#include "app/row_writer.h"

namespace jeton::app {
namespace {

using base::Error;
using base::Result;
using domain::Lock;

/// Spec 3.2, account user row: Access Management in the account, or Operations with Platform Account
/// Management.
bool may_manage_users(const domain::Caller& caller, const domain::AccountId& account) {
  if (caller.account == account && caller.holds(domain::kAccessManagement)) return true;
  return caller.account_type == domain::AccountType::kOperations &&
         caller.holds(domain::kPlatformAccountManagement);
}

/// The groups that an invitation names, or the default group (spec R-071). Errors: invalid at `groups[i].id`.
Result<std::vector<domain::GroupId>> groups_of_invitation(domain::UnitOfWork& unit,
                                                          const domain::AccountId& account,
                                                          const std::vector<std::string>& stated) {
  JETON_TRY(const auto groups, unit.groups().list_of_account(account));
  std::vector<domain::GroupId> ids;
  if (stated.empty()) {
    for (const auto& group : groups) {
      if (group.is_default) ids.push_back(group.id);
    }
    if (ids.empty()) return Error::internal("an account without a default group");
    return ids;
  }
  std::vector<base::FieldError> broken;
  for (std::size_t i = 0; i < stated.size(); ++i) {
    const auto known = std::find_if(groups.begin(), groups.end(),
                                    [&](const auto& group) { return group.id.str() == stated[i]; });
    if (known == groups.end()) {
      broken.push_back({"groups[" + std::to_string(i) + "].id", "The account has no such group."});
      continue;
    }
    ids.push_back(known->id);
  }
  if (!broken.empty()) return Error::invalid(std::move(broken));
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

/// The account that records about `user` belong to: where the user works, else the platform's.
Result<domain::Account> home_account(domain::UnitOfWork& unit, const domain::User& user) {
  std::optional<domain::Account> account;
  if (user.current_account) {
    JETON_TRY(account, unit.accounts().find(*user.current_account));
  }
  if (!account) {
    JETON_TRY(const auto memberships, unit.memberships().list_of_user(user.id));
    if (!memberships.empty()) {
      JETON_TRY(account, unit.accounts().find(memberships.front().account));
    }
  }
  if (!account) {
    JETON_TRY(account, unit.accounts().find_operations());
  }
  if (!account) return Error::internal("a user, and no operations account");
  return *std::move(account);
}

}  // namespace

Result<domain::Membership> invite_user(const Services& services, const domain::Caller& caller,
                                       const InviteUser& command) {
  JETON_TRY(const auto unit, services.store.begin_write());
  const auto id = domain::AccountId::parse(command.account_id);
  std::optional<domain::Account> account;
  if (id) {
    JETON_TRY(account, unit->accounts().find(*id));
  }
  if (!account) return Error::invalid("account.id", "The account does not exist.");
  if (!may_manage_users(caller, account->id)) return Error::denied();

  RowWriter writer{services, *unit, caller};
  JETON_TRY(auto groups, groups_of_invitation(*unit, account->id, command.group_ids));
  JETON_TRY(auto user, unit->users().find_by_email(command.email, Lock::kExclusive));
  if (user && user->status == domain::UserStatus::kDeleted) {
    return Error::conflict("email", "The user with this e-mail address was deleted.");
  }
  if (!user) {
    domain::User draft{.id = domain::UserId::from_stored({}),
                       .email = command.email,
                       .first_name = command.first_name,
                       .last_name = command.last_name,
                       .status = domain::UserStatus::kInvited,
                       .current_account = std::nullopt,
                       .last_login = std::nullopt,
                       .revision = 1,
                       .created = writer.stamp(),
                       .updated = std::nullopt};
    JETON_TRY(user, writer.create_user(std::nullopt, std::move(draft), *account));
  } else {
    JETON_TRY(const auto membership, unit->memberships().find(user->id, account->id));
    if (membership) {
      return Error::conflict("email", "The user is a member of the account, or invited, already.");
    }
  }

  domain::Membership draft{.id = domain::MembershipId::from_stored({}),
                           .user = user->id,
                           .account = account->id,
                           .status = domain::MembershipStatus::kInvited,
                           .groups = std::move(groups),
                           .revision = 1,
                           .created = writer.stamp(),
                           .updated = std::nullopt};
  JETON_TRY(auto membership, writer.create_membership(std::move(draft), *user, *account));
  JETON_CHECK(writer.derive_user_status(*user, *account));
  JETON_CHECK(unit->commit());
  return membership;
}

Result<void> set_password(const Services& services, const domain::Caller& caller, std::string_view email,
                          const base::Secret& password, const crypto::PasswordCost& cost) {
  // a password is the user's own matter; the operator at the machine is the one exception.
  if (caller.actor.kind != domain::ActorKind::kSystem) return Error::denied();
  JETON_CHECK(domain::validate_password(password));
  {
    JETON_TRY(const auto reader, services.store.begin_read());
    JETON_TRY(const auto known, reader->users().find_by_email(email));
    if (!known) return Error::not_found();
  }
  // Hashing takes a tenth of a second, in which no row is held.
  JETON_TRY(const auto encoded, crypto::hash_password(password, cost));

  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(auto user, unit->users().find_by_email(email, Lock::kExclusive));
  if (!user || user->status == domain::UserStatus::kDeleted) return Error::not_found();
  JETON_TRY(const auto account, home_account(*unit, *user));
  RowWriter writer{services, *unit, caller};
  JETON_CHECK(writer.update_user(*user, domain::AuditAction::kUpdated, account));
  JETON_CHECK(unit->users().set_password_hash(user->id, encoded));
  JETON_CHECK(unit->sessions().remove_of_user(user->id));
  return unit->commit();
}

domain::Caller system_caller() {
  domain::Caller caller;
  caller.actor = domain::system_actor();
  caller.account_type = domain::AccountType::kOperations;
  caller.modules = {std::string{domain::kAccessManagement}, std::string{domain::kAccountManagement},
                    std::string{domain::kPlatformAccountManagement}};
  return caller;
}

}  // namespace jeton::app
