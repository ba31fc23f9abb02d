#include "domain/user.h"

#include <gtest/gtest.h>

#include <cctype>
#include <string>
#include <vector>

#include "base/limits.h"
#include "domain/enumeration_names.h"
#include "domain/testing/samples.h"

namespace jeton::domain {
namespace {

using testing::field_errors;
using Fields = std::vector<base::FieldError>;

User valid_user() {
  return User{.id = UserId::from_stored("USR-1234-5678"),
              .email = "admin@alder.example",
              .first_name = "First",
              .last_name = "Last",
              .status = UserStatus::kInvited,
              .current_account = std::nullopt,
              .last_login = std::nullopt,
              .revision = 1,
              .created = testing::stamp_at(0),
              .updated = std::nullopt};
}

TEST(User, NameIsFirstAndLast) {
  EXPECT_EQ(valid_user().name(), "First Last");
}

TEST(User, NamesAreThoseOfTheWire) {
  for (int i = 0; i <= static_cast<int>(UserStatus::kDeleted); ++i) {
    const auto status = static_cast<UserStatus>(i);
    EXPECT_EQ(parse_user_status(to_string(status)), status) << i;
  }
  for (int i = 0; i <= static_cast<int>(MembershipStatus::kDeleted); ++i) {
    const auto status = static_cast<MembershipStatus>(i);
    EXPECT_EQ(enumerator_of<MembershipStatus>(to_string(status)), status) << i;
  }
  EXPECT_EQ(to_string(UserStatus::kInvitationExpired), "InvitationExpired");
  EXPECT_FALSE(parse_user_status("active").has_value());
  EXPECT_FALSE(parse_user_status("").has_value());
  EXPECT_FALSE(enumerator_of<MembershipStatus>("Blocked").has_value());
  EXPECT_FALSE(enumerator_of<MembershipStatus>("").has_value());
}

TEST(User, EmailHasOneAtBetweenTwoParts) {
  auto user = valid_user();
  for (const auto* email : {"a@b", "a.b+c@alder.example", "o'neil@alder.example", "ä@übung.example"}) {
    user.email = email;
    EXPECT_TRUE(validate_user(user).has_value()) << email;
  }
  for (const auto* email : {"a", "@", "a@", "@b", "a@b@c", "a b@c", "a@b c", "a@.b", "a@b.", "a@b..c", ".a@b",
                            "a.@b", "a..b@c", "<a@b>", "a,b@c", "\"a\"@b", "a@b;c@d", "a@[127.0.0.1]"}) {
    user.email = email;
    EXPECT_EQ(field_errors(validate_user(user)),
              (Fields{{"email", "The e-mail address must have the form name@domain."}}))
        << email;
  }
  for (const auto* email : {"a@b\nBcc: c@d", "a@b\r", "a@b\t"}) {
    user.email = email;
    EXPECT_EQ(field_errors(validate_user(user)),
              (Fields{{"email", "The e-mail address may not contain control characters."}}));
  }
  user.email = "";
  EXPECT_EQ(field_errors(validate_user(user)), (Fields{{"email", "The e-mail address is required."}}));
}

TEST(User, EmailHasAtMost320CodePoints) {
  auto user = valid_user();
  const std::string domain = "@alder.example";
  user.email = std::string(320 - domain.size(), 'a') + domain;
  EXPECT_TRUE(validate_user(user).has_value());
  user.email = "a" + user.email;
  EXPECT_EQ(field_errors(validate_user(user)),
            (Fields{{"email", "The e-mail address may have at most 320 characters."}}));
}

TEST(User, NamesAreRequiredAndHaveAtMost200CodePoints) {
  auto user = valid_user();
  user.first_name = "";
  user.last_name = " ";
  EXPECT_EQ(field_errors(validate_user(user)), (Fields{{"firstName", "The first name is required."},
                                                       {"lastName", "The last name is required."}}));
  user.first_name = std::string(200, 'a');
  user.last_name = std::string(201, 'a');
  EXPECT_EQ(field_errors(validate_user(user)),
            (Fields{{"lastName", "The last name may have at most 200 characters."}}));
}

bool keeps_rule(std::string_view password) {
  return validate_password(base::Secret{password}).has_value();
}

TEST(Password, R065Has8CharactersOfFourKinds) {
  for (const auto* password : {"Abcdef1!", "aB3$aB3$", "Пароль7!", "aB1 aB1_", "Abcdef1€"}) {
    EXPECT_TRUE(keeps_rule(password)) << password;
  }
  for (const auto* password :
       {"", "Abcde1!", "abcdef1!", "ABCDEF1!", "Abcdefg!", "Abcdefg1", "Abcdef1 ", "Abcdef1\n", "Aé1!éé"}) {
    EXPECT_FALSE(keeps_rule(password)) << password;
  }
  EXPECT_FALSE(keeps_rule("Abcdef1!\xff"));
}

TEST(Password, R065LengthIsCountedInCodePoints) {
  EXPECT_TRUE(keeps_rule("Aé1!éééé"));
  EXPECT_FALSE(keeps_rule("Aé1!ééé"));
  const std::string longest = "Ab1!" + std::string(base::kPasswordLengthMax - 4, 'a');
  EXPECT_TRUE(keeps_rule(longest));
  EXPECT_FALSE(keeps_rule(longest + 'a'));
}

TEST(Password, R123ErrorNamesTheRuleAndNotThePassword) {
  const auto errors = field_errors(validate_password(base::Secret{"c4n4ry"}));
  EXPECT_EQ(errors,
            (Fields{{"password",
                     "The password must have 8 to 1024 characters, among them a lower-case letter, an "
                     "upper-case letter, a digit and a special character."}}));
}

TEST(DerivedStatus, R062IsTheBestMemberships) {
  using M = MembershipStatus;
  EXPECT_EQ(
      derived_status(UserStatus::kInvited, {M::kDeleted, M::kInvitationExpired, M::kInvited, M::kActive}),
      UserStatus::kActive);
  EXPECT_EQ(derived_status(UserStatus::kActive, {M::kDeleted, M::kInvitationExpired, M::kInvited}),
            UserStatus::kInvited);
  EXPECT_EQ(derived_status(UserStatus::kActive, {M::kDeleted, M::kInvitationExpired}),
            UserStatus::kInvitationExpired);
  EXPECT_EQ(derived_status(UserStatus::kActive, {M::kDeleted}), UserStatus::kDisabled);
  EXPECT_EQ(derived_status(UserStatus::kNew, {}), UserStatus::kDisabled);
}

TEST(DerivedStatus, R062BlockedAndDeletedStay) {
  for (const auto status : {UserStatus::kBlocked, UserStatus::kDeleted}) {
    EXPECT_EQ(derived_status(status, {MembershipStatus::kActive}), status);
    EXPECT_EQ(derived_status(status, {}), status);
  }
}

// R-025, R-021
TEST(User, UpdateIsADeltaAndANoOpChangesNothing) {
  auto user = valid_user();
  EXPECT_FALSE(*update_user(user, {.first_name = "First"}));
  EXPECT_TRUE(*update_user(user, {.phone_number = "600 123 456", .time_zone = "Europe/Madrid"}));
  EXPECT_EQ(user.first_name, "First");
  EXPECT_EQ(user.phone.number, "600 123 456");
  EXPECT_EQ(user.settings.time_zone, "Europe/Madrid");
  EXPECT_EQ(user.settings.culture_code, "en-US");
  EXPECT_TRUE(*update_user(user, {.phone_number = ""}));
  EXPECT_EQ(user.phone, Phone{});
}

TEST(User, UpdateNamesEveryBrokenFieldAndChangesNothing) {
  auto user = valid_user();
  const auto refused = update_user(user, {.first_name = " ",
                                          .phone_prefix = "34",
                                          .phone_number = "call me",
                                          .culture_code = "e",
                                          .language_code = "",
                                          .time_zone = std::string(base::kUserSettingLengthMax + 1, 'z'),
                                          .opt_outs = std::vector<std::string>{"news", ""}});
  std::vector<std::string> paths;
  for (const auto& field : field_errors(refused)) paths.push_back(field.path);
  EXPECT_EQ(paths,
            (std::vector<std::string>{"firstName", "phone.prefix", "phone.number", "settings.cultureCode",
                                      "settings.languageCode", "settings.timeZone", "settings.optOuts[1]"}));
  EXPECT_EQ(user.first_name, "First");
  EXPECT_EQ(user.phone, Phone{});
}

TEST(User, FieldsAreTakenAtTheirLimitAndRefusedPastIt) {
  const auto taken = [](const UserChange& change) {
    auto user = valid_user();
    return update_user(user, change).has_value();
  };
  EXPECT_TRUE(
      taken({.phone_prefix = "+1234", .phone_number = std::string(base::kPhoneNumberLengthMax, '1')}));
  EXPECT_FALSE(taken({.phone_prefix = "+12345"}));
  EXPECT_FALSE(taken({.phone_prefix = "+"}));
  EXPECT_FALSE(taken({.phone_number = std::string(base::kPhoneNumberLengthMax + 1, '1')}));
  EXPECT_TRUE(taken({.date_format = std::string(base::kUserSettingLengthMax, 'd')}));
  EXPECT_FALSE(taken({.date_format = std::string(base::kUserSettingLengthMax + 1, 'd')}));
  EXPECT_TRUE(taken({.opt_outs = std::vector<std::string>(base::kUserOptOutsMax, "news")}));
  EXPECT_FALSE(taken({.opt_outs = std::vector<std::string>(base::kUserOptOutsMax + 1, "news")}));
  for (const auto* tag : {"de", "en-US", "zh-Hant-TW", "es-419", "sl-rozaj-biske"}) {
    EXPECT_TRUE(taken({.language_code = tag})) << tag;
  }
  for (const auto* tag : {"d", "1e", "en_US", "en-", "-US", "en--US", "en-abcdefghi", "en-\u00e9"}) {
    EXPECT_FALSE(taken({.language_code = tag})) << tag;
  }
}

// R-063: each action from each state.
TEST(User, IsBlockedAndUnblockedByTheStateMachine) {
  for (int i = 0; i <= static_cast<int>(UserStatus::kDeleted); ++i) {
    const auto status = static_cast<UserStatus>(i);
    auto user = valid_user();
    user.status = status;
    const bool blockable = status == UserStatus::kInvited || status == UserStatus::kInvitationExpired ||
                           status == UserStatus::kActive || status == UserStatus::kDisabled;
    EXPECT_EQ(block_user(user).has_value(), blockable) << to_string(status);
    EXPECT_EQ(user.status, blockable ? UserStatus::kBlocked : status);

    user.status = status;
    const auto unblocked = unblock_user(user, {MembershipStatus::kInvited, MembershipStatus::kActive});
    EXPECT_EQ(unblocked.has_value(), status == UserStatus::kBlocked) << to_string(status);
    EXPECT_EQ(user.status, status == UserStatus::kBlocked ? UserStatus::kActive : status);
    if (unblocked.has_error()) {
      EXPECT_EQ(unblocked.error().kind(), base::ErrorKind::kConflict);
    }
  }
}

// R-064, X-06
TEST(User, IsDeletedFromDisabledOnly) {
  for (int i = 0; i <= static_cast<int>(UserStatus::kDeleted); ++i) {
    const auto status = static_cast<UserStatus>(i);
    auto user = valid_user();
    user.status = status;
    EXPECT_EQ(delete_user(user).has_value(), status == UserStatus::kDisabled) << to_string(status);
    EXPECT_EQ(user.status, status == UserStatus::kDisabled ? UserStatus::kDeleted : status);
  }
  auto deleted = valid_user();
  deleted.status = UserStatus::kDeleted;
  EXPECT_EQ(update_user(deleted, {.first_name = "New"}).error().kind(), base::ErrorKind::kConflict);
}

TEST(User, LanguageTagIsOfLettersAndOfDigitsBehindTheFirstHyphen) {
  for (int c = 1; c < 256; ++c) {
    const auto taken = [&](const std::string& tag) {
      auto user = valid_user();
      return update_user(user, {.language_code = tag}).has_value();
    };
    const bool letter = c < 128 && std::isalpha(c) != 0;
    const bool digit = c < 128 && std::isdigit(c) != 0;
    EXPECT_EQ(taken(std::string{"xx"} + static_cast<char>(c) + "x"), letter || c == '-') << c;
    EXPECT_EQ(taken(std::string{"xx-yy"} + static_cast<char>(c) + "y"), letter || digit || c == '-') << c;
  }
}

TEST(User, LanguageTagHasAtMost8CharactersBetweenHyphensAndALimit) {
  const auto taken = [](const std::string& tag) {
    auto user = valid_user();
    return update_user(user, {.culture_code = tag}).has_value();
  };
  EXPECT_TRUE(taken("abcdefgh-abcdefgh"));
  EXPECT_FALSE(taken("abcdefghi"));
  std::string tag = "de";
  while (tag.size() + 2 <= base::kLanguageCodeLengthMax) tag += "-a";
  if (tag.size() < base::kLanguageCodeLengthMax) tag += 'a';
  ASSERT_EQ(tag.size(), base::kLanguageCodeLengthMax);
  EXPECT_TRUE(taken(tag));
  EXPECT_FALSE(taken(tag + "a"));
}

TEST(User, PhonePrefixIsAPlusAndDigits) {
  const auto taken = [](const std::string& prefix) {
    auto user = valid_user();
    return update_user(user, {.phone_prefix = prefix}).has_value();
  };
  EXPECT_TRUE(taken("+1"));
  for (const auto* prefix : {"+", "1", "12", "+a", "+1a", "+ 1", "++1", "-1", "+-1"}) {
    EXPECT_FALSE(taken(prefix)) << prefix;
  }
}

// R-025: each member is taken, and each alone is a change.
TEST(User, R025EachMemberAloneIsAChange) {
  const auto changed = [](const UserChange& change) {
    auto user = valid_user();
    const auto result = update_user(user, change);
    EXPECT_TRUE(result.has_value() && *result);
    return user;
  };
  EXPECT_EQ(changed({.first_name = "Robin"}).first_name, "Robin");
  EXPECT_EQ(changed({.last_name = "Holt"}).last_name, "Holt");
  EXPECT_EQ(changed({.phone_prefix = "+34"}).phone.prefix, "+34");
  EXPECT_EQ(changed({.phone_number = "600"}).phone.number, "600");
  EXPECT_EQ(changed({.culture_code = "de-CH"}).settings.culture_code, "de-CH");
  EXPECT_EQ(changed({.language_code = "de"}).settings.language_code, "de");
  EXPECT_EQ(changed({.date_format = "d.M.y"}).settings.date_format, "d.M.y");
  EXPECT_EQ(changed({.time_format = "H:m"}).settings.time_format, "H:m");
  EXPECT_EQ(changed({.time_zone = "Europe/Zurich"}).settings.time_zone, "Europe/Zurich");
  EXPECT_EQ(changed({.number_format = "1'000.00"}).settings.number_format, "1'000.00");
  EXPECT_EQ(changed({.opt_outs = std::vector<std::string>{"news"}}).settings.opt_outs,
            std::vector<std::string>{"news"});
}

TEST(User, EverySettingHasItsLimit) {
  const std::string longest(base::kUserSettingLengthMax, 'x');
  const auto paths = [](const UserChange& change) {
    auto user = valid_user();
    std::vector<std::string> broken;
    for (const auto& field : field_errors(update_user(user, change))) broken.push_back(field.path);
    return broken;
  };
  EXPECT_EQ(
      paths({.date_format = longest, .time_format = longest, .time_zone = longest, .number_format = longest}),
      std::vector<std::string>{});
  EXPECT_EQ(paths({.date_format = longest + "x",
                   .time_format = longest + "x",
                   .time_zone = longest + "x",
                   .number_format = longest + "x"}),
            (std::vector<std::string>{"settings.dateFormat", "settings.timeFormat", "settings.timeZone",
                                      "settings.numberFormat"}));
}

// R-067
TEST(User, SignsInUnlessBlockedOrDeleted) {
  using enum UserStatus;
  auto user = valid_user();
  for (const auto status : {kNew, kInvited, kInvitationExpired, kActive, kDisabled}) {
    user.status = status;
    EXPECT_TRUE(may_sign_in(user)) << to_string(status);
  }
  for (const auto status : {kBlocked, kDeleted}) {
    user.status = status;
    EXPECT_FALSE(may_sign_in(user)) << to_string(status);
  }
}

}  // namespace
}  // namespace jeton::domain
