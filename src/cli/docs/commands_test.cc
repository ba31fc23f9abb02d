#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "cli/transcript_test.h"
#include "client/http.h"

namespace jeton::cli {
namespace {

using testing::HasSubstr;

class DocsCommands : public ServedCommands {
 protected:
  DocsCommands() : folder_{std::filesystem::path{write("source.cc", "x")}.parent_path() / "pages"} {}

  std::string folder() const { return folder_.string(); }
  void write_page(const std::string& name, const std::string& text) {
    std::filesystem::create_directories(folder_);
    write("pages/" + name, text);
  }

 private:
  std::filesystem::path folder_;
};

TEST_F(DocsCommands, CheckSaysWhereEveryProblemIs) {
  write_page("README.md", "# Home\n\n[gone](gone.md)\n");
  write_page("bad.md", "\xff");
  const auto checked = run({"docs", "check", folder()});
  EXPECT_EQ(checked.code, 1);
  EXPECT_EQ(checked.out, folder() + "/README.md:3: gone.md leads nowhere. (broken-link)\n" + folder() +
                             "/bad.md: The page is not UTF-8. (refused-file)\n");
  EXPECT_EQ(checked.err, "1 page(s), 2 problem(s).\n");
}

TEST_F(DocsCommands, CheckOfAFolderInOrderEndsWithZero) {
  write_page("README.md", "# Home\n");
  const auto checked = run({"docs", "check", folder()});
  EXPECT_EQ(checked.code, 0);
  EXPECT_EQ(checked.out, "");
  EXPECT_EQ(checked.err, "1 page(s), nothing is wrong.\n");
}

TEST_F(DocsCommands, CheckMayAllowLinksOutOfTheFolder) {
  write_page("README.md", "[source](../source.cc)\n");
  EXPECT_EQ(run({"docs", "check", folder()}).code, 1);
  EXPECT_EQ(run({"docs", "check", folder(), "--allow-outside"}).code, 0);
}

TEST_F(DocsCommands, CheckPrintsJsonForPrograms) {
  write_page("README.md", "[gone](gone.md)\n");
  const auto checked = run({"docs", "check", folder(), "--output", "json"});
  EXPECT_EQ(checked.code, 1);
  EXPECT_EQ(checked.out,
            R"([{"file":"README.md","line":1,"kind":"broken-link","message":"gone.md leads nowhere."}])"
            "\n");
  EXPECT_EQ(checked.err, "");
}

TEST_F(DocsCommands, CheckSaysWhyAFolderCannotBeRead) {
  const auto checked = run({"docs", "check", folder()});
  EXPECT_EQ(checked.code, 1);
  EXPECT_THAT(checked.err, HasSubstr("there is no such folder"));
  EXPECT_EQ(run({"docs", "check"}).code, 2);
}

TEST_F(DocsCommands, WhatPagesHoldCannotControlTheTerminal) {
  write_page("README.md", "[x](<go\xE2\x80\xAEne.md>)\n");
  EXPECT_THAT(run({"docs", "check", folder()}).out, HasSubstr("go?ne.md"));
}

TEST_F(DocsCommands, ServeShowsTheFolderAsItIsNow) {
  write_page("README.md", "# Before\n");
  const auto line = start({"docs", "serve", folder(), "--listen", "127.0.0.1:0"});
  ASSERT_THAT(line, testing::MatchesRegex("jeton shows .*/pages on http://127.0.0.1:[0-9]+/docs"));
  const auto url = line.substr(line.find("http"));
  const client::HttpClient http;
  EXPECT_THAT(http.send({.url = url + ".md"})->body, HasSubstr("# Before"));
  write_page("README.md", "# Afterwards\n");
  EXPECT_THAT(http.send({.url = url + ".md"})->body, HasSubstr("# Afterwards"));
  const auto root = http.send({.url = url.substr(0, url.size() - 5) + "/"});
  EXPECT_EQ(root->status, 307);
  EXPECT_EQ(root->header("Location"), "/docs");
  EXPECT_EQ(http.send({.url = url.substr(0, url.size() - 5) + "/public/v1/accounts"})->status, 404);
  EXPECT_EQ(stop(), 0);
}

TEST_F(DocsCommands, ServeIsForThisMachineAlone) {
  write_page("README.md", "# Home\n");
  const auto refused = run({"docs", "serve", folder(), "--listen", "0.0.0.0:0"});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("this machine alone"));
  EXPECT_EQ(run({"docs", "serve", folder(), "--listen", "nowhere"}).code, 2);
  EXPECT_EQ(run({"docs", "serve", folder() + "/none", "--listen", "127.0.0.1:0"}).code, 1);
}

}  // namespace
}  // namespace jeton::cli
