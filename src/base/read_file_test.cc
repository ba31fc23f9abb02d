#include "base/read_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

namespace jeton::base {
namespace {

class ReadFile : public ::testing::Test {
 protected:
  ReadFile() {
    auto pattern = (std::filesystem::temp_directory_path() / "jeton-read-XXXXXX").string();
    EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
    folder = pattern;
    path = (folder / "file").string();
  }
  ~ReadFile() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }
  static std::string words(const std::string& of, std::size_t bytes_max = 10) {
    const auto text = read_file(of, bytes_max);
    return text.has_value() ? "read: " + *text : words_of(text.error());
  }

  std::filesystem::path folder;
  std::string path;
};

TEST_F(ReadFile, GivesAllOfIt) {
  std::ofstream{path, std::ios::binary} << std::string("a\0b\n", 4);
  EXPECT_EQ(*read_file(path, 10), std::string("a\0b\n", 4));
  std::ofstream{path, std::ios::trunc}.flush();
  EXPECT_EQ(*read_file(path, 10), "");
}

TEST_F(ReadFile, TakesUpToTheLimit) {
  std::ofstream{path} << "0123456789";
  EXPECT_EQ(words(path, 10), "read: 0123456789");
  EXPECT_EQ(words(path, 9), "has more than 9 bytes.");
  std::ofstream{path} << std::string(200'000, 'x');
  EXPECT_EQ(read_file(path, 200'000)->size(), 200'000U);
}

TEST_F(ReadFile, NamesTheTrueCause) {
  EXPECT_EQ(words(path), "cannot be read: there is no such file.");
  EXPECT_EQ(words(folder.string()), "cannot be read: it is a folder.");
  std::ofstream{path} << "x";
  EXPECT_EQ(words(path + "/below"), "cannot be read: a part of the path is not a folder.");
  std::filesystem::create_symlink("loop", folder / "loop");
  EXPECT_EQ(words((folder / "loop").string()), "cannot be read: Too many levels of symbolic links.");
  EXPECT_EQ(cause_of(EACCES), "permission denied");
  if (::geteuid() == 0) return;  // Root may read everything.
  ASSERT_EQ(::chmod(path.c_str(), 0), 0);
  EXPECT_EQ(words(path), "cannot be read: permission denied.");
}

TEST_F(ReadFile, FollowsALink) {
  std::ofstream{path} << "x";
  std::filesystem::create_symlink("file", folder / "link");
  EXPECT_EQ(words((folder / "link").string()), "read: x");
}

// As a shell gives one: jeton apply -f <(…)
TEST_F(ReadFile, ReadsAPipeToItsEnd) {
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  std::jthread writer{[this] { std::ofstream{path} << "from a pipe"; }};
  EXPECT_EQ(words(path, 100), "read: from a pipe");
}

}  // namespace
}  // namespace jeton::base
