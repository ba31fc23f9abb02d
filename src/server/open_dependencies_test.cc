#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "app/platform/sealing_keys.h"
#include "app/tokens/last_accesses.h"
#include "server/server.h"
#include "store/sql/open.h"

namespace jeton::server {
namespace {

using ::testing::HasSubstr;

std::shared_ptr<const store::sql::StoreAddress> sqlite_in(const std::filesystem::path& file) {
  return std::make_shared<const store::sql::StoreAddress>(
      store::sql::parse_address("sqlite:" + file.string()).value());
}

class OpenDependencies : public ::testing::Test {
 protected:
  OpenDependencies() {
    auto pattern = (std::filesystem::temp_directory_path() / "jeton-open-XXXXXX").string();
    EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
    folder = pattern;
    config.data = folder / "data";
    config.log_level = base::LogLevel::kError;
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

  [[nodiscard]] std::string key_file() const { return (folder / "data" / "keys").string(); }
  void write_keys(std::string_view text) {
    std::ofstream{key_file()} << text;
    ASSERT_EQ(::chmod(key_file().c_str(), 0600), 0);
  }
  /// Why it does not open.
  std::string refusal() {
    const auto opened = open_dependencies(config);
    EXPECT_TRUE(opened.has_error());
    return opened.has_error() ? opened.error().message() : std::string{};
  }

  std::filesystem::path folder;
  Config config;
};

TEST_F(OpenDependencies, CountsTheConnectionsOfAllStoresTogether) {
  config.database_connections = 16;
  const auto opened = open_dependencies(config);
  ASSERT_TRUE(opened.has_value());
  // One for the replica; and SQLite has one more in each, which writes.
  EXPECT_EQ(opened->availability->connections().limit, 20U);
  EXPECT_EQ(opened->availability->connections().busy, 0U);
  EXPECT_GT(opened->availability->calls().count, 0U);
  opened->availability->end();
  EXPECT_TRUE(opened->store->begin_read().has_error());
  EXPECT_TRUE(opened->decision_store->begin_read().has_error());
  EXPECT_TRUE(opened->feed_store->begin_read().has_error());
}

TEST_F(OpenDependencies, KeepsNoConnectionForAReplicaThatIsOff) {
  config.database_connections = 16;
  config.replica.reset();
  const auto opened = open_dependencies(config);
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(opened->availability->connections().limit, 18U);
  EXPECT_EQ(opened->feed_store, nullptr);
}

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

TEST_F(OpenDependencies, RefusesAKeyFileThatOthersCanReadOrChange) {
  ASSERT_TRUE(open_dependencies(config).has_value());
  for (const mode_t mode : {0644U, 0604U, 0602U, 0620U, 0610U, 0601U}) {
    ASSERT_EQ(::chmod(key_file().c_str(), mode), 0);
    EXPECT_THAT(refusal(), HasSubstr("chmod 600 " + key_file())) << mode;
  }
}

// As orchestrators hand it out: root's, read through the group, and a link.
TEST_F(OpenDependencies, TakesAKeyFileOfRootsThatAGroupCanRead) {
  ASSERT_TRUE(open_dependencies(config).has_value());
  std::filesystem::rename(key_file(), folder / "secret");
  std::filesystem::create_symlink(folder / "secret", key_file());
  ASSERT_EQ(::chmod((folder / "secret").c_str(), 0440), 0);
  if (::geteuid() == 0) {
    EXPECT_TRUE(open_dependencies(config).has_value());
  } else {
    EXPECT_THAT(refusal(), HasSubstr("chmod 600"));
  }
}

TEST_F(OpenDependencies, NamesTheTrueCauseOfAKeyFileThatCannotBeRead) {
  ASSERT_TRUE(open_dependencies(config).has_value());
  std::filesystem::remove(key_file());
  std::filesystem::create_directory(key_file());
  EXPECT_EQ(refusal(), "The key file " + key_file() + " cannot be read: it is a folder.");
  std::filesystem::remove(key_file());
  write_keys("");
  EXPECT_EQ(refusal(), "The key file " + key_file() + " is empty.");
  write_keys("# nothing yet\n");
  EXPECT_EQ(refusal(), "The key file " + key_file() + " is broken. No keys were found.");
  config.key_file = folder / "data" / "jeton.db" / "keys";
  EXPECT_THAT(refusal(), HasSubstr("a part of the path is not a folder"));
}

TEST_F(OpenDependencies, RefusesADatabaseThatEverybodyCanReadOrChange) {
  ASSERT_TRUE(open_dependencies(config).has_value());
  const auto database = (folder / "data" / "jeton.db").string();
  for (const mode_t mode : {0666U, 0644U, 0602U, 0601U}) {
    ASSERT_EQ(::chmod(database.c_str(), mode), 0);
    EXPECT_THAT(refusal(), HasSubstr("Run: chmod 600 " + database)) << mode;
  }
  ASSERT_EQ(::chmod(database.c_str(), 0660), 0);
  EXPECT_TRUE(open_dependencies(config).has_value());
  // What SQLite keeps beside it has the same content.
  std::ofstream{database + "-wal"}.flush();
  ASSERT_EQ(::chmod((database + "-wal").c_str(), 0644), 0);
  EXPECT_THAT(refusal(), HasSubstr("chmod 600 " + database + "-wal"));
}

TEST_F(OpenDependencies, RefusesAFolderInWhichEverybodyMayReplaceFiles) {
  ASSERT_TRUE(open_dependencies(config).has_value());
  ASSERT_EQ(::chmod(config.data.c_str(), 0777), 0);
  EXPECT_THAT(refusal(), HasSubstr("Run: chmod o-w " + config.data.string()));
  for (const mode_t mode : {0755U, 0770U, 01777U}) {
    ASSERT_EQ(::chmod(config.data.c_str(), mode), 0);
    EXPECT_TRUE(open_dependencies(config).has_value()) << mode;
  }
  // Of each place that a setting names.
  const auto open = folder / "open";
  std::filesystem::create_directory(open);
  ASSERT_EQ(::chmod(open.c_str(), 0777), 0);
  auto elsewhere = config;
  elsewhere.database = sqlite_in(open / "jeton.db");
  EXPECT_THAT(open_dependencies(elsewhere).error().message(), HasSubstr("chmod o-w " + open.string()));
  elsewhere = config;
  elsewhere.key_file = open / "keys";
  std::filesystem::copy(key_file(), elsewhere.key_file);
  EXPECT_THAT(open_dependencies(elsewhere).error().message(), HasSubstr("chmod o-w " + open.string()));
}

// A wrong key file would serve, and revoke nothing.
TEST_F(OpenDependencies, RefusesTheKeysOfAnotherInstallation) {
  ASSERT_TRUE(open_dependencies(config).has_value());
  auto other = config;
  other.data = folder / "other";
  ASSERT_TRUE(open_dependencies(other).has_value());
  std::filesystem::rename(key_file(), folder / "kept");
  std::filesystem::copy(folder / "other" / "keys", key_file());
  EXPECT_THAT(refusal(), HasSubstr("jeton keys abandon k"));
  EXPECT_TRUE(open_without_keys(config).has_value());
  std::filesystem::remove(key_file());
  std::filesystem::rename(folder / "kept", key_file());
  EXPECT_TRUE(open_dependencies(config).has_value());
}

TEST_F(OpenDependencies, StartsWithNewKeysWhenTheLostOnesAreAbandoned) {
  std::string lost;
  {
    const auto first = open_dependencies(config);
    ASSERT_TRUE(first.has_value());
    lost = first->sealer->current_key_id();
  }
  std::filesystem::remove(key_file());
  EXPECT_THAT(refusal(), HasSubstr("jeton keys list"));
  {
    const auto opened = open_without_keys(config);
    ASSERT_TRUE(opened.has_value());
    EXPECT_FALSE(std::filesystem::exists(key_file()));
    app::LastAccesses accesses;
    ASSERT_TRUE(
        app::abandon_sealing_key(
            {*opened->store, *opened->clock, *opened->random, *opened->sealer, *opened->log, accesses}, lost)
            .has_value());
  }
  const auto second = open_dependencies(config);
  ASSERT_TRUE(second.has_value());
  EXPECT_NE(second->sealer->current_key_id(), lost);
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

TEST_F(OpenDependencies, CreatesTheDataFolderAndNoneAboveIt) {
  config.data = folder / "mistyped" / "data";
  for (const auto allowed : {Installation::kOwnFolder, Installation::kFill, Installation::kCreate}) {
    const auto refused = open_dependencies(config, allowed);
    ASSERT_TRUE(refused.has_error());
    EXPECT_THAT(refused.error().message(), HasSubstr("--data"));
  }
  EXPECT_FALSE(std::filesystem::exists(folder / "mistyped"));
}

// `jeton user set-password --data MISTYPED` is about a platform that is there.
TEST_F(OpenDependencies, CreatesNothingForACommandThatBeginsNothing) {
  for (const auto* command : {"user", "keys"}) {
    const auto refused = std::string_view{command} == "keys" ? open_without_keys(config)
                                                             : open_dependencies(config, Installation::kNone);
    ASSERT_TRUE(refused.has_error());
    EXPECT_THAT(refused.error().message(), HasSubstr("There is no database at"));
    EXPECT_FALSE(std::filesystem::exists(folder / "data"));
  }
  ASSERT_TRUE(open_dependencies(config).has_value());
  EXPECT_TRUE(open_dependencies(config, Installation::kNone).has_value());
}

TEST_F(OpenDependencies, CreatesADatabaseElsewhereOnlyForInit) {
  config.database = sqlite_in(folder / "mistyped.db");
  for (const auto allowed : {Installation::kNone, Installation::kOwnFolder, Installation::kFill}) {
    const auto refused = open_dependencies(config, allowed);
    ASSERT_TRUE(refused.has_error());
    EXPECT_THAT(refused.error().message(), HasSubstr("There is no database at"));
    EXPECT_FALSE(std::filesystem::exists(folder / "mistyped.db"));
    EXPECT_FALSE(std::filesystem::exists(folder / "data" / "keys"));
  }
  ASSERT_TRUE(open_dependencies(config, Installation::kCreate).has_value());
  EXPECT_TRUE(open_dependencies(config).has_value());
  config.database = sqlite_in(folder / "no" / "folder.db");
  EXPECT_TRUE(open_dependencies(config, Installation::kCreate).has_error());
  EXPECT_FALSE(std::filesystem::exists(folder / "no"));
}

TEST_F(OpenDependencies, FillsAnEmptyDatabaseElsewhereOnlyWhenItMay) {
  const auto path = folder / "empty.db";
  std::ofstream{path}.flush();
  ASSERT_EQ(::chmod(path.c_str(), 0600), 0);
  config.database = sqlite_in(path);
  const auto refused = open_dependencies(config);
  ASSERT_TRUE(refused.has_error());
  EXPECT_THAT(refused.error().message(), HasSubstr("is empty"));
  EXPECT_THAT(refused.error().message(), HasSubstr("jeton init"));
  EXPECT_FALSE(std::filesystem::exists(folder / "data" / "keys"));
  ASSERT_TRUE(open_dependencies(config, Installation::kFill).has_value());
  EXPECT_TRUE(open_dependencies(config).has_value());
}

// The database was lost, or the folder of another one was copied: a new one would answer 401 to every token.
TEST_F(OpenDependencies, RefusesToStartOverBesideKeysThatAreThere) {
  ASSERT_TRUE(open_dependencies(config).has_value());
  for (const auto* file : {"jeton.db", "jeton.db-wal", "jeton.db-shm"}) {
    std::filesystem::remove(folder / "data" / file);
  }
  ASSERT_TRUE(open_dependencies(config).has_error());
  EXPECT_FALSE(std::filesystem::exists(folder / "data" / "jeton.db"));
  std::ofstream{folder / "data" / "jeton.db"}.flush();
  ASSERT_EQ(::chmod((folder / "data" / "jeton.db").c_str(), 0600), 0);
  const auto refused = open_dependencies(config);
  ASSERT_TRUE(refused.has_error());
  EXPECT_THAT(refused.error().message(), HasSubstr("restore the database that belongs to the keys"));
}

// A first start can be killed at any moment, as when the machine goes down while the package is being
// installed.
TEST_F(OpenDependencies, GoesOnAfterAFirstStartThatWasKilledBeforeItsTables) {
  std::filesystem::create_directory(config.data);
  std::ofstream{folder / "data" / "jeton.db"}.flush();
  ASSERT_EQ(::chmod((folder / "data" / "jeton.db").c_str(), 0600), 0);
  EXPECT_TRUE(open_dependencies(config, Installation::kNone).has_error());
  EXPECT_TRUE(open_dependencies(config).has_value());
}

TEST_F(OpenDependencies, GoesOnAfterAFirstStartThatWasKilledBeforeItsKeys) {
  std::filesystem::create_directory(config.data);
  const auto address = store::sql::parse_address("sqlite:" + (folder / "data" / "jeton.db").string());
  ASSERT_TRUE((*store::sql::open(*address))->migrate().has_value());
  ASSERT_FALSE(std::filesystem::exists(folder / "data" / "keys"));
  EXPECT_TRUE(open_dependencies(config).has_value());
  EXPECT_TRUE(std::filesystem::exists(folder / "data" / "keys"));
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
