#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "domain/ids.h"
#include "domain/membership.h"
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

std::string_view to_string(UserStatus status) noexcept;
std::optional<UserStatus> parse_user_status(std::string_view text) noexcept;

struct Phone {
  std::string prefix{};  ///< `+34`; empty when unset.
  std::string number{};

  bool operator==(const Phone&) const = default;
};

/// How the console writes things for one person. Texts are empty when unset, but for the first two.
struct UserSettings {
  std::string culture_code{"en-US"};   ///< BCP 47.
  std::string language_code{"en-US"};  ///< BCP 47.
  std::string date_format{};
  std::string time_format{};
  std::string time_zone{};
  std::string number_format{};
  std::vector<std::string> opt_outs{};

  bool operator==(const UserSettings&) const = default;
};

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
  Phone phone{};
  UserSettings settings{};
  std::optional<Stamp> accepted{};  ///< The latest invitation that was accepted.

  /// `firstName lastName`.
  [[nodiscard]] std::string name() const;
};

/// Whether `user` may have a session: by password, by link, or one that is open already (spec R-067).
/// Somebody without a membership may, and sees the own profile only.
bool may_sign_in(const User& user) noexcept;

/// What a caller states about a user: a delta (spec R-025). What is absent stays as it is; clearing a text is
/// an empty one.
struct UserChange {
  std::optional<std::string> first_name{};
  std::optional<std::string> last_name{};
  std::optional<std::string> phone_prefix{};
  std::optional<std::string> phone_number{};
  std::optional<std::string> culture_code{};
  std::optional<std::string> language_code{};
  std::optional<std::string> date_format{};
  std::optional<std::string> time_format{};
  std::optional<std::string> time_zone{};
  std::optional<std::string> number_format{};
  std::optional<std::vector<std::string>> opt_outs{};

  bool operator==(const UserChange&) const = default;
};

/// Checks every field. Errors: invalid, at `email`, `firstName`, `lastName`, `phone.…` or `settings.…`.
base::Result<void> validate_user(const User& user);
/// The same for `after`, which was `before`: a stored name that breaks a rule stays until it is
/// changed.
base::Result<void> validate_change(const User& before, User after);

/// Checks a password (spec R-065): 8 to 1024 characters, a lower-case letter, an upper-case letter, a
/// digit and a special character. Errors: invalid, at `password`; the message never holds the password.
base::Result<void> validate_password(const base::Secret& password);

/// The status a user has by the memberships' (spec R-062). Blocked and Deleted stay as they are.
UserStatus derived_status(UserStatus current, const std::vector<MembershipStatus>& memberships);

// Changes of a user. Whoever writes the row moves revision and `updated`. A refusal leaves the user as it
// was.

/// Applies `change`. True if anything changed. Errors: invalid as `validate_user`; conflict at `status` for a
/// deleted user.
base::Result<bool> update_user(User& user, const UserChange& change);
/// The state machine of spec. Errors: conflict at `status`.
base::Result<void> block_user(User& user);
base::Result<void> unblock_user(User& user, const std::vector<MembershipStatus>& memberships);
base::Result<void> delete_user(User& user);

}  // namespace jeton::domain
