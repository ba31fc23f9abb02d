#include "identity/claims.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/testing/platform.h"
#include "base/limits.h"

namespace jeton::identity {
namespace {

using domain::MembershipStatus;
using std::chrono::milliseconds;
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

  domain::MembershipId add_membership(MembershipStatus status,
                                      std::optional<base::Timestamp> expires = std::nullopt) {
    const auto unit = *platform.store().begin_write();
    domain::Membership made{.id = *domain::MembershipId::parse("AUSR-5000-0001-0001"),
                            .user = user.id,
                            .account = platform.alder.id,
                            .groups = {*domain::GroupId::parse("UGR-2000-0001")},
                            .created = user.created};
    made.status = status;
    made.invitation_expires = expires;
    EXPECT_TRUE(*unit->memberships().insert(made));
    EXPECT_TRUE(unit->commit().has_value());
    return made.id;
  }

  UserClaims claims() {
    const auto unit = *platform.store().begin_read();
    return *read_user_claims(*unit, user, platform.alder.id, {"203.0.113.7", "test/1.0", {}});
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
