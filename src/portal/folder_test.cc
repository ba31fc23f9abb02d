#include "portal/folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "base/limits.h"
#include "base/read_file.h"
#include "base/testing/temporary_folder.h"

namespace jeton::portal {
namespace {

using base::testing::TemporaryFolder;

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> paths_of(const FolderListing& listing) {
  std::vector<std::string> paths;
  for (const auto& file : listing.files) paths.push_back(file.path);
  return paths;
}

std::string refusal(const Folder& folder, const std::string& path) {
  const auto read = folder.read_front(path, 100);
  return read.has_value() ? "read: " + *read : base::words_of(read.error());
}

TEST(Folder, ListsFilesByPathWithoutWhatToolsKeep) {
  TemporaryFolder temporary;
  for (const auto* path :
       {"b.md", "a/c.md", "a.md", ".git/config", "node_modules/x.md", ".hidden", ".gitbook/assets/a b.png"}) {
    temporary.write(path, "x");
  }
  const auto listing = open_disk_folder(temporary.path())->list();
  ASSERT_TRUE(listing.has_value());
  EXPECT_THAT(paths_of(*listing), ElementsAre(".gitbook/assets/a b.png", "a.md", "a/c.md", "b.md"));
  EXPECT_THAT(listing->refused, IsEmpty());
}

TEST(Folder, RefusesLinksAndWhatIsNoFileByName) {
  TemporaryFolder temporary;
  temporary.write("a.md", "x");
  fs::create_symlink("/etc/passwd", temporary.path() + "/link.md");
  fs::create_directory_symlink("/etc", temporary.path() + "/etc");
  ASSERT_EQ(::mkfifo((temporary.path() + "/pipe.md").c_str(), 0600), 0);
  temporary.write("bad\xff.md", "x");
  const auto listing = open_disk_folder(temporary.path())->list();
  ASSERT_TRUE(listing.has_value());
  EXPECT_THAT(paths_of(*listing), ElementsAre("a.md"));
  EXPECT_THAT(
      listing->refused,
      ElementsAre(
          Problem{ProblemKind::kRefusedFile, "bad\xEF\xBF\xBD.md", 0, "The name of the file is not UTF-8."},
          Problem{ProblemKind::kRefusedFile, "etc", 0, "Symbolic links are not followed."},
          Problem{ProblemKind::kRefusedFile, "link.md", 0, "Symbolic links are not followed."},
          Problem{ProblemKind::kRefusedFile, "pipe.md", 0, "It is not a regular file."}));
}

TEST(Folder, ReadsNothingOutsideOfIt) {
  TemporaryFolder temporary;
  temporary.write("docs/a.md", "inside");
  temporary.write("secret", "outside");
  fs::create_symlink("../secret", temporary.path() + "/docs/link.md");
  fs::create_directory_symlink("..", temporary.path() + "/docs/up");
  ASSERT_EQ(::mkfifo((temporary.path() + "/docs/pipe").c_str(), 0600), 0);
  const auto folder = open_disk_folder(temporary.path() + "/docs");
  EXPECT_EQ(refusal(*folder, "a.md"), "read: inside");
  EXPECT_EQ(refusal(*folder, "pipe"), "is not a regular file.");
  EXPECT_EQ(refusal(*folder, "../secret"), "is not a path inside the folder.");
  EXPECT_EQ(refusal(*folder, "./a.md"), "is not a path inside the folder.");
  EXPECT_EQ(refusal(*folder, "/etc/passwd"), "is not a path inside the folder.");
  EXPECT_EQ(refusal(*folder, std::string{"a.md\0x", 6}), "is not a path inside the folder.");
  EXPECT_EQ(refusal(*folder, "link.md"), "is a symbolic link.");
  EXPECT_THAT(refusal(*folder, "up/secret"), testing::StartsWith("cannot be read: "));
  EXPECT_EQ(refusal(*folder, ""), "is not a path inside the folder.");
}

TEST(Folder, ReadsTheFrontOfAFile) {
  TemporaryFolder temporary;
  temporary.write("a.md", "12345");
  EXPECT_EQ(*open_disk_folder(temporary.path())->read_front("a.md", 3), "123");
}

TEST(Folder, GoesAsDeepAsTheLimitAndNoDeeper) {
  TemporaryFolder temporary;
  std::string path;
  for (std::size_t i = 0; i < base::kDocsFolderDepthMax; ++i) path += "d/";
  temporary.write(path + "a.md", "x");
  temporary.write(path + "d/b.md", "x");
  const auto listing = open_disk_folder(temporary.path())->list();
  EXPECT_THAT(paths_of(*listing), ElementsAre(path + "a.md"));
  EXPECT_THAT(listing->refused, ElementsAre(Problem{ProblemKind::kRefusedFile, path + "d", 0,
                                                    "The folder is more than 32 folders deep."}));
}

TEST(Folder, TakesAsManyFilesAsTheLimitAndNamesTheNext) {
  TemporaryFolder temporary;
  for (const auto* path : {"a", "b/c", "d"}) temporary.write(path, "");
  EXPECT_THAT(open_disk_folder(temporary.path(), 3)->list()->refused, IsEmpty());
  temporary.write("e", "");
  temporary.write("f", "");
  const auto listing = open_disk_folder(temporary.path(), 3)->list();
  EXPECT_THAT(paths_of(*listing), ElementsAre("a", "b/c", "d"));
  EXPECT_THAT(
      listing->refused,
      ElementsAre(Problem{ProblemKind::kRefusedFile, "e", 0,
                          "The folder has more than 3 files. This one and those behind it are left out."}));
}

TEST(Folder, SaysWhyItCannotBeRead) {
  TemporaryFolder temporary;
  temporary.write("file", "x");
  const auto why = [](const std::string& path) {
    return base::words_of(open_disk_folder(path)->list().error());
  };
  EXPECT_EQ(why(temporary.path() + "/none"), "cannot be read: there is no such folder.");
  EXPECT_EQ(why(temporary.path() + "/file"), "is not a folder.");
}

TEST(Folder, AnEmbeddedOneIsTheTableOfTheProgram) {
  static constexpr net::EmbeddedFile kFiles[]{{"a.md", "text/markdown", "12345", {}, "\"x\"", false}};
  const auto folder = open_embedded_folder(kFiles);
  EXPECT_THAT(paths_of(*folder->list()), ElementsAre("a.md"));
  EXPECT_EQ(*folder->read_front("a.md", 3), "123");
  EXPECT_EQ(refusal(*folder, "b.md"), "cannot be read: there is no such file.");
  EXPECT_TRUE(folder->exists_beside("a.md"));
  EXPECT_FALSE(folder->exists_beside("b.md"));
  EXPECT_TRUE(folder->exists_beside("../README.md"));
}

}  // namespace
}  // namespace jeton::portal
