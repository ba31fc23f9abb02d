#include "net/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <thread>

namespace jeton::net {
namespace {

TEST(WorkerPoolTest, RunsEveryJob) {
  std::atomic<int> ran = 0;
  std::promise<void> done;
  WorkerPool pool{4, 1000};
  for (int i = 0; i < 500; ++i) {
    ASSERT_TRUE(pool.try_post([&ran, &done] {
      if (++ran == 500) done.set_value();
    }));
  }
  done.get_future().wait();
  EXPECT_EQ(ran, 500);
}

TEST(WorkerPoolTest, RefusesWhatDoesNotFitTheQueue) {
  std::promise<void> entered;
  std::promise<void> may_leave;
  auto let_go = may_leave.get_future().share();
  WorkerPool pool{1, 2};
  ASSERT_TRUE(pool.try_post([&entered, let_go] {
    entered.set_value();
    let_go.wait();
  }));
  entered.get_future().wait();
  EXPECT_TRUE(pool.try_post([] {}));
  EXPECT_TRUE(pool.try_post([] {}));
  EXPECT_FALSE(pool.try_post([] {}));
  may_leave.set_value();
}

TEST(WorkerPoolTest, WithoutAQueueTakesAsManyAsItHasThreads) {
  std::promise<void> may_leave;
  auto let_go = may_leave.get_future().share();
  WorkerPool pool{2, 0};
  EXPECT_TRUE(pool.try_post([let_go] { let_go.wait(); }));
  EXPECT_TRUE(pool.try_post([let_go] { let_go.wait(); }));
  EXPECT_FALSE(pool.try_post([] {}));
  may_leave.set_value();
}

TEST(WorkerPoolTest, AFullQueueTakesWhatGoesOn) {
  std::promise<void> entered;
  std::promise<void> may_leave;
  std::promise<void> went_on;
  WorkerPool pool{1, 0};
  ASSERT_TRUE(pool.try_post([&] {
    entered.set_value();
    may_leave.get_future().wait();
  }));
  entered.get_future().wait();
  EXPECT_FALSE(pool.try_post([] {}));
  EXPECT_TRUE(pool.post_continuation([&went_on] { went_on.set_value(); }));
  may_leave.set_value();
  went_on.get_future().wait();
  pool.stop();
  EXPECT_FALSE(pool.post_continuation([] {}));
}

TEST(WorkerPoolTest, IsFullWhenTheNextJobWouldBeRefused) {
  std::promise<void> entered;
  std::promise<void> may_leave;
  WorkerPool pool{1, 1};
  EXPECT_FALSE(pool.is_full());
  ASSERT_TRUE(pool.try_post([&] {
    entered.set_value();
    may_leave.get_future().wait();
  }));
  entered.get_future().wait();
  EXPECT_FALSE(pool.is_full());
  ASSERT_TRUE(pool.try_post([] {}));
  EXPECT_TRUE(pool.is_full());
  may_leave.set_value();
  pool.stop();
  EXPECT_TRUE(pool.is_full());
}

TEST(WorkerPoolTest, StopWaitsForRunningJobsAndDropsWaitingOnes) {
  std::promise<void> entered;
  std::promise<void> may_leave;
  std::atomic<bool> finished = false;
  std::atomic<bool> ran_late = false;
  const auto held = std::make_shared<int>(0);
  WorkerPool pool{1, 1'000'000};
  ASSERT_TRUE(pool.try_post([&] {
    entered.set_value();
    may_leave.get_future().wait();
    finished = true;
  }));
  ASSERT_TRUE(pool.try_post([&ran_late, held] { ran_late = true; }));
  entered.get_future().wait();
  auto stopped = std::async(std::launch::async, [&pool] { pool.stop(); });
  while (pool.try_post([] {})) {
    std::this_thread::yield();
  }
  may_leave.set_value();
  stopped.get();
  EXPECT_TRUE(finished);
  EXPECT_FALSE(ran_late);
  EXPECT_EQ(held.use_count(), 1);
  EXPECT_FALSE(pool.try_post([] {}));
}

}  // namespace
}  // namespace jeton::net
