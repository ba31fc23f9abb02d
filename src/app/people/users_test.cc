#include "app/people/users.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/command/system_caller.h"
#include "app/testing/platform.h"

namespace jeton::app {
namespace {

using base::ErrorKind;
using ::testing::ElementsAre;
using ::testing::SizeIs;

/// Cheap: what is tested is not the hash.
constexpr crypto::PasswordCost kCost{1, std::size_t{8} * 1024};

class Users : public ::testing::Test {
 protected:
  base::Result<domain::Membership> invite(const domain::Caller& caller, const std::string& email,
                                          std::vector<std::string> groups = {}) {
    return invite_user(platform.services(), caller,
                       {email, "Dana", "Alder", platform.alder.id.str(), std::move(groups)});
  }

  std::optional<domain::User> find(std::string_view email) {
    auto unit = platform.store().begin_read();
    return *(*unit)->users().find_by_email(email);
  }

  testing::TestPlatform platform;
};

//
TEST_F(Users, AreCreatedByAnInvitation) {
  const auto membership = invite(system_caller(), "dana@alder-freight.example");
  ASSERT_TRUE(membership.has_value()) << membership.error().message();
  EXPECT_EQ(membership->status, domain::MembershipStatus::kInvited);
  EXPECT_THAT(membership->groups, ElementsAre(*domain::GroupId::parse("UGR-2000-0001")));
  const auto user = find("dana@alder-freight.example");
  ASSERT_TRUE(user.has_value());
  EXPECT_EQ(user->status, domain::UserStatus::kInvited);
  auto unit = platform.store().begin_read();
  EXPECT_THAT(*(*unit)->audit().list_of_object(user->id.str()), SizeIs(1));
  EXPECT_THAT(*(*unit)->audit().list_of_object(membership->id.str()), SizeIs(1));
}

//
TEST_F(Users, KeepTheirIdentityInASecondAccount) {
  ASSERT_TRUE(invite(system_caller(), "dana@alder-freight.example").has_value());
  const auto first = find("dana@alder-freight.example");
  const auto second =
      invite_user(platform.services(), system_caller(),
                  {"DANA@alder-freight.example", "Other", "Name", platform.birch.id.str(), {}});
  ASSERT_TRUE(second.has_value());
  EXPECT_EQ(second->user, first->id);
  EXPECT_EQ(find("dana@alder-freight.example")->first_name, "Dana");
}

//
TEST_F(Users, HaveOneMembershipPerAccount) {
  ASSERT_TRUE(invite(system_caller(), "dana@alder-freight.example").has_value());
  const auto again = invite(system_caller(), "dana@alder-freight.example");
  ASSERT_TRUE(again.has_error());
  EXPECT_EQ(again.error().kind(), ErrorKind::kConflict);
}

TEST_F(Users, AreInvitedIntoKnownAccountsAndGroupsOnly) {
  const auto foreign_group = invite(system_caller(), "dana@alder-freight.example", {"UGR-2000-0002"});
  ASSERT_TRUE(foreign_group.has_error());
  EXPECT_EQ(foreign_group.error().fields().front().path, "groups[0].id");
  const auto unknown =
      invite_user(platform.services(), system_caller(), {"d@a.example", "D", "A", "ACC-9999-9999", {}});
  EXPECT_EQ(unknown.error().fields().front().path, "account.id");
  const auto broken = invite(system_caller(), "dana");
  EXPECT_EQ(broken.error().fields().front().path, "user.email");
  EXPECT_FALSE(find("dana@alder-freight.example").has_value());
}

TEST_F(Users, AreInvitedHereByTheOperatorAlone) {
  EXPECT_EQ(invite(platform.administrator_of(platform.alder), "a@alder-freight.example").error().kind(),
            ErrorKind::kDenied);
}

//
TEST_F(Users, GetAPasswordFromTheOperatorAndLoseTheirSessions) {
  ASSERT_TRUE(invite(system_caller(), "dana@alder-freight.example").has_value());
  const auto user = find("dana@alder-freight.example");
  {
    auto unit = platform.store().begin_write();
    const auto now = platform.clock.now();
    ASSERT_TRUE(
        (*unit)
            ->sessions()
            .insert({std::string(64, 'a'), user->id, std::nullopt, now, now, now + std::chrono::hours{1}})
            .has_value());
    ASSERT_TRUE((*unit)->commit().has_value());
  }
  const base::Secret password{"Correct-Horse-7"};
  ASSERT_TRUE(set_password(platform.services(), system_caller(), user->email, password, kCost).has_value());
  auto unit = platform.store().begin_read();
  const auto encoded = *(*unit)->users().find_password_hash(user->id);
  ASSERT_TRUE(encoded.has_value());
  EXPECT_TRUE(crypto::verify_password(password, *encoded));
  EXPECT_FALSE((*unit)->sessions().find(std::string(64, 'a'))->has_value());
  EXPECT_EQ(find(user->email)->revision, user->revision + 1);
  for (const auto& record : *(*unit)->audit().list_of_object(user->id.str())) {
    EXPECT_EQ(record.documents.find("Correct-Horse-7"), std::string::npos);
    EXPECT_EQ(record.documents.find("argon2"), std::string::npos);
  }
}

//
TEST_F(Users, GetNoPasswordThatIsWeakUnknownOrSetByOthers) {
  ASSERT_TRUE(invite(system_caller(), "dana@alder-freight.example").has_value());
  const auto set = [&](const domain::Caller& caller, std::string_view email, std::string_view password) {
    return set_password(platform.services(), caller, email, base::Secret{password}, kCost).error();
  };
  EXPECT_EQ(set(system_caller(), "dana@alder-freight.example", "weak").fields().front().path, "password");
  EXPECT_EQ(set(system_caller(), "nobody@alder-freight.example", "Correct-Horse-7").kind(),
            ErrorKind::kNotFound);
  EXPECT_EQ(
      set(platform.administrator_of(platform.alder), "dana@alder-freight.example", "Correct-Horse-7").kind(),
      ErrorKind::kDenied);
}

}  // namespace
}  // namespace jeton::app
