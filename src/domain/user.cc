#include "domain/user.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/limits.h"
#include "base/text.h"
#include "domain/text_rule.h"

namespace jeton::domain {
namespace {

constexpr std::array kUserStatuses{UserStatus::kNew,    UserStatus::kInvited, UserStatus::kInvitationExpired,
                                   UserStatus::kActive, UserStatus::kBlocked, UserStatus::kDisabled,
                                   UserStatus::kDeleted};
constexpr std::array kMembershipStatuses{MembershipStatus::kInvited, MembershipStatus::kInvitationExpired,
                                         MembershipStatus::kActive, MembershipStatus::kDeleted};

void check_name(std::string_view value, std::string_view path, std::string_view label,
                std::vector<base::FieldError>& broken) {
  if (auto rule = broken_text_rule(value, {.label = label,
                                           .length_max = base::kPersonNameLengthMax,
                                           .presence = TextRule::Presence::kRequired})) {
    broken.push_back({std::string{path}, *std::move(rule)});
  }
}

}  // namespace

std::string_view to_string(UserStatus status) noexcept {
  switch (status) {
    case UserStatus::kNew: return "New";
    case UserStatus::kInvited: return "Invited";
    case UserStatus::kInvitationExpired: return "InvitationExpired";
    case UserStatus::kActive: return "Active";
    case UserStatus::kBlocked: return "Blocked";
    case UserStatus::kDisabled: return "Disabled";
    case UserStatus::kDeleted: return "Deleted";
  }
  return {};
}

std::string_view to_string(MembershipStatus status) noexcept {
  switch (status) {
    case MembershipStatus::kInvited: return "Invited";
    case MembershipStatus::kInvitationExpired: return "InvitationExpired";
    case MembershipStatus::kActive: return "Active";
    case MembershipStatus::kDeleted: return "Deleted";
  }
  return {};
}

std::optional<UserStatus> parse_user_status(std::string_view text) noexcept {
  for (const auto status : kUserStatuses) {
    if (text == to_string(status)) return status;
  }
  return std::nullopt;
}

std::optional<MembershipStatus> parse_membership_status(std::string_view text) noexcept {
  for (const auto status : kMembershipStatuses) {
    if (text == to_string(status)) return status;
  }
  return std::nullopt;
}

std::string User::name() const {
  return first_name + ' ' + last_name;
}

base::Result<void> validate_user(const User& user) {
  std::vector<base::FieldError> broken;
  if (auto rule = broken_text_rule(user.email, {.label = "e-mail address",
                                                .length_max = base::kEmailLengthMax,
                                                .presence = TextRule::Presence::kRequired})) {
    broken.push_back({"email", *std::move(rule)});
  } else if (!is_email(user.email)) {
    broken.push_back({"email", "The e-mail address must have the form name@domain."});
  }
  check_name(user.first_name, "firstName", "first name", broken);
  check_name(user.last_name, "lastName", "last name", broken);
  if (!broken.empty()) return base::Error::invalid(std::move(broken));
  return {};
}

base::Result<void> validate_password(const base::Secret& password) {
  const auto text = password.reveal();  // to see whether it keeps the rule
  const auto length = base::count_code_points(text);
  const auto kinds = base::character_kinds(text);
  const bool kept = length && kinds && *length >= base::kPasswordLengthMin &&
                    *length <= base::kPasswordLengthMax && kinds->lower_case_letter &&
                    kinds->upper_case_letter && kinds->digit && kinds->special;
  if (kept) return {};
  return base::Error::invalid(
      "password",
      "The password must have 8 to 1024 characters, among them a lower-case letter, an "
      "upper-case letter, a digit and a special character.");
}

UserStatus derived_status(UserStatus current, const std::vector<MembershipStatus>& memberships) {
  if (current == UserStatus::kBlocked || current == UserStatus::kDeleted) return current;
  const auto any = [&](MembershipStatus status) {
    return std::find(memberships.begin(), memberships.end(), status) != memberships.end();
  };
  if (any(MembershipStatus::kActive)) return UserStatus::kActive;
  if (any(MembershipStatus::kInvited)) return UserStatus::kInvited;
  if (any(MembershipStatus::kInvitationExpired)) return UserStatus::kInvitationExpired;
  return UserStatus::kDisabled;
}

}  // namespace jeton::domain
