#include "feed/follower.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "feed/feed_fixture_test.h"

namespace jeton::feed {
namespace {

using domain::AccountStatus;
using domain::TokenStatus;
using replica::Found;

class FollowerTest : public FeedFixture {
 protected:
  [[nodiscard]] std::optional<base::Timestamp> fresh_at() { return reader().feed().fresh_at; }

  /// A follower that has filled a replica with tokens 1 to `tokens`.
  void fill(int tokens) {
    for (int number = 1; number <= tokens; ++number) add(number);
    catch_up();
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, FollowerTest, ::testing::ValuesIn(kEngines), &name_of_engine);

TEST_P(FollowerTest, FillsAReplicaFromTheStore) {
  for (int number = 1; number <= 7; ++number) add(number, 1 + number % 3);
  set_status(*stored_, 3, TokenStatus::kDisabled);
  set_status(*stored_, 7, TokenStatus::kDeleted);
  set_account_status(*stored_, 2, AccountStatus::kDisabled);
  catch_up();
  expect_same_as_store();
  EXPECT_EQ(fresh_at(), clock_.now());
  EXPECT_EQ(follower_->fills(), 1U);
  EXPECT_TRUE(log_.contains("\"reason\":\"there was none\""));
  EXPECT_TRUE(log_.contains("replica.filled"));
}

// The last page may be as long as every other.
TEST_P(FollowerTest, FillsAReplicaWhoseTokensAreWholePages) {
  for (int number = 1; number <= 6; ++number) add(number);
  catch_up();
  expect_same_as_store();
}

TEST_P(FollowerTest, FillsAReplicaWithoutTokens) {
  catch_up();
  expect_same_as_store();
  EXPECT_EQ(fresh_at(), clock_.now());
}

TEST_P(FollowerTest, FillsWhileWritesGoOn) {
  for (int number = 10; number <= 40; number += 2) add(number);
  int number = 10;
  for (int step = 0; follower_->step().value() == Pending::kMore; ++step) {
    ASSERT_LT(step, 1000);
    if (step > 20) continue;
    // Of what it has read, of what it has not, and new ones between both.
    set_status(*stored_, number, step % 2 == 0 ? TokenStatus::kDisabled : TokenStatus::kDeleted);
    set_status(*stored_, 40, step % 2 == 0 ? TokenStatus::kDisabled : TokenStatus::kActive);
    add(number + 1);
    set_account_status(*stored_, 2, step % 2 == 0 ? AccountStatus::kDisabled : AccountStatus::kActive);
    if (step == 4) rename_module(*stored_, 1, "/another");
    number += number < 38 ? 2 : 0;
    if (number == 38) break;
  }
  catch_up();
  expect_same_as_store();
  EXPECT_EQ(follower_->fills(), 1U);
}

TEST_P(FollowerTest, PublishesNothingThatLacksAChange) {
  for (int number = 1; number <= 6; ++number) add(number);
  // The file, the position, and two pages of three; a third has none.
  for (int step = 0; step < 5; ++step) {
    ASSERT_EQ(must(follower_->step()), Pending::kMore);
    EXPECT_FALSE(std::filesystem::exists(path())) << step;
  }
  for (int number = 1; number <= 6; ++number) set_status(*stored_, number, TokenStatus::kDisabled);
  // Six entries, four at once.
  ASSERT_EQ(must(follower_->step()), Pending::kMore);
  EXPECT_FALSE(std::filesystem::exists(path()));
  ASSERT_EQ(must(follower_->step()), Pending::kNothing);
  expect_same_as_store();
}

TEST_P(FollowerTest, FollowsEachChangeOfAToken) {
  fill(2);
  auto reads = reader();
  const auto id = replica::PackedId::of(token_id(1));
  add(3);
  for (const auto status : {TokenStatus::kDisabled, TokenStatus::kActive, TokenStatus::kDeleted}) {
    set_status(*stored_, 1, status);
    catch_up();
    const auto found = reads.find(id);
    ASSERT_EQ(found.found, Found::kToken);
    EXPECT_EQ(found.record.status, status);
  }
  EXPECT_TRUE(knows(3));
  expect_same_as_store();
  EXPECT_EQ(follower_->fills(), 1U);
}

TEST_P(FollowerTest, FollowsTheModulesThatTokensLoseAtOnce) {
  fill(6);
  write(*stored_, [](domain::UnitOfWork& unit) {
    auto tokens = must(unit.tokens().list_with_module(account_id(2), contract::module_id(1)));
    EXPECT_EQ(tokens.size(), 6U);
    for (auto& token : tokens) {
      EXPECT_TRUE(domain::strip_module(token, contract::module_id(1), contract::stamp(9)));
      must(unit.tokens().update(token));
    }
  });
  catch_up();
  EXPECT_FALSE(find(token_id(6)).record.modules.contains(replica::PackedId::of(contract::module_id(1))));
  EXPECT_TRUE(find(token_id(6)).record.modules.contains(replica::PackedId::of(contract::module_id(3))));
  expect_same_as_store();
}

TEST_P(FollowerTest, FollowsTheStatusOfAnAccount) {
  fill(3);
  set_account_status(*stored_, 2, AccountStatus::kDisabled);
  catch_up();
  EXPECT_EQ(find(token_id(3)).record.account_status, AccountStatus::kDisabled);
  expect_same_as_store();
}

TEST_P(FollowerTest, PassesOnTheCatalogueWhenItHasChanged) {
  fill(1);
  const int before = catalogues_;
  set_status(*stored_, 1, TokenStatus::kDisabled);
  catch_up();
  EXPECT_EQ(catalogues_, before);
  rename_module(*stored_, 2, "/elsewhere");
  catch_up();
  EXPECT_EQ(catalogues_, before + 1);
  EXPECT_EQ(catalogue_->at(1).paths.at(0).prefix, "/elsewhere");
  write(*stored_, [](domain::UnitOfWork& unit) { must(unit.modules().insert(contract::module(9))); });
  catch_up();
  expect_same_as_store();
}

TEST_P(FollowerTest, IsFreshAsOfWhenItsUnitBeganAndOnlyAtTheEndOfTheFeed) {
  fill(6);
  const auto before = clock_.now();
  clock_.advance(std::chrono::seconds{5});
  for (int number = 1; number <= 6; ++number) set_status(*stored_, number, TokenStatus::kDisabled);
  ASSERT_EQ(must(follower_->step()), Pending::kMore);
  EXPECT_EQ(fresh_at(), before);
  EXPECT_EQ(status_of(4), TokenStatus::kDisabled);
  EXPECT_EQ(status_of(5), TokenStatus::kActive);
  ASSERT_EQ(must(follower_->step()), Pending::kNothing);
  EXPECT_EQ(fresh_at(), clock_.now());
  EXPECT_EQ(status_of(6), TokenStatus::kDisabled);
  clock_.advance(std::chrono::seconds{1});
  ASSERT_EQ(must(follower_->step()), Pending::kNothing);
  EXPECT_EQ(fresh_at(), clock_.now()) << "also when nothing has changed";
}

// Four entries at once: whether there is a fifth is not known.
TEST_P(FollowerTest, LooksOnAfterAFullBatch) {
  fill(4);
  for (int number = 1; number <= 4; ++number) set_status(*stored_, number, TokenStatus::kDisabled);
  EXPECT_EQ(must(follower_->step()), Pending::kMore);
  EXPECT_EQ(must(follower_->step()), Pending::kNothing);
  for (int number = 1; number <= 3; ++number) set_status(*stored_, number, TokenStatus::kActive);
  EXPECT_EQ(must(follower_->step()), Pending::kNothing);
}

TEST_P(FollowerTest, GoesOnWhereAKilledProcessHasStopped) {
  fill(3);
  set_status(*stored_, 2, TokenStatus::kDisabled);
  add(4);
  restart();
  catch_up();
  EXPECT_EQ(follower_->fills(), 0U);
  EXPECT_TRUE(log_.contains("replica.opened"));
  expect_same_as_store();
}

TEST_P(FollowerTest, StartsOverAfterItWasKilledWhileItFilled) {
  for (int number = 1; number <= 7; ++number) add(number);
  for (int step = 0; step < 4; ++step) must(follower_->step());
  restart();
  catch_up();
  EXPECT_EQ(follower_->fills(), 1U);
  expect_same_as_store();
}

TEST_P(FollowerTest, GoesOnAfterItWasClosedAndTheMachineStartedAgain) {
  fill(3);
  must(replica_->close());
  boot_.fill(std::byte{2});
  restart();
  catch_up();
  EXPECT_EQ(follower_->fills(), 0U);
  expect_same_as_store();
}

TEST_P(FollowerTest, StartsOverWhereTheFileCannotBeUsed) {
  std::ofstream{path()} << "something else";
  fill(3);
  expect_same_as_store();
  EXPECT_EQ(follower_->fills(), 1U);
}

TEST_P(FollowerTest, StartsOverWhenChangesWereRemovedThatItHasNotRead) {
  fill(2);
  auto reads = reader();
  set_status(*stored_, 1, TokenStatus::kDisabled);
  set_status(*stored_, 2, TokenStatus::kDeleted);
  prune_all();
  must(follower_->step());
  EXPECT_FALSE(fresh_at().has_value()) << "nothing may be decided from it any more";
  EXPECT_EQ(reads.find(replica::PackedId::of(token_id(1))).record.status, TokenStatus::kActive);
  catch_up();
  EXPECT_EQ(follower_->fills(), 2U);
  EXPECT_EQ(reads.find(replica::PackedId::of(token_id(1))).record.status, TokenStatus::kDisabled)
      << "who has the file open moves to the next";
  expect_same_as_store();
}

TEST_P(FollowerTest, GoesOnWhenChangesWereRemovedThatItHasRead) {
  fill(2);
  set_status(*stored_, 1, TokenStatus::kDisabled);
  catch_up();
  // All but the last entry, by which it knows the feed again.
  write(*stored_, [](domain::UnitOfWork& unit) {
    must(unit.changes().prune(must(unit.changes().position_behind(1)), 1000));
  });
  set_status(*stored_, 2, TokenStatus::kDisabled);
  catch_up();
  EXPECT_EQ(follower_->fills(), 1U);
  expect_same_as_store();
}

TEST_P(FollowerTest, StartsOverWithTheFileOfAnotherHistory) {
  fill(2);
  auto feed = replica_->status().feed;
  ++feed.history;
  replica_->set_feed(feed);
  restart();
  must(follower_->step());
  must(follower_->step());
  EXPECT_FALSE(fresh_at().has_value());
  catch_up();
  EXPECT_EQ(follower_->fills(), 1U);
  expect_same_as_store();
}

TEST_P(FollowerTest, KeepsTheFileWhileTheStoreIsDownAndCatchesUp) {
  fill(3);
  const auto fresh = clock_.now();
  outage_->is_down = true;
  for (int i = 0; i < 3; ++i) {
    clock_.advance(std::chrono::seconds{10});
    EXPECT_EQ(follower_->step().error().kind(), base::ErrorKind::kUnavailable);
    EXPECT_EQ(fresh_at(), fresh);
    EXPECT_EQ(status_of(1), TokenStatus::kActive);
  }
  set_status(*stored_, 1, TokenStatus::kDisabled);
  outage_->is_down = false;
  catch_up();
  EXPECT_EQ(fresh_at(), clock_.now());
  EXPECT_EQ(follower_->fills(), 1U);
  expect_same_as_store();
}

TEST_P(FollowerTest, GoesOnFillingAfterAnOutage) {
  for (int number = 1; number <= 9; ++number) add(number);
  for (int step = 0; step < 4; ++step) {
    outage_->is_down = true;
    if (step > 0) {
      EXPECT_TRUE(follower_->step().has_error());
    }
    outage_->is_down = false;
    must(follower_->step());
  }
  catch_up();
  EXPECT_EQ(follower_->fills(), 1U);
  expect_same_as_store();
}

TEST_P(FollowerTest, TakesOverWhenAnotherProcessNoLongerWritesTheFile) {
  fill(2);
  auto other = make_replica();
  Follower second{{*stored_, clock_, log_.log()}, *other};
  EXPECT_EQ(second.step().error().kind(), base::ErrorKind::kConflict);
  EXPECT_EQ(second.step().error().kind(), base::ErrorKind::kConflict);
  must(replica_->close());
  EXPECT_EQ(must(second.step()), Pending::kMore);
  EXPECT_EQ(must(second.step()), Pending::kNothing);
  EXPECT_EQ(second.fills(), 0U);
}

// PostgreSQL alone holds entries back; with SQLite the first writer keeps all others from beginning.
TEST_P(FollowerTest, AppliesWhatASlowWriterHoldsBack) {
  fill(6);
  const auto slow = must(stored_->begin_write());
  change_in(*slow, 1, [](domain::Token& token) { token.status = TokenStatus::kDisabled; });
  const auto beside = database_->open();
  if (beside->begin_write(std::chrono::milliseconds{1}).has_error()) {
    GTEST_SKIP() << "category: engine; reason: there is one writer at a time";
  }
  const auto position = reader().feed().position;
  clock_.advance(std::chrono::seconds{1});
  set_status(*beside, 2, TokenStatus::kDisabled);
  catch_up();
  EXPECT_EQ(status_of(2), TokenStatus::kDisabled);
  EXPECT_EQ(fresh_at(), clock_.now());
  EXPECT_EQ(reader().feed().position, position) << "behind which the slow one's will come";
  // As many as may be applied ahead, and one less.
  for (const int number : {3, 4, 5}) set_status(*beside, number, TokenStatus::kDisabled);
  catch_up();
  EXPECT_EQ(fresh_at(), clock_.now());
  const auto fresh = clock_.now();
  clock_.advance(std::chrono::seconds{1});
  set_status(*beside, 6, TokenStatus::kDisabled);
  EXPECT_EQ(must(follower_->step()), Pending::kMore);
  EXPECT_EQ(fresh_at(), fresh);
  EXPECT_EQ(status_of(6), TokenStatus::kDisabled);
  must(slow->commit());
  catch_up();
  EXPECT_GT(reader().feed().position, position);
  EXPECT_EQ(fresh_at(), clock_.now());
  expect_same_as_store();
}

// An older copy of the database that has gone on: what was made after the copy is in the file alone.
TEST(FollowerOfARestoredDatabase, StartsOver) {
  const store::sql::TemporaryFolder folder;
  const auto open_store = [&](const std::string& file) {
    store::sql::StoreAddress address;
    address.path = folder.path() + "/" + file;
    auto store = must(store::sql::open(address));
    must(store->migrate());
    return store;
  };
  base::testing::ManualClock clock;
  base::testing::CapturedLog log;
  base::testing::SeededRandom random{1};
  const replica::BootId boot{};
  const auto follow = [&](domain::Store& store) {
    LiveReplica replica{{.path = folder.path() + "/replica", .boot = boot}, {random, log.log(), [](auto) {}}};
    Follower follower{{store, clock, log.log()}, replica};
    while (must(follower.step()) == Pending::kMore) {
    }
    return follower.fills();
  };
  const auto knows = [&](int number) {
    return must(replica::Reader::open(folder.path() + "/replica", boot))
               .find(replica::PackedId::of(token_id(number)))
               .found == Found::kToken;
  };
  {
    const auto store = open_store("jeton.db");
    contract::add_platform(*store);
    contract::add_token(*store, contract::token(1, account_id(2)));
  }
  std::filesystem::copy_file(folder.path() + "/jeton.db", folder.path() + "/copy.db");
  {
    const auto store = open_store("jeton.db");
    contract::add_token(*store, contract::token(2, account_id(2)));
    EXPECT_EQ(follow(*store), 1U);
    EXPECT_TRUE(knows(2));
  }
  const auto store = open_store("copy.db");
  contract::add_token(*store, contract::token(3, account_id(2)));
  contract::add_token(*store, contract::token(4, account_id(2)));
  EXPECT_EQ(follow(*store), 1U);
  EXPECT_FALSE(knows(2));
  EXPECT_TRUE(knows(1) && knows(3) && knows(4));
  EXPECT_EQ(follow(*store), 0U);
}

}  // namespace
}  // namespace jeton::feed
