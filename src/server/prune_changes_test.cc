#include "server/prune_changes.h"

#include <gtest/gtest.h>

#include "app/testing/platform.h"

namespace jeton::server {
namespace {

class PruneChangesTest : public ::testing::Test {
 protected:
  std::int64_t entries() {
    const auto unit = *platform.store().begin_read();
    return static_cast<std::int64_t>(unit->changes().read_after(0, 1000)->size());
  }

  app::testing::TestPlatform platform;
};

TEST_F(PruneChangesTest, KeepsAsManyAsItIsToldAndRemovesOneMore) {
  const auto before = entries();
  ASSERT_GT(before, 5);
  EXPECT_TRUE(prune_changes(platform.store(), before, 100).has_value());
  EXPECT_EQ(entries(), before);
  EXPECT_TRUE(prune_changes(platform.store(), before - 1, 100).has_value());
  EXPECT_EQ(entries(), before - 1);
}

// The last part is whole, or not.
TEST_F(PruneChangesTest, RemovesAllPartsInOneRun) {
  const auto before = entries();
  EXPECT_TRUE(prune_changes(platform.store(), before - 4, 2).has_value());
  EXPECT_EQ(entries(), before - 4);
  EXPECT_TRUE(prune_changes(platform.store(), 1, 2).has_value());
  EXPECT_EQ(entries(), 1);
}

}  // namespace
}  // namespace jeton::server
