#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/limits.h"
#include "identity/sign_in_fixture_test.h"

namespace jeton::identity {
namespace {

using base::ErrorKind;
using base::Secret;

class ChangePasswordTest : public SignInTest {
 protected:
  void SetUp() override {
    const auto opened = sign_in.with_password(kEmail, Secret{kPassword}, kOrigin);
    session = sign_in.resume(opened->cookie.reveal(), kOrigin).value();
  }
  base::Result<void> change(std::string_view current, std::string_view next) {
    return sign_in.change_password(*session, {Secret{next}, Secret{current}});
  }

  std::optional<ActiveSession> session;
};

TEST_F(ChangePasswordTest, IsRefusedAfterTenWrongCurrentOnes) {
  for (int i = 0; i < base::kSignInFailuresPerEmailMax; ++i) {
    EXPECT_EQ(change("Other-Password-1", "New-Harbour-8").error().fields().front().path, "currentPassword");
  }
  EXPECT_EQ(change(kPassword, "New-Harbour-8").error().kind(), ErrorKind::kTooManyRequests);
  // Who took the session over does not lock its user out.
  EXPECT_TRUE(sign_in.with_password(kEmail, Secret{kPassword}, kOrigin).has_value());
  platform.clock.advance(base::kSignInFailureWindow);
  EXPECT_TRUE(change(kPassword, "New-Harbour-8").has_value());
}

TEST_F(ChangePasswordTest, LetsNoMoreThanTheLimitThroughAtOnce) {
  std::atomic<int> looked_at{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 20; ++i) {
      threads.emplace_back([&] {
        auto kind = ErrorKind::kUnavailable;
        while (kind == ErrorKind::kUnavailable)
          kind = change("Other-Password-1", "New-Harbour-8").error().kind();
        if (kind == ErrorKind::kInvalid) ++looked_at;
      });
    }
  }
  EXPECT_EQ(looked_at.load(), base::kSignInFailuresPerEmailMax);
}

//
TEST_F(ChangePasswordTest, WantsThePresentPasswordAndANewOneByTheRule) {
  EXPECT_EQ(sign_in.change_password(*session, {Secret{"New-Harbour-8"}, std::nullopt})
                .error()
                .fields()
                .front()
                .path,
            "currentPassword");
  EXPECT_EQ(change(kPassword, "short").error().fields().front().path, "password");
  EXPECT_TRUE(sign_in.with_password(kEmail, Secret{kPassword}, kOrigin).has_value());
}

// Who has signed in with a link may have none.
TEST_F(ChangePasswordTest, WantsNoPresentPasswordWhereThereIsNone) {
  add_user("USR-5000-0002", "ash@alder.example", domain::UserStatus::kActive);
  const auto opened =
      sign_in.with_link(*create_sign_in_link(platform.services(), "ash@alder.example"), kOrigin);
  const auto own = sign_in.resume(opened->cookie.reveal(), kOrigin);
  ASSERT_TRUE(sign_in.change_password(*own, {Secret{"New-Harbour-8"}, std::nullopt}).has_value());
  EXPECT_TRUE(sign_in.with_password("ash@alder.example", Secret{"New-Harbour-8"}, kOrigin).has_value());
}

// What happens while the new password is hashed counts.
TEST_F(ChangePasswordTest, IsRefusedWhenThePersonIsAnotherMeanwhile) {
  StoreWithAMoment store{platform.store()};
  const auto& given = platform.services();
  SignIn slow{{store, given.clock, given.random, given.sealer, given.log, given.accesses}, kCheap};
  const auto attempt = [&](std::function<void()> happens) {
    store.writes = 0;
    store.moment = 2;  // The first takes the attempt's places.
    store.happens = std::move(happens);
    return slow.change_password(*session, {Secret{"New-Harbour-8"}, Secret{kPassword}}).error().kind();
  };
  EXPECT_EQ(attempt([&] { set_password("Other-Harbour-9"); }), ErrorKind::kConflict);
  set_password(kPassword);
  for (const auto status : {domain::UserStatus::kBlocked, domain::UserStatus::kDeleted}) {
    EXPECT_EQ(attempt([&] { set_status(status); }), ErrorKind::kUnauthenticated);
    set_status(domain::UserStatus::kActive);
  }
  EXPECT_TRUE(sign_in.with_password(kEmail, Secret{kPassword}, kOrigin).has_value());
}

TEST_F(ChangePasswordTest, ForgetsFailuresOnSuccess) {
  for (int i = 1; i < base::kSignInFailuresPerEmailMax; ++i)
    (void)change("Other-Password-1", "New-Harbour-8");
  ASSERT_TRUE(change(kPassword, "New-Harbour-8").has_value());
  EXPECT_EQ(change("Other-Password-1", "Next-Harbour-9").error().kind(), ErrorKind::kInvalid);
  EXPECT_TRUE(change("New-Harbour-8", "Next-Harbour-9").has_value());
}

}  // namespace
}  // namespace jeton::identity
