#pragma once

#include "domain/account_fields.h"
#include "domain/fields.h"
#include "domain/user.h"

namespace jeton::domain {

inline constexpr auto kPhoneFields = std::tuple{
    optional_code("prefix", "phone_prefix", &Phone::prefix),
    optional_code("number", "phone_number", &Phone::number),
};

/// How the console writes things is shown and not asked about.
inline constexpr auto kUserSettingsFields = std::tuple{
    unlisted("culture_code", &UserSettings::culture_code),
    unlisted("language_code", &UserSettings::language_code),
    unlisted("date_format", &UserSettings::date_format),
    unlisted("time_format", &UserSettings::time_format),
    unlisted("time_zone", &UserSettings::time_zone),
    unlisted("number_format", &UserSettings::number_format),
    unlisted("opt_outs", &UserSettings::opt_outs),
};

/// A person as accounts see them: `user` of a membership, and most of a member.
inline constexpr auto kPersonFields = std::tuple{
    text("firstName", "first_name", &User::first_name),
    text("lastName", "last_name", &User::last_name),
    text("email", "email", &User::email),
    field("status", "status", &User::status),
    field("lastLoginAt", "last_login", &User::last_login).moving_by_itself(),
};

/// The latest sign-in, as an event of members.
inline constexpr auto kSignIn = field("audit.login.at", "last_login", &User::last_login);

inline constexpr auto kPhone = optional_part("phone", &User::phone, kPhoneFields);

/// A user. The name, which is put together from two others, is a column and a property of its own.
inline constexpr auto kUserFields = std::tuple_cat(
    std::tuple{
        field("id", "id", &User::id),
        field("revision", "revision", &User::revision),
    },
    kPersonFields,
    std::tuple{
        kPhone,
        part({}, &User::settings, kUserSettingsFields),
        reference("currentAccount", "current_account_id", &User::current_account, kAccountReferenceFields)
            .for_operations(),
        stamp("created", &User::created).by_for_operations(),
        stamp("updated", &User::updated).by_for_operations(),
        stamp("accepted", &User::accepted).at_alone("invitationAcceptedAt"),
    });

}  // namespace jeton::domain
