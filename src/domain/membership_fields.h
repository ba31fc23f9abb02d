#pragma once

#include "domain/account_fields.h"
#include "domain/fields.h"
#include "domain/membership.h"

namespace jeton::domain {

/// What each view of a membership shows.
inline constexpr auto kSharedMembershipFields = std::tuple{
    reference("account", "account_id", &Membership::account, kAccountReferenceFields),
    field("audit.access.at", "last_access", &Membership::last_access).moving_by_itself(),
    stamp("created", &Membership::created),
    stamp("updated", &Membership::updated),
    stamp("invited", &Membership::invited),
    stamp("joined", &Membership::joined),
    stamp("accepted", &Membership::accepted).at_alone("invitationAcceptedAt"),
};

/// A membership without its groups, and without whom the invitation is for.
inline constexpr auto kMembershipFields = std::tuple_cat(
    std::tuple{field("id", "id", &Membership::id), field("revision", "revision", &Membership::revision),
               field("status", "status", &Membership::status), field("user.id", "user_id", &Membership::user),
               unlisted("invitation_expires", &Membership::invitation_expires),
               unlisted("invitation_notes", &Membership::invitation_notes)},
    kSharedMembershipFields);

}  // namespace jeton::domain
