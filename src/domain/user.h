#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "domain/ids.h"
#include "domain/stamp.h"

namespace jeton::domain {

enum class UserStatus : std::uint8_t {
  kNew,
  kInvited,
  kInvitationExpired,
  kActive,
  kBlocked,
  kDisabled,
  kDeleted
};
enum class MembershipStatus : std::uint8_t { kInvited, kInvitationExpired, kActive, kDeleted };

std::string_view to_string(UserStatus status) noexcept;
std::string_view to_string(MembershipStatus status) noexcept;
std::optional<UserStatus> parse_user_status(std::string_view text) noexcept;
std::optional<MembershipStatus> parse_membership_status(std::string_view text) noexcept;

/// One person, one identity across accounts, keyed by e-mail (spec section 7).
struct User {
  UserId id;
  std::string email;
  std::string first_name;
  std::string last_name;
  UserStatus status = UserStatus::kInvited;
  std::optional<AccountId> current_account;
  std::optional<base::Timestamp> last_login;
  std::int64_t revision = 1;
  Stamp created;
  std::optional<Stamp> updated;

  /// `firstName lastName`.
  [[nodiscard]] std::string name() const;
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
};

/// Checks e-mail and names. Errors: invalid, at `email`, `firstName` or `lastName`.
base::Result<void> validate_user(const User& user);

/// Checks a password (spec R-065): 8 to 1024 characters, a lower-case letter, an upper-case letter, a
/// digit and a special character. Errors: invalid, at `password`; the message never holds the password.
base::Result<void> validate_password(const base::Secret& password);

/// The status a user has by the memberships' (spec R-062). Blocked and Deleted stay as they are.
UserStatus derived_status(UserStatus current, const std::vector<MembershipStatus>& memberships);

}  // namespace jeton::domain
