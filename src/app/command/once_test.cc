#include "app/command/once.h"

#include <gtest/gtest.h>

#include "app/testing/platform.h"
#include "base/limits.h"

namespace jeton::app {
namespace {

class CreatingOnce : public ::testing::Test {
 protected:
  /// The number of this create, which an answer of an earlier one does not raise.
  std::string create(const domain::Caller& caller, std::string_view key, std::string_view request = "a") {
    const auto once =
        create_once(platform.services(), caller, IdempotencyKey{std::string{key}, std::string{request}},
                    [&](domain::UnitOfWork&) -> base::Result<CreateAnswer> {
                      return CreateAnswer{.status = 201, .body = std::to_string(++created), .etag = "\"1\""};
                    });
    if (once.has_error()) return std::string{once.error().fields().front().path};
    EXPECT_EQ(once->answer.status, 201);
    EXPECT_EQ(once->answer.etag, "\"1\"");
    EXPECT_EQ(once->is_replayed, once->answer.body != std::to_string(created) || repeated);
    return once->answer.body;
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
  EXPECT_EQ(create(admin, "key", "b"), "Idempotency-Key");
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
  const auto refused =
      create_once(platform.services(), admin, IdempotencyKey{"key", "a"},
                  [](domain::UnitOfWork&) -> base::Result<CreateAnswer> { return base::Error::denied(); });
  EXPECT_EQ(refused.error().kind(), base::ErrorKind::kDenied);
  EXPECT_EQ(create(admin, "key"), "1");
}

}  // namespace
}  // namespace jeton::app
