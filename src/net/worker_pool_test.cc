#include "net/worker_pool.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <memory>
#include <string>
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

/// Jobs that do not end until they may.
class HeldJobs {
 public:
  WorkerPool::Job job() {
    return [this] {
      ++running;
      let_go_.wait();
    };
  }
  void wait_for(int count) const {
    while (running < count) std::this_thread::yield();
  }
  void let_go() { may_leave_.set_value(); }

  std::atomic<int> running = 0;

 private:
  std::promise<void> may_leave_;
  std::shared_future<void> let_go_ = may_leave_.get_future().share();
};

TEST(WorkerPoolTest, OneOwnerLeavesAThreadToOthers) {
  HeldJobs held;
  WorkerPool pool{4, 100};
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(pool.try_post(held.job(), "a"));
  held.wait_for(3);
  std::promise<void> ran;
  ASSERT_TRUE(pool.try_post([&ran] { ran.set_value(); }, "b"));
  ran.get_future().wait();
  EXPECT_EQ(held.running, 3);
  held.let_go();
}

TEST(WorkerPoolTest, OneOwnerHasHalfOfTheQueueAtMost) {
  HeldJobs held;
  WorkerPool pool{2, 4};
  // One that runs, and half of the queue.
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(pool.try_post(held.job(), "a")) << i;
  EXPECT_TRUE(pool.is_full("a"));
  EXPECT_FALSE(pool.try_post(held.job(), "a"));
  EXPECT_FALSE(pool.is_full("b"));
  EXPECT_TRUE(pool.try_post(held.job(), "b"));
  // Nobody's have no bounds of their own.
  EXPECT_FALSE(pool.is_full());
  held.let_go();
}

TEST(WorkerPoolTest, OwnersTakeTurns) {
  HeldJobs held;
  WorkerPool pool{1, 100};
  ASSERT_TRUE(pool.try_post(held.job()));
  held.wait_for(1);
  std::string order;
  std::promise<void> done;
  for (const auto* owner : {"a", "a", "a", "b", "c", "b"}) {
    ASSERT_TRUE(pool.try_post([&order, owner] { order += owner; }, owner));
  }
  ASSERT_TRUE(pool.try_post([&done] { done.set_value(); }, "d"));
  ASSERT_TRUE(pool.try_post([] {}, "d"));
  held.let_go();
  done.get_future().wait();
  EXPECT_EQ(order.substr(0, 3), "abc");
}

TEST(WorkerPoolTest, WhatAnOwnerLeftBehindIsTakenUpAgain) {
  WorkerPool pool{2, 100};
  for (int i = 0; i < 3; ++i) {
    std::promise<void> ran;
    ASSERT_TRUE(pool.try_post([&ran] { ran.set_value(); }, "a"));
    ran.get_future().wait();
  }
}

TEST(WorkerPoolTest, SharesAreStated) {
  struct Case {
    std::size_t threads;
    std::size_t queue;
    std::size_t owner_threads;
    std::size_t owner_queue;
  };
  for (const auto& [threads, queue, owner_threads, owner_queue] :
       {Case{0, 0, 1, 0}, {1, 1, 1, 1}, {2, 2, 1, 1}, {4, 5, 3, 3}, {8, 1024, 6, 512}, {9, 64, 7, 32}}) {
    const auto bounds = WorkerPool::fair_bounds(threads, queue);
    EXPECT_EQ(bounds.owner_threads_max, owner_threads) << threads;
    EXPECT_EQ(bounds.owner_queue_max, owner_queue) << queue;
    EXPECT_EQ(bounds.queue_max, queue);
    EXPECT_EQ(bounds.threads, std::max<std::size_t>(threads, 1));
  }
}

}  // namespace
}  // namespace jeton::net
