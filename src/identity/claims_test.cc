#include "identity/claims.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/testing/platform.h"
#include "base/limits.h"

namespace jeton::identity {
namespace {

using domain::MembershipStatus;
using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class ReadUserClaims : public ::testing::Test {
 protected:
  ReadUserClaims() {
    user.status = domain::UserStatus::kActive;
    const auto unit = *platform.store().begin_write();
    EXPECT_TRUE(*unit->users().insert(user));
    EXPECT_TRUE(unit->commit().has_value());
  }

  void add_membership(MembershipStatus status, std::optional<base::Timestamp> expires = std::nullopt) {
    domain::Membership made = membership("AUSR-5000-0001-0001", platform.alder, {"UGR-2000-0001"});
    made.status = status;
    made.invitation_expires = expires;
    insert(made);
  }
  domain::Membership membership(const char* id, const domain::Account& account,
                                const std::vector<const char*>& groups) {
    domain::Membership made{.id = *domain::MembershipId::parse(id),
                            .user = user.id,
                            .account = account.id,
                            .status = MembershipStatus::kActive,
                            .created = user.created};
    for (const auto* group : groups) made.groups.push_back(*domain::GroupId::parse(group));
    return made;
  }
  void insert(const domain::Membership& made) {
    const auto unit = *platform.store().begin_write();
    EXPECT_TRUE(*unit->memberships().insert(made));
    EXPECT_TRUE(unit->commit().has_value());
  }
  void add_group(const char* id, const domain::ModuleId& module) {
    const auto unit = *platform.store().begin_write();
    EXPECT_TRUE(*unit->groups().insert({.id = *domain::GroupId::parse(id),
                                        .account = platform.alder.id,
                                        .name = id,
                                        .modules = {module},
                                        .created = user.created}));
    EXPECT_TRUE(unit->commit().has_value());
  }

  UserClaims claims() { return claims_in(platform.alder.id); }
  UserClaims claims_in(const std::optional<domain::AccountId>& account) {
    const auto unit = *platform.store().begin_read();
    return *read_user_claims(*unit, user, account, {"203.0.113.7", "test/1.0", {}});
  }
  void expect_none() {
    const auto none = claims();
    EXPECT_FALSE(none.account.has_value());
    EXPECT_FALSE(none.caller.account.has_value());
    EXPECT_THAT(none.caller.modules, IsEmpty());
    EXPECT_THAT(none.accounts, IsEmpty());
  }

  app::testing::TestPlatform platform;
  domain::User user{.id = *domain::UserId::parse("USR-5000-0001"),
                    .email = "robin@alder.example",
                    .first_name = "Robin",
                    .last_name = "Holt",
                    .created = {platform.clock.now(), domain::system_actor(), std::nullopt}};
};

TEST_F(ReadUserClaims, AnActiveMembershipGivesThose) {
  add_membership(MembershipStatus::kActive);
  const auto some = claims();
  EXPECT_EQ(some.caller.account, platform.alder.id);
  EXPECT_THAT(some.caller.modules, Not(IsEmpty()));
  EXPECT_EQ(some.accounts.size(), 1U);
  EXPECT_EQ(some.caller.actor, (domain::ActorRef{domain::ActorKind::kUser, "USR-5000-0001", "Robin Holt"}));
  EXPECT_EQ(some.caller.origin.ip, "203.0.113.7");
}

//
TEST_F(ReadUserClaims, AreOfTheWantedAccountAlone) {
  {
    const auto unit = *platform.store().begin_write();
    auto last = platform.alder;
    last.name = "Zinnia";
    ++last.revision;
    EXPECT_TRUE(unit->accounts().update(last).has_value());
    EXPECT_TRUE(unit->commit().has_value());
  }
  insert(membership("AUSR-5000-0001-0001", platform.alder, {"UGR-2000-0001"}));
  insert(membership("AUSR-5000-0001-0002", platform.cedar, {"UGR-3000-0001"}));
  insert(membership("AUSR-5000-0001-0003", platform.operations, {"UGR-1000-0001"}));
  const auto in_vendor = claims_in(platform.cedar.id);
  EXPECT_EQ(in_vendor.account->id, platform.cedar.id);
  EXPECT_EQ(in_vendor.caller.account, platform.cedar.id);
  EXPECT_EQ(in_vendor.caller.account_type, domain::AccountType::kVendor);
  EXPECT_THAT(in_vendor.caller.modules, ElementsAre("access-management", "catalog", "reports"));
  for (const auto* account : {&platform.alder, &platform.operations}) {
    EXPECT_EQ(claims_in(account->id).caller.account, account->id);
    EXPECT_EQ(claims_in(account->id).caller.account_type, account->type);
  }
  ASSERT_EQ(in_vendor.accounts.size(), 3U);
  EXPECT_EQ(in_vendor.accounts.back().id, platform.alder.id) << "by name";
  for (const auto& nowhere : {std::optional{platform.birch.id}, std::optional<domain::AccountId>{}}) {
    const auto none = claims_in(nowhere);
    EXPECT_FALSE(none.account || none.caller.account);
    EXPECT_THAT(none.caller.modules, IsEmpty());
    EXPECT_EQ(none.accounts.size(), 3U);
  }
}

//
TEST_F(ReadUserClaims, AreTheModulesOfAllGroups) {
  add_group("UGR-2000-0008", platform.billing);
  add_group("UGR-2000-0009", platform.reports);
  insert(membership("AUSR-5000-0001-0001", platform.alder, {"UGR-2000-0008", "UGR-2000-0009"}));
  EXPECT_THAT(claims().caller.modules, ElementsAre("billing", "reports"));
}

// However long ago it was that the person was invited.
TEST_F(ReadUserClaims, AnActiveMembershipGivesThemWhenItsInvitationWouldBeOver) {
  add_membership(MembershipStatus::kActive, platform.clock.now());
  platform.clock.advance(milliseconds{1});
  EXPECT_EQ(claims().caller.account, platform.alder.id);
}

TEST_F(ReadUserClaims, AnInvitationGivesNoneBeforeItsTimeIsUpAndNoneBehindIt) {
  add_membership(MembershipStatus::kInvited, platform.clock.now() + base::kInvitationLifetime);
  expect_none();
  platform.clock.advance(base::kInvitationLifetime - milliseconds{1});
  expect_none();
  platform.clock.advance(milliseconds{1});
  expect_none();
  platform.clock.advance(base::kInvitationLifetime);
  expect_none();
}

class ReadUserClaimsOf : public ReadUserClaims, public ::testing::WithParamInterface<MembershipStatus> {};

TEST_P(ReadUserClaimsOf, AMembershipThatIsNotActiveGivesNone) {
  add_membership(GetParam());
  expect_none();
}

INSTANTIATE_TEST_SUITE_P(Statuses, ReadUserClaimsOf,
                         ::testing::Values(MembershipStatus::kInvited, MembershipStatus::kInvitationExpired,
                                           MembershipStatus::kDeleted));

}  // namespace
}  // namespace jeton::identity
