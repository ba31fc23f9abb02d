#include "identity/sign_in.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "app/testing/platform.h"
#include "app/users.h"
#include "base/limits.h"
#include "crypto/password_hash.h"

namespace jeton::identity {
namespace {

using base::ErrorKind;
using base::Secret;

/// The least that libsodium takes: tests are about who gets in, not about how long hashing takes.
constexpr crypto::PasswordCost kCheap{1, 8192};
constexpr std::string_view kPassword = "Quiet-Harbour-7";
constexpr std::string_view kEmail = "robin@alder.example";
const domain::RequestOrigin kOrigin{"203.0.113.7", "test/1.0", {}};

class SignInTest : public ::testing::Test {
 protected:
  SignInTest() {
    add_user("USR-5000-0001", kEmail, domain::UserStatus::kActive);
    add_membership("AUSR-5000-0001-0001", platform.alder, "UGR-2000-0001", domain::MembershipStatus::kActive);
    set_password(kPassword);
  }

  void add_user(const char* id, std::string_view email, domain::UserStatus status) {
    auto unit = platform.store().begin_write();
    domain::User made{.id = *domain::UserId::parse(id),
                      .email = std::string{email},
                      .first_name = "Robin",
                      .last_name = "Holt",
                      .created = {platform.clock.now(), domain::system_actor(), std::nullopt}};
    made.status = status;
    ASSERT_TRUE(*(*unit)->users().insert(made));
    ASSERT_TRUE((*unit)->commit().has_value());
    user = made;
  }

  void add_membership(const char* id, const domain::Account& account, const char* group,
                      domain::MembershipStatus status) {
    auto unit = platform.store().begin_write();
    domain::Membership made{.id = *domain::MembershipId::parse(id),
                            .user = user->id,
                            .account = account.id,
                            .groups = {*domain::GroupId::parse(group)},
                            .created = user->created};
    made.status = status;
    ASSERT_TRUE(*(*unit)->memberships().insert(made));
    ASSERT_TRUE((*unit)->commit().has_value());
  }

  void set_password(std::string_view password) {
    auto unit = platform.store().begin_write();
    ASSERT_TRUE((*unit)
                    ->users()
                    .set_password_hash(user->id, *crypto::hash_password(Secret{password}, kCheap))
                    .has_value());
    ASSERT_TRUE((*unit)->commit().has_value());
  }

  void set_status(domain::UserStatus status) {
    auto unit = platform.store().begin_write();
    user->status = status;
    ++user->revision;
    ASSERT_TRUE((*unit)->users().update(*user).has_value());
    ASSERT_TRUE((*unit)->commit().has_value());
  }

  base::Error failure(std::string_view email, std::string_view password) {
    const auto opened = sign_in.with_password(email, Secret{password}, kOrigin);
    EXPECT_TRUE(opened.has_error());
    return opened.error();
  }

