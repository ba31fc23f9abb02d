#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/ids.h"
#include "domain/stamp.h"

namespace jeton::domain {

struct User;

enum class MembershipStatus : std::uint8_t { kInvited, kInvitationExpired, kActive, kDeleted };

std::string_view to_string(MembershipStatus status) noexcept;
std::optional<MembershipStatus> parse_membership_status(std::string_view text) noexcept;

/// Who an invitation is for, in the words of whoever sent it (spec R-071).
struct Invitee {
  std::string email{};
  std::string first_name{};
  std::string last_name{};

  bool operator==(const Invitee&) const = default;
};

/// The link of a user to an account, with its groups (spec section 8).
struct Membership {
  MembershipId id;
  UserId user;
  AccountId account;
  MembershipStatus status = MembershipStatus::kInvited;
  std::vector<GroupId> groups;  ///< Sorted, without repetition, at least one.
  std::int64_t revision = 1;
  Stamp created;
  std::optional<Stamp> updated;
  std::optional<Stamp> invited{};   ///< The latest invitation: the first, or one that was sent anew.
  std::optional<Stamp> joined{};    ///< When it became active, by whoever made it so.
  std::optional<Stamp> accepted{};  ///< When the invited person accepted.
  std::optional<base::Timestamp> last_access{};         ///< The latest session in the account.
  std::optional<base::Timestamp> invitation_expires{};  ///< Of the latest invitation.
  std::string invitation_notes{};                       ///< For Operations alone.
  /// What the account knows of the person until the invitation is accepted; nothing from then on.
  std::optional<Invitee> invitee{};
};

/// The person of `membership` as its account sees them: until they have accepted, what the invitation said,
/// in the state of the invitation, and nothing of what else is known about `user`. The stamps are those of
/// the membership, which alone counts its revisions.
User as_invited(const User& user, const Membership& membership);

/// What is kept of the secret in an invitation link. Stands in a table of its own.
struct InvitationSecret {
  MembershipId membership;
  std::string digest;  ///< SHA-256 of the secret, hex.
  std::string sealed;  ///< The secret, sealed, because the link is shown while it is outstanding.
};

// The state machine of spec section 8. Each changes the status and the stamps of the event; whoever writes
// the row moves revision and `updated`. A refusal leaves the membership as it was.

/// An invitation that starts at `stamp` and lasts `kInvitationLifetime` (spec R-073).
void invite(Membership& membership, const Stamp& stamp);
/// Makes it active without an invitation (spec R-072).
void join(Membership& membership, const Stamp& stamp);
/// Accepts the invitation at `stamp` (spec R-074). False when it is active already. Errors: conflict at
/// `status`, also when the time is up and nothing has noticed yet.
base::Result<bool> accept_invitation(Membership& membership, const Stamp& stamp);
/// Starts the time anew (spec R-075). Errors: conflict at `status` unless it is `Invited`.
base::Result<void> resend_invitation(Membership& membership, const Stamp& stamp);
/// Invites again (spec R-075). Errors: conflict at `status` unless it is `InvitationExpired`.
base::Result<void> send_new_invitation(Membership& membership, const Stamp& stamp);
/// Whether it is `Invited` and its time is up.
bool is_overdue(const Membership& membership, base::Timestamp now) noexcept;

/// Makes `groups` those of the membership. False when they are. Errors: conflict at `groups` for none (spec
///
base::Result<bool> set_groups(Membership& membership, std::vector<GroupId> groups);

}  // namespace jeton::domain
