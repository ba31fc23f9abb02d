#include "store/sql/engine/change_listener.h"

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "base/testing/captured_log.h"
#include "store/contract/samples.h"
#include "store/sql/engine/dialect_postgres.h"
#include "store/sql/testing/databases.h"

namespace jeton::store::sql {
namespace {

/// Calls that can be waited for.
class Calls {
 public:
  std::function<void()> counter() {
    return [this] {
      const std::lock_guard lock{mutex_};
      ++count_;
      changed_.notify_all();
    };
  }
  [[nodiscard]] int count() {
    const std::lock_guard lock{mutex_};
    return count_;
  }
  /// Whether there are so many, within a time that only a fault takes.
  bool reach(int count) {
    std::unique_lock lock{mutex_};
    return changed_.wait_for(lock, std::chrono::seconds{30}, [&] { return count_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
};

class ChangeListenerTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto absent = postgres_absence();
    if (!absent.skipped.empty()) GTEST_SKIP() << absent.skipped;
    ASSERT_EQ(absent.failure, "");
    database_ = std::make_unique<PostgresDatabase>(PostgresDatabase::Start::kMigrated);
    store_ = database_->open();
    contract::add_platform(*store_);
  }
  void TearDown() override { store_.reset(); }

  std::unique_ptr<ChangeListener> listen() {
    return make_change_listener(database_->address(), calls_.counter(), &log_.log());
  }
  void add(int number) { contract::add_token(*store_, contract::token(number, contract::account_id(2))); }

  std::unique_ptr<PostgresDatabase> database_;
  std::unique_ptr<domain::Store> store_;
  base::testing::CapturedLog log_;
  Calls calls_;
};

TEST_F(ChangeListenerTest, IsToldOfEachCommitAndThatItHasConnected) {
  const auto listener = listen();
  ASSERT_TRUE(calls_.reach(1));
  for (int number = 1; number <= 3; ++number) {
    add(number);
    EXPECT_TRUE(calls_.reach(1 + number));
  }
}

TEST_F(ChangeListenerTest, IsToldNothingOfCommitsThatChangeNoObjectAndOfRollbacks) {
  const auto listener = listen();
  ASSERT_TRUE(calls_.reach(1));
  contract::write(*store_, [](domain::UnitOfWork& unit) {
    contract::must(unit.icons().put("ACC-1000-0001", {"image/png", "x"}));
  });
  {
    const auto unit = contract::must(store_->begin_write());
    contract::must(unit->accounts().insert(contract::account(9)));
  }
  add(1);
  ASSERT_TRUE(calls_.reach(2));
  EXPECT_EQ(calls_.count(), 2);
}

// What was committed meanwhile was said to nobody.
TEST_F(ChangeListenerTest, ConnectsAgainAndCountsThatAsAChange) {
  const auto listener = listen();
  ASSERT_TRUE(calls_.reach(1));
  store_.reset();
  database_->end_sessions();
  ASSERT_TRUE(calls_.reach(2));
  EXPECT_TRUE(log_.contains("store.not_listening"));
  EXPECT_TRUE(log_.contains("store.listening"));
  store_ = database_->open();
  add(1);
  EXPECT_TRUE(calls_.reach(3));
}

TEST_F(ChangeListenerTest, EndsWhileNothingAnswersThere) {
  auto address = database_->address();
  address.port = "1";
  const auto listener = make_change_listener(address, calls_.counter(), nullptr);
  EXPECT_EQ(calls_.count(), 0);
}

}  // namespace
}  // namespace jeton::store::sql
