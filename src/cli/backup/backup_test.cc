#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

#include "cli/transcript_test.h"

namespace jeton::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

/// A platform in `data`, and another folder for what is restored.
class BackupCommands : public Commands {
 protected:
  BackupCommands() {
    EXPECT_EQ(run({"init", "--email", "dana@birch-retail.example"}).code, 0);
    here_ = fs::path{environment["JETON_DATA"]};
    there_ = here_.parent_path() / "there";
    file_ = (here_.parent_path() / "backup.jsonl").string();
  }

  Transcript restore(const std::string& from, const std::string& input = {}) {
    return run({"restore", "--data", there_.string(), from}, input);
  }

  /// Names of what a backup writes before it is complete.
  [[nodiscard]] std::vector<std::string> unfinished() const {
    std::vector<std::string> names;
    for (const auto& each : fs::directory_iterator{here_.parent_path()}) {
      const auto name = each.path().filename().string();
      if (name.starts_with("backup.jsonl.")) names.push_back(name);
    }
    return names;
  }

  fs::path here_;
  fs::path there_;
  std::string file_;
};

TEST_F(BackupCommands, ABackupIsRestoredAndServesWithItsKeys) {
  const auto made = run({"backup", file_});
  ASSERT_EQ(made.code, 0) << made.err;
  EXPECT_THAT(made.out, AllOf(StartsWith("Backed up "), HasSubstr((here_ / "keys").string())));
  struct stat status {};
  ASSERT_EQ(::stat(file_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  EXPECT_THAT(unfinished(), IsEmpty());

  const auto restored = restore(file_);
  ASSERT_EQ(restored.code, 0) << restored.err;
  EXPECT_THAT(restored.out, AllOf(StartsWith("Restored "),
                                  HasSubstr("Put its key file back, as " + (there_ / "keys").string())));
  EXPECT_EQ(::stat(there_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700U);
  EXPECT_EQ(::stat((there_ / "jeton.db").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);

  environment["JETON_DATA"] = there_.string();
  EXPECT_THAT(run({"user", "sign-in-link", "dana@birch-retail.example"}).err, HasSubstr("key file"));
  fs::copy_file(here_ / "keys", there_ / "keys");
  EXPECT_EQ(run({"user", "sign-in-link", "dana@birch-retail.example"}).code, 0);
}

TEST_F(BackupCommands, PassesThroughPipes) {
  const auto made = run({"backup", "-"});
  ASSERT_EQ(made.code, 0) << made.err;
  EXPECT_THAT(made.out, StartsWith(R"({"jeton":"backup",)"));
  EXPECT_THAT(made.err, StartsWith("Backed up "));
  const auto restored = restore("-", made.out);
  EXPECT_EQ(restored.code, 0) << restored.err;
  environment["JETON_DATA"] = there_.string();
  const auto again = run({"backup", "-"});
  EXPECT_EQ(again.out.substr(again.out.find('\n')).size(), made.out.substr(made.out.find('\n')).size());
}

TEST_F(BackupCommands, NeverReplacesAFile) {
  const auto path = write("there-already", "mine");
  const auto made = run({"backup", path});
  EXPECT_EQ(made.code, 1);
  EXPECT_THAT(made.err, HasSubstr("exists already"));
  EXPECT_EQ(text_of(path), "mine");
  fs::create_symlink("/nowhere/at/all", here_.parent_path() / "link");
  EXPECT_THAT(run({"backup", (here_.parent_path() / "link").string()}).err, HasSubstr("exists already"));
}

TEST_F(BackupCommands, LeavesNothingOfOneThatFailed) {
  environment["JETON_DATA"] = there_.string();
  const auto made = run({"backup", file_});
  EXPECT_EQ(made.code, 1);
  EXPECT_FALSE(fs::exists(file_));
  EXPECT_THAT(unfinished(), IsEmpty());
  EXPECT_FALSE(fs::exists(there_));
  EXPECT_THAT(run({"backup", "/nowhere/at/all/backup"}).err,
              HasSubstr("/nowhere/at/all/backup cannot be written"));
}

TEST_F(BackupCommands, ARestoreNeedsAnEmptyDatabaseAndAWholeBackup) {
  ASSERT_EQ(run({"backup", file_}).code, 0);
  EXPECT_THAT(run({"restore", file_}).err, HasSubstr("not empty"));
  const auto whole = text_of(file_);
  const auto cut = restore("-", whole.substr(0, whole.size() / 2));
  EXPECT_EQ(cut.code, 1);
  EXPECT_THAT(cut.out, IsEmpty());
  EXPECT_EQ(restore("-", whole).code, 0);
  EXPECT_EQ(restore("/nowhere/at/all").code, 1);
}

}  // namespace
}  // namespace jeton::cli
