#include "net/body_budget.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <utility>
#include <vector>

namespace jeton::net {
namespace {

using testing::HasSubstr;
using Hold = BodyBudget::Hold;

TEST(BodyBudgetTest, GivesUpToItsBoundAndNotAByteMore) {
  base::Metrics metrics;
  BodyBudget budget{100, metrics};
  Hold hold{budget};
  EXPECT_TRUE(hold.grow_to(100));
  EXPECT_FALSE(hold.grow_to(101));
  EXPECT_EQ(budget.used(), 100U);
  Hold other{budget};
  EXPECT_FALSE(other.grow_to(1));
  EXPECT_THAT(metrics.expose(), HasSubstr("jeton_http_body_bytes 100\n"));
  EXPECT_THAT(metrics.expose(), HasSubstr("jeton_http_bodies_refused_total 2\n"));
}

TEST(BodyBudgetTest, CountsWhatGrowsOnce) {
  base::Metrics metrics;
  BodyBudget budget{100, metrics};
  Hold hold{budget};
  EXPECT_TRUE(hold.grow_to(60));
  EXPECT_TRUE(hold.grow_to(100));
  EXPECT_TRUE(hold.grow_to(10));
  EXPECT_EQ(budget.used(), 100U);
}

TEST(BodyBudgetTest, GetsBackWhatWasHeldOnce) {
  base::Metrics metrics;
  BodyBudget budget{100, metrics};
  {
    Hold hold{budget};
    EXPECT_TRUE(hold.grow_to(70));
    Hold moved{std::move(hold)};
    Hold assigned{budget};
    EXPECT_TRUE(assigned.grow_to(30));
    assigned = std::move(moved);
    EXPECT_EQ(budget.used(), 70U);
    assigned.release();
    assigned.release();
    EXPECT_EQ(budget.used(), 0U);
    EXPECT_TRUE(assigned.grow_to(100));
  }
  EXPECT_EQ(budget.used(), 0U);
  EXPECT_THAT(metrics.expose(), HasSubstr("jeton_http_body_bytes 0\n"));
}

TEST(BodyBudgetTest, IsNeverGivenTwice) {
  base::Metrics metrics;
  BodyBudget budget{3, metrics};
  std::atomic<int> held = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 500; ++round) {
        Hold hold{budget};
        if (!hold.grow_to(1)) continue;
        EXPECT_LE(++held, 3);
        --held;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(budget.used(), 0U);
}

}  // namespace
}  // namespace jeton::net