  app::testing::TestPlatform platform;
  SignIn sign_in{platform.services(), kCheap};
  std::optional<domain::User> user;
};

TEST_F(SignInTest, OpensASessionWithTheClaimsOfTheUsersGroups) {
  const auto opened = sign_in.with_password("ROBIN@Alder.Example", Secret{kPassword}, kOrigin);
  ASSERT_TRUE(opened.has_value());
  const auto session = sign_in.resume(opened->cookie.reveal(), kOrigin);
  ASSERT_TRUE(session.has_value());
  EXPECT_EQ(session->user.id, user->id);
  EXPECT_EQ(session->account->id, platform.alder.id);
  EXPECT_THAT(session->caller.modules,
              ::testing::ElementsAre("access-management", "account-management", "billing", "reports"));
  EXPECT_EQ(opened->csrf_token.reveal(), csrf_token_of(opened->cookie.reveal()).reveal());
  EXPECT_NE(opened->csrf_token.reveal(), opened->cookie.reveal());
}

// C-002: nothing tells the reasons apart.
TEST_F(SignInTest, FailsWithOneSentenceForEveryReason) {
  const auto wrong = failure(kEmail, "Other-Password-1");
  EXPECT_EQ(wrong.kind(), ErrorKind::kUnauthenticated);
  EXPECT_EQ(failure("nobody@alder.example", kPassword).message(), wrong.message());
  EXPECT_EQ(failure(kEmail, "").message(), wrong.message());
  EXPECT_EQ(failure(kEmail, std::string(base::kPasswordLengthMax + 1, 'x')).message(), wrong.message());
  set_status(domain::UserStatus::kBlocked);
  EXPECT_EQ(failure(kEmail, kPassword).message(), wrong.message());
}

TEST_F(SignInTest, RefusesAfterTenFailuresEvenTheRightPassword) {
  for (int i = 0; i < base::kSignInFailuresPerEmailMax; ++i) {
    EXPECT_EQ(failure(kEmail, "Other-Password-1").kind(), ErrorKind::kUnauthenticated) << i;
  }
  EXPECT_EQ(failure(kEmail, kPassword).kind(), ErrorKind::kTooManyRequests);
  platform.clock.advance(base::kSignInFailureWindow);
  EXPECT_TRUE(sign_in.with_password(kEmail, Secret{kPassword}, kOrigin).has_value());
}

TEST_F(SignInTest, RefusesAnAddressThatTriesManyUsers) {
  for (int i = 0; i < base::kSignInFailuresPerAddressMax; ++i) {
    (void)failure("user" + std::to_string(i) + "@alder.example", "Other-Password-1");
  }
  EXPECT_EQ(failure(kEmail, kPassword).kind(), ErrorKind::kTooManyRequests);
}

TEST_F(SignInTest, EndsSessionsByIdleTimeAndByAge) {
  const auto opened = sign_in.with_password(kEmail, Secret{kPassword}, kOrigin);
  const auto cookie = opened->cookie.reveal();
  platform.clock.advance(base::kSessionIdleTimeout - std::chrono::milliseconds{1});
  EXPECT_TRUE(sign_in.resume(cookie, kOrigin).has_value());
  platform.clock.advance(base::kSessionIdleTimeout);
  EXPECT_EQ(sign_in.resume(cookie, kOrigin).error().kind(), ErrorKind::kUnauthenticated);

  const auto busy = sign_in.with_password(kEmail, Secret{kPassword}, kOrigin);
  for (std::chrono::minutes lived{0}; lived + std::chrono::hours{1} < base::kSessionLifetime;
       lived += std::chrono::hours{1}) {
    platform.clock.advance(std::chrono::hours{1});
    ASSERT_TRUE(sign_in.resume(busy->cookie.reveal(), kOrigin).has_value());
  }
  platform.clock.advance(std::chrono::hours{1});
  EXPECT_TRUE(sign_in.resume(busy->cookie.reveal(), kOrigin).has_error());
}

// blocking reaches sessions that are open.
TEST_F(SignInTest, EndsTheSessionsOfABlockedUser) {
  const auto opened = sign_in.with_password(kEmail, Secret{kPassword}, kOrigin);
  set_status(domain::UserStatus::kBlocked);
  EXPECT_TRUE(sign_in.resume(opened->cookie.reveal(), kOrigin).has_error());
}

TEST_F(SignInTest, SignsOutForGood) {
  const auto opened = sign_in.with_password(kEmail, Secret{kPassword}, kOrigin);
  ASSERT_TRUE(sign_in.sign_out(*sign_in.resume(opened->cookie.reveal(), kOrigin)).has_value());
  EXPECT_TRUE(sign_in.resume(opened->cookie.reveal(), kOrigin).has_error());
  EXPECT_TRUE(sign_in.resume("", kOrigin).has_error());
}

//
TEST_F(SignInTest, SwitchesOnlyToAccountsOfActiveMemberships) {
  add_membership("AUSR-5000-0001-0002", platform.birch, "UGR-2000-0002", domain::MembershipStatus::kActive);
  add_membership("AUSR-5000-0001-0003", platform.cedar, "UGR-3000-0001", domain::MembershipStatus::kInvited);
  const auto opened = sign_in.with_password(kEmail, Secret{kPassword}, kOrigin);
  const auto session = sign_in.resume(opened->cookie.reveal(), kOrigin);
  for (const auto& id : {platform.cedar.id.str(), platform.operations.id.str(), std::string{"x"}}) {
    EXPECT_EQ(sign_in.switch_account(*session, id).error().fields().front().path, "account.id");
  }
  const auto switched = sign_in.switch_account(*session, platform.birch.id.str());
  ASSERT_TRUE(switched.has_value());
  EXPECT_TRUE(sign_in.resume(opened->cookie.reveal(), kOrigin).has_error());
  EXPECT_EQ(sign_in.resume(switched->cookie.reveal(), kOrigin)->caller.account, platform.birch.id);
  // The next sign-in starts where the user was.
  const auto next = sign_in.with_password(kEmail, Secret{kPassword}, kOrigin);
  EXPECT_EQ(sign_in.resume(next->cookie.reveal(), kOrigin)->caller.account, platform.birch.id);
}

//
TEST_F(SignInTest, GivesNothingWithoutAnActiveMembership) {
  add_user("USR-5000-0002", "ash@alder.example", domain::UserStatus::kDisabled);
  set_password(kPassword);
  const auto opened = sign_in.with_password("ash@alder.example", Secret{kPassword}, kOrigin);
  const auto session = sign_in.resume(opened->cookie.reveal(), kOrigin);
  EXPECT_FALSE(session->caller.account.has_value());
  EXPECT_TRUE(session->caller.modules.empty());
}

TEST_F(SignInTest, TakesALinkOnceAndBeforeItExpires) {
  const auto link = create_sign_in_link(platform.services(), kEmail);
  ASSERT_TRUE(sign_in.with_link(*link, kOrigin).has_value());
  EXPECT_EQ(sign_in.with_link(*link, kOrigin).error().kind(), ErrorKind::kUnauthenticated);

  const auto late = create_sign_in_link(platform.services(), kEmail);
  platform.clock.advance(base::kSignInLinkLifetime);
  EXPECT_TRUE(sign_in.with_link(*late, kOrigin).has_error());
  EXPECT_EQ(create_sign_in_link(platform.services(), "nobody@alder.example").error().kind(),
            ErrorKind::kNotFound);
}

TEST_F(SignInTest, GivesALinkToOneOfManyThatTryAtOnce) {
  const auto link = create_sign_in_link(platform.services(), kEmail);
  std::atomic<int> opened{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        if (sign_in.with_link(*link, kOrigin).has_value()) ++opened;
      });
    }
  }
  EXPECT_EQ(opened.load(), 1);
}

