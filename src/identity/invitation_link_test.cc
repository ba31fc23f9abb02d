#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "app/command/system_caller.h"
#include "app/people/invitations.h"
#include "app/people/memberships.h"
#include "app/people/users.h"
#include "app/testing/platform.h"
#include "base/limits.h"
#include "crypto/password_hash.h"
#include "identity/sign_in.h"

namespace jeton::identity {
namespace {

using base::ErrorKind;
using base::Secret;

constexpr crypto::PasswordCost kCheap{1, 8192};
constexpr std::string_view kPassword = "Morning-Tide-4";
const domain::RequestOrigin kOrigin{"203.0.113.7", "test/1.0", {}};

class InvitationLink : public ::testing::Test {
 protected:
  app::MembershipView invite(const domain::Account& account, const char* group) {
    auto view = app::invite_member(
        platform.services(), platform.administrator_of(account),
        {.email = "dana@alder.example", .first_name = "Dana", .last_name = "Alder", .group_ids = {group}});
    EXPECT_TRUE(view.has_value());
    return *std::move(view);
  }
  base::Result<OpenedSession> accept(const Secret& secret, std::string_view password) {
    return sign_in.accept_invitation(
        {secret.duplicate(), {.first_name = "Dana", .last_name = "Reed"}, Secret{password}}, kOrigin);
  }

