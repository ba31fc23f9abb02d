#include "server/replication.h"

#include <gtest/gtest.h>

#include "app/testing/platform.h"
#include "base/testing/temporary_folder.h"

namespace jeton::server {
namespace {

class ReplicationTest : public ::testing::Test {
 protected:
  [[nodiscard]] std::unique_ptr<Replication> made(const Config& config) {
    return make_replication(config,
                            {platform.store(), platform.store(), nobody, platform.clock, platform.log.log()});
  }

  const Replication::Listen nobody;
  base::testing::TemporaryFolder folder;
  app::testing::TestPlatform platform;
};

TEST_F(ReplicationTest, IsOfTheFileAndTheAgeThatTheConfigurationSays) {
  Config config;
  config.replica = folder.path("replica");
  config.max_staleness = std::chrono::seconds{7};
  const auto replication = made(config);
  ASSERT_NE(replication, nullptr);
  EXPECT_EQ(replication->source().path, folder.path("replica"));
  EXPECT_EQ(replication->source().max_staleness, std::chrono::seconds{7});
}

TEST_F(ReplicationTest, IsNoneWithoutAFile) {
  Config config;
  config.replica.reset();
  EXPECT_EQ(made(config), nullptr);
}

}  // namespace
}  // namespace jeton::server
