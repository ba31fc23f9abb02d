#include "identity/sign_in.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <ctime>
#include <functional>
#include <thread>

#include "app/command/system_caller.h"
#include "app/people/users.h"
#include "app/testing/platform.h"
#include "base/limits.h"
#include "crypto/password_hash.h"
#include "identity/sign_in_fixture_test.h"

namespace jeton::identity {
namespace {

using base::ErrorKind;
using base::Secret;

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

/// What the calling thread has spent so far, whatever else the machine does.
std::chrono::nanoseconds processor_time() {
  timespec spent{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return std::chrono::seconds{spent.tv_sec} + std::chrono::nanoseconds{spent.tv_nsec};
}

// Time must not tell which addresses have a password. Hashing is nearly all that a refusal takes, so without
// it a thirtieth would be left; caches and neighbours make no factor of eight.
TEST_F(SignInTest, SpendsAsMuchOnAnAddressThatNobodyHas) {
  constexpr crypto::PasswordCost kDear{8, std::size_t{16} * 1024 * 1024};
  SignIn dear{platform.services(), kDear};
  const Secret wrong{"Wrong-Harbour-8"};
  set_password_hash(*crypto::hash_password(Secret{kPassword}, kDear));
  add_user("USR-5000-0002", "nopassword@alder.example", domain::UserStatus::kActive);
  const auto spent_on = [&](std::string_view email) {
    const auto before = processor_time();
    EXPECT_TRUE(dear.with_password(email, wrong, kOrigin).has_error());
    return processor_time() - before;
  };
  const auto known = spent_on(kEmail);
  EXPECT_GT(spent_on("nobody@alder.example") * 8, known);
  EXPECT_GT(spent_on("nopassword@alder.example") * 8, known);
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

// One attempt after another or all at once: the limit is the limit.
TEST_F(SignInTest, LetsNoMoreThanTheLimitThroughAtOnce) {
  std::atomic<int> looked_at{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 40; ++i) {
      threads.emplace_back([&] {
        // While too many are being hashed, nobody is counted.
        auto kind = ErrorKind::kUnavailable;
        while (kind == ErrorKind::kUnavailable) kind = failure(kEmail, "Other-Password-1").kind();
        if (kind == ErrorKind::kUnauthenticated) ++looked_at;
      });
    }
  }
  EXPECT_EQ(looked_at.load(), base::kSignInFailuresPerEmailMax);
}

TEST_F(SignInTest, CountsAWholeIpv6SubnetAsOneAddress) {
  const auto attempt = [&](int number, const std::string& ip) {
    return sign_in.with_password("user" + std::to_string(number) + "@alder.example", Secret{kPassword},
                                 {ip, "test/1.0", {}});
  };
  for (int i = 0; i < base::kSignInFailuresPerAddressMax; ++i) {
    ASSERT_EQ(attempt(i, "2001:db8:1:2::" + std::to_string(i)).error().kind(), ErrorKind::kUnauthenticated);
  }
  EXPECT_EQ(attempt(1000, "2001:db8:1:2:ffff::1").error().kind(), ErrorKind::kTooManyRequests);
  EXPECT_EQ(attempt(1000, "2001:db8:1:3::1").error().kind(), ErrorKind::kUnauthenticated);
}

TEST_F(SignInTest, LimitsAnIpv6SiteToo) {
  for (int i = 0; i < base::kSignInFailuresPerSiteMax; ++i) {
    (void)sign_in.with_password("user" + std::to_string(i) + "@alder.example", Secret{kPassword},
                                {"2001:db8:1:" + std::to_string(i) + "::1", "test/1.0", {}});
  }
  const domain::RequestOrigin inside{"2001:db8:1:ffff::1", "test/1.0", {}};
  const domain::RequestOrigin outside{"2001:db8:2::1", "test/1.0", {}};
  EXPECT_EQ(sign_in.with_password(kEmail, Secret{kPassword}, inside).error().kind(),
            ErrorKind::kTooManyRequests);
  EXPECT_TRUE(sign_in.with_password(kEmail, Secret{kPassword}, outside).has_value());
}

// A right password costs a hash as well.
TEST_F(SignInTest, LimitsRightSignInsOfOneUser) {
  for (int i = 0; i < base::kSignInAttemptsPerEmailMax; ++i) {
    ASSERT_TRUE(sign_in.with_password(kEmail, Secret{kPassword}, kOrigin).has_value()) << i;
  }
  EXPECT_EQ(failure(kEmail, kPassword).kind(), ErrorKind::kTooManyRequests);
  platform.clock.advance(base::kSignInFailureWindow);
  EXPECT_TRUE(sign_in.with_password(kEmail, Secret{kPassword}, kOrigin).has_value());
}

// A success forgets the failures of its e-mail address, and takes no place among those of its client address.
TEST_F(SignInTest, ForgetsFailuresOnSuccess) {
  for (int round = 0; round < 2; ++round) {
    for (int i = 1; i < base::kSignInFailuresPerEmailMax; ++i) (void)failure(kEmail, "Other-Password-1");
    ASSERT_TRUE(sign_in.with_password(kEmail, Secret{kPassword}, kOrigin).has_value());
  }
  const auto used = 2 * (base::kSignInFailuresPerEmailMax - 1);
  for (int i = used; i < base::kSignInFailuresPerAddressMax; ++i) {
    EXPECT_EQ(failure("user" + std::to_string(i) + "@alder.example", kPassword).kind(),
              ErrorKind::kUnauthenticated);
  }
  EXPECT_EQ(failure("last@alder.example", kPassword).kind(), ErrorKind::kTooManyRequests);
}

// Two servers over one database count together.
TEST_F(SignInTest, SharesLimitsWithOtherServers) {
  SignIn other{platform.services(), kCheap};
  for (int i = 0; i < base::kSignInFailuresPerEmailMax; ++i) {
    auto& server = i % 2 == 0 ? sign_in : other;
    (void)server.with_password(kEmail, Secret{"Other-Password-1"}, kOrigin);
  }
  EXPECT_EQ(other.with_password(kEmail, Secret{kPassword}, kOrigin).error().kind(),
            ErrorKind::kTooManyRequests);
}

// The operator at the machine lets somebody in again who has locked themselves out.
TEST_F(SignInTest, OperatorsNewPasswordClearsTheCounters) {
  for (int i = 0; i < base::kSignInAttemptsPerEmailMax; ++i) {
    ASSERT_TRUE(sign_in.with_password(kEmail, Secret{kPassword}, kOrigin).has_value());
  }
  ASSERT_EQ(failure(kEmail, kPassword).kind(), ErrorKind::kTooManyRequests);
  ASSERT_TRUE(
      app::set_password(platform.services(), app::system_caller(), kEmail, Secret{"New-Harbour-8"}, kCheap)
          .has_value());
  EXPECT_TRUE(sign_in.with_password(kEmail, Secret{"New-Harbour-8"}, kOrigin).has_value());
}

// Whoever signs in by a link has shown to be that person.
TEST_F(SignInTest, LinkClearsTheFailuresOfItsUser) {
  for (int i = 0; i < base::kSignInFailuresPerEmailMax; ++i) (void)failure(kEmail, "Other-Password-1");
  const auto link = create_sign_in_link(platform.services(), kEmail);
  ASSERT_TRUE(sign_in.with_link(*link, kOrigin).has_value());
  EXPECT_TRUE(sign_in.with_password(kEmail, Secret{kPassword}, kOrigin).has_value());
}

TEST_F(SignInTest, CountsFailedLinksAndNotGoodOnes) {
  for (int i = 0; i < 3; ++i) {
    const auto link = create_sign_in_link(platform.services(), kEmail);
    ASSERT_TRUE(sign_in.with_link(*link, kOrigin).has_value());
  }
  for (int i = 0; i < base::kSignInFailuresPerAddressMax; ++i) {
    ASSERT_EQ(sign_in.with_link(Secret{"unknown"}, kOrigin).error().kind(), ErrorKind::kUnauthenticated) << i;
  }
  const auto link = create_sign_in_link(platform.services(), kEmail);
  EXPECT_EQ(sign_in.with_link(*link, kOrigin).error().kind(), ErrorKind::kTooManyRequests);
  // Passwords and links share the places of an address.
  EXPECT_EQ(failure(kEmail, kPassword).kind(), ErrorKind::kTooManyRequests);
  const domain::RequestOrigin elsewhere{"203.0.113.8", "test/1.0", {}};
  EXPECT_TRUE(sign_in.with_link(*link, elsewhere).has_value());
}

// On PostgreSQL a text ends at U+0000: the counter of each spelling would be another, and the user the same.
TEST_F(SignInTest, FindsNobodyByAnAddressWithANul) {
  EXPECT_EQ(failure(std::string{kEmail} + std::string("\0x", 2), kPassword).kind(),
            ErrorKind::kUnauthenticated);
  EXPECT_EQ(failure(std::string{kEmail} + "\xff", kPassword).kind(), ErrorKind::kUnauthenticated);
}

// characters are counted, and each may take four bytes.
TEST_F(SignInTest, TakesThePasswordOfTheMostCharactersAndHashesNoLonger) {
  std::string longest;
  for (std::size_t i = 0; i < base::kPasswordLengthMax; ++i) longest += "\xF0\x9F\x98\x80";
  set_password(longest);
  EXPECT_TRUE(sign_in.with_password(kEmail, Secret{longest}, kOrigin).has_value());
  set_password(longest + "x");
  EXPECT_EQ(failure(kEmail, longest + "x").kind(), ErrorKind::kUnauthenticated);
}

TEST_F(SignInTest, TakesAPasswordAndAnAddressInEveryNormalForm) {
  set_password("Caf\u00e9-Harbour-7");
  EXPECT_TRUE(sign_in.with_password(kEmail, Secret{"Cafe\u0301-Harbour-7"}, kOrigin).has_value());
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

/// The person that `platform` knows under the fixture's address, as Operations reach it.
class EndedSignIns : public SignInTest {
 protected:
  void SetUp() override {
    link = create_sign_in_link(platform.services(), kEmail)->duplicate();
    opened = sign_in.with_password(kEmail, Secret{kPassword}, kOrigin)->cookie.duplicate();
  }
  void expect_ended() {
    EXPECT_EQ(sign_in.with_link(link, kOrigin).error().kind(), ErrorKind::kUnauthenticated);
    EXPECT_TRUE(sign_in.resume(opened.reveal(), kOrigin).has_error());
  }
  [[nodiscard]] domain::Caller operations() const {
    auto caller = platform.user_of(platform.operations, {"platform-account-management", "access-management"});
    // Not the person whom it is about: nobody blocks or deletes themselves.
    caller.actor.id = "USR-5000-0009";
    return caller;
  }

  Secret link;
  Secret opened;
};

TEST_F(EndedSignIns, ByAPasswordThatTheOperatorSets) {
  ASSERT_TRUE(
      app::set_password(platform.services(), app::system_caller(), kEmail, Secret{"New-Harbour-8"}, kCheap)
          .has_value());
  expect_ended();
}

TEST_F(EndedSignIns, ByTheUsersOwnNewPasswordButForItsSession) {
  const auto own = sign_in.with_password(kEmail, Secret{kPassword}, kOrigin);
  const auto session = sign_in.resume(own->cookie.reveal(), kOrigin);
  ASSERT_TRUE(sign_in.change_password(*session, {Secret{"New-Harbour-8"}, Secret{kPassword}}).has_value());
  EXPECT_TRUE(sign_in.resume(own->cookie.reveal(), kOrigin).has_value());
  expect_ended();
}

// neither comes back to life with an unblocking.
TEST_F(EndedSignIns, ByABlock) {
  ASSERT_TRUE(app::block_user(platform.services(), operations(), user->id.str()).has_value());
  ASSERT_TRUE(app::unblock_user(platform.services(), operations(), user->id.str()).has_value());
  expect_ended();
}

TEST_F(EndedSignIns, ByDeletion) {
  set_status(domain::UserStatus::kDisabled);
  ASSERT_TRUE(app::delete_user(platform.services(), operations(), user->id.str()).has_value());
  expect_ended();
  EXPECT_EQ(create_sign_in_link(platform.services(), kEmail).error().kind(), ErrorKind::kNotFound);
}

// whatever a blocked or deleted person holds, links that nobody has ended included.
TEST_F(EndedSignIns, WhileTheUserIsBlockedOrDeleted) {
  const std::pair<domain::UserStatus, ErrorKind> statuses[] = {
      {domain::UserStatus::kBlocked, ErrorKind::kConflict},
      {domain::UserStatus::kDeleted, ErrorKind::kNotFound}};
  for (const auto& [status, refusal] : statuses) {
    set_status(domain::UserStatus::kActive);
    SetUp();
    set_status(status);
    EXPECT_EQ(failure(kEmail, kPassword).kind(), ErrorKind::kUnauthenticated);
    expect_ended();
    EXPECT_EQ(create_sign_in_link(platform.services(), kEmail).error().kind(), refusal);
  }
}

// A link that was of no use is used up.
TEST_F(EndedSignIns, TakeTheLinkAlong) {
  set_status(domain::UserStatus::kBlocked);
  EXPECT_TRUE(sign_in.with_link(link, kOrigin).has_error());
  set_status(domain::UserStatus::kActive);
  EXPECT_TRUE(sign_in.with_link(link, kOrigin).has_error());
  EXPECT_TRUE(sign_in.resume(opened.reveal(), kOrigin).has_value());
}

// A session that ended while its request was under way does not become another.
TEST_F(EndedSignIns, AndDoNotMoveIntoAnotherAccount) {
  add_membership("AUSR-5000-0001-0002", platform.birch, "UGR-2000-0002", domain::MembershipStatus::kActive);
  const auto session = sign_in.resume(opened.reveal(), kOrigin);
  ASSERT_TRUE(app::block_user(platform.services(), operations(), user->id.str()).has_value());
  EXPECT_EQ(sign_in.switch_account(*session, platform.birch.id.str()).error().kind(),
            ErrorKind::kUnauthenticated);
}

// Hashing takes a while. What ends sessions in it ends the one that is about to be opened as well.
TEST_F(EndedSignIns, WhenItHappensWhileThePasswordIsHashed) {
  StoreWithAMoment store{platform.store()};
  const auto& given = platform.services();
  SignIn slow{{store, given.clock, given.random, given.sealer, given.log, given.accesses}, kCheap};
  const auto attempt = [&](std::function<void()> happens) {
    store.writes = 0;
    store.moment = 2;  // The first takes the attempt's places.
    store.happens = std::move(happens);
    return slow.with_password(kEmail, Secret{kPassword}, kOrigin);
  };
  EXPECT_TRUE(attempt([] {}).has_value());
  EXPECT_EQ(attempt([&] { set_password("New-Harbour-8"); }).error().kind(), ErrorKind::kUnauthenticated);
  set_password(kPassword);
  EXPECT_EQ(attempt([&] { set_status(domain::UserStatus::kBlocked); }).error().kind(),
            ErrorKind::kUnauthenticated);
}

// An attempt that cannot be counted is not made, and one that fails by no fault of the caller's is not
// counted.
TEST_F(SignInTest, CountsNothingThatTheStoreMakesFail) {
  class FailingStore final : public domain::Store {
   public:
    explicit FailingStore(domain::Store& store) : store_{store} {}
    base::Result<std::unique_ptr<domain::UnitOfWork>> begin_read() override { return store_.begin_read(); }
    base::Result<std::unique_ptr<domain::UnitOfWork>> begin_write() override {
      if (++writes == failing) {
        return failure == ErrorKind::kInternal ? base::Error::internal("broken")
                                               : base::Error::unavailable("locked");
      }
      return store_.begin_write();
    }
    base::Result<std::unique_ptr<domain::UnitOfWork>> begin_write(std::chrono::milliseconds) override {
      return begin_write();
    }
    base::Result<int> migrate() override { return store_.migrate(); }
    base::Result<int> schema_version() override { return store_.schema_version(); }
    base::Result<void> ping() override { return store_.ping(); }
    bool has_refused_changes() const noexcept override { return store_.has_refused_changes(); }
    int writes = 0;
    int failing = 0;
    ErrorKind failure = ErrorKind::kUnavailable;

   private:
    domain::Store& store_;
  } store{platform.store()};
  const auto& given = platform.services();
  SignIn unlucky{{store, given.clock, given.random, given.sealer, given.log, given.accesses}, kCheap};
  for (const auto kind : {ErrorKind::kUnavailable, ErrorKind::kInternal}) {
    for (const int failing : {1, 2}) {
      for (int i = 0; i < base::kSignInFailuresPerEmailMax; ++i) {
        store.writes = 0;
        store.failing = failing;
        store.failure = kind;
        EXPECT_EQ(unlucky.with_password(kEmail, Secret{kPassword}, kOrigin).error().kind(), kind);
      }
    }
  }
  EXPECT_FALSE(platform.log.contains("sign_in.refused"));
  EXPECT_TRUE(sign_in.with_password(kEmail, Secret{kPassword}, kOrigin).has_value());
}

// A write for each request would make every reader wait for those who write.
TEST_F(SignInTest, WritesDownOnceAMinuteThatASessionIsUsed) {
  const auto opened = sign_in.with_password(kEmail, Secret{kPassword}, kOrigin);
  const auto seen_at = [&] {
    EXPECT_TRUE(sign_in.resume(opened->cookie.reveal(), kOrigin).has_value());
    return (*(*platform.store().begin_read())->sessions().find(opened->session.digest))->last_seen_at;
  };
  const auto first = platform.clock.now();
  platform.clock.advance(std::chrono::minutes{1} - std::chrono::milliseconds{1});
  EXPECT_EQ(seen_at(), first);
  platform.clock.advance(std::chrono::milliseconds{1});
  EXPECT_EQ(sign_in.resume(opened->cookie.reveal(), kOrigin)->session.last_seen_at, platform.clock.now());
  EXPECT_EQ(seen_at(), platform.clock.now());
}

// So that the table does not grow for ever.
TEST_F(SignInTest, RemovesSessionsThatAreOver) {
  const auto old = sign_in.with_password(kEmail, Secret{kPassword}, kOrigin);
  const auto digest = old->session.digest;
  const auto is_kept = [&] {
    return (*(*platform.store().begin_read())->sessions().find(digest)).has_value();
  };
  platform.clock.advance(base::kSessionLifetime - std::chrono::milliseconds{1});
  ASSERT_TRUE(sign_in.with_password(kEmail, Secret{kPassword}, kOrigin).has_value());
  EXPECT_TRUE(is_kept());
  platform.clock.advance(std::chrono::milliseconds{1});
  ASSERT_TRUE(sign_in.with_password(kEmail, Secret{kPassword}, kOrigin).has_value());
  EXPECT_FALSE(is_kept());
}

// the account of the last session, while the user belongs there; else the first one.
TEST_F(SignInTest, StartsInAnAccountThatTheUserBelongsTo) {
  const auto starts_in = [&] {
    const auto opened = sign_in.with_password("ash@alder.example", Secret{kPassword}, kOrigin);
    EXPECT_TRUE(opened.has_value()) << opened.error().message() << opened.error().detail();
    return opened->session.account;
  };
  add_user("USR-5000-0002", "ash@alder.example", domain::UserStatus::kActive);
  set_password(kPassword);
  add_membership("AUSR-5000-0002-0001", platform.alder, "UGR-2000-0001", domain::MembershipStatus::kInvited);
  EXPECT_EQ(starts_in(), std::nullopt);
  add_membership("AUSR-5000-0002-0002", platform.birch, "UGR-2000-0002", domain::MembershipStatus::kActive);
  add_membership("AUSR-5000-0002-0003", platform.cedar, "UGR-3000-0001", domain::MembershipStatus::kActive);
  EXPECT_EQ(starts_in(), platform.birch.id);
  for (const auto* account : {&platform.cedar, &platform.alder}) {
    {
      auto unit = platform.store().begin_write();
      ASSERT_TRUE((*unit)->users().record_login(user->id, platform.clock.now(), account->id).has_value());
      ASSERT_TRUE((*unit)->commit().has_value());
    }
    EXPECT_EQ(starts_in(), account == &platform.cedar ? platform.cedar.id : platform.birch.id);
  }
}

TEST_F(SignInTest, SaysInTheLogWhomItRefuses) {
  for (int i = 0; i < base::kSignInFailuresPerEmailMax; ++i) (void)failure(kEmail, "Other-Password-1");
  EXPECT_FALSE(platform.log.contains("sign_in.refused"));
  EXPECT_TRUE(platform.log.contains(user->id.str()));
  (void)failure(kEmail, kPassword);
  EXPECT_TRUE(platform.log.contains("sign_in.refused"));
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

// each session is in an account of its own.
TEST_F(SignInTest, LeavesOtherSessionsWhereTheyAre) {
  add_membership("AUSR-5000-0001-0002", platform.birch, "UGR-2000-0002", domain::MembershipStatus::kActive);
  const auto stays = sign_in.with_password(kEmail, Secret{kPassword}, kOrigin);
  const auto moves = sign_in.with_password(kEmail, Secret{kPassword}, kOrigin);
  const auto session = sign_in.resume(moves->cookie.reveal(), kOrigin);
  ASSERT_TRUE(sign_in.switch_account(*session, platform.birch.id.str()).has_value());
  EXPECT_EQ(sign_in.resume(stays->cookie.reveal(), kOrigin)->caller.account, platform.alder.id);
  EXPECT_NE(stays->csrf_token.reveal(), moves->csrf_token.reveal());
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
