#include "feed/write_through_store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "feed/feed_fixture_test.h"
#include "feed/follower_thread.h"

namespace jeton::feed {
namespace {

using domain::TokenStatus;

class WriteThroughStoreTest : public FeedFixture {
 protected:
  void SetUp() override {
    FeedFixture::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    through_ = std::make_unique<WriteThroughStore>(*stored_, *replica_, [this] { ++commits_; });
    for (int number = 1; number <= 5; ++number) add(number);
    catch_up();
  }
  void TearDown() override {
    through_.reset();
    FeedFixture::TearDown();
  }

  std::unique_ptr<WriteThroughStore> through_;
  std::atomic<int> commits_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Engines, WriteThroughStoreTest, ::testing::ValuesIn(kEngines), &name_of_engine);

TEST_P(WriteThroughStoreTest, HasEachChangeInTheReplicaWhenTheCommitReturns) {
  const auto position = reader().feed().position;
  for (const auto status : {TokenStatus::kDisabled, TokenStatus::kActive, TokenStatus::kDeleted}) {
    set_status(*through_, 3, status);
    EXPECT_EQ(status_of(3), status);
  }
  contract::add_token(*through_, contract::token(9, account_id(3)));
  EXPECT_TRUE(knows(9));
  write(*through_, [](domain::UnitOfWork& unit) {
    for (const int number : {1, 2}) {
      change_in(unit, number, [](domain::Token& token) { token.modules = {contract::module_id(4)}; });
    }
  });
  for (const int number : {1, 2}) {
    EXPECT_EQ(find(token_id(number)).record.modules.size(), 1U);
  }
  EXPECT_EQ(commits_, 5);
  EXPECT_EQ(reader().feed().position, position) << "the feed is the follower's";
  catch_up();
  expect_same_as_store();
}

TEST_P(WriteThroughStoreTest, PassesOnTheCatalogueWhenTheCommitReturns) {
  rename_module(*through_, 1, "/renamed");
  EXPECT_EQ(catalogue_->at(0).paths.at(0).prefix, "/renamed");
  const int before = catalogues_;
  set_status(*through_, 1, TokenStatus::kDisabled);
  EXPECT_EQ(catalogues_, before);
}

TEST_P(WriteThroughStoreTest, LeavesTheReplicaAloneUntilTheCommit) {
  {
    const auto unit = must(through_->begin_write());
    change_in(*unit, 1, [](domain::Token& token) { token.status = TokenStatus::kDisabled; });
    EXPECT_EQ(status_of(1), TokenStatus::kActive);
  }
  EXPECT_EQ(status_of(1), TokenStatus::kActive);
  EXPECT_EQ(commits_, 0);
}

TEST_P(WriteThroughStoreTest, SaysNothingOfACommitThatChangesNoObject) {
  write(*through_, [](domain::UnitOfWork& unit) {
    must(unit.tokens().record_accesses({{token_id(1), contract::at(1)}}, {}));
  });
  const auto unit = must(through_->begin_write(std::chrono::milliseconds{100}));
  must(unit->sessions().insert(
      {"d", contract::user_id(1), std::nullopt, contract::at(1), contract::at(1), contract::at(2)}));
  must(unit->commit());
  EXPECT_EQ(commits_, 0);
}

TEST_P(WriteThroughStoreTest, IsNotHeldUpByASlowWriter) {
  const auto slow = must(stored_->begin_write());
  change_in(*slow, 1, [](domain::Token& token) { token.status = TokenStatus::kDisabled; });
  const auto beside = database_->open();
  if (beside->begin_write(std::chrono::milliseconds{1}).has_error()) {
    GTEST_SKIP() << "category: engine; reason: there is one writer at a time";
  }
  set_status(*through_, 2, TokenStatus::kDisabled);
  EXPECT_EQ(status_of(2), TokenStatus::kDisabled);
}

TEST_P(WriteThroughStoreTest, KeepsItsPromiseWhileAFileIsFilled) {
  prune_all();
  set_status(*stored_, 5, TokenStatus::kDisabled);
  prune_all();
  int steps = 0;
  do {
    ASSERT_LT(++steps, 100);
    const int number = 1 + steps % 4;
    const auto status = steps % 2 == 0 ? TokenStatus::kDisabled : TokenStatus::kActive;
    set_status(*through_, number, status);
    // Nothing is decided from a file that is not fresh.
    if (reader().feed().fresh_at) {
      EXPECT_EQ(status_of(number), status);
    }
  } while (must(follower_->step()) == Pending::kMore);
  EXPECT_EQ(follower_->fills(), 2U);
  expect_same_as_store();
}

// Threads that change the same tokens and modules, a second process that does too, and a follower between
// them: none ever finds its own change missing.
TEST_P(WriteThroughStoreTest, NeverLosesAChangeToTheFollower) {
  FollowerThread thread{*follower_, log_.log(), {.poll = std::chrono::milliseconds{1}, .rest = {}}};
  thread.start();
  const auto beside = database_->open();
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 3; ++writer) {
    writers.emplace_back([&, writer] {
      for (int i = 0; i < 40; ++i) {
        const int number = 1 + (writer + i) % 3;
        if (writer == 0) {
          set_status(*beside, number, i % 2 == 0 ? TokenStatus::kDisabled : TokenStatus::kActive);
          continue;
        }
        std::int64_t revision = 0;
        change(*through_, number, [&](domain::Token& token) {
          token.status = i % 3 == 0 ? TokenStatus::kDisabled : TokenStatus::kActive;
          revision = token.revision;
        });
        auto reads = reader();
        EXPECT_GE(reads.find(replica::PackedId::of(token_id(number))).record.revision, revision);
        if (i % 8 == 0)
          set_account_status(*through_, 2,
                             i % 16 == 0 ? domain::AccountStatus::kDisabled : domain::AccountStatus::kActive);
        if (i % 8 == 4) rename_module(*through_, 1 + i % 4, fmt::format("/m{}-{}", writer, i));
      }
    });
  }
  for (auto& writer : writers) writer.join();
  thread.stop();
  catch_up();
  expect_same_as_store();
}

}  // namespace
}  // namespace jeton::feed
