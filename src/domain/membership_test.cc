#include "domain/membership.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "domain/testing/samples.h"
#include "domain/user.h"

namespace jeton::domain {
namespace {

using base::ErrorKind;
using testing::stamp_at;

Membership invited() {
  Membership membership{.id = MembershipId::from_stored("AUSR-1000-1000-0001"),
                        .user = UserId::from_stored("USR-1000-0001"),
                        .account = AccountId::from_stored("ACC-1000-0001"),
                        .groups = {GroupId::from_stored("UGR-1000-0001")},
                        .created = stamp_at(0)};
  invite(membership, stamp_at(0));
  return membership;
}

Stamp after(std::chrono::milliseconds time) {
  auto stamp = stamp_at(0);
  stamp.at += time;
  return stamp;
}

// seven days, at the limit and one short of it.
TEST(Membership, InvitationLastsSevenDays) {
  constexpr std::chrono::milliseconds kWeek = base::kInvitationLifetime;
  EXPECT_EQ(kWeek, std::chrono::hours{7 * 24});
  const auto membership = invited();
  EXPECT_FALSE(is_overdue(membership, after(kWeek - std::chrono::milliseconds{1}).at));
  EXPECT_TRUE(is_overdue(membership, after(kWeek).at));
  auto in_time = membership;
  EXPECT_TRUE(*accept_invitation(in_time, after(kWeek - std::chrono::milliseconds{1})));
  auto late = membership;
  const auto refused = accept_invitation(late, after(kWeek));
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().kind(), ErrorKind::kConflict);
  EXPECT_EQ(refused.error().fields().front().message, "Membership is InvitationExpired.");
  EXPECT_EQ(late.status, MembershipStatus::kInvited);
  EXPECT_FALSE(late.joined.has_value());
}

//
TEST(Membership, IsOfWhomTheInvitationNamedUntilItIsAccepted) {
  auto membership = invited();
  membership.revision = 4;
  membership.updated = stamp_at(1);
  membership.invitee = {"dana@larch.example", "Dana", "Any"};
  User user{.id = membership.user,
            .email = "dana@alder.example",
            .first_name = "True",
            .last_name = "Name",
            .status = UserStatus::kBlocked,
            .current_account = membership.account,
            .last_login = stamp_at(0).at,
            .revision = 9,
            .created = stamp_at(5),
            .updated = stamp_at(6),
            .phone = {"+34", "600"},
            .settings = {.time_zone = "UTC"},
            .accepted = stamp_at(7)};
  const auto seen = as_invited(user, membership);
  EXPECT_EQ(seen.id, user.id);
  EXPECT_EQ(seen.email, "dana@larch.example");
  EXPECT_EQ(seen.name(), "Dana Any");
  EXPECT_EQ(seen.status, UserStatus::kInvited);
  EXPECT_FALSE(seen.current_account.has_value());
  EXPECT_FALSE(seen.last_login.has_value());
  EXPECT_EQ(seen.revision, 1);
  EXPECT_EQ(seen.created, membership.created);
  EXPECT_EQ(seen.updated, membership.updated);
  EXPECT_EQ(seen.phone, Phone{});
  EXPECT_EQ(seen.settings, UserSettings{});
  EXPECT_FALSE(seen.accepted.has_value());
  membership.status = MembershipStatus::kInvitationExpired;
  EXPECT_EQ(as_invited(user, membership).status, UserStatus::kInvitationExpired);
  send_new_invitation(membership, stamp_at(2)).value();
  EXPECT_EQ(as_invited(user, membership).name(), "Dana Any");
  EXPECT_TRUE(*accept_invitation(membership, stamp_at(2)));
  EXPECT_EQ(as_invited(user, membership).name(), "True Name");
  EXPECT_EQ(as_invited(user, membership).revision, 9);
}

//
TEST(Membership, AcceptingTwiceChangesNothing) {
  auto membership = invited();
  EXPECT_TRUE(*accept_invitation(membership, stamp_at(5)));
  EXPECT_EQ(membership.status, MembershipStatus::kActive);
  EXPECT_EQ(membership.joined, stamp_at(5));
  EXPECT_EQ(membership.accepted, stamp_at(5));
  EXPECT_FALSE(*accept_invitation(membership, stamp_at(6)));
  EXPECT_EQ(membership.joined, stamp_at(5));
}

// nobody accepted anything.
TEST(Membership, JoiningDirectlyIsNoAcceptance) {
  auto membership = invited();
  join(membership, stamp_at(1));
  EXPECT_EQ(membership.status, MembershipStatus::kActive);
  EXPECT_EQ(membership.joined, stamp_at(1));
  EXPECT_FALSE(membership.accepted.has_value());
}

// each action from each state.
TEST(Membership, InvitationIsResentWhileInvitedAndSentAnewOnceExpired) {
  for (const auto status : {MembershipStatus::kInvited, MembershipStatus::kInvitationExpired,
                            MembershipStatus::kActive, MembershipStatus::kDeleted}) {
    auto resent = invited();
    auto renewed = invited();
    resent.status = renewed.status = status;
    const auto resend = resend_invitation(resent, stamp_at(60));
    const auto renew = send_new_invitation(renewed, stamp_at(60));
    EXPECT_EQ(resend.has_value(), status == MembershipStatus::kInvited) << to_string(status);
    EXPECT_EQ(renew.has_value(), status == MembershipStatus::kInvitationExpired) << to_string(status);
    for (const auto& [result, membership] : {std::pair{resend, resent}, std::pair{renew, renewed}}) {
      if (result.has_value()) {
        EXPECT_EQ(membership.status, MembershipStatus::kInvited);
        EXPECT_EQ(membership.invited, stamp_at(60));
        EXPECT_EQ(membership.invitation_expires, stamp_at(60).at + base::kInvitationLifetime);
      } else {
        EXPECT_EQ(result.error().kind(), ErrorKind::kConflict);
        EXPECT_EQ(result.error().fields().front().path, "status");
        EXPECT_EQ(membership.invitation_expires, stamp_at(0).at + base::kInvitationLifetime);
      }
    }
  }
}

// what the sweep has not reached yet counts as expired all the same.
TEST(Membership, OverdueInvitationIsExpiredForEveryAction) {
  const auto late = after(base::kInvitationLifetime);
  auto membership = invited();
  EXPECT_TRUE(resend_invitation(membership, late).has_error());
  EXPECT_TRUE(send_new_invitation(membership, late).has_value());
  EXPECT_FALSE(is_overdue(membership, late.at));
}

//
TEST(Membership, KeepsAtLeastOneGroup) {
  auto membership = invited();
  const auto none = set_groups(membership, {});
  ASSERT_TRUE(none.has_error());
  EXPECT_EQ(none.error().kind(), ErrorKind::kConflict);
  EXPECT_EQ(none.error().fields().front().path, "groups");
  EXPECT_EQ(membership.groups.size(), 1U);
  const auto first = GroupId::from_stored("UGR-1000-0001");
  const auto second = GroupId::from_stored("UGR-1000-0002");
  EXPECT_FALSE(*set_groups(membership, {first, first}));
  EXPECT_TRUE(*set_groups(membership, {second, first, second}));
  EXPECT_EQ(membership.groups, (std::vector{first, second}));
}

// only what waits for an answer can run out, and only when it says when.
TEST(Membership, NothingButAnInvitationRunsOut) {
  const auto late = after(base::kInvitationLifetime).at;
  for (const auto status :
       {MembershipStatus::kInvitationExpired, MembershipStatus::kActive, MembershipStatus::kDeleted}) {
    auto membership = invited();
    membership.status = status;
    EXPECT_FALSE(is_overdue(membership, late)) << to_string(status);
  }
  auto membership = invited();
  membership.invitation_expires.reset();
  EXPECT_FALSE(is_overdue(membership, late));
}

}  // namespace
}  // namespace jeton::domain
