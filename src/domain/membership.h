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

/// Whom an invitation is for, as its sender described them (spec R-071).
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
  std::optional<Stamp> invited{};                ///< The latest invitation: the first, or one sent later.
  std::optional<Stamp> joined{};                 ///< When and by whom it was made active.
  std::optional<Stamp> accepted{};               ///< When the invited person accepted.
  std::optional<base::Timestamp> last_access{};  ///< The latest session in the account.
  std::optional<base::Timestamp> invitation_expires{};  ///< Of the latest invitation.
  std::string invitation_notes{};                       ///< For Operations only.
  /// What the account knows of the person until they accept the invitation; empty after that.
  std::optional<Invitee> invitee{};
};

/// The person of `membership` as its account sees them: until they have accepted, what the invitation said,
/// in the state of the invitation, and nothing else that is known about `user`. Stamps and
/// revision are those of the membership.
User as_invited(const User& user, const Membership& membership);

/// What is stored of the secret in an invitation link, in a table of its own.
struct InvitationSecret {
  MembershipId membership;
  std::string digest;  ///< SHA-256 of the secret, hex.
  std::string sealed;  ///< The secret, sealed, because the link is shown while it is pending.
};

// The state machine of spec section 8. Each changes the status and the stamps of the event; the writer of
// the row updates revision and `updated`. A refusal leaves the membership unchanged.

/// An invitation that starts at `stamp` and lasts `kInvitationLifetime` (spec R-073).
void invite(Membership& membership, const Stamp& stamp);
/// Makes it active without an invitation (spec R-072).
void join(Membership& membership, const Stamp& stamp);
/// Accepts the invitation at `stamp` (spec R-074). False when it is active already. Errors: conflict at
/// `status`, also when it has expired but this has not been recorded yet.
base::Result<bool> accept_invitation(Membership& membership, const Stamp& stamp);
/// Restarts the time (spec R-075). Errors: conflict at `status` unless it is `Invited`.
base::Result<void> resend_invitation(Membership& membership, const Stamp& stamp);
/// Invites again (spec R-075). Errors: conflict at `status` unless it is `InvitationExpired`.
base::Result<void> send_new_invitation(Membership& membership, const Stamp& stamp);
/// Whether it is `Invited` and has expired.
bool is_overdue(const Membership& membership, base::Timestamp now) noexcept;

/// Makes `groups` those of the membership. False when they are. Errors: conflict at `groups` for none (spec
///
base::Result<bool> set_groups(Membership& membership, std::vector<GroupId> groups);

}  // namespace jeton::domain
