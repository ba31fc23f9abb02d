#include "feed/live_replica.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "base/testing/captured_log.h"
#include "base/testing/seeded_random.h"
#include "replica/reader.h"
#include "store/contract/samples.h"
#include "store/sql/testing/databases.h"

namespace jeton::feed {
namespace {

using domain::AccountStatus;
using domain::TokenStatus;
using replica::Found;
using store::contract::account_id;
using store::contract::must;
using store::contract::token_id;

domain::TokenCredential credential(int number, std::int64_t revision, TokenStatus status) {
  domain::TokenCredential made{.id = token_id(number), .account = account_id(2), .status = status};
  made.digest = store::contract::digest(number);
  made.revision = revision;
  made.modules = {store::contract::module_id(number)};
  return made;
}

domain::Module module(int number, std::int64_t revision) {
  auto made = store::contract::module(number);
  made.revision = revision;
  return made;
}

class LiveReplicaTest : public ::testing::Test {
 protected:
  void publish() {
    must(replica_.start_over(0));
    must(replica_.publish());
  }
  [[nodiscard]] std::string path() const { return folder_.path() + "/folder/replica"; }
  replica::LookUp find(int number) {
    reads_.emplace(must(replica::Reader::open(path(), boot_)));
    return reads_->find(replica::PackedId::of(token_id(number)));
  }

