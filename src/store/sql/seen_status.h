#pragma once

#include <string_view>

/// The statuses that readers see: an invitation has expired from the instant that its time is up, although
/// the row says so only once a background job has written it down. In a write unit `:now` is before every
/// instant, so that it sees the rows as they are.
namespace jeton::store::sql {

/// Of `memberships m`.
inline constexpr std::string_view kSeenMembershipStatus =
    "CASE WHEN m.status = 'Invited' AND m.invitation_expires <= :now THEN 'InvitationExpired'"
    " ELSE m.status END";

/// Of `users u`: who is invited is so by an invitation that is still open.
/// Index: memberships_one_per_account, by its first column.
inline constexpr std::string_view kSeenUserStatus =
    "CASE WHEN u.status = 'Invited' AND EXISTS (SELECT 1 FROM memberships x WHERE x.user_id = u.id"
    " AND x.status <> 'Deleted' AND x.status = 'Invited' AND x.invitation_expires <= :now)"
    " AND NOT EXISTS (SELECT 1 FROM memberships x WHERE x.user_id = u.id AND x.status <> 'Deleted'"
    " AND x.status = 'Invited' AND (x.invitation_expires IS NULL OR x.invitation_expires > :now))"
    " THEN 'InvitationExpired' ELSE u.status END";

}  // namespace jeton::store::sql
