#include "feed/follower_thread.h"

#include <gtest/gtest.h>

#include "base/testing/becomes.h"
#include "feed/feed_fixture_test.h"

namespace jeton::feed {
namespace {

using base::testing::becomes;
using domain::TokenStatus;

class FollowerThreadTest : public FeedFixture {
 protected:
  static constexpr std::chrono::hours kNever{1};
  bool is_disabled(int number) {
    const auto reads = replica::Reader::open(path(), boot_);
    return reads.has_value() && status_of(number) == TokenStatus::kDisabled;
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, FollowerThreadTest, ::testing::ValuesIn(kEngines), &name_of_engine);

TEST_P(FollowerThreadTest, FillsWhenItStartsAndReadsOnWhenItIsWoken) {
  for (int number = 1; number <= 5; ++number) add(number);
  FollowerThread thread{*follower_, log_.log(), {.poll = kNever, .rest = {}}};
  thread.start();
  ASSERT_TRUE(becomes([&] { return replica_->status().feed.fresh_at.has_value(); }));
  for (const int number : {4, 5}) {
    set_status(*stored_, number, TokenStatus::kDisabled);
    thread.wake();
    EXPECT_TRUE(becomes([&] { return is_disabled(number); }));
  }
  thread.stop();
}

TEST_P(FollowerThreadTest, ReadsOnAtAnIntervalWhenNothingWakesIt) {
  add(1);
  FollowerThread thread{*follower_, log_.log(), {.poll = std::chrono::milliseconds{5}, .rest = {}}};
  thread.start();
  ASSERT_TRUE(becomes([&] { return replica_->status().feed.fresh_at.has_value(); }));
  set_status(*stored_, 1, TokenStatus::kDisabled);
  EXPECT_TRUE(becomes([&] { return is_disabled(1); }));
}

// Of another store, as another server has it, without waiting for the interval.
TEST(FollowerThreadOnPostgres, IsWokenByWhatOthersCommit) {
  const auto absent = store::sql::postgres_absence();
  if (!absent.skipped.empty()) GTEST_SKIP() << absent.skipped;
  ASSERT_EQ(absent.failure, "");
  store::sql::PostgresDatabase database{store::sql::PostgresDatabase::Start::kMigrated};
  const store::sql::TemporaryFolder folder;
  const auto own = database.open();
  const auto other = database.open();
  contract::add_platform(*own);
  contract::add_token(*own, contract::token(1, account_id(2)));
  base::testing::CapturedLog log;
  const base::SystemClock clock;
  base::testing::SeededRandom random{1};
  LiveReplica replica{{.path = folder.path() + "/replica"}, {random, log.log(), [](auto) {}}};
  Follower follower{{*own, clock, log.log()}, replica};
  FollowerThread thread{follower, log.log(), {.poll = std::chrono::hours{1}}};
  thread.start();
  const auto listener = store::sql::listen_for_changes(
      database.address(), [&] { thread.wake(); }, &log.log());
  ASSERT_TRUE(becomes([&] { return replica.fresh_at().has_value(); }));
  auto reads = must(replica::Reader::open(folder.path() + "/replica", {}));
  for (int round = 0; round < 5; ++round) {
    const auto status = round % 2 == 0 ? TokenStatus::kDisabled : TokenStatus::kActive;
    contract::write(*other, [&](domain::UnitOfWork& unit) {
      auto token = must(unit.tokens().find(token_id(1), domain::Lock::kExclusive)).value();
      ++token.revision;
      token.status = status;
      must(unit.tokens().update(token));
    });
    EXPECT_TRUE(
        becomes([&] { return reads.find(replica::PackedId::of(token_id(1))).record.status == status; }));
  }
}

TEST_P(FollowerThreadTest, SaysOnceThatItIsBehindAndOnceThatItHasCaughtUp) {
  add(1);
  catch_up();
  // A store that is down from the first step on, and is back after three.
  class ThreeOutages final : public domain::Store {
   public:
    explicit ThreeOutages(domain::Store& store) : store_{store} {}
    base::Result<std::unique_ptr<domain::UnitOfWork>> begin_read() override {
      if (++asked <= 3) return base::Error::unavailable("gone away");
      return store_.begin_read();
    }
    base::Result<std::unique_ptr<domain::UnitOfWork>> begin_write() override { return store_.begin_write(); }
    base::Result<std::unique_ptr<domain::UnitOfWork>> begin_write(std::chrono::milliseconds) override {
      return store_.begin_write();
    }
    base::Result<int> migrate() override { return store_.migrate(); }
    base::Result<int> schema_version() override { return store_.schema_version(); }
    base::Result<void> ping() override { return store_.ping(); }
    bool has_refused_changes() const noexcept override { return false; }
    std::atomic<int> asked = 0;

   private:
    domain::Store& store_;
  } outages{*stored_};
  must(replica_->close());
  follower_ = make_follower(outages);
  FollowerThread thread{
      *follower_, log_.log(), {.poll = kNever, .rest = {}, .retry_max = std::chrono::milliseconds{1}}};
  thread.start();
  EXPECT_TRUE(becomes([&] { return log_.contains("replica.caught_up"); }));
  thread.stop();
  EXPECT_EQ(outages.asked, 4);
  int behind = 0;
  for (const auto& line : log_.lines()) behind += line.find("replica.behind") != line.npos ? 1 : 0;
  EXPECT_EQ(behind, 1);
  EXPECT_TRUE(log_.contains("gone away"));
}

}  // namespace
}  // namespace jeton::feed
