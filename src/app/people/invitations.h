#pragma once

#include "app/audit/row_writer.h"
#include "app/command/services.h"
#include "base/result.h"
#include "base/secret.h"
#include "domain/store.h"

/// Invitations into accounts (spec ): their secrets, their acceptance and their end.
///
/// The link carries a secret of 256 bits. Its digest is kept to recognise it, and a sealed copy, because
/// anyone who manages the account may see the link while it is pending.
namespace jeton::app {

/// Gives the membership's invitation a new secret: earlier links no longer work.
base::Result<base::Secret> renew_invitation_secret(const Services& services, domain::UnitOfWork& unit,
                                                   const domain::MembershipId& membership);
/// The secret of a pending invitation; empty when there is none.
base::Result<base::Secret> open_invitation_secret(const Services& services, domain::UnitOfWork& unit,
                                                  const domain::Membership& membership);

/// What an invitation's secret resolves to.
struct FoundInvitation {
  domain::Membership membership;
  domain::User user;
  domain::Account account;
};
/// The invitation of that secret; nothing when it is unknown, was used, or belongs to someone who cannot sign
/// in (spec R-067). It may be expired. User and membership are locked in this order.
base::Result<std::optional<FoundInvitation>> find_invitation(domain::UnitOfWork& unit,
                                                             const base::Secret& secret, domain::Lock lock);

/// Whether accepting a link may give `user` a password and a name: only someone who has never signed in,
/// has no password and belongs to no account yet. Otherwise the link, which the inviting account can see,
/// would give access to an identity that other accounts rely on.
base::Result<bool> is_unclaimed(domain::UnitOfWork& unit, const domain::User& user);

/// Accepts the invitation as its user, at the writer's instant: membership, user and records. False when it
/// was active already. Errors: conflict at `status`.
base::Result<bool> accept_membership(RowWriter& writer, domain::Membership& membership, domain::User& user,
                                     const domain::Account& account);
/// Accepts every pending invitation of `user`, who has been authenticated in another way.
base::Result<void> accept_every_invitation(const Services& services, domain::UnitOfWork& unit,
                                           domain::User& user, const domain::RequestOrigin& origin);
/// Ends a membership in any state: row, secret, user and records.
base::Result<void> end_membership(RowWriter& writer, domain::Membership& membership, domain::User& user,
                                  const domain::Account& account);

/// `user` as the caller who acts in `account`, with no modules.
domain::Caller caller_of(const domain::User& user, const domain::AccountId& account,
                         const domain::RequestOrigin& origin);

/// Records the expiry of invitations (spec R-073), as the system. Called by a background job,
/// and before users and memberships are changed. Readers do not need it: they see an invitation as expired
/// from its expiry time.
base::Result<void> expire_invitations(const Services& services);

}  // namespace jeton::app
