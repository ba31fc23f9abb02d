#include "app/command/once.h"

#include <gtest/gtest.h>

#include "app/testing/platform.h"
#include "base/limits.h"
#include "crypto/digest.h"

namespace jeton::app {
namespace {

class CreatingOnce : public ::testing::Test {
 protected:
  /// The number of this create, which an answer of an earlier one does not raise.
  std::string create(const domain::Caller& caller, std::string_view key, std::string_view request = "a") {
    std::string answer;
    const auto once = create_once(
        platform.services(), caller, IdempotencyKey{std::string{key}, std::string{request}},
        [&](domain::UnitOfWork&) -> base::Result<std::string> { return answer = std::to_string(++created); },
        [&](domain::UnitOfWork&, std::string_view kept) -> base::Result<void> {
          answer = kept;
          return {};
        });
    EXPECT_TRUE(once.has_value());
    if (*once == Once::kOfAnotherRequest) return "of another request";
    EXPECT_EQ(*once == Once::kRepeated, answer != std::to_string(created) || repeated);
    return answer;
  }

  testing::TestPlatform platform;
  const domain::Caller admin = platform.administrator_of(platform.alder);
  int created = 0;
  bool repeated = false;
};

// A repeat of a create (docs/reference/safe-updates.md).
TEST_F(CreatingOnce, ARepeatIsAnsweredAsBefore) {
  EXPECT_EQ(create(admin, "key"), "1");
  repeated = true;
  EXPECT_EQ(create(admin, "key"), "1");
  EXPECT_EQ(create(admin, "key", "b"), "of another request");
  EXPECT_EQ(created, 1);
}

// One person in two accounts is two callers, and so are two people in one.
TEST_F(CreatingOnce, KeysAreOfTheAccountAndTheActor) {
  auto elsewhere = admin;
  elsewhere.account = platform.birch.id;
  auto other = admin;
  other.actor.id = "USR-5000-0002";
  auto nowhere = admin;
  nowhere.account.reset();
  EXPECT_EQ(create(admin, "key"), "1");
  EXPECT_EQ(create(elsewhere, "key"), "2");
  EXPECT_EQ(create(other, "key"), "3");
  EXPECT_EQ(create(nowhere, "key"), "4");
  EXPECT_EQ(create(admin, "other key"), "5");
}

TEST_F(CreatingOnce, AKeyIsInForceForADay) {
  EXPECT_EQ(create(admin, "key"), "1");
  platform.clock.advance(base::kIdempotencyKeyLifetime - std::chrono::milliseconds{1});
  repeated = true;
  EXPECT_EQ(create(admin, "key"), "1");
  platform.clock.advance(std::chrono::milliseconds{1});
  repeated = false;
  EXPECT_EQ(create(admin, "key"), "2");
}

TEST_F(CreatingOnce, WhatFailsKeepsNoKey) {
  const auto refused = create_once(
      platform.services(), admin, IdempotencyKey{"key", "a"},
      [](domain::UnitOfWork&) -> base::Result<std::string> { return base::Error::denied(); },
      [](domain::UnitOfWork&, std::string_view) -> base::Result<void> { return {}; });
  EXPECT_EQ(refused.error().kind(), base::ErrorKind::kDenied);
  EXPECT_EQ(create(admin, "key"), "1");
}

// What a store has of an answer tells nothing about it.
TEST_F(CreatingOnce, WhatIsKeptIsSealed) {
  EXPECT_EQ(create(admin, "key"), "1");
  const auto unit = platform.store().begin_read().value();
  const auto kept = unit->idempotency().find(idempotency_owner(admin), crypto::sha256_hex("key")).value();
  ASSERT_TRUE(kept.has_value());
  EXPECT_EQ(kept->sealed_answer.substr(0, 3), "v1.");
}

TEST_F(CreatingOnce, AnAnswerWhoseSealingKeyWasAbandonedCannotBeRepeated) {
  EXPECT_EQ(create(admin, "key"), "1");
  const crypto::Sealer other{crypto::KeyRing::parse(crypto::KeyRing::generate(platform.random)).value(),
                             platform.random};
  const auto& own = platform.services();
  const Services services{own.store, own.clock, own.random, other, own.log, own.accesses};
  const auto once = create_once(
      services, admin, IdempotencyKey{"key", "a"},
      [](domain::UnitOfWork&) -> base::Result<std::string> { return base::Error::denied(); },
      [](domain::UnitOfWork&, std::string_view) -> base::Result<void> { return base::Error::denied(); });
  EXPECT_EQ(once.value(), Once::kCannotBeRepeated);
}

TEST_F(CreatingOnce, ARepeatThatFailsIsAnError) {
  EXPECT_EQ(create(admin, "key"), "1");
  const auto refused = create_once(
      platform.services(), admin, IdempotencyKey{"key", "a"},
      [](domain::UnitOfWork&) -> base::Result<std::string> { return std::string{}; },
      [](domain::UnitOfWork&, std::string_view) -> base::Result<void> { return base::Error::denied(); });
  EXPECT_EQ(refused.error().kind(), base::ErrorKind::kDenied);
}

}  // namespace
}  // namespace jeton::app