//
TEST_F(SignInTest, AcceptsInvitationsThroughALink) {
  add_user("USR-5000-0003", "elm@alder.example", domain::UserStatus::kInvited);
  add_membership("AUSR-5000-0001-0004", platform.birch, "UGR-2000-0002", domain::MembershipStatus::kInvited);
  const auto link = create_sign_in_link(platform.services(), "elm@alder.example");
  const auto opened = sign_in.with_link(*link, kOrigin);
  const auto session = sign_in.resume(opened->cookie.reveal(), kOrigin);
  EXPECT_EQ(session->account->id, platform.birch.id);
  EXPECT_EQ(session->user.status, domain::UserStatus::kActive);
}

TEST_F(SignInTest, KeepsSecretsOutOfTheLog) {
  const auto opened = sign_in.with_password(kEmail, Secret{kPassword}, kOrigin);
  (void)failure(kEmail, "Canary-Password-1");
  const auto link = create_sign_in_link(platform.services(), kEmail);
  (void)sign_in.with_link(*link, kOrigin);
  EXPECT_FALSE(platform.log.lines().empty());
  EXPECT_FALSE(platform.log.contains(kPassword));
  EXPECT_FALSE(platform.log.contains("Canary-Password-1"));
  EXPECT_FALSE(platform.log.contains(opened->cookie.reveal()));
  EXPECT_FALSE(platform.log.contains(link->reveal()));
}

}  // namespace
}  // namespace jeton::identity
