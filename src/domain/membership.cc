#include "domain/membership.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "domain/enumeration_names.h"
#include "domain/user.h"

namespace jeton::domain {
namespace {

using base::Error;
using base::Result;

/// What the caller sees of the status once the time is taken into account.
MembershipStatus status_at(const Membership& membership, base::Timestamp now) noexcept {
  return is_overdue(membership, now) ? MembershipStatus::kInvitationExpired : membership.status;
}

Error status_conflict(const Membership& membership, MembershipStatus status) {
  const auto words = fmt::format("is {}.", to_string(status));
  return Error::conflict({"status", "Membership " + words},
                         fmt::format("Membership {} {}", membership.id.str(), words));
}

}  // namespace

std::string_view to_string(MembershipStatus status) noexcept {
  return name_of(status);
}

User as_invited(const User& user, const Membership& membership) {
  if (!membership.invitee) return user;
  const auto& said = *membership.invitee;
  return {.id = user.id,
          .email = said.email,
          .first_name = said.first_name,
          .last_name = said.last_name,
          .status = membership.status == MembershipStatus::kInvitationExpired ? UserStatus::kInvitationExpired
                                                                              : UserStatus::kInvited,
          .revision = 1,
          .created = membership.created,
          .updated = membership.updated};
}

void invite(Membership& membership, const Stamp& stamp) {
  membership.status = MembershipStatus::kInvited;
  membership.invited = stamp;
  membership.invitation_expires = stamp.at + base::kInvitationLifetime;
}

void join(Membership& membership, const Stamp& stamp) {
  membership.status = MembershipStatus::kActive;
  membership.joined = stamp;
  membership.invitee.reset();
}

Result<bool> accept_invitation(Membership& membership, const Stamp& stamp) {
  const auto status = status_at(membership, stamp.at);
  if (status == MembershipStatus::kActive) return false;
  if (status != MembershipStatus::kInvited) return status_conflict(membership, status);
  join(membership, stamp);
  membership.accepted = stamp;
  return true;
}

Result<void> resend_invitation(Membership& membership, const Stamp& stamp) {
  const auto status = status_at(membership, stamp.at);
  if (status != MembershipStatus::kInvited) return status_conflict(membership, status);
  invite(membership, stamp);
  return {};
}

Result<void> send_new_invitation(Membership& membership, const Stamp& stamp) {
  const auto status = status_at(membership, stamp.at);
  if (status != MembershipStatus::kInvitationExpired) return status_conflict(membership, status);
  invite(membership, stamp);
  return {};
}

bool is_overdue(const Membership& membership, base::Timestamp now) noexcept {
  return membership.status == MembershipStatus::kInvited && membership.invitation_expires &&
         now >= *membership.invitation_expires;
}

Result<bool> set_groups(Membership& membership, std::vector<GroupId> groups) {
  if (groups.empty()) return Error::conflict("groups", "The last group cannot be removed.");
  std::sort(groups.begin(), groups.end());
  groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
  if (groups == membership.groups) return false;
  membership.groups = std::move(groups);
  return true;
}

}  // namespace jeton::domain
