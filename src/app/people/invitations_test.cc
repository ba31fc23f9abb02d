#include "app/people/invitations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/people/memberships.h"
#include "app/people/users.h"
#include "app/testing/platform.h"
#include "base/limits.h"

namespace jeton::app {
namespace {

using base::ErrorKind;
using domain::Lock;
using domain::MembershipStatus;
using domain::UserStatus;

class Invitations : public ::testing::Test {
 protected:
  base::Result<MembershipView> invite(const domain::Caller& by, const char* group,
                                      const std::string& email = "dana@alder.example") {
    return invite_member(platform.services(), by,
                         {.email = email, .first_name = "Dana", .last_name = "Reed", .group_ids = {group}});
  }
  std::unique_ptr<domain::UnitOfWork> read() { return *platform.store().begin_read(); }
  /// Does `change` in a unit and commits.
  void write(const std::function<void(domain::UnitOfWork&)>& change) {
    const auto unit = *platform.store().begin_write();
    change(*unit);
    ASSERT_TRUE(unit->commit().has_value());
  }
  void set_status(const domain::UserId& id, UserStatus status) {
    write([&](domain::UnitOfWork& unit) {
      auto user = **unit.users().find(id);
      user.status = status;
      ++user.revision;
      ASSERT_TRUE(unit.users().update(user).has_value());
    });
  }
  bool is_found(const base::Secret& secret) {
    const auto unit = read();
    return find_invitation(*unit, secret, Lock::kNone)->has_value();
  }
  domain::Caller person(const domain::UserId& id) {
    auto caller = platform.user_of(platform.alder, {});
    caller.actor.id = id.str();
    caller.account.reset();
    return caller;
  }

