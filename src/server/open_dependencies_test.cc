#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "server/server.h"

namespace jeton::server {
namespace {

using ::testing::HasSubstr;

class OpenDependencies : public ::testing::Test {
 protected:
  OpenDependencies() {
    auto pattern = (std::filesystem::temp_directory_path() / "jeton-open-XXXXXX").string();
    EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
    folder = pattern;
    config.data = (folder / "data").string();
    config.log_level = "error";
  }
  ~OpenDependencies() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }

  static unsigned mode_of(const std::filesystem::path& path) {
    struct stat status {};
    EXPECT_EQ(::stat(path.c_str(), &status), 0);
    return status.st_mode & 0777U;
  }

  std::filesystem::path folder;
  Config config;
};

TEST_F(OpenDependencies, KeepsDataAndKeysFromOthers) {
  ASSERT_TRUE(open_dependencies(config).has_value());
  EXPECT_EQ(mode_of(folder / "data"), 0700U);
  EXPECT_EQ(mode_of(folder / "data" / "keys"), 0600U);
  EXPECT_EQ(mode_of(folder / "data" / "jeton.db"), 0600U);
}

TEST_F(OpenDependencies, OpensWhatItSealedBefore) {
  std::string sealed;
  {
    const auto first = open_dependencies(config);
    sealed = first->sealer->seal(base::Secret{"value"}, "TKN-1234-5678");
  }
  const auto second = open_dependencies(config);
  EXPECT_EQ(second->sealer->open(sealed, "TKN-1234-5678")->reveal(), "value");
}

TEST_F(OpenDependencies, RefusesAKeyFileThatOthersCanRead) {
  ASSERT_TRUE(open_dependencies(config).has_value());
  ASSERT_EQ(::chmod((folder / "data" / "keys").c_str(), 0640), 0);
  const auto refused = open_dependencies(config);
  ASSERT_TRUE(refused.has_error());
  EXPECT_THAT(refused.error().message(), HasSubstr("chmod 600"));
}

// Starting over with new keys beside old secrets would make every token of the database unreadable.
TEST_F(OpenDependencies, RefusesADatabaseInUseWithoutItsKeys) {
  ASSERT_TRUE(open_dependencies(config).has_value());
  std::filesystem::remove(folder / "data" / "keys");
  const auto refused = open_dependencies(config);
  ASSERT_TRUE(refused.has_error());
  EXPECT_THAT(refused.error().message(), HasSubstr("--key-file"));
  EXPECT_FALSE(std::filesystem::exists(folder / "data" / "keys"));
}

TEST_F(OpenDependencies, NamesABrokenKeyFileWithoutItsContent) {
  ASSERT_TRUE(open_dependencies(config).has_value());
  std::ofstream{folder / "data" / "keys"} << "canary-canary-canary\n";
  const auto refused = open_dependencies(config);
  ASSERT_TRUE(refused.has_error());
  EXPECT_THAT(refused.error().message() + refused.error().detail(), ::testing::Not(HasSubstr("canary")));
}

}  // namespace
}  // namespace jeton::server
