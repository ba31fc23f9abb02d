#pragma once

#include <string>
#include <string_view>

/// The statuses that readers see: an invitation is expired from its expiry time, although the
/// row says so only once a background job has recorded it. In a write unit `:now` is before every
/// instant, so that it sees the rows as they are.
namespace jeton::store::sql {

/// Of the memberships `alias`.
std::string seen_membership_status(std::string_view alias);

/// Of `users u`: who is invited is so by an invitation that is still open.
/// Index: memberships_one_per_account, by its first column.
inline constexpr std::string_view kSeenUserStatus =
    "CASE WHEN u.status = 'Invited' AND EXISTS (SELECT 1 FROM memberships x WHERE x.user_id = u.id"
    " AND x.status <> 'Deleted' AND x.status = 'Invited' AND x.invitation_expires <= :now)"
    " AND NOT EXISTS (SELECT 1 FROM memberships x WHERE x.user_id = u.id AND x.status <> 'Deleted'"
    " AND x.status = 'Invited' AND (x.invitation_expires IS NULL OR x.invitation_expires > :now))"
    " THEN 'InvitationExpired' ELSE u.status END";

}  // namespace jeton::store::sql
