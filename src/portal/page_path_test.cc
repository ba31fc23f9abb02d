#include "portal/page_path.h"

#include <gtest/gtest.h>

namespace jeton::portal {
namespace {

TEST(PagePath, LinksAreSplitAndDecodedOnce) {
  EXPECT_EQ(split_link("a%20b.md?x=1#c%20d")->path, "a b.md");
  EXPECT_EQ(split_link("a%20b.md?x=1#c%20d")->fragment, "c d");
  EXPECT_EQ(split_link("%252e")->path, "%2e");
  EXPECT_EQ(split_link("#x")->path, "");
  EXPECT_FALSE(split_link("%zz"));
  EXPECT_FALSE(split_link("a#%ff"));
}

TEST(PagePath, PathsAreSeenFromTheFileThatNamesThem) {
  EXPECT_EQ(path_from("a/b.md", "c.md"), "a/c.md");
  EXPECT_EQ(path_from("a/b.md", "./../c.md"), "c.md");
  EXPECT_EQ(path_from("a/b.md", "/c//d/"), "c/d");
  EXPECT_EQ(path_from("a/b.md", "../../c.md"), "../c.md");
  EXPECT_EQ(path_from("b.md", ".."), "..");
  EXPECT_EQ(path_from("a/b.md", "."), "a");
  EXPECT_EQ(path_from("b.md", "a/../../../c"), "../../c");
}

TEST(PagePath, OnlyWhatBeginsWithTwoDotsLeavesTheFolder) {
  EXPECT_TRUE(leaves_folder(".."));
  EXPECT_TRUE(leaves_folder("../a"));
  EXPECT_FALSE(leaves_folder("..a"));
  EXPECT_FALSE(leaves_folder("a/..b"));
}

TEST(PagePath, PagesAreMarkdownFiles) {
  EXPECT_TRUE(is_page_name("a/b.md"));
  EXPECT_FALSE(is_page_name("a/.md"));
  EXPECT_FALSE(is_page_name("a/b.mdx"));
  EXPECT_TRUE(is_folder_page_name("a/README.md"));
  EXPECT_TRUE(is_folder_page_name("index.md"));
  EXPECT_FALSE(is_folder_page_name("a/readme.txt"));
}

TEST(PagePath, SlashesStayWhenAPathIsEncoded) {
  EXPECT_EQ(encode_path("a b/c%d"), "a%20b/c%25d");
}

}  // namespace
}  // namespace jeton::portal
