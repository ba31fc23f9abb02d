#include <utility>

#include "app/people/memberships.h"
#include "app/people/sign_in_counters.h"
#include "app/people/users.h"

namespace jeton::app {
namespace {

using base::Error;
using base::Result;
using domain::Lock;

}  // namespace

Result<domain::Membership> invite_user(const Services& services, const domain::Caller& caller,
                                       const InviteUser& command) {
  if (caller.actor.kind != domain::ActorKind::kSystem) return Error::denied();
  InviteMember invitation{.account_id = command.account_id,
                          .email = command.email,
                          .first_name = command.first_name,
                          .last_name = command.last_name,
                          .group_ids = command.group_ids};
  if (invitation.group_ids.empty()) {
    JETON_TRY(const auto unit, services.store.begin_read());
    std::optional<domain::Group> group;
    if (const auto account = domain::AccountId::parse(command.account_id)) {
      JETON_TRY(group, unit->groups().find_default(*account));
    }
    if (!group) return Error::invalid("account.id", "The account does not exist.");
    invitation.group_ids.push_back(group->id.str());
  }
  JETON_TRY(auto view, invite_member(services, caller, invitation));
  return std::move(view.membership);
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
  RowWriter writer{services, *unit, caller};
  JETON_CHECK(store_password(writer, *user, encoded));
  JETON_CHECK(end_sign_ins(*unit, user->id));
  JETON_CHECK(forget_sign_ins(*unit, *user));
  return unit->commit();
}

}  // namespace jeton::app
