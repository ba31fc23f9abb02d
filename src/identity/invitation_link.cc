#include <utility>

#include "app/people/invitations.h"
#include "app/people/sign_in_counters.h"
#include "app/people/users.h"
#include "identity/sign_in_state.h"

// The page that an invitation link leads to (spec C-003).
namespace jeton::identity {
namespace {

using base::Error;
using base::Result;
using domain::Lock;

/// The invitation that is outstanding. Errors as `SignIn::read_invitation`.
Result<app::FoundInvitation> outstanding(domain::UnitOfWork& unit, const base::Secret& invitation, Lock lock,
                                         base::Timestamp now) {
  JETON_TRY(auto found, app::find_invitation(unit, invitation, lock));
  if (!found) return Error::not_found();
  if (found->membership.status == domain::MembershipStatus::kInvitationExpired ||
      is_overdue(found->membership, now)) {
    return Error::conflict("status", "The invitation has expired.");
  }
  return *std::move(found);
}

/// What the page of the invitation shows. Errors: as `outstanding`.
Result<InvitationOffer> offer_of(const app::Services& services, const base::Secret& invitation) {
  const auto now = services.clock.now();
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(auto found, outstanding(*unit, invitation, Lock::kNone, now));
  JETON_TRY(const bool unclaimed, app::is_unclaimed(*unit, found.user));
  const auto expires_at = found.membership.invitation_expires.value_or(now + base::kInvitationLifetime);
  // The person who invites has the link too, and learns from it only what the invitation said.
  return InvitationOffer{domain::as_invited(found.user, found.membership), std::move(found.account),
                         expires_at, unclaimed};
}

/// Who may claim an identity states everything that it has; nothing is left to the inviting account.
Result<void> validate_profile(domain::User user, const AcceptInvitation& command) {
  user.first_name = command.profile.first_name.value_or(std::string{});
  user.last_name = command.profile.last_name.value_or(std::string{});
  std::vector<base::FieldError> broken;
  for (const auto& checked : {domain::validate_user(user), domain::validate_password(command.password)}) {
    if (checked.has_value()) continue;
    const auto error = checked.error();
    broken.insert(broken.end(), error.fields().begin(), error.fields().end());
  }
  if (const auto changed = domain::update_user(user, command.profile); changed.has_error()) {
    const auto error = changed.error();
    for (const auto& field : error.fields()) {
      if (field.path.starts_with("phone")) broken.push_back(field);
    }
  }
  if (!broken.empty()) return Error::invalid(std::move(broken));
  return {};
}

}  // namespace

Result<InvitationOffer> SignIn::State::try_invitation(const base::Secret& invitation,
                                                      const SignInAttempt& attempt) {
  auto offer = offer_of(services, invitation);
  // An expired one was still known: it was not guessed.
  if (offer.has_value() || offer.error().kind() == base::ErrorKind::kConflict) {
    JETON_CHECK(limiter.succeed(attempt));
  }
  return offer;
}

Result<InvitationOffer> SignIn::read_invitation(const base::Secret& invitation,
                                                const domain::RequestOrigin& origin) {
  return state_->counted(limits_of_client(origin.ip), origin, [&](const SignInAttempt& attempt) {
    return state_->try_invitation(invitation, attempt);
  });
}

Result<bool> SignIn::State::proves_identity(const domain::User& user, const base::Secret& password,
                                            const std::string& encoded, const domain::RequestOrigin& origin) {
  auto limits = limits_of_email(user.email);
  for (auto& limit : limits_of_client(origin.ip)) limits.push_back(std::move(limit));
  return counted(limits, origin, [&](const SignInAttempt& attempt) -> Result<bool> {
    JETON_TRY(const bool matches, password_matches(password, encoded));
    if (matches) JETON_CHECK(limiter.succeed(attempt));
    return matches;
  });
}

Result<OpenedSession> SignIn::accept_invitation(const AcceptInvitation& command,
                                                const domain::RequestOrigin& origin) {
  auto& services = state_->services;
  const auto now = services.clock.now();
  JETON_TRY(const auto offer, read_invitation(command.invitation, origin));

  // Hashing takes a tenth of a second, in which no row is held.
  std::string encoded;
  std::optional<std::string> known;
  if (offer.sets_password) {
    JETON_CHECK(validate_profile(offer.user, command));
    JETON_TRY(encoded, state_->hash(command.password));
  } else {
    JETON_TRY(known, state_->password_hash_of(offer.user.id));
    if (!known) {
      return Error::conflict("user", "The user has no password yet: sign in first, then accept.");
    }
    JETON_TRY(const bool proven, state_->proves_identity(offer.user, command.password, *known, origin));
    if (!proven) {
      services.log.warning("invitation.password_refused", {{"ip", origin.ip}, {"user", offer.user.id.str()}});
      return sign_in_failed();
    }
  }

  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(auto found, outstanding(*unit, command.invitation, Lock::kExclusive, now));
  auto& user = found.user;
  JETON_TRY(const bool unclaimed, app::is_unclaimed(*unit, user));
  JETON_TRY(const auto still, unit->users().find_password_hash(user.id));
  if (unclaimed != offer.sets_password || still != known) {
    return Error::conflict("user", "The user has changed in the meantime. Open the link again.");
  }
  if (offer.sets_password) {
    JETON_CHECK(domain::update_user(user, command.profile));
    JETON_CHECK(unit->users().set_password_hash(user.id, encoded));
    JETON_CHECK(app::end_sign_ins(*unit, user.id));
  }
  const auto caller = app::caller_of(user, found.account.id, origin);
  app::RowWriter writer{services, *unit, caller};
  JETON_CHECK(app::accept_membership(writer, found.membership, user, found.account));
  JETON_TRY(auto opened, state_->open_session(*unit, user.id, found.account.id));
  JETON_CHECK(app::forget_failures(*unit, user));
  JETON_CHECK(unit->commit());
  services.log.info("invitation.accepted", {{"ip", origin.ip}, {"user", user.id.str()}});
  return opened;
}

Result<void> SignIn::decline_invitation(const base::Secret& invitation, const domain::RequestOrigin& origin) {
  auto& services = state_->services;
  JETON_TRY(const auto offer, read_invitation(invitation, origin));
  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(auto found, outstanding(*unit, invitation, Lock::kExclusive, services.clock.now()));
  const auto caller =
      app::caller_of(domain::as_invited(found.user, found.membership), found.account.id, origin);
  app::RowWriter writer{services, *unit, caller};
  JETON_CHECK(app::end_membership(writer, found.membership, found.user, found.account));
  return unit->commit();
}

}  // namespace jeton::identity