  app::testing::TestPlatform platform;
  SignIn sign_in{platform.services(), kCheap};
};

// Whoever claims the identity by one invitation accepts that one; the others wait for the person.
TEST_F(InvitationLink, AcceptsItsOwnMembershipAlone) {
  const auto alder = invite(platform.alder, "UGR-2000-0001");
  const auto birch = invite(platform.birch, "UGR-2000-0002");
  const auto opened = accept(alder.invitation, kPassword);
  ASSERT_TRUE(opened.has_value()) << opened.error().message();
  const auto session = sign_in.resume(opened->cookie.reveal(), kOrigin);
  ASSERT_TRUE(session.has_value());
  EXPECT_EQ(session->account->id, platform.alder.id);
  EXPECT_EQ(session->accounts.size(), 1U);
  EXPECT_EQ(session->user.name(), "Dana Reed");
  // From now on the other link asks for the password.
  EXPECT_FALSE(sign_in.read_invitation(birch.invitation, kOrigin)->sets_password);
  EXPECT_EQ(accept(birch.invitation, "Somebody-Else-5").error().kind(), ErrorKind::kUnauthenticated);
  ASSERT_TRUE(accept(birch.invitation, kPassword).has_value());
}

TEST_F(InvitationLink, OfTwoWhoAcceptAtOnceOneGetsIn) {
  for (int round = 0; round < 5; ++round) {
    const auto view = app::invite_member(platform.services(), platform.administrator_of(platform.alder),
                                         {.email = "dana." + std::to_string(round) + "@alder.example",
                                          .first_name = "Dana",
                                          .last_name = "Alder",
                                          .group_ids = {"UGR-2000-0001"}});
    ASSERT_TRUE(view.has_value());
    std::atomic<int> opened = 0;
    const auto attempt = [&](std::string_view password) {
      if (accept(view->invitation, password).has_value()) ++opened;
    };
    std::thread first{attempt, kPassword};
    std::thread second{attempt, "Evening-Tide-5"};
    first.join();
    second.join();
    EXPECT_EQ(opened, 1);
  }
}

// Who has a password has an identity, also when nobody has ever signed in with it: a link sets no other.
TEST_F(InvitationLink, OpensNoIdentityWithAPasswordThatWasNeverUsed) {
  const auto alder = invite(platform.alder, "UGR-2000-0001");
  ASSERT_TRUE(app::set_password(platform.services(), app::system_caller(), "dana@alder.example",
                                Secret{kPassword}, kCheap)
                  .has_value());
  EXPECT_FALSE(sign_in.read_invitation(alder.invitation, kOrigin)->sets_password);
  EXPECT_EQ(accept(alder.invitation, "Somebody-Else-5").error().kind(), ErrorKind::kUnauthenticated);
  ASSERT_TRUE(accept(alder.invitation, kPassword).has_value());
  ASSERT_TRUE(sign_in.with_password("dana@alder.example", Secret{kPassword}, kOrigin).has_value());
}

// Nor one that has signed in without a password, or is a member without having done either.
TEST_F(InvitationLink, OpensNoIdentityThatIsInUse) {
  const auto opens = [&](const app::MembershipView& view) {
    return sign_in.read_invitation(view.invitation, kOrigin)->sets_password;
  };
  EXPECT_TRUE(opens(invite(platform.alder, "UGR-2000-0001")));
  ASSERT_TRUE(sign_in.with_link(*create_sign_in_link(platform.services(), "dana@alder.example"), kOrigin)
                  .has_value());
  const auto operators =
      platform.user_of(platform.operations, {domain::kAccessManagement, domain::kPlatformAccountManagement});
  const auto birch = invite(platform.birch, "UGR-2000-0002");
  EXPECT_FALSE(opens(birch));

  app::InviteMember robin{.email = "robin@alder.example",
                          .first_name = "Robin",
                          .last_name = "Holt",
                          .group_ids = {"UGR-2000-0001"}};
  const auto first =
      app::invite_member(platform.services(), platform.administrator_of(platform.alder), robin);
  EXPECT_TRUE(opens(*first));
  robin.account_id = platform.birch.id.str();
  robin.group_ids = {"UGR-2000-0002"};
  robin.invitation_status = "Active";
  ASSERT_TRUE(app::invite_member(platform.services(), operators, robin).has_value());
  EXPECT_FALSE(opens(*first));
  EXPECT_EQ(sign_in.accept_invitation({first->invitation.duplicate(), {}, Secret{"Somebody-Else-5"}}, kOrigin)
                .error()
                .kind(),
            ErrorKind::kConflict);
}

// neither the one that an operator made nor an invitation's lets a blocked person in.
TEST_F(InvitationLink, OfABlockedPersonOpensNothing) {
  const auto alder = invite(platform.alder, "UGR-2000-0001");
  const auto link = create_sign_in_link(platform.services(), "dana@alder.example");
  const auto operators = platform.user_of(platform.operations, {domain::kPlatformAccountManagement});
  const auto id = alder.user.id.str();
  ASSERT_TRUE(app::block_user(platform.services(), operators, id).has_value());
  EXPECT_EQ(sign_in.with_link(*link, kOrigin).error().kind(), ErrorKind::kUnauthenticated);
  EXPECT_EQ(accept(alder.invitation, kPassword).error().kind(), ErrorKind::kNotFound);
  ASSERT_TRUE(app::unblock_user(platform.services(), operators, id).has_value());
  ASSERT_TRUE(accept(alder.invitation, kPassword).has_value());
}

// the inviting account has the link too, and reads in it what it said.
TEST_F(InvitationLink, TellsWhatTheInvitationSaid) {
  const auto alder = invite(platform.alder, "UGR-2000-0001");
  ASSERT_TRUE(accept(alder.invitation, kPassword).has_value());
  const auto birch = app::invite_member(
      platform.services(), platform.administrator_of(platform.birch),
      {.email = "Dana@Alder.example", .first_name = "D", .last_name = "A", .group_ids = {"UGR-2000-0002"}});
  const auto offer = sign_in.read_invitation(birch->invitation, kOrigin);
  EXPECT_EQ(offer->user.name(), "D A");
  EXPECT_EQ(offer->user.email, "Dana@Alder.example");
  ASSERT_TRUE(sign_in.decline_invitation(birch->invitation, kOrigin).has_value());
  auto unit = platform.store().begin_read();
  for (const auto& record : *(*unit)->audit().list_of_object(birch->membership.id.str())) {
    EXPECT_EQ(record.object_name, "D A");
    EXPECT_NE(record.actor.name, "Dana Reed");
    EXPECT_EQ(record.documents.find("Reed"), std::string::npos);
  }
}

// an operator's sign-in link accepts what is outstanding, and nothing that has expired.
TEST_F(InvitationLink, SignInLinkLeavesExpiredInvitationsAlone) {
  invite(platform.alder, "UGR-2000-0001");
  platform.clock.advance(base::kInvitationLifetime - std::chrono::minutes{1});
  const auto birch = invite(platform.birch, "UGR-2000-0002");
  platform.clock.advance(std::chrono::minutes{1});
  const auto link = create_sign_in_link(platform.services(), "dana@alder.example");
  const auto opened = sign_in.with_link(*link, kOrigin);
  ASSERT_TRUE(opened.has_value());
  const auto session = sign_in.resume(opened->cookie.reveal(), kOrigin);
  ASSERT_EQ(session->accounts.size(), 1U);
  EXPECT_EQ(session->accounts.front().id, platform.birch.id);
  EXPECT_EQ(sign_in.read_invitation(birch.invitation, kOrigin).error().kind(), ErrorKind::kNotFound);
}

// Who is known by a password is nobody's to claim, although they have never signed in.
TEST_F(InvitationLink, LeavesThePasswordOfWhoHasOne) {
  const auto view = invite(platform.alder, "UGR-2000-0001");
  ASSERT_TRUE(app::set_password(platform.services(), app::system_caller(), "dana@alder.example",
                                Secret{"Operators-Own-1"}, kCheap)
                  .has_value());
  const auto offer = sign_in.read_invitation(view.invitation, kOrigin);
  ASSERT_TRUE(offer.has_value());
  EXPECT_FALSE(offer->sets_password);
  EXPECT_EQ(accept(view.invitation, kPassword).error().kind(), ErrorKind::kUnauthenticated);
  EXPECT_TRUE(accept(view.invitation, "Operators-Own-1").has_value());
  EXPECT_TRUE(sign_in.with_password("dana@alder.example", Secret{"Operators-Own-1"}, kOrigin).has_value());
}

// A link that was printed before the password was set must not outlive it.
TEST_F(InvitationLink, SettingAPasswordEndsSignInLinks) {
  const auto view = invite(platform.alder, "UGR-2000-0001");
  const auto link = create_sign_in_link(platform.services(), "dana@alder.example");
  ASSERT_TRUE(accept(view.invitation, kPassword).has_value());
  EXPECT_EQ(sign_in.with_link(*link, kOrigin).error().kind(), ErrorKind::kUnauthenticated);
}

TEST_F(InvitationLink, PasswordsAreCountedAsThoseOfSigningIn) {
  const auto view = invite(platform.alder, "UGR-2000-0001");
  ASSERT_TRUE(app::set_password(platform.services(), app::system_caller(), "dana@alder.example",
                                Secret{kPassword}, kCheap)
                  .has_value());
  for (int i = 0; i < base::kSignInFailuresPerEmailMax; ++i) {
    EXPECT_EQ(accept(view.invitation, "Other-Password-1").error().kind(), ErrorKind::kUnauthenticated) << i;
  }
  EXPECT_EQ(accept(view.invitation, kPassword).error().kind(), ErrorKind::kTooManyRequests);
  EXPECT_EQ(sign_in.with_password("dana@alder.example", Secret{kPassword}, kOrigin).error().kind(),
            ErrorKind::kTooManyRequests);
}

// A password that is right gives its place back, one that is wrong keeps it: in the address's counters too.
TEST_F(InvitationLink, PasswordsAreCountedForTheAddressThatTheyComeFrom) {
  const auto view = invite(platform.alder, "UGR-2000-0001");
  ASSERT_TRUE(app::set_password(platform.services(), app::system_caller(), "dana@alder.example",
                                Secret{kPassword}, kCheap)
                  .has_value());
  const auto guess = [&] { return sign_in.read_invitation(Secret{"unknown"}, kOrigin).error().kind(); };
  for (int i = 2; i < base::kSignInFailuresPerAddressMax; ++i) ASSERT_EQ(guess(), ErrorKind::kNotFound) << i;
  EXPECT_EQ(accept(view.invitation, "Other-Password-1").error().kind(), ErrorKind::kUnauthenticated);
  ASSERT_TRUE(accept(view.invitation, kPassword).has_value());
  EXPECT_EQ(guess(), ErrorKind::kNotFound);
  EXPECT_EQ(guess(), ErrorKind::kTooManyRequests);
}

// Who gets in by a link is known, and may sign in: what somebody else has tried is forgotten.
TEST_F(InvitationLink, ForgetsTheFailuresOfThePerson) {
  const auto view = invite(platform.alder, "UGR-2000-0001");
  for (int i = 0; i < base::kSignInFailuresPerEmailMax; ++i) {
    (void)sign_in.with_password("dana@alder.example", Secret{"Other-Password-1"}, kOrigin);
  }
  ASSERT_TRUE(accept(view.invitation, kPassword).has_value());
  EXPECT_TRUE(sign_in.with_password("dana@alder.example", Secret{kPassword}, kOrigin).has_value());
}

// from the millisecond on, before it is written down and afterwards; and it is no guess of anybody's.
TEST_F(InvitationLink, ThatHasExpiredIsAConflictThatCountsForNothing) {
  const auto view = invite(platform.alder, "UGR-2000-0001");
  platform.clock.advance(base::kInvitationLifetime - std::chrono::milliseconds{1});
  EXPECT_TRUE(sign_in.read_invitation(view.invitation, kOrigin).has_value());
  platform.clock.advance(std::chrono::milliseconds{1});
  const auto kind = [&] {
    const auto offer = sign_in.read_invitation(view.invitation, kOrigin);
    return offer.has_error() ? std::optional{offer.error().kind()} : std::nullopt;
  };
  EXPECT_EQ(kind(), ErrorKind::kConflict);
  ASSERT_TRUE(app::expire_invitations(platform.services()).has_value());
  for (int i = 0; i <= base::kSignInFailuresPerAddressMax; ++i) ASSERT_EQ(kind(), ErrorKind::kConflict) << i;
  EXPECT_EQ(accept(view.invitation, kPassword).error().kind(), ErrorKind::kConflict);
  EXPECT_EQ(sign_in.decline_invitation(view.invitation, kOrigin).error().kind(), ErrorKind::kConflict);
}

// claiming an identity takes a name and a password.
TEST_F(InvitationLink, WantsNamesAndAPasswordByTheRules) {
  const auto view = invite(platform.alder, "UGR-2000-0001");
  const auto broken = [&](const domain::UserChange& profile, std::string_view password) {
    std::vector<std::string> paths;
    const auto refused =
        sign_in.accept_invitation({view.invitation.duplicate(), profile, Secret{password}}, kOrigin);
    if (refused.has_error()) {
      const auto error = refused.error();
      EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
      for (const auto& field : error.fields()) paths.push_back(field.path);
    }
    return paths;
  };
  using ::testing::UnorderedElementsAre;
  EXPECT_THAT(broken({}, kPassword), UnorderedElementsAre("firstName", "lastName"));
  EXPECT_THAT(broken({.first_name = "Dana"}, kPassword), UnorderedElementsAre("lastName"));
  EXPECT_THAT(broken({.first_name = std::string(1000, 'x'), .last_name = "Reed"}, kPassword),
              UnorderedElementsAre("firstName"));
  EXPECT_THAT(broken({.phone_prefix = "x"}, "short"),
              UnorderedElementsAre("firstName", "lastName", "password", "phone.prefix"));
  EXPECT_THAT(broken({.first_name = "Dana", .last_name = "Reed"}, "short"), UnorderedElementsAre("password"));
  EXPECT_THAT(broken({.last_name = "Reed"}, "short"), UnorderedElementsAre("firstName", "password"));
  EXPECT_THAT(broken({.first_name = "Dana", .last_name = "Reed", .phone_prefix = "x"}, kPassword),
              ::testing::Contains(::testing::StartsWith("phone")));
  EXPECT_THAT(broken({.first_name = "Dana", .last_name = "Reed"}, kPassword), ::testing::IsEmpty());
}

TEST_F(InvitationLink, DeclinedIsOver) {
  const auto view = invite(platform.alder, "UGR-2000-0001");
  ASSERT_TRUE(sign_in.decline_invitation(view.invitation, kOrigin).has_value());
  EXPECT_EQ(accept(view.invitation, kPassword).error().kind(), ErrorKind::kNotFound);
  auto unit = platform.store().begin_read();
  EXPECT_EQ((*(*unit)->memberships().find_by_id(view.membership.id))->status,
            domain::MembershipStatus::kDeleted);
}

TEST_F(InvitationLink, WrongSecretsAreCountedAndRightOnesAreNot) {
  const auto view = invite(platform.alder, "UGR-2000-0001");
  for (int i = 0; i < base::kSignInFailuresPerAddressMax; ++i) {
    ASSERT_TRUE(sign_in.read_invitation(view.invitation, kOrigin).has_value());
    ASSERT_EQ(sign_in.read_invitation(Secret{"unknown"}, kOrigin).error().kind(), ErrorKind::kNotFound) << i;
  }
  EXPECT_EQ(sign_in.read_invitation(view.invitation, kOrigin).error().kind(), ErrorKind::kTooManyRequests);
  EXPECT_EQ(sign_in.decline_invitation(view.invitation, kOrigin).error().kind(), ErrorKind::kTooManyRequests);
}

}  // namespace
}  // namespace jeton::identity
