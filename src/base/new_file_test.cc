#include "base/new_file.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <iterator>
#include <string>

#include "base/read_file.h"
#include "base/testing/temporary_folder.h"

namespace jeton::base {
namespace {

class NewFiles : public ::testing::Test {
 protected:
  /// How many names the folder has.
  [[nodiscard]] std::ptrdiff_t count() const {
    return std::distance(std::filesystem::directory_iterator{folder.path()}, {});
  }
  static std::string words(const Error& error) { return words_of(error); }

  testing::TemporaryFolder folder;
  std::string path = folder.path("file");
};

TEST_F(NewFiles, AppearsWhenItIsComplete) {
  const auto before = ::umask(0);
  {
    auto file = NewFile::create(path);
    ASSERT_TRUE(file.has_value());
    // More than is kept in memory.
    const std::string part(300'000, 'x');
    EXPECT_TRUE(file->write(part).has_value());
    EXPECT_TRUE(file->write("end").has_value());
    EXPECT_FALSE(std::filesystem::exists(path));
    EXPECT_TRUE(file->complete().has_value());
    EXPECT_EQ(*read_file(path, 400'000), part + "end");
  }
  ::umask(before);
  EXPECT_EQ(std::filesystem::status(path).permissions(), std::filesystem::perms{0600});
  EXPECT_EQ(count(), 1);
}

TEST_F(NewFiles, LeavesNothingOfOneThatWasNotCompleted) {
  {
    auto file = NewFile::create(path);
    ASSERT_TRUE(file.has_value());
    EXPECT_TRUE(file->write("half").has_value());
    EXPECT_EQ(count(), 1);
    const auto moved = *std::move(file);
    EXPECT_EQ(count(), 1);
  }
  EXPECT_EQ(count(), 0);
}

TEST_F(NewFiles, NeverTakesThePlaceOfAnother) {
  folder.write("file", "mine");
  const auto refused = NewFile::create(path);
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().kind(), ErrorKind::kConflict);
  EXPECT_EQ(words(refused.error()), "exists already.");

  // A link that leads nowhere is something too.
  std::filesystem::create_symlink("/nowhere/at/all", folder.path("link"));
  EXPECT_TRUE(NewFile::create(folder.path("link")).has_error());
}

TEST_F(NewFiles, OfTwoAtOnceTheFirstToBeCompleteGetsTheName) {
  auto first = NewFile::create(path);
  auto second = NewFile::create(path);
  ASSERT_TRUE(first.has_value());
  ASSERT_TRUE(second.has_value());
  EXPECT_TRUE(first->write("first").has_value());
  EXPECT_TRUE(second->write("second").has_value());
  EXPECT_TRUE(second->complete().has_value());
  const auto late = first->complete();
  ASSERT_TRUE(late.has_error());
  EXPECT_EQ(late.error().kind(), ErrorKind::kConflict);
  EXPECT_EQ(*read_file(path, 10), "second");
}

TEST_F(NewFiles, SayWhyNoneCanBeMade) {
  const auto refused = NewFile::create(folder.path("none/file"));
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().kind(), ErrorKind::kInvalid);
  EXPECT_EQ(words(refused.error()), "cannot be written: there is no such file.");
}

TEST_F(NewFiles, SayThatTheDiskIsFull) {
  ASSERT_TRUE(std::filesystem::exists("/dev/full"));
  auto file = NewFile::create(path);
  ASSERT_TRUE(file.has_value());
  // What is written from now on goes to a device that has no room.
  struct stat status {};
  ASSERT_EQ(::stat(
                std::filesystem::directory_iterator { folder.path() } -> path().c_str(), &status),
            0);
  int writing = -1;
  for (const auto& each : std::filesystem::directory_iterator{"/proc/self/fd"}) {
    struct stat of {};
    if (::stat(each.path().c_str(), &of) == 0 && of.st_ino == status.st_ino && of.st_dev == status.st_dev)
      writing = std::stoi(each.path().filename());
  }
  ASSERT_GE(writing, 0);
  const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  ASSERT_GE(::dup2(full, writing), 0);
  ::close(full);
  EXPECT_TRUE(file->write("text").has_value());
  const auto refused = file->complete();
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(words(refused.error()), "cannot be written: No space left on device.");
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace jeton::base
