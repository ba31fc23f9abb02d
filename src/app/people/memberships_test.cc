#include "app/people/memberships.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/people/invitations.h"
#include "app/people/users.h"
#include "app/testing/platform.h"
#include "base/limits.h"
#include "crypto/digest.h"

namespace jeton::app {
namespace {

using base::ErrorKind;
using domain::MembershipStatus;
using ::testing::SizeIs;

class Memberships : public ::testing::Test {
 protected:
  base::Result<MembershipView> invite(const std::string& email) {
    return invite_member(
        platform.services(), admin,
        {.email = email, .first_name = "Dana", .last_name = "Alder", .group_ids = {"UGR-2000-0001"}});
  }
  domain::Membership stored(const domain::MembershipId& id) {
    return **(*platform.store().begin_read())->memberships().find_by_id(id);
  }
  domain::User stored(const domain::UserId& id) {
    return **(*platform.store().begin_read())->users().find(id);
  }
  std::vector<domain::AuditRecord> records(const std::string& id) {
    return *(*platform.store().begin_read())->audit().list_of_object(id);
  }

  testing::TestPlatform platform;
  const domain::Caller admin = platform.administrator_of(platform.alder);
};

// only the digest recognises the link, and the sealed copy opens for this membership alone.
TEST_F(Memberships, InvitationKeepsADigestAndASealedCopy) {
  const auto view = invite("dana@alder.example");
  ASSERT_TRUE(view.has_value()) << view.error().message();
  const auto secret = std::string{view->invitation.reveal()};
  const auto kept = **(*platform.store().begin_read())->memberships().find_invitation(view->membership.id);
  EXPECT_EQ(kept.digest, crypto::sha256_hex(secret));
  EXPECT_EQ(kept.sealed.find(secret), std::string::npos);
  EXPECT_TRUE(platform.services().sealer.open(kept.sealed, view->membership.id.str()).has_value());
  EXPECT_TRUE(platform.services().sealer.open(kept.sealed, "AUSR-1111-1111-1111").has_error());
}

// the sweep, as the system, with a record for each object.
TEST_F(Memberships, SweepExpiresWhatIsDueAndNothingElse) {
  const auto first = invite("first@alder.example");
  platform.clock.advance(std::chrono::hours{1});
  const auto second = invite("second@alder.example");
  platform.clock.advance(base::kInvitationLifetime - std::chrono::hours{1} - std::chrono::milliseconds{1});
  ASSERT_TRUE(expire_invitations(platform.services()).has_value());
  EXPECT_EQ(stored(first->membership.id).status, MembershipStatus::kInvited);
  platform.clock.advance(std::chrono::milliseconds{1});
  ASSERT_TRUE(expire_invitations(platform.services()).has_value());
  const auto expired = stored(first->membership.id);
  EXPECT_EQ(expired.status, MembershipStatus::kInvitationExpired);
  EXPECT_EQ(expired.revision, 2);
  EXPECT_EQ(expired.updated->by, domain::system_actor());
  EXPECT_EQ(stored(first->user.id).status, domain::UserStatus::kInvitationExpired);
  EXPECT_EQ(stored(second->membership.id).status, MembershipStatus::kInvited);
  EXPECT_THAT(records(first->membership.id.str()), SizeIs(2));
  EXPECT_THAT(records(first->user.id.str()), SizeIs(2));
  ASSERT_TRUE(expire_invitations(platform.services()).has_value());
  EXPECT_EQ(stored(first->membership.id).revision, 2);
}

// More than one unit of work holds, all the same.
TEST_F(Memberships, SweepGoesOnUntilNothingIsDue) {
  const auto count = static_cast<int>(base::kInvitationSweepRowsMax) + 1;
  for (int i = 0; i < count; ++i) {
    ASSERT_TRUE(invite("dana." + std::to_string(i) + "@alder.example").has_value());
  }
  platform.clock.advance(base::kInvitationLifetime);
  ASSERT_TRUE(expire_invitations(platform.services()).has_value());
  EXPECT_THAT(*(*platform.store().begin_read())->memberships().list_overdue(platform.clock.now(), 10),
              SizeIs(0));
}

// the best of several memberships.
TEST_F(Memberships, UserStatusFollowsTheBestMembership) {
  const auto first = invite("dana@alder.example");
  const auto birch = platform.administrator_of(platform.birch);
  const auto second = invite_member(platform.services(), birch,
                                    {.email = "dana@alder.example",
                                     .first_name = "Dana",
                                     .last_name = "Alder",
                                     .group_ids = {"UGR-2000-0002"}});
  ASSERT_TRUE(second.has_value()) << second.error().message();
  auto person = platform.user_of(platform.alder, {});
  person.actor.id = first->user.id.str();
  person.account.reset();
  ASSERT_TRUE(
      accept_member_invite(platform.services(), person, {.id = second->membership.id.str()}).has_value());
  EXPECT_EQ(stored(first->user.id).status, domain::UserStatus::kActive);
  ASSERT_TRUE(remove_member(platform.services(), birch, {.id = second->membership.id.str()}).has_value());
  EXPECT_EQ(stored(first->user.id).status, domain::UserStatus::kInvited);
  ASSERT_TRUE(remove_member(platform.services(), admin, {.id = first->membership.id.str()}).has_value());
  EXPECT_EQ(stored(first->user.id).status, domain::UserStatus::kDisabled);
}

// Spec 3.2: to invite somebody is not to be the account that they are in.
TEST_F(Memberships, InvitingSomebodyKnownDoesNotLetTheAccountRenameThem) {
  const auto birch = platform.administrator_of(platform.birch);
  const auto first = invite_member(platform.services(), birch,
                                   {.email = "dana@alder.example",
                                    .first_name = "Dana",
                                    .last_name = "Alder",
                                    .group_ids = {"UGR-2000-0002"}});
  ASSERT_TRUE(first.has_value()) << first.error().message();
  const auto id = first->user.id;
  const UpdateUser rename{.change = {.first_name = "Mallow"}};
  // Nobody yet: who invites may mend a misspelt name.
  EXPECT_TRUE(update_user(platform.services(), birch, id.str(), rename).has_value());
  auto person = platform.user_of(platform.birch, {});
  person.actor.id = id.str();
  person.account.reset();
  ASSERT_TRUE(
      accept_member_invite(platform.services(), person, {.id = first->membership.id.str()}).has_value());

  const auto second = invite("dana@alder.example");
  ASSERT_TRUE(second.has_value()) << second.error().message();
  const auto before = stored(id);
  // what the invitation said may be mended, and the answer does not tell that there is more.
  const auto mended = update_user(platform.services(), admin, id.str(), {.change = {.first_name = "Eve"}});
  ASSERT_TRUE(mended.has_value()) << mended.error().message();
  EXPECT_EQ(mended->user.name(), "Eve Alder");
  EXPECT_EQ(mended->user.revision, 2);
  // Nor through the membership, which has their name too.
  const MembershipTarget target{.id = second->membership.id.str()};
  const auto again = update_member(platform.services(), admin, target, {.user = {.last_name = "Adams"}});
  ASSERT_TRUE(again.has_value()) << again.error().message();
  EXPECT_EQ(again->user.name(), "Eve Adams");
  EXPECT_EQ(again->membership.revision, 3);
  // Anything but names is the person's.
  EXPECT_EQ(
      update_user(platform.services(), admin, id.str(), {.change = {.phone_number = "1"}}).error().kind(),
      ErrorKind::kDenied);
  EXPECT_EQ(update_user(platform.services(), admin, id.str(), {.removes_icon = true}).error().kind(),
            ErrorKind::kDenied);
  EXPECT_EQ(stored(id).revision, before.revision);
  EXPECT_EQ(stored(id).first_name, "Mallow");
  EXPECT_TRUE(
      update_user(platform.services(), birch, id.str(), {.change = {.first_name = "Dana"}}).has_value());
  ASSERT_TRUE(
      accept_member_invite(platform.services(), person, {.id = second->membership.id.str()}).has_value());
  EXPECT_TRUE(
      update_user(platform.services(), admin, id.str(), {.change = {.first_name = "Eve"}}).has_value());
}

// whoever was made a member without accepting is known too, and stays it when blocked.
TEST_F(Memberships, InvitingABlockedMemberOfAnotherAccountDoesNotLetTheAccountRenameThem) {
  const auto invited = invite("dana@alder.example");
  ASSERT_TRUE(invited.has_value()) << invited.error().message();
  const auto id = invited->user.id.str();
  const auto operators =
      platform.user_of(platform.operations, {"access-management", "platform-account-management"});
  const auto joined = invite_member(platform.services(), operators,
                                    {.account_id = platform.birch.id.str(),
                                     .email = "dana@alder.example",
                                     .group_ids = {"UGR-2000-0002"},
                                     .invitation_status = "Active"});
  ASSERT_TRUE(joined.has_value()) << joined.error().message();
  ASSERT_TRUE(block_user(platform.services(), operators, id).has_value());
  ASSERT_TRUE(update_user(platform.services(), admin, id, {.change = {.first_name = "Eve"}}).has_value());
  EXPECT_EQ(stored(invited->user.id).first_name, "Dana");
}

// The members of Operations hold the platform: one of its two modules is not enough to choose them.
TEST_F(Memberships, OfOperationsTakeBothModulesAndGiveNoneThatIsNotHeld) {
  using domain::kAccessManagement;
  using domain::kAccountManagement;
  using domain::kPlatformAccountManagement;
  const auto& services = platform.services();
  const auto access = platform.administrator_of(platform.operations);
  const auto manager = platform.user_of(platform.operations, {kPlatformAccountManagement});
  const auto both = platform.user_of(platform.operations, {kAccessManagement, kPlatformAccountManagement});
  CreateGroup weak;
  weak.draft.name = "Desk";
  weak.draft.modules = {"MOD-1756"};
  const auto desk = create_group(services, both, weak);
  ASSERT_TRUE(desk.has_value()) << desk.error().message();
  const auto invite_into = [&](const domain::Caller& caller, const std::string& group,
                               const std::string& email) {
    return invite_member(services, caller,
                         {.account_id = platform.operations.id.str(),
                          .email = email,
                          .first_name = "Dana",
                          .last_name = "Alder",
                          .group_ids = {group}});
  };
  const auto invited = invite_into(both, desk->group.id.str(), "dana@operations.example");
  ASSERT_TRUE(invited.has_value()) << invited.error().message();
  EXPECT_FALSE(invited->invitation.empty());
  // The default group of Operations holds more than any of them.
  const auto stronger = invite_into(both, "UGR-1000-0001", "eve@operations.example");
  ASSERT_TRUE(stronger.has_error());
  EXPECT_EQ(stronger.error().fields().front().path, "groups[0].id");

  const MembershipTarget target{.id = invited->membership.id.str()};
  EXPECT_EQ(set_member_groups(services, both, target, {"UGR-1000-0001"}).error().fields().front().path,
            "groups[0].id");
  EXPECT_EQ(add_member_group(services, both, target, "UGR-1000-0001").error().fields().front().path, "id");
  EXPECT_EQ(
      update_member(services, both, target, {.group_ids = {{"UGR-1000-0001"}}}).error().fields().front().path,
      "groups[0].id");
  EXPECT_TRUE(set_member_groups(services, both, target, {desk->group.id.str()}).has_value());

  // Access Management reads, without the link.
  const auto read = get_member(services, access, target);
  ASSERT_TRUE(read.has_value());
  EXPECT_TRUE(read->invitation.empty());
  const auto none = std::vector<std::string>{desk->group.id.str()};
  EXPECT_EQ(invite_into(access, none.front(), "eve@operations.example").error().kind(), ErrorKind::kDenied);
  EXPECT_EQ(update_member(services, access, target, {}).error().kind(), ErrorKind::kDenied);
  EXPECT_EQ(set_member_groups(services, access, target, none).error().kind(), ErrorKind::kDenied);
  EXPECT_EQ(remove_member_group(services, access, target, none.front()).error().kind(), ErrorKind::kDenied);
  EXPECT_EQ(resend_member_invite(services, access, target).error().kind(), ErrorKind::kDenied);
  EXPECT_EQ(remove_member(services, access, target).error().kind(), ErrorKind::kDenied);
  // Platform Account Management does not even find them.
  EXPECT_EQ(get_member(services, manager, target).error().kind(), ErrorKind::kNotFound);
  EXPECT_EQ(set_member_groups(services, manager, target, none).error().kind(), ErrorKind::kNotFound);
  EXPECT_EQ(remove_member(services, manager, target).error().kind(), ErrorKind::kNotFound);
  EXPECT_EQ(invite_into(manager, none.front(), "eve@operations.example").error().fields().front().path,
            "account.id");
  domain::Query everything;
  everything.limit = 100;
  EXPECT_EQ(list_memberships(services, manager, everything)->total, 0);
  EXPECT_EQ(list_memberships(services, access, everything)->total, 1);
  // A member's link is not shown to whoever holds less than the member will: a group that grows takes it
  // away.
  const auto all_three = platform.user_of(
      platform.operations, {kAccessManagement, kAccountManagement, kPlatformAccountManagement});
  UpdateGroup grown;
  grown.change.modules = std::vector<std::string>{"MOD-1756", "MOD-9042"};
  ASSERT_TRUE(update_group(services, all_three, desk->group.id.str(), grown).has_value());
  EXPECT_TRUE(get_member(services, both, target)->invitation.empty());
  EXPECT_FALSE(get_member(services, all_three, target)->invitation.empty());
  EXPECT_TRUE(resend_member_invite(services, both, target)->invitation.empty());
  EXPECT_TRUE(remove_member(services, both, target).has_value());
}

// R-012, spec 3.2
TEST_F(Memberships, CallersWithoutTheModulesAreDeniedBeforeAnyLookUp) {
  const auto clerk = platform.user_of(platform.alder, {"billing"});
  const MembershipTarget nobody{.id = "AUSR-9999-9999-9999"};
  EXPECT_EQ(get_member(platform.services(), clerk, nobody).error().kind(), ErrorKind::kDenied);
  EXPECT_EQ(remove_member(platform.services(), clerk, nobody).error().kind(), ErrorKind::kDenied);
  EXPECT_EQ(invite_member(platform.services(), clerk, {}).error().kind(), ErrorKind::kDenied);
  EXPECT_EQ(resend_member_invite(platform.services(), clerk, nobody).error().kind(), ErrorKind::kDenied);
  EXPECT_EQ(set_member_groups(platform.services(), clerk, nobody, {}).error().kind(), ErrorKind::kDenied);
}

}  // namespace
}  // namespace jeton::app
