#include "portal/space.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/limits.h"
#include "base/read_file.h"
#include "base/testing/repeated.h"
#include "base/testing/temporary_folder.h"

namespace jeton::portal {
namespace {

using base::testing::repeated;
using base::testing::TemporaryFolder;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::shared_ptr<const Space> load(const TemporaryFolder& temporary, SpaceOptions options = {}) {
  return *Space::load(open_disk_folder(temporary.path()), std::move(options));
}

std::vector<std::string> shown_problems(const Space& space) {
  std::vector<std::string> lines;
  for (const auto& problem : space.problems()) {
    lines.push_back(problem.file + ":" + std::to_string(problem.line) + ": " +
                    std::string{to_string(problem.kind)} + ": " + problem.message);
  }
  return lines;
}

/// The navigation as indented lines.
std::string shown(const std::vector<NavigationEntry>& entries, const std::string& indent = {}) {
  std::string text;
  for (const auto& entry : entries) {
    text += indent + entry.title + (entry.file.empty() ? "" : " = " + entry.file) +
            (entry.url.empty() ? "" : " > " + entry.url) + "\n" + shown(entry.entries, indent + "  ");
  }
  return text;
}

std::vector<std::string> files_of(const std::vector<const Page*>& pages) {
  std::vector<std::string> files;
  for (const auto* page : pages) files.push_back(page->file);
  return files;
}

TEST(Space, PagesAreAtTheirPathsWithoutEnding) {
  TemporaryFolder temporary;
  temporary.write("README.md", "# Home\n");
  temporary.write("guide/README.md", "# Guide\n");
  temporary.write("guide/a page.md", "# A page\n");
  temporary.write("other/index.md", "# Other\n");
  const auto space = load(temporary, {.base = "/handbook"});
  EXPECT_EQ(space->find("")->title, "Home");
  EXPECT_EQ(space->find("guide")->title, "Guide");
  EXPECT_EQ(space->find("guide/a page")->title, "A page");
  EXPECT_EQ(space->find("other")->title, "Other");
  EXPECT_EQ(space->find("guide/README"), nullptr);
  EXPECT_EQ(space->url_of(*space->find("")), "/handbook");
  EXPECT_EQ(space->url_of(*space->find("guide/a page")), "/handbook/guide/a%20page");
}

TEST(Space, TwoPagesOfOneAddressAreBothServedAndReported) {
  TemporaryFolder temporary;
  temporary.write("guide.md", "# File\n");
  temporary.write("guide/README.md", "# Folder\n");
  const auto space = load(temporary);
  EXPECT_EQ(space->find("guide")->title, "Folder");
  EXPECT_EQ(space->find("guide.md")->title, "File");
  EXPECT_THAT(shown_problems(*space),
              ElementsAre("guide.md:0: ambiguous-page: guide/README.md has the same address. This page "
                          "is at /guide.md."));
}

TEST(Space, TheNavigationIsTheSummary) {
  TemporaryFolder temporary;
  temporary.write("SUMMARY.md",
                  "# Table of contents\n\n* [Home](README.md)\n\n## Guides\n\n* [First "
                  "*steps*](guide/first.md)\n  * [Second](<guide/second "
                  "page.md>)\n* No page\n  * [Elsewhere](https://example.com/)\n* [Gone](gone.md)\n* "
                  "[Heading](README.md#none)\n");
  temporary.write("README.md", "# Home\n");
  temporary.write("guide/first.md", "text\n");
  temporary.write("guide/second page.md", "# Second page\n");
  const auto space = load(temporary);
  EXPECT_EQ(shown(space->navigation()),
            "Home = README.md\n"
            "Guides\n"
            "  First steps = guide/first.md\n"
            "    Second = guide/second page.md\n"
            "  No page\n"
            "    Elsewhere > https://example.com/\n"
            "  Gone\n"
            "  Heading = README.md\n");
  EXPECT_EQ(space->find("guide/first")->title, "First steps");
  EXPECT_THAT(shown_problems(*space),
              ElementsAre("SUMMARY.md:11: broken-link: gone.md leads nowhere.",
                          "SUMMARY.md:12: broken-anchor: README.md has no heading #none."));
  EXPECT_THAT(files_of(space->listed()), ElementsAre("README.md", "guide/first.md", "guide/second page.md"));
}

TEST(Space, WithoutASummaryFoldersAndTitlesAreTheNavigation) {
  TemporaryFolder temporary;
  temporary.write("zebra.md", "# Zebra\n");
  temporary.write("README.md", "# Home\n");
  temporary.write("b/README.md", "# The folder\n");
  temporary.write("b/a.md", "# In it\n");
  temporary.write("b/deep/x.md", "# Deep\n");
  temporary.write("c/only.md", "no title\n");
  temporary.write("hidden.md", "---\nhidden: true\n---\n# Hidden\n");
  const auto space = load(temporary);
  EXPECT_EQ(shown(space->navigation()),
            "Home = README.md\n"
            "The folder = b/README.md\n"
            "  In it = b/a.md\n"
            "  deep\n"
            "    Deep = b/deep/x.md\n"
            "c\n"
            "  c/only.md = c/only.md\n"
            "Zebra = zebra.md\n");
  EXPECT_NE(space->find("hidden"), nullptr);
  EXPECT_THAT(files_of(space->listed()), testing::Not(Contains("hidden.md")));
  EXPECT_THAT(space->problems(), IsEmpty());
}

TEST(Space, ASummaryThatTheParserWouldExpandIsRefused) {
  TemporaryFolder temporary;
  temporary.write("SUMMARY.md", repeated("a@b.c-d_", 6'000));
  temporary.write("README.md", "# Home\n");
  EXPECT_THAT(shown_problems(*load(temporary)),
              Contains("SUMMARY.md:0: refused-file: Too many @ follow each other without a blank."));
}

TEST(Space, AnOperationIsOfTheFirstFileByPathThatIsMeant) {
  const std::string page = "{% openapi-operation spec=\"shop\" path=\"/p\" method=\"get\" %}\n";
  const auto contract = [](const std::string& summary) {
    return "paths:\n  /p:\n    get:\n      summary: " + summary + "\n";
  };
  TemporaryFolder temporary;
  temporary.write("b/page.md", page);
  temporary.write("c/shop.yml", contract("ending yml"));
  temporary.write("d/shop.json", contract("ending json"));
  EXPECT_THAT(load(temporary)->find("b/page")->html, HasSubstr("ending yml"));
  temporary.write("b/shop", contract("path"));
  EXPECT_THAT(load(temporary)->find("b/page")->html, HasSubstr("path"));
  temporary.write("a/shop.yaml", contract("ending yaml"));
  EXPECT_THAT(load(temporary)->find("b/page")->html, HasSubstr("ending yaml"));
}

TEST(Space, ASummaryThatCannotBeReadIsReported) {
  TemporaryFolder temporary;
  temporary.write("SUMMARY.md", "* [Home](README.md) \xff\n");
  temporary.write("README.md", "# Home\n");
  const auto space = load(temporary);
  EXPECT_THAT(shown_problems(*space),
              Contains("SUMMARY.md:0: refused-file: The navigation cannot be read, or is not UTF-8."));
  EXPECT_THAT(space->navigation(), IsEmpty());
}

TEST(Space, ASummaryThatIsNestedTooDeeplyIsNone) {
  TemporaryFolder temporary;
  temporary.write("README.md", "# Home\n");
  temporary.write("SUMMARY.md", repeated("- ", base::kDocsNestingMax / 2 - 2) + "[Home](README.md)\n");
  EXPECT_FALSE(load(temporary)->navigation().empty());
  temporary.write("SUMMARY.md", repeated("- ", base::kDocsNestingMax / 2 - 1) + "[Home](README.md)\n");
  EXPECT_TRUE(load(temporary)->navigation().empty());
}

TEST(Space, ALineOfTheSummaryIsItsFirstLink) {
  TemporaryFolder temporary;
  temporary.write("SUMMARY.md", "* [A](a.md)\n\n  [B](b.md)\n* [Script](javascript://x)\n");
  temporary.write("a.md", "# A\n");
  temporary.write("b.md", "# B\n");
  EXPECT_EQ(shown(load(temporary)->navigation()), "A = a.md\nScript\n");
}

TEST(Space, AHiddenPageIsNotListedEvenIfTheSummaryHasIt) {
  TemporaryFolder temporary;
  temporary.write("SUMMARY.md", "* [A](a.md)\n* [B](b.md)\n");
  temporary.write("a.md", "# A\n");
  temporary.write("b.md", "---\nhidden: true\n---\n# B\n");
  EXPECT_THAT(files_of(load(temporary)->listed()), ElementsAre("a.md"));
}

TEST(Space, LinksAreReadAsTheyAreMeant) {
  TemporaryFolder temporary;
  temporary.write("page.md", "# ?\n\n[a](dir/b:c.md) [b](https://a.example/broken-reference) [c](#!)\n");
  temporary.write("dir/b:c.md", "# B\n");
  const auto space = load(temporary);
  EXPECT_THAT(space->find("page")->html, HasSubstr("<a href=\"/docs/dir/b%3Ac\">a</a> "
                                                   "<a href=\"https://a.example/broken-reference\">b</a>"));
  EXPECT_THAT(shown_problems(*space), ElementsAre("page.md:3: broken-anchor: page.md has no heading #!."));
}

TEST(Space, SaysWhyAFileIsNotIncluded) {
  TemporaryFolder temporary;
  temporary.write("page.md",
                  "{% include \"#x\" %}\n{% include \"large.txt\" %}\n{% include \"none.md\" %}\n");
  temporary.write("large.txt", std::string(base::kDocsPageBytesMax + 1, 'a'));
  EXPECT_THAT(shown_problems(*load(temporary)),
              ElementsAre("page.md:1: bad-include: #x is not the path of a file.",
                          "page.md:2: bad-include: large.txt is larger than a page may be.",
                          "page.md:3: bad-include: none.md leads nowhere."));
}

TEST(Space, AContractMayBeDeepAndLargeToItsLimits) {
  const std::string contract = "x-deep: " + std::string(40, '[') + std::string(40, ']') +
                               "\npaths:\n  /p:\n    get:\n      summary: Found\n#";
  const std::string comment(base::kDocsOpenApiBytesMax - contract.size(), 'x');
  TemporaryFolder temporary;
  temporary.write("page.md", "{% openapi-operation spec=\"shop\" path=\"/p\" method=\"get\" %}\n");
  temporary.write("shop.yaml", contract + comment);
  EXPECT_THAT(load(temporary)->find("page")->html, HasSubstr("Found"));
  temporary.write("shop.yaml", contract + comment + "x");
  EXPECT_THAT(load(temporary)->find("page")->html, testing::Not(HasSubstr("Found")));
}

TEST(Space, ReportsSynonymsThatAreNone) {
  const TemporaryFolder folder;
  folder.write("README.md", "# Home\n");
  folder.write("SYNONYMS.yaml", "- [one, two]\n- [alone]\n");
  const auto problems = Space::load(open_disk_folder(folder.path()), {}).value()->problems();
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(to_string(problems[0].kind), "bad-synonyms");
  EXPECT_EQ(problems[0].file, "SYNONYMS.yaml");
  EXPECT_THAT(problems[0].message, testing::HasSubstr("Line 2: must be a list of 2 to 20 words"));
  folder.write("SYNONYMS.yaml", "# " + std::string(256 * 1024 - 2, 'x'));
  EXPECT_THAT(Space::load(open_disk_folder(folder.path()), {}).value()->problems().front().message,
              testing::HasSubstr("must be a list of lists"));
  folder.write("SYNONYMS.yaml", "# " + std::string(256 * 1024 - 1, 'x'));
  EXPECT_EQ(Space::load(open_disk_folder(folder.path()), {}).value()->problems().front().message,
            "The file has more than 262144 bytes.");
}

TEST(Space, ReportsPagesThatNobodyCanReach) {
  TemporaryFolder temporary;
  temporary.write("SUMMARY.md", "* [Start](start.md)\n");
  temporary.write("README.md", "[linked from home](from-home.md)\n");
  temporary.write("start.md", "[next](linked.md)\n");
  temporary.write("linked.md", "[end](twice.md)\n");
  temporary.write("twice.md", "text\n");
  temporary.write("from-home.md", "text\n");
  temporary.write("lonely.md", "[also](lonely-too.md)\n");
  temporary.write("lonely-too.md", "text\n");
  temporary.write("hidden.md", "---\nhidden: true\n---\n");
  EXPECT_THAT(shown_problems(*load(temporary)), ElementsAre(HasSubstr("lonely-too.md:0: unreachable-page"),
                                                            HasSubstr("lonely.md:0: unreachable-page")));
}

TEST(Space, ARefusedPageIsNotServedAndTheOthersAre) {
  TemporaryFolder temporary;
  temporary.write("good.md", "# Good\n");
  temporary.write("bad.md", "# \xff\n");
  temporary.write("large.md", std::string(base::kDocsPageBytesMax + 1, 'a'));
  temporary.write("picture.png", "<html>");
  const auto space = load(temporary);
  EXPECT_NE(space->find("good"), nullptr);
  EXPECT_EQ(space->find("bad"), nullptr);
  EXPECT_EQ(space->find("large"), nullptr);
  EXPECT_TRUE(space->read_asset("picture.png").has_error());
  EXPECT_THAT(
      shown_problems(*space),
      ElementsAre("bad.md:0: refused-file: The page is not UTF-8.",
                  "large.md:0: refused-file: The page has more than 2097152 bytes.",
                  "picture.png:0: refused-file: The file is not the kind of picture that its name says."));
}

TEST(Space, AFileOfFiftyMegabytesIsRefusedUnread) {
  TemporaryFolder temporary;
  temporary.write("good.md", "# Good\n");
  temporary.write("huge.md", "");
  std::filesystem::resize_file(temporary.path() + "/huge.md", std::uintmax_t{50} * 1024 * 1024);
  temporary.write("huge.bin", "");
  std::filesystem::resize_file(temporary.path() + "/huge.bin", base::kDocsAssetBytesMax + 1);
  const auto space = load(temporary);
  EXPECT_THAT(shown_problems(*space),
              ElementsAre("huge.bin:0: refused-file: The file has more than 20971520 bytes.",
                          "huge.md:0: refused-file: The page has more than 2097152 bytes."));
  EXPECT_TRUE(space->read_asset("huge.bin").has_error());
}

TEST(Space, ReadsOnlyAssetsThatItHas) {
  TemporaryFolder temporary;
  temporary.write("docs/a.txt", "text");
  temporary.write("docs/page.md", "# Page\n");
  temporary.write("secret.txt", "secret");
  const auto space = *Space::load(open_disk_folder(temporary.path() + "/docs"), {});
  EXPECT_EQ(*space->read_asset("a.txt"), "text");
  for (const auto* path : {"../secret.txt", "page.md", "none", "", "./a.txt"}) {
    EXPECT_TRUE(space->read_asset(path).has_error()) << path;
  }
}

TEST(Space, LinksOutOfTheFolderAreProblemsUnlessTheyMayLeadThere) {
  TemporaryFolder temporary;
  temporary.write("src/main.cc", "x");
  temporary.write("docs/page.md", "[source](../src/main.cc) [gone](../src/none.cc)\n");
  const auto folder = std::shared_ptr<const Folder>{open_disk_folder(temporary.path() + "/docs")};
  EXPECT_EQ((*Space::load(folder, {}))->problems().size(), 2U);
  const auto beside = *Space::load(folder, {.may_lead_outside = true});
  EXPECT_THAT(shown_problems(*beside),
              ElementsAre("page.md:1: broken-link: ../src/none.cc leads out of the folder."));
  EXPECT_EQ(beside->find("page")->html, "<p>source gone</p>\n");
}

TEST(Space, SaysWhyAFolderCannotBeRead) {
  EXPECT_EQ(base::words_of(Space::load(open_disk_folder("/nowhere"), {}).error()),
            "cannot be read: there is no such folder.");
}

}  // namespace
}  // namespace jeton::portal