  testing::TestPlatform platform;
  const domain::Caller admin = platform.administrator_of(platform.alder);
  const domain::Caller birch = platform.administrator_of(platform.birch);
};

// from the millisecond on, whether it is written down yet or not.
TEST_F(Invitations, ShowNoLinkWhenTheirTimeIsUp) {
  const auto view = invite(admin, "UGR-2000-0001");
  const auto has_link = [&] {
    return !get_member(platform.services(), admin, {.id = view->membership.id.str()})->invitation.empty();
  };
  platform.clock.advance(base::kInvitationLifetime - std::chrono::milliseconds{1});
  EXPECT_TRUE(has_link());
  platform.clock.advance(std::chrono::milliseconds{1});
  EXPECT_FALSE(has_link());
  ASSERT_TRUE(expire_invitations(platform.services()).has_value());
  EXPECT_FALSE(has_link());
}

//
TEST_F(Invitations, OfBlockedAndDeletedPeopleAreNotFound) {
  const auto view = invite(admin, "UGR-2000-0001");
  EXPECT_TRUE(is_found(view->invitation));
  for (const auto status : {UserStatus::kBlocked, UserStatus::kDeleted}) {
    set_status(view->user.id, status);
    EXPECT_FALSE(is_found(view->invitation));
  }
  set_status(view->user.id, UserStatus::kInvited);
  EXPECT_TRUE(is_found(view->invitation));
  EXPECT_FALSE(is_found(base::Secret{"unknown"}));
}

// each of the three makes it somebody's.
TEST_F(Invitations, ClaimNobodyWhoHasSignedInHasAPasswordOrBelongsSomewhere) {
  const auto is_claimed = [&](const domain::UserId& id) {
    const auto unit = read();
    return !*is_unclaimed(*unit, **unit->users().find(id));
  };
  const auto first = invite(admin, "UGR-2000-0001", "first@alder.example")->user.id;
  const auto second = invite(admin, "UGR-2000-0001", "second@alder.example")->user.id;
  const auto third = invite(admin, "UGR-2000-0001", "third@alder.example");
  EXPECT_FALSE(is_claimed(first) || is_claimed(second) || is_claimed(third->user.id));
  write([&](domain::UnitOfWork& unit) {
    ASSERT_TRUE(unit.users().record_login(first, platform.clock.now(), std::nullopt).has_value());
    ASSERT_TRUE(unit.users().set_password_hash(second, "$argon2id$").has_value());
    auto joined = third->membership;
    joined.status = MembershipStatus::kActive;
    ++joined.revision;
    ASSERT_TRUE(unit.memberships().update(joined).has_value());
  });
  EXPECT_TRUE(is_claimed(first));
  EXPECT_TRUE(is_claimed(second));
  EXPECT_TRUE(is_claimed(third->user.id));
}

// the person accepts, and the record goes to the account that is joined.
TEST_F(Invitations, AreAcceptedInTheirOwnAccounts) {
  const auto first = invite(birch, "UGR-2000-0002");
  const auto second = invite(admin, "UGR-2000-0001");
  EXPECT_FALSE((*read()->users().find(first->user.id))->accepted.has_value());
  write([&](domain::UnitOfWork& unit) {
    auto user = **unit.users().find(first->user.id, Lock::kExclusive);
    user.current_account = platform.birch.id;
    ASSERT_TRUE(accept_every_invitation(platform.services(), unit, user, {}).has_value());
  });
  EXPECT_EQ((*read()->users().find(first->user.id))->accepted->at, platform.clock.now());
  for (const auto* view : {&*first, &*second}) {
    EXPECT_EQ((*read()->memberships().find_by_id(view->membership.id))->status, MembershipStatus::kActive);
    EXPECT_FALSE((*read()->memberships().find_invitation(view->membership.id)).has_value());
    const auto records = *read()->audit().list_of_object(view->membership.id.str());
    EXPECT_EQ(records.back().actor.id, view->user.id.str());
    EXPECT_EQ(records.back().actor_account, view->account.id);
  }
}

TEST_F(Invitations, OfOneAccountAreNotAcceptedWhenTheyHaveRunOut) {
  const auto view = invite(admin, "UGR-2000-0001");
  platform.clock.advance(base::kInvitationLifetime);
  write([&](domain::UnitOfWork& unit) {
    auto user = **unit.users().find(view->user.id, Lock::kExclusive);
    ASSERT_TRUE(accept_every_invitation(platform.services(), unit, user, {}).has_value());
  });
  EXPECT_EQ((*read()->memberships().find_by_id(view->membership.id))->status,
            MembershipStatus::kInvitationExpired);
  EXPECT_EQ(
      accept_member_invite(platform.services(), person(view->user.id), {.id = view->membership.id.str()})
          .error()
          .kind(),
      ErrorKind::kConflict);
}

// nobody accepts for somebody else.
TEST_F(Invitations, AreAcceptedByTheInvitedPersonAlone) {
  const auto view = invite(admin, "UGR-2000-0001");
  const MembershipTarget target{.id = view->membership.id.str()};
  EXPECT_EQ(accept_member_invite(platform.services(), admin, target).error().kind(), ErrorKind::kDenied);
  // By account and user the view counts the changes of both.
  const MembershipTarget member{.account = platform.alder.id.str(), .user = view->user.id.str()};
  set_status(view->user.id, UserStatus::kInvited);
  const auto self = person(view->user.id);
  EXPECT_EQ(accept_member_invite(platform.services(), self, member, {.any_of = {{1}}}).error().kind(),
            ErrorKind::kPreconditionFailed);
  EXPECT_TRUE(accept_member_invite(platform.services(), self, member, {.any_of = {{2}}}).has_value());
}

// who may not know whether somebody is known states the same about both.
TEST_F(Invitations, WantTheSameOfWhoIsKnownAndWhoIsNot) {
  ASSERT_TRUE(invite(birch, "UGR-2000-0002", "known@birch.example").has_value());
  for (const auto* email : {"known@birch.example", "unknown@birch.example"}) {
    const auto refused = invite_member(platform.services(), admin,
                                       {.email = email, .last_name = "Reed", .group_ids = {"UGR-2000-0001"}});
    ASSERT_TRUE(refused.has_error()) << email;
    const auto error = refused.error();
    ASSERT_EQ(error.fields().size(), 1U) << email;
    EXPECT_EQ(error.fields().front().path, "user.firstName") << email;
  }
}

//
TEST_F(Invitations, AreNotForTheDeletedNorActiveAtOnceForOthersThanOperations) {
  const auto view = invite(birch, "UGR-2000-0002");
  set_status(view->user.id, UserStatus::kDeleted);
  EXPECT_EQ(invite(admin, "UGR-2000-0001").error().kind(), ErrorKind::kConflict);
  set_status(view->user.id, UserStatus::kActive);
  EXPECT_EQ(invite_member(platform.services(), admin,
                          {.email = "dana@alder.example",
                           .first_name = "Dana",
                           .last_name = "Reed",
                           .group_ids = {"UGR-2000-0001"},
                           .invitation_status = "Active"})
                .error()
                .kind(),
            ErrorKind::kDenied);
}

//
TEST_F(Invitations, NobodyRemovesThemselves) {
  const auto view = invite(admin, "UGR-2000-0001");
  auto self = admin;
  self.actor.id = view->user.id.str();
  const MembershipTarget target{.id = view->membership.id.str()};
  EXPECT_EQ(remove_member(platform.services(), self, target).error().kind(), ErrorKind::kConflict);
  EXPECT_TRUE(remove_member(platform.services(), admin, target).has_value());
  EXPECT_EQ(get_member(platform.services(), admin, target).error().kind(), ErrorKind::kNotFound);
  EXPECT_EQ(remove_member(platform.services(), admin, target).error().kind(), ErrorKind::kNotFound);
}

// Spec 3.2: one of the two modules is enough for other accounts, and not for that of Operations.
TEST_F(Invitations, AreManagedByTheAccountThatTheyAreOf) {
  const auto managers =
      platform.user_of(platform.operations, {domain::kAccessManagement, domain::kAccountManagement,
                                             domain::kPlatformAccountManagement, "billing", "reports"});
  const auto manager = platform.user_of(platform.operations, {domain::kPlatformAccountManagement});
  const auto own = invite(managers, "UGR-1000-0001", "one@operations.example");
  const auto others = invite(admin, "UGR-2000-0001", "two@alder.example");
  const auto resend = [&](const domain::Caller& caller, const MembershipView& view) {
    const auto sent = resend_member_invite(platform.services(), caller, {.id = view.membership.id.str()});
    return sent.has_value() ? std::nullopt : std::optional{sent.error().kind()};
  };
  EXPECT_EQ(resend(manager, *others), std::nullopt);
  EXPECT_EQ(resend(manager, *own), ErrorKind::kNotFound);
  EXPECT_EQ(resend(platform.administrator_of(platform.operations), *own), ErrorKind::kDenied);
  EXPECT_EQ(resend(managers, *own), std::nullopt);
}

// nobody is moved into an account by somebody else, nor into one that they do not belong to.
TEST_F(Invitations, LetNobodyWorkInAnAccountBeforeTheyAreAccepted) {
  const auto operators =
      platform.user_of(platform.operations, {domain::kAccessManagement, domain::kPlatformAccountManagement});
  const auto view = invite(admin, "UGR-2000-0001");
  ASSERT_TRUE(
      accept_member_invite(platform.services(), person(view->user.id), {.id = view->membership.id.str()})
          .has_value());
  ASSERT_TRUE(invite(birch, "UGR-2000-0002").has_value());
  auto self = admin;
  self.actor.id = view->user.id.str();
  const auto move = [&](const domain::Caller& caller, const domain::AccountId& account) {
    const auto moved =
        update_user(platform.services(), caller, view->user.id.str(), {.current_account_id = account.str()});
    return moved.has_value() ? std::string{} : moved.error().fields().front().path;
  };
  EXPECT_EQ(move(self, platform.birch.id), "currentAccount.id");
  EXPECT_EQ(move(operators, platform.alder.id), "currentAccount.id");
  EXPECT_EQ(move(self, platform.alder.id), "");
}

//
TEST_F(Invitations, NobodyBlocksThemselves) {
  const auto view = invite(admin, "UGR-2000-0001");
  auto operators = platform.user_of(platform.operations, {domain::kPlatformAccountManagement});
  operators.actor.id = view->user.id.str();
  EXPECT_EQ(block_user(platform.services(), operators, view->user.id.str()).error().kind(),
            ErrorKind::kConflict);
}

// the accounts of a user are listed for the user and for Operations.
TEST_F(Invitations, TellNobodyElseWhereSomebodyIsAMember) {
  const auto view = invite(admin, "UGR-2000-0001");
  const auto asks = [&](const domain::Caller& caller) {
    const auto listed = list_user_accounts(platform.services(), caller, view->user.id.str(), {});
    return listed.has_value() ? std::nullopt : std::optional{listed.error().kind()};
  };
  EXPECT_EQ(asks(admin), ErrorKind::kDenied);
  EXPECT_EQ(asks(platform.user_of(platform.operations, {domain::kPlatformAccountManagement})), std::nullopt);
  auto self = admin;
  self.actor.id = view->user.id.str();
  EXPECT_EQ(asks(self), std::nullopt);
}

// the revision that the inviting account sees is that of its invitation.
TEST_F(Invitations, AreChangedByTheRevisionThatIsSeen) {
  const auto view = invite(admin, "UGR-2000-0001");
  set_status(view->user.id, UserStatus::kInvited);
  set_status(view->user.id, UserStatus::kInvited);
  const auto rename = [&](std::int64_t revision) {
    return update_user(platform.services(), admin, view->user.id.str(), {.change = {.first_name = "Dan"}},
                       {.any_of = {{revision}}});
  };
  EXPECT_EQ(rename(3).error().kind(), ErrorKind::kPreconditionFailed);
  EXPECT_TRUE(rename(1).has_value());
}

// Spec 3.2: who has once been somebody's is not renamed by an invitation, wherever they have gone since.
TEST_F(Invitations, DoNotRenameWhoHasAcceptedOnceAndLeft) {
  const auto first = invite(birch, "UGR-2000-0002");
  ASSERT_TRUE(
      accept_member_invite(platform.services(), person(first->user.id), {.id = first->membership.id.str()})
          .has_value());
  ASSERT_TRUE(remove_member(platform.services(), birch, {.id = first->membership.id.str()}).has_value());
  ASSERT_TRUE(invite(admin, "UGR-2000-0001").has_value());
  ASSERT_TRUE(update_user(platform.services(), admin, first->user.id.str(), {.change = {.first_name = "Eve"}})
                  .has_value());
  EXPECT_EQ((*read()->users().find(first->user.id))->first_name, "Dana");
}

}  // namespace
}  // namespace jeton::app
