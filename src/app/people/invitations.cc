#include "app/people/invitations.h"

#include <array>
#include <utility>

#include "app/command/system_caller.h"
#include "base/hex.h"
#include "base/limits.h"
#include "crypto/digest.h"
#include "crypto/random.h"

namespace jeton::app {
namespace {

using base::Error;
using base::Result;
using domain::AuditAction;
using domain::Lock;
using domain::MembershipStatus;

Result<domain::Account> account_of(domain::UnitOfWork& unit, const domain::AccountId& id) {
  JETON_TRY(auto account, unit.accounts().find(id));
  if (!account) return Error::internal("a membership without an account");
  return *std::move(account);
}

/// One membership, if it is still overdue once it is locked.
Result<void> expire(const Services& services, domain::UnitOfWork& unit, const domain::Membership& seen) {
  JETON_TRY(auto user, unit.users().find(seen.user, Lock::kExclusive));
  JETON_TRY(auto membership, unit.memberships().find_by_id(seen.id, Lock::kExclusive));
  if (!user || !membership || !is_overdue(*membership, services.clock.now())) return {};
  JETON_TRY(const auto account, account_of(unit, membership->account));
  const auto system = system_caller();
  RowWriter writer{services, unit, system};
  membership->status = MembershipStatus::kInvitationExpired;
  JETON_CHECK(writer.update_membership(*membership, *user, account, AuditAction::kStatusChanged));
  JETON_TRY(const auto told, writer.recording_account(*membership, account));
  return writer.derive_user_status(*user, told);
}

}  // namespace

Result<base::Secret> renew_invitation_secret(const Services& services, domain::UnitOfWork& unit,
                                             const domain::MembershipId& membership) {
  auto secret = crypto::draw_secret(services.random);
  JETON_CHECK(unit.memberships().put_invitation(
      {membership, crypto::sha256_hex(secret.reveal()),  // only its digest goes on
       services.sealer.seal(secret, membership.str())}));
  return secret;
}

Result<base::Secret> open_invitation_secret(const Services& services, domain::UnitOfWork& unit,
                                            const domain::Membership& membership) {
  if (membership.status != MembershipStatus::kInvited || is_overdue(membership, services.clock.now())) {
    return base::Secret{};
  }
  JETON_TRY(const auto kept, unit.memberships().find_invitation(membership.id));
  // Of a key that was abandoned: the link is lost, and may be resent.
  if (!kept || !services.sealer.has_key_of(kept->sealed)) return base::Secret{};
  return services.sealer.open(kept->sealed, membership.id.str());
}

Result<std::optional<FoundInvitation>> find_invitation(domain::UnitOfWork& unit, const base::Secret& secret,
                                                       Lock lock) {
  const std::optional<FoundInvitation> nothing;
  const auto digest = crypto::sha256_hex(secret.reveal());  // to look it up by
  JETON_TRY(auto kept, unit.memberships().find_invitation_by_digest(digest));
  if (!kept) return nothing;
  JETON_TRY(auto seen, unit.memberships().find_by_id(kept->membership));
  if (!seen) return Error::internal("an invitation without a membership");
  JETON_TRY(auto user, unit.users().find(seen->user, lock));
  JETON_TRY(auto membership, unit.memberships().find_by_id(seen->id, lock));
  if (!user || !membership) return Error::internal("an invitation without a user");
  if (lock != Lock::kNone) {
    // Somebody may have used or replaced it before the rows were held.
    JETON_TRY(kept, unit.memberships().find_invitation(membership->id));
    if (!kept || kept->digest != digest) return nothing;
  }
  const bool outstanding = membership->status == MembershipStatus::kInvited ||
                           membership->status == MembershipStatus::kInvitationExpired;
  if (!domain::may_sign_in(*user) || !outstanding) return nothing;
  JETON_TRY(auto account, account_of(unit, membership->account));
  return std::optional{FoundInvitation{*std::move(membership), *std::move(user), std::move(account)}};
}

Result<bool> is_unclaimed(domain::UnitOfWork& unit, const domain::User& user) {
  if (user.last_login) return false;
  JETON_TRY(const auto hash, unit.users().find_password_hash(user.id));
  if (hash) return false;
  JETON_TRY(const auto memberships, unit.memberships().list_of_user(user.id));
  for (const auto& membership : memberships) {
    if (membership.status == MembershipStatus::kActive) return false;
  }
  return true;
}

Result<bool> accept_membership(RowWriter& writer, domain::Membership& membership, domain::User& user,
                               const domain::Account& account) {
  JETON_TRY(const bool accepted, accept_invitation(membership, writer.stamp()));
  if (!accepted) return false;
  JETON_CHECK(writer.unit().memberships().remove_invitation(membership.id));
  JETON_CHECK(writer.update_membership(membership, user, account, AuditAction::kStatusChanged));
  user.accepted = writer.stamp();
  JETON_TRY(const bool moved, writer.settle_status(user));
  JETON_CHECK(writer.update_user(user, moved ? AuditAction::kStatusChanged : AuditAction::kUpdated, account));
  return true;
}

Result<void> accept_every_invitation(const Services& services, domain::UnitOfWork& unit, domain::User& user,
                                     const domain::RequestOrigin& origin) {
  JETON_TRY(auto memberships, unit.memberships().list_of_user(user.id));
  const auto now = services.clock.now();
  for (auto& membership : memberships) {
    if (membership.status != MembershipStatus::kInvited || is_overdue(membership, now)) continue;
    JETON_TRY(const auto account, account_of(unit, membership.account));
    const auto caller = caller_of(user, membership.account, origin);
    RowWriter writer{services, unit, caller};
    auto accepted = accept_membership(writer, membership, user, account);
    if (accepted.has_error()) return std::move(accepted).error();
  }
  return {};
}

Result<void> end_membership(RowWriter& writer, domain::Membership& membership, domain::User& user,
                            const domain::Account& account) {
  membership.status = MembershipStatus::kDeleted;
  JETON_CHECK(writer.unit().memberships().remove_invitation(membership.id));
  JETON_CHECK(writer.update_membership(membership, user, account, AuditAction::kStatusChanged));
  const bool left = user.current_account == membership.account;
  if (left) user.current_account.reset();
  JETON_TRY(const bool moved, writer.settle_status(user));
  if (!left && !moved) return {};
  JETON_TRY(const auto told, writer.recording_account(membership, account));
  return writer.update_user(user, moved ? AuditAction::kStatusChanged : AuditAction::kUpdated, told);
}

domain::Caller caller_of(const domain::User& user, const domain::AccountId& account,
                         const domain::RequestOrigin& origin) {
  domain::Caller caller;
  caller.actor = {domain::ActorKind::kUser, user.id.str(), user.name()};
  caller.account = account;
  caller.origin = origin;
  return caller;
}

Result<void> expire_invitations(const Services& services) {
  for (;;) {
    std::vector<domain::Membership> overdue;
    {
      JETON_TRY(const auto reader, services.store.begin_read());
      JETON_TRY(overdue,
                reader->memberships().list_overdue(services.clock.now(), base::kInvitationSweepRowsMax));
    }
    if (overdue.empty()) return {};
    JETON_TRY(const auto unit, services.store.begin_write());
    for (const auto& membership : overdue) JETON_CHECK(expire(services, *unit, membership));
    JETON_CHECK(unit->commit());
  }
}

}  // namespace jeton::app
