#include "app/tokens/last_accesses.h"

#include <gtest/gtest.h>

#include <functional>
#include <utility>

#include "app/testing/platform.h"
#include "app/tokens/tokens.h"

namespace jeton::app {
namespace {

using std::chrono::milliseconds;

class LastAccessesTest : public ::testing::Test {
 protected:
  domain::TokenId make_token(std::string name) {
    CreateToken command;
    command.draft.name = std::move(name);
    command.draft.modules = {"MOD-2001"};
    return create_token(platform.services(), admin, command)->token.id;
  }

  /// As a decision reads it.
  domain::TokenCredential credential(const domain::TokenId& id) {
    return (*platform.store().begin_read())->tokens().find_credential(id)->value();
  }
  std::optional<base::Timestamp> last_access(const domain::TokenId& id) { return credential(id).last_access; }
  void use(const domain::TokenId& id, LastAccesses& accesses) {
    accesses.record(credential(id), platform.clock.now());
  }

  testing::TestPlatform platform;
  const domain::Caller admin = platform.administrator_of(platform.alder);
};

TEST_F(LastAccessesTest, TheNewestOfATokenIsWritten) {
  LastAccesses accesses;
  const auto id = make_token("Export");
  const auto token = credential(id);
  const auto now = platform.clock.now();
  accesses.record(token, now + milliseconds{1});
  accesses.record(token, now + milliseconds{3});
  accesses.record(token, now + milliseconds{2});
  EXPECT_EQ(accesses.waiting(), 1U);
  EXPECT_FALSE(last_access(id).has_value());
  ASSERT_TRUE(accesses.write(platform.store()).has_value());
  EXPECT_EQ(last_access(id), now + milliseconds{3});
  EXPECT_EQ(accesses.waiting(), 0U);
}

// Those that come from a replica, which does not know when a token was used before.
TEST_F(LastAccessesTest, OneOfATokenThatWasUsedAMomentAgoIsSettledWithoutBeingWritten) {
  LastAccesses accesses;
  const auto id = make_token("Export");
  const auto now = platform.clock.now();
  for (const auto at : {now, now + base::kLastAccessInterval - milliseconds{1}}) {
    accesses.record({id, at});
    ASSERT_TRUE(accesses.write(platform.store()).has_value());
    EXPECT_EQ(accesses.waiting(), 0U);
    EXPECT_EQ(last_access(id), now);
  }
  accesses.record({id, now + base::kLastAccessInterval});
  ASSERT_TRUE(accesses.write(platform.store()).has_value());
  EXPECT_EQ(last_access(id), now + base::kLastAccessInterval);
}

// What comes while the queue is written is written the next time.
TEST_F(LastAccessesTest, AUseWhileItIsWrittenIsNotForgotten) {
  class UsedMeanwhile final : public domain::Store {
   public:
    UsedMeanwhile(domain::Store& store, std::function<void()> use) : store_{store}, use_{std::move(use)} {}
    base::Result<std::unique_ptr<domain::UnitOfWork>> begin_read() override { return store_.begin_read(); }
    base::Result<std::unique_ptr<domain::UnitOfWork>> begin_write() override { return store_.begin_write(); }
    base::Result<std::unique_ptr<domain::UnitOfWork>> begin_write(std::chrono::milliseconds wait) override {
      if (use_) std::exchange(use_, {})();
      return store_.begin_write(wait);
    }
    base::Result<int> migrate() override { return store_.migrate(); }
    base::Result<int> schema_version() override { return store_.schema_version(); }
    base::Result<void> ping() override { return store_.ping(); }
    bool has_refused_changes() const noexcept override { return store_.has_refused_changes(); }

   private:
    domain::Store& store_;
    std::function<void()> use_;
  };
  LastAccesses accesses;
  const auto id = make_token("Export");
  const auto token = credential(id);
  const auto first = platform.clock.now();
  const auto second = first + base::kLastAccessInterval;
  accesses.record(token, first);
  UsedMeanwhile store{platform.store(), [&] { accesses.record(token, second); }};
  ASSERT_TRUE(accesses.write(store).has_value());
  EXPECT_EQ(last_access(id), first);
  EXPECT_EQ(accesses.waiting(), 1U);
  ASSERT_TRUE(accesses.write(store).has_value());
  EXPECT_EQ(last_access(id), second);
  EXPECT_EQ(accesses.waiting(), 0U);
}

// also when the requests came before what another had written could be seen.
TEST_F(LastAccessesTest, ATokenMovesAtMostOnceAMinute) {
  LastAccesses accesses;
  const auto id = make_token("Export");
  const auto before = credential(id);
  const auto first = platform.clock.now();
  const auto write_at = [&](base::Timestamp at) {
    accesses.record(before, at);
    EXPECT_TRUE(accesses.write(platform.store()).has_value());
    EXPECT_EQ(accesses.waiting(), 0U);
    return last_access(id);
  };
  EXPECT_EQ(write_at(first), first);
  EXPECT_EQ(write_at(first + base::kLastAccessInterval - milliseconds{1}), first);
  EXPECT_EQ(write_at(first + base::kLastAccessInterval), first + base::kLastAccessInterval);
}

TEST_F(LastAccessesTest, WhatMovedJustNowDoesNotWait) {
  LastAccesses accesses;
  const auto id = make_token("Export");
  use(id, accesses);
  ASSERT_TRUE(accesses.write(platform.store()).has_value());
  platform.clock.advance(base::kLastAccessInterval - milliseconds{1});
  use(id, accesses);
  EXPECT_EQ(accesses.waiting(), 0U);
  platform.clock.advance(milliseconds{1});
  use(id, accesses);
  EXPECT_EQ(accesses.waiting(), 1U);
}

TEST_F(LastAccessesTest, WhenItIsFullTheOldestIsDroppedAndCounted) {
  LastAccesses accesses{2};
  const auto first = make_token("First");
  const auto second = make_token("Second");
  const auto third = make_token("Third");
  use(first, accesses);
  platform.clock.advance(milliseconds{1});
  use(second, accesses);
  EXPECT_EQ(accesses.dropped(), 0U);
  platform.clock.advance(milliseconds{1});
  use(first, accesses);
  use(third, accesses);
  EXPECT_EQ(accesses.waiting(), 2U);
  EXPECT_EQ(accesses.dropped(), 1U);
  ASSERT_TRUE(accesses.write(platform.store()).has_value());
  EXPECT_TRUE(last_access(first).has_value());
  EXPECT_FALSE(last_access(second).has_value());
  EXPECT_TRUE(last_access(third).has_value());
}

TEST_F(LastAccessesTest, MoreThanOneUnitTakesAreAllWritten) {
  LastAccesses accesses;
  const auto id = make_token("Export");
  auto unknown = credential(id);
  for (std::size_t i = 0; i < base::kLastAccessesWrittenAtOnceMax; ++i) {
    unknown.id = *domain::TokenId::parse("TKN-9" + std::to_string(100 + i / 10'000) + "-" +
                                         std::to_string(1000 + i % 9000));
    accesses.record(unknown, platform.clock.now());
  }
  use(id, accesses);
  EXPECT_EQ(accesses.waiting(), base::kLastAccessesWrittenAtOnceMax + 1);
  ASSERT_TRUE(accesses.write(platform.store()).has_value());
  EXPECT_TRUE(last_access(id).has_value());
}

// What cannot be written waits, and what came meanwhile is not lost.
TEST_F(LastAccessesTest, AFailureIsTriedAgain) {
  LastAccesses accesses;
  const auto id = make_token("Export");
  use(id, accesses);
  const auto used = platform.clock.now();
  {
    const auto holder = platform.open_beside();
    const auto unit = holder->begin_write();
    ASSERT_TRUE(unit.has_value());
    EXPECT_EQ(accesses.write(platform.store()).error().kind(), base::ErrorKind::kUnavailable);
    EXPECT_EQ(accesses.waiting(), 1U);
    EXPECT_EQ(accesses.dropped(), 0U);
  }
  ASSERT_TRUE(accesses.write(platform.store()).has_value());
  EXPECT_EQ(last_access(id), used);
}

}  // namespace
}  // namespace jeton::app
