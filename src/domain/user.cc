#include "domain/user.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "base/text.h"
#include "domain/enumeration_names.h"
#include "domain/text_rule.h"

namespace jeton::domain {
namespace {

void check_name(std::string_view value, std::string_view path, std::string_view label,
                std::vector<base::FieldError>& broken) {
  if (auto rule = broken_text_rule(value, {.label = label,
                                           .length_max = base::kPersonNameLengthMax,
                                           .presence = TextRule::Presence::kRequired})) {
    broken.push_back({std::string{path}, *std::move(rule)});
  }
}

void check_text(std::string_view value, std::string_view path, const TextRule& rule,
                std::vector<base::FieldError>& broken) {
  if (auto words = broken_text_rule(value, rule)) broken.push_back({std::string{path}, *std::move(words)});
}

bool has_only(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == text.npos;
}

void check_phone(const Phone& phone, std::vector<base::FieldError>& broken) {
  const bool prefix_kept = phone.prefix.empty() ||
                           (phone.prefix.size() <= base::kPhonePrefixLengthMax && phone.prefix.size() > 1 &&
                            phone.prefix.front() == '+' && has_only(phone.prefix.substr(1), "0123456789"));
  if (!prefix_kept) broken.push_back({"phone.prefix", "The prefix must be + and up to 4 digits."});
  const bool number_kept =
      phone.number.size() <= base::kPhoneNumberLengthMax && has_only(phone.number, "0123456789 -().");
  if (!number_kept) {
    broken.push_back(
        {"phone.number", "The number may have at most 30 characters, only digits, spaces and - ( ) ."});
  }
}

void check_settings(const UserSettings& settings, std::vector<base::FieldError>& broken) {
  const auto check_tag = [&broken](std::string_view value, const char* path) {
    const bool kept = value.size() <= base::kLanguageCodeLengthMax && is_language_code(value);
    if (!kept) broken.push_back({path, "The value must be a language tag such as en-US."});
  };
  check_tag(settings.culture_code, "settings.cultureCode");
  check_tag(settings.language_code, "settings.languageCode");
  const auto check = [&broken](std::string_view value, const char* path, const char* label) {
    check_text(value, path, {.label = label, .length_max = base::kUserSettingLengthMax}, broken);
  };
  check(settings.date_format, "settings.dateFormat", "date format");
  check(settings.time_format, "settings.timeFormat", "time format");
  check(settings.time_zone, "settings.timeZone", "time zone");
  check(settings.number_format, "settings.numberFormat", "number format");
  if (settings.opt_outs.size() > base::kUserOptOutsMax) {
    broken.push_back(
        {"settings.optOuts", fmt::format("At most {} entries are allowed.", base::kUserOptOutsMax)});
    return;
  }
  for (std::size_t i = 0; i < settings.opt_outs.size(); ++i) {
    check_text(settings.opt_outs[i], fmt::format("settings.optOuts[{}]", i),
               {.label = "entry",
                .length_max = base::kUserSettingLengthMax,
                .presence = TextRule::Presence::kRequired},
               broken);
  }
}

base::Error status_conflict(const User& user, std::string_view words) {
  return base::Error::conflict({"status", fmt::format("User is {}.", words)},
                               fmt::format("User {} is {}.", user.id.str(), words));
}

}  // namespace

std::string_view to_string(UserStatus status) noexcept {
  return name_of(status);
}

std::optional<UserStatus> parse_user_status(std::string_view text) noexcept {
  return enumerator_of<UserStatus>(text);
}

std::string User::name() const {
  return last_name.empty() ? first_name : first_name + ' ' + last_name;
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
  check_phone(user.phone, broken);
  check_settings(user.settings, broken);
  if (!broken.empty()) return base::Error::invalid(std::move(broken));
  return {};
}

base::Result<void> validate_change(const User& before, User after) {
  if (after.email == before.email) after.email = "kept@kept";
  if (after.first_name == before.first_name) after.first_name = "Kept";
  if (after.last_name == before.last_name) after.last_name = "Kept";
  return validate_user(after);
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

base::Result<bool> update_user(User& user, const UserChange& change) {
  if (user.status == UserStatus::kDeleted) return status_conflict(user, "Deleted");
  auto changed = user;
  const auto take = [](const auto& stated, auto& to) {
    if (stated) to = *stated;
  };
  take(change.first_name, changed.first_name);
  take(change.last_name, changed.last_name);
  changed.first_name = base::normalized(changed.first_name);
  changed.last_name = base::normalized(changed.last_name);
  take(change.phone_prefix, changed.phone.prefix);
  take(change.phone_number, changed.phone.number);
  take(change.culture_code, changed.settings.culture_code);
  take(change.language_code, changed.settings.language_code);
  take(change.date_format, changed.settings.date_format);
  take(change.time_format, changed.settings.time_format);
  take(change.time_zone, changed.settings.time_zone);
  take(change.number_format, changed.settings.number_format);
  take(change.opt_outs, changed.settings.opt_outs);
  const bool any = changed.first_name != user.first_name || changed.last_name != user.last_name ||
                   changed.phone != user.phone || changed.settings != user.settings;
  if (!any) return false;
  JETON_CHECK(validate_change(user, changed));
  user = std::move(changed);
  return true;
}

base::Result<void> block_user(User& user) {
  switch (user.status) {
    case UserStatus::kBlocked: return status_conflict(user, "already Blocked");
    case UserStatus::kNew:
    case UserStatus::kDeleted: return status_conflict(user, to_string(user.status));
    case UserStatus::kInvited:
    case UserStatus::kInvitationExpired:
    case UserStatus::kActive:
    case UserStatus::kDisabled: break;
  }
  user.status = UserStatus::kBlocked;
  return {};
}

base::Result<void> unblock_user(User& user, const std::vector<MembershipStatus>& memberships) {
  if (user.status != UserStatus::kBlocked) return status_conflict(user, to_string(user.status));
  user.status = derived_status(UserStatus::kDisabled, memberships);
  return {};
}

base::Result<void> delete_user(User& user) {
  if (user.status != UserStatus::kDisabled) return status_conflict(user, to_string(user.status));
  user.status = UserStatus::kDeleted;
  return {};
}

bool may_sign_in(const User& user) noexcept {
  return user.status != UserStatus::kBlocked && user.status != UserStatus::kDeleted;
}

}  // namespace jeton::domain
