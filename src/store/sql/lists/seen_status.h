#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

/// The statuses that readers see: an invitation is expired from its expiry time, although the
/// row says so only once a background job has recorded it. In a write unit `:now` is before every
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

/// Texts put together at compile time, because sources are tables of constants.
template <const std::string_view&... kParts>
struct JoinedText {
  static constexpr auto kCharacters = [] {
    std::array<char, (kParts.size() + ...)> all{};
    auto* end = all.data();
    ((end = std::copy(kParts.begin(), kParts.end(), end)), ...);
    return all;
  }();
  static constexpr std::string_view kText{kCharacters.data(), kCharacters.size()};
};

inline constexpr std::string_view kOfTheInvited = "CASE WHEN m.invitee_email IS NOT NULL THEN ";
inline constexpr std::string_view kOtherwise = " ELSE ";
inline constexpr std::string_view kCaseEnd = " END";

/// Of the user of `memberships m JOIN users u`: for someone who has not accepted, the invitation's.
inline constexpr std::string_view kSeenMemberStatus =
    JoinedText<kOfTheInvited, kSeenMembershipStatus, kOtherwise, kSeenUserStatus, kCaseEnd>::kText;

inline constexpr std::string_view kOfTheInvitation =
    "coalesce(CASE WHEN v.status = 'Invited' AND v.invitation_expires <= :now THEN 'InvitationExpired'"
    " ELSE v.status END, ";
inline constexpr std::string_view kCoalesceEnd = ")";

/// Of `users u LEFT JOIN memberships v`, where `v` is an invitation that has not been accepted.
inline constexpr std::string_view kSeenPersonStatus =
    JoinedText<kOfTheInvitation, kSeenUserStatus, kCoalesceEnd>::kText;

}  // namespace jeton::store::sql