  store::sql::TemporaryFolder folder_;
  const bool has_folder_ = std::filesystem::create_directory(folder_.path() + "/folder");
  base::testing::CapturedLog log_;
  base::testing::SeededRandom random_{1};
  const replica::BootId boot_{std::byte{1}};
  std::vector<std::optional<std::vector<domain::Module>>> catalogues_;
  LiveReplica replica_{
      {.path = path(), .boot = boot_, .limits = {.tokens_max = 1000, .set_bytes_max = 128}},
      {random_, log_.log(), [this](auto modules) { catalogues_.push_back(std::move(modules)); }}};
  std::optional<replica::Reader> reads_;
};

TEST_F(LiveReplicaTest, KeepsTheLaterRevisionWhicheverComesLast) {
  publish();
  replica_.put_committed({.tokens = {credential(1, 3, TokenStatus::kDisabled)}});
  must(replica_.put_read({.tokens = {credential(1, 2, TokenStatus::kActive)}}));
  EXPECT_EQ(find(1).record.status, TokenStatus::kDisabled);
  must(replica_.put_read({.tokens = {credential(1, 5, TokenStatus::kActive)}}));
  replica_.put_committed({.tokens = {credential(1, 4, TokenStatus::kDeleted)}});
  EXPECT_EQ(find(1).record.status, TokenStatus::kActive);
  EXPECT_EQ(find(1).record.revision, 5U);
}

// A commit has read the account before others may have changed it.
TEST_F(LiveReplicaTest, TakesTheStatusOfAnAccountFromTheFeedAlone) {
  publish();
  auto read = credential(1, 1, TokenStatus::kActive);
  read.account_status = AccountStatus::kEnabled;
  replica_.put_committed({.tokens = {read}});
  EXPECT_EQ(find(1).record.account_status, AccountStatus::kEnabled) << "nothing else is known of it";
  must(replica_.put_read({.accounts = {{account_id(2), AccountStatus::kDisabled}}}));
  replica_.put_committed(
      {.tokens = {credential(1, 2, TokenStatus::kActive), credential(2, 1, TokenStatus::kActive)}});
  for (const int number : {1, 2}) EXPECT_EQ(find(number).record.account_status, AccountStatus::kDisabled);
  must(replica_.put_read({.tokens = {credential(1, 2, TokenStatus::kActive)}}));
  EXPECT_EQ(find(2).record.account_status, AccountStatus::kActive);
}

TEST_F(LiveReplicaTest, KeepsTheLaterRevisionOfEachModule) {
  publish();
  ASSERT_EQ(catalogues_.size(), 1U);
  EXPECT_FALSE(catalogues_.back().has_value()) << "not known while a file begins";
  must(replica_.put_read({.modules = {{module(1, 1), module(2, 1)}}}));
  replica_.put_committed({.modules = {{module(1, 2), module(2, 1)}}});
  // Another unit, which began before the first one had committed.
  replica_.put_committed({.modules = {{module(1, 1), module(2, 2), module(3, 1)}}});
  ASSERT_EQ(catalogues_.size(), 4U);
  const auto& modules = *catalogues_.back();
  ASSERT_EQ(modules.size(), 3U);
  EXPECT_EQ(modules[0].revision, 2);
  EXPECT_EQ(modules[1].revision, 2);
  must(replica_.put_read({.modules = {{module(1, 2), module(2, 2), module(3, 1)}}}));
  EXPECT_EQ(catalogues_.size(), 4U) << "nothing has changed";
}

TEST_F(LiveReplicaTest, PassesOnACatalogueWithoutModules) {
  publish();
  must(replica_.put_read({.modules = std::vector<domain::Module>{}}));
  ASSERT_EQ(catalogues_.size(), 2U);
  EXPECT_EQ(catalogues_.back()->size(), 0U);
}

TEST_F(LiveReplicaTest, ForgetsTokensThatAreGone) {
  publish();
  must(replica_.put_read({.tokens = {credential(1, 1, TokenStatus::kActive)}}));
  must(replica_.put_read({.gone = {token_id(1), token_id(2)}}));
  EXPECT_EQ(find(1).found, Found::kNothing);
}

TEST_F(LiveReplicaTest, TakesNoCommitBeforeThereIsAFile) {
  replica_.put_committed({.tokens = {credential(1, 1, TokenStatus::kActive)}, .modules = {{module(1, 1)}}});
  EXPECT_TRUE(catalogues_.empty());
  EXPECT_FALSE(replica_.status().is_open);
}

TEST_F(LiveReplicaTest, TakesCommitsBeforeItIsPublished) {
  must(replica_.start_over(0));
  replica_.put_committed({.tokens = {credential(1, 2, TokenStatus::kDisabled)}});
  must(replica_.put_read({.tokens = {credential(1, 1, TokenStatus::kActive)}}));
  EXPECT_TRUE(replica_.status().is_open);
  EXPECT_FALSE(replica_.status().is_published);
  must(replica_.publish());
  EXPECT_TRUE(replica_.status().is_published);
  EXPECT_EQ(find(1).record.status, TokenStatus::kDisabled);
}

TEST_F(LiveReplicaTest, IsNotFreshWhileAnotherFileIsFilled) {
  publish();
  must(replica_.put_read({.tokens = {credential(1, 1, TokenStatus::kActive)}}));
  replica_.set_feed({.position = 4, .fresh_at = store::contract::at(1)});
  EXPECT_EQ(find(1).found, Found::kToken);
  EXPECT_TRUE(reads_->feed().fresh_at.has_value());
  must(replica_.start_over(0));
  EXPECT_FALSE(reads_->feed().fresh_at.has_value());
  EXPECT_FALSE(replica_.status().is_published);
  must(replica_.publish());
  EXPECT_EQ(find(1).found, Found::kNothing);
}

// 128 bytes are eight units, of which the first stays empty: three sets of one module.
TEST_F(LiveReplicaTest, RefusesATokenThatDoesNotFit) {
  publish();
  for (const int number : {1, 2, 3}) {
    must(replica_.put_read({.tokens = {credential(number, 1, TokenStatus::kActive)}}));
  }
  EXPECT_EQ(replica_.status().left_out, 0U);
  // Its modules change to others, and what it had must not count any more.
  auto changed = credential(2, 2, TokenStatus::kActive);
  changed.modules = {store::contract::module_id(7), store::contract::module_id(8),
                     store::contract::module_id(9)};
  replica_.put_committed({.tokens = {changed}});
  EXPECT_EQ(find(2).found, Found::kNothing);
  EXPECT_EQ(find(1).found, Found::kToken);
  EXPECT_EQ(replica_.status().left_out, 1U);
  EXPECT_TRUE(replica_.owed().empty()) << "it would not fit the next time either";
  must(replica_.put_read({.tokens = {changed, credential(3, 2, TokenStatus::kDisabled)}}));
  EXPECT_EQ(replica_.status().left_out, 2U);
  EXPECT_EQ(find(3).record.status, TokenStatus::kDisabled) << "the others are put";
  EXPECT_TRUE(log_.contains("replica.left_out"));
  EXPECT_TRUE(log_.contains("TKN-1000-0002"));
}

TEST_F(LiveReplicaTest, OwesWhatItCannotWriteNow) {
  publish();
  // A thousand slots, of which three in four may be used.
  for (int number = 1; number <= 768; ++number) {
    auto token = credential(number, 1, TokenStatus::kActive);
    token.modules.clear();
    must(replica_.put_read({.tokens = {token}}));
  }
  auto first = credential(1, 2, TokenStatus::kDisabled);
  auto one_more = credential(769, 1, TokenStatus::kActive);
  one_more.modules.clear();
  first.modules.clear();
  std::filesystem::rename(folder_.path() + "/folder", folder_.path() + "/away");
  replica_.put_committed({.tokens = {first, one_more}});
  EXPECT_EQ(replica_.owed(), (std::vector{token_id(1), token_id(769)}));
  EXPECT_EQ(replica_.put_read({.tokens = {one_more}}).error().kind(), base::ErrorKind::kUnavailable);
  std::filesystem::rename(folder_.path() + "/away", folder_.path() + "/folder");
  EXPECT_EQ(find(1).found, Found::kNothing) << "rather than as it was";
  must(replica_.put_read({.tokens = {first, one_more}}));
  EXPECT_TRUE(replica_.owed().empty());
  EXPECT_EQ(find(1).record.status, TokenStatus::kDisabled);
  EXPECT_EQ(find(769).found, Found::kToken);
}

// Other processes decide from the file while this one examines it.
TEST_F(LiveReplicaTest, HoldsCommitsUpUntilTheFileIsOpen) {
  publish();
  must(replica_.put_read({.tokens = {credential(1, 1, TokenStatus::kActive)}}));
  must(replica_.close());
  replica_.expect_open();
  std::atomic<bool> has_begun = false;
  std::atomic<bool> has_returned = false;
  std::thread commit{[&] {
    has_begun = true;
    replica_.put_committed({.tokens = {credential(1, 2, TokenStatus::kDisabled)}});
    has_returned = true;
  }};
  while (!has_begun) std::this_thread::yield();
  for (int i = 0; i < 1000; ++i) std::this_thread::yield();
  EXPECT_FALSE(has_returned);
  must(replica_.open());
  commit.join();
  EXPECT_EQ(find(1).record.status, TokenStatus::kDisabled);
}

TEST_F(LiveReplicaTest, LetsCommitsGoWhenTheFileCannotBeOpenedOrIsClosed) {
  replica_.expect_open();
  EXPECT_EQ(replica_.open().error().kind(), base::ErrorKind::kNotFound);
  replica_.put_committed({.tokens = {credential(1, 1, TokenStatus::kActive)}});
  replica_.expect_open();
  must(replica_.close());
  replica_.put_committed({.tokens = {credential(1, 1, TokenStatus::kActive)}});
  publish();
  replica_.expect_open();
  replica_.put_committed({.tokens = {credential(1, 1, TokenStatus::kActive)}});
  EXPECT_EQ(find(1).found, Found::kToken) << "it is open";
}

TEST_F(LiveReplicaTest, SaysWhenTheFileOfReadersWasComplete) {
  EXPECT_FALSE(replica_.fresh_at().has_value());
  must(replica_.start_over(0));
  replica_.set_feed({.position = 1, .fresh_at = store::contract::at(5)});
  EXPECT_FALSE(replica_.fresh_at().has_value()) << "nobody has it yet";
  must(replica_.publish());
  EXPECT_EQ(replica_.fresh_at(), store::contract::at(5));
  replica_.set_feed({.position = 1, .fresh_at = store::contract::at(6)});
  EXPECT_EQ(replica_.fresh_at(), store::contract::at(6));
  must(replica_.close());
  EXPECT_FALSE(replica_.fresh_at().has_value());
  must(replica_.open());
  EXPECT_EQ(replica_.fresh_at(), store::contract::at(6));
  replica_.set_feed({.position = 1});
  EXPECT_FALSE(replica_.fresh_at().has_value());
  replica_.set_feed({.position = 1, .fresh_at = store::contract::at(7)});
  must(replica_.start_over(0));
  EXPECT_FALSE(replica_.fresh_at().has_value());
}

TEST_F(LiveReplicaTest, IsClosedOnlyWithAFileThatReadersHave) {
  must(replica_.close());
  must(replica_.start_over(0));
  must(replica_.close());
  EXPECT_FALSE(std::filesystem::exists(path()));
  publish();
  must(replica_.close());
  EXPECT_FALSE(replica_.status().is_open);
  must(replica_.open());
  EXPECT_TRUE(replica_.status().is_published);
}

}  // namespace
}  // namespace jeton::feed
