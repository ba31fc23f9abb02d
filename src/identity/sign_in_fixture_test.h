#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "app/testing/platform.h"
#include "crypto/password_hash.h"
#include "identity/sign_in.h"

namespace jeton::identity {

/// The least that libsodium takes: tests are about who gets in, not about how long hashing takes.
inline constexpr crypto::PasswordCost kCheap{1, 8192};
inline constexpr std::string_view kPassword = "Quiet-Harbour-7";
inline constexpr std::string_view kEmail = "robin@alder.example";
inline const domain::RequestOrigin kOrigin{"203.0.113.7", "test/1.0", {}};

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
    set_password_hash(*crypto::hash_password(base::Secret{password}, kCheap));
  }

  void set_password_hash(const std::string& encoded) {
    auto unit = platform.store().begin_write();
    ASSERT_TRUE((*unit)->users().set_password_hash(user->id, encoded).has_value());
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
    const auto opened = sign_in.with_password(email, base::Secret{password}, kOrigin);
    EXPECT_TRUE(opened.has_error());
    return opened.error();
  }

  app::testing::TestPlatform platform;
  SignIn sign_in{platform.services(), kCheap};
  std::optional<domain::User> user;
};

/// The store, in which something happens right before the `moment`th unit that writes.
class StoreWithAMoment final : public domain::Store {
 public:
  explicit StoreWithAMoment(domain::Store& store) : store_{store} {}

  base::Result<std::unique_ptr<domain::UnitOfWork>> begin_read() override { return store_.begin_read(); }
  base::Result<std::unique_ptr<domain::UnitOfWork>> begin_write() override {
    if (++writes == moment) happens();
    return store_.begin_write();
  }
  base::Result<std::unique_ptr<domain::UnitOfWork>> begin_write(std::chrono::milliseconds) override {
    return begin_write();
  }
  base::Result<int> migrate() override { return store_.migrate(); }
  base::Result<int> schema_version() override { return store_.schema_version(); }
  base::Result<void> ping() override { return store_.ping(); }
  bool has_refused_changes() const noexcept override { return store_.has_refused_changes(); }

  int moment = 0;
  int writes = 0;
  std::function<void()> happens;

 private:
  domain::Store& store_;
};

}  // namespace jeton::identity
