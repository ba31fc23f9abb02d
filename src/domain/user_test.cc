#include "domain/user.h"

#include <gtest/gtest.h>

#include "base/limits.h"
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
    EXPECT_EQ(parse_membership_status(to_string(status)), status) << i;
  }
  EXPECT_EQ(to_string(UserStatus::kInvitationExpired), "InvitationExpired");
  EXPECT_FALSE(parse_user_status("active").has_value());
  EXPECT_FALSE(parse_user_status("").has_value());
  EXPECT_FALSE(parse_membership_status("Blocked").has_value());
  EXPECT_FALSE(parse_membership_status("").has_value());
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

}  // namespace
}  // namespace jeton::domain
