#include "server/docs_folders.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jeton::server {
namespace {

using testing::ElementsAre;

std::string why(std::string_view text) {
  const auto parsed = parse_docs_folders(text);
  return parsed.has_value()
             ? ""
             : parsed.error().fields().front().path + ": " + parsed.error().fields().front().message;
}

TEST(DocsFolders, AreFoldersWithOrWithoutAName) {
  EXPECT_THAT(*parse_docs_folders(" a/b , help = /srv/help,x=y=z"),
              ElementsAre(DocsFolder{"", "a/b"}, DocsFolder{"help", "/srv/help"}, DocsFolder{"x", "y=z"}));
  EXPECT_THAT(*parse_docs_folders(" "), ElementsAre());
}

TEST(DocsFolders, AreShownAsTheyAreRead) {
  for (const auto* text : {"", "a", "a,b=c"}) EXPECT_EQ(show_docs_folders(*parse_docs_folders(text)), text);
}

TEST(DocsFolders, RefuseNamesThatNoAddressShouldHave) {
  for (const auto* text : {"=a", "A=b", "a b=c", "-=a", "-x=a", "a/b=c", "..=a"}) {
    EXPECT_EQ(why(text), "docs: names consist of at most 50 small letters, digits and hyphens: NAME=FOLDER")
        << text;
  }
  EXPECT_EQ(why(std::string(50, 'a') + "=b"), "");
  EXPECT_NE(why(std::string(51, 'a') + "=b"), "");
}

TEST(DocsFolders, RefuseEmptyFoldersAndRepeatedNames) {
  EXPECT_EQ(why("a,,b"), "docs: must be folders separated by commas");
  EXPECT_EQ(why("a="), "docs: must be folders separated by commas");
  EXPECT_EQ(why("a,b"), "docs: one folder alone may have no name");
  EXPECT_EQ(why("x=a,x=b"), "docs: x is named twice");
}

TEST(DocsFolders, AreFiftyAtMost) {
  std::string text = "s1=a";
  for (int i = 2; i <= 50; ++i) text += fmt::format(",s{}=a", i);
  EXPECT_EQ(why(text), "");
  EXPECT_EQ(why(text + ",s51=a"), "docs: must be at most 50 folders");
}

}  // namespace
}  // namespace jeton::server
