#include "portal/dialect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "base/limits.h"
#include "base/read_file.h"
#include "base/testing/repeated.h"
#include "portal/space.h"

namespace jeton::portal {
namespace {

namespace fs = std::filesystem;
using base::testing::repeated;
using testing::AllOf;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const fs::path kSource{JETON_PORTAL_SOURCE};

std::string content_of(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

const Space& corpus() {
  static const auto kSpace = *Space::load(open_disk_folder(kSource / "dialect_fuzz_corpus"), {});
  return *kSpace;
}

std::vector<std::string> names_of_expected() {
  std::vector<std::string> names;
  for (const auto& page : corpus().pages()) names.push_back(page.file);
  return names;
}

/// How the page and what is wrong with it are written down.
std::string shown(const Page& page) {
  std::ostringstream text;
  text << page.html;
  for (const auto& problem : corpus().problems()) {
    if (problem.file == page.file) {
      text << "<!-- " << problem.line << " " << to_string(problem.kind) << ": " << problem.message
           << " -->\n";
    }
  }
  return text.str();
}

class DialectCorpus : public testing::TestWithParam<std::string> {};

// JETON_WRITE_EXPECTED=1 writes what is rendered now; read the difference before you keep it.
TEST_P(DialectCorpus, IsRenderedAsExpected) {
  const auto* page = corpus().find_file(GetParam());
  ASSERT_NE(page, nullptr);
  const auto path = kSource / "dialect_expected" / (GetParam() + ".html");
  if (std::getenv("JETON_WRITE_EXPECTED") != nullptr) {
    fs::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << shown(*page);
  }
  EXPECT_EQ(shown(*page), content_of(path));
}

INSTANTIATE_TEST_SUITE_P(Pages, DialectCorpus, testing::ValuesIn(names_of_expected()), [](const auto& named) {
  auto name = named.param;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
});

/// Nothing exists around the page.
class Alone final : public Surroundings {
 public:
  [[nodiscard]] LinkTarget resolve(const std::string&, const std::string& target, LinkKind) const override {
    return {.url = target};
  }
  [[nodiscard]] base::Result<IncludedText> include(const std::string&,
                                                   const std::string& target) const override {
    if (const auto found = files.find(target); found != files.end())
      return IncludedText{target, found->second};
    return base::Error::invalid("include", "There is no such file.");
  }
  [[nodiscard]] std::optional<std::string> operation(const std::string&, const std::string&,
                                                     const std::string&, const std::string&) const override {
    return operation_html;
  }

  std::optional<std::string> operation_html;
  std::map<std::string, std::string> files;
};

std::string html_of(std::string_view text) {
  const auto rendered = render_page("page.md", text, Alone{});
  return rendered.has_value() ? rendered->html : "refused: " + base::words_of(rendered.error());
}

TEST(Dialect, RefusesAPageThatIsNotUtf8) {
  EXPECT_EQ(html_of("# Page \xff"), "refused: The page is not UTF-8.");
}

TEST(Dialect, RefusesAPagePastTheLimitAndNotOneAtIt) {
  std::string page(base::kDocsPageBytesMax - 1, 'a');
  page += '\n';
  EXPECT_THAT(html_of(page), testing::StartsWith("<p>aaa"));
  page += '\n';
  EXPECT_EQ(html_of(page), "refused: The page has more than 2097152 bytes.");
}

TEST(Dialect, RefusesAPageThatIncludesMakeTooLarge) {
  Alone around;
  around.files["half.md"] = std::string(base::kDocsPageBytesMax / 2, 'a');
  const auto refused =
      render_page("page.md", "{% include \"half.md\" %}\n{% include \"half.md\" %}\n", around);
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(base::words_of(refused.error()), "The page has more than 2097152 bytes with what it includes.");
}

TEST(Dialect, RefusesMoreIncludesThanTheLimit) {
  Alone around;
  around.files["empty.md"] = "";
  const auto lines = repeated("{% include \"empty.md\" %}\n", base::kDocsIncludesMax);
  EXPECT_TRUE(render_page("page.md", lines, around).has_value());
  EXPECT_TRUE(render_page("page.md", lines + "{% include \"empty.md\" %}\n", around).has_error());
}

TEST(Dialect, FollowsIncludesToTheLimitAndNoDeeper) {
  Alone around;
  for (std::size_t i = 0; i <= base::kDocsIncludeDepthMax; ++i) {
    around.files[std::to_string(i)] =
        "level " + std::to_string(i) + "\n\n{% include \"" + std::to_string(i + 1) + "\" %}\n";
  }
  const auto rendered = render_page("page.md", "{% include \"0\" %}\n", around);
  ASSERT_TRUE(rendered.has_value());
  EXPECT_THAT(rendered->html, AllOf(HasSubstr("level 7"), Not(HasSubstr("level 8"))));
  EXPECT_THAT(rendered->problems,
              Contains(Field(&Problem::message, "Files include each other more than 8 deep.")));
}

TEST(Dialect, RefusesNestingPastTheLimitOfEveryKind) {
  const auto limit = base::kDocsNestingMax;
  EXPECT_THAT(html_of(repeated("> ", limit + 1) + "a\n"), HasSubstr("nested more than 100 deep"));
  EXPECT_THAT(html_of(repeated("*", 2 * limit + 2) + "a" + repeated("*", 2 * limit + 2) + "\n"),
              HasSubstr("nested more than 100 deep"));
  EXPECT_THAT(html_of(repeated("<div>\n", limit) + "a\n"), HasSubstr("<div>"));
  EXPECT_THAT(html_of(repeated("<div>\n", limit + 1) + "a\n"), HasSubstr("nested more than 100 deep"));
  EXPECT_THAT(html_of(repeated("{% hint %}\n", limit + 1) + "a\n" + repeated("{% endhint %}\n", limit + 1)),
              HasSubstr("nested more than 100 deep"));
  EXPECT_THAT(html_of(repeated("> ", limit - 10) + "a\n"), HasSubstr("<blockquote>"));
}

// Each of these took quadratic time or memory in some parser of Markdown or HTML.
TEST(Dialect, RendersHostilePagesInBoundedTime) {
  const std::size_t times = 5'000;
  for (const auto* piece :
       {"<a ", "<a x='", "<i data-", "{% ", "{% hint \"", "[", "![", "`", "<!--", "&#x", "[^a]: ", "| a "}) {
    html_of(repeated(piece, times));
  }
  html_of(repeated("<strong>a\n\n", times));
  html_of(repeated("<div></i>", times));
  html_of(repeated("# a\n", 6 * times));
  EXPECT_THAT(html_of(repeated("{% hint %}\n", 4 * times) + repeated("{% endtab %}\n", 4 * times)),
              HasSubstr("{% hint %}"));
}

TEST(Dialect, RefusesWhatTheParserWouldExpand) {
  EXPECT_EQ(
      html_of("|" + repeated("a|", 1'001) + "\n|" + repeated("-|", 1'001) + "\n" + repeated("|\n", 501)),
      "refused: The rows of tables leave out more than 500000 cells.");
}

TEST(Dialect, ShowsNoMoreOperationsThanAPageHasBytes) {
  Alone around;
  around.operation_html = "<p>" + std::string(base::kDocsPageBytesMax / 2, 'x') + "</p>";
  const auto rendered = render_page(
      "page.md", repeated("{% openapi-operation spec=\"s\" path=\"/p\" method=\"get\" %}\n\n", 3), around);
  ASSERT_TRUE(rendered.has_value());
  EXPECT_GT(rendered->html.size(), base::kDocsPageBytesMax);
  const std::string last = "xx</p>\n<div class=\"operation\"><p><code>GET /p</code></p>\n</div>\n";
  EXPECT_EQ(rendered->html.substr(rendered->html.size() - last.size()), last);
}

TEST(Dialect, BetweenStepsIsNothingButSteps) {
  EXPECT_EQ(html_of("{% stepper %}\nlost\n{% step %}\na\n{% endstep %}\n{% endstepper %}\n"),
            "<p>lost</p>\n<ol class=\"stepper\">\n<li class=\"step\">\n<p>a</p>\n</li>\n</ol>\n");
}

TEST(Dialect, ACalloutOfGitHubHasItsMarkAlone) {
  EXPECT_THAT(html_of("> [!NOTE]*x*\n"), HasSubstr("<blockquote>"));
  EXPECT_THAT(html_of("> [!NOTE]\n> x\n"), HasSubstr("callout-info"));
}

TEST(Dialect, HtmlInAHeadingIsTheAuthors) {
  EXPECT_EQ(html_of("# <mark>a</mark>\n"), "<h1 id=\"a\"><mark>a</mark></h1>\n");
}

TEST(Dialect, AnIdBehindAHeadingIsHtmlOrBracesWithoutBlanks) {
  EXPECT_EQ(html_of("# a {#b}\n"), "<h1 id=\"b\">a</h1>\n");
  EXPECT_EQ(html_of("# a {#b c}\n"), "<h1 id=\"a-b-c\">a {#b c}</h1>\n");
  EXPECT_THAT(html_of("# a `<a id=\"x\">`</a>\n"), HasSubstr("<code>&lt;a id=&quot;x&quot;&gt;</code>"));
}

TEST(Dialect, CodeIncludesNothing) {
  Alone around;
  around.files["part.md"] = "included";
  const auto shown = [&around](const std::string& before) {
    return render_page("page.md", before + "\n{% include \"part.md\" %}\n", around)->html;
  };
  for (const auto* code : {"```", "````\n```", "```\n``` x", "~~~\n```", "- ```", "> ~~~"}) {
    EXPECT_THAT(shown(code), Not(HasSubstr("included"))) << code;
  }
  for (const auto* closed : {"```\n```", "```\n````  ", "``` a`b", "``", "a ```"}) {
    EXPECT_THAT(shown(closed), HasSubstr("included")) << closed;
  }
}

TEST(Dialect, ATagIsABlockBehindHtmlAndBehindAHyphen) {
  EXPECT_THAT(html_of("<div>\n{% hint %}\na\n{% endhint %}\n</div>\n"), HasSubstr("callout-info"));
  EXPECT_THAT(html_of("-{% hint %}\na\n{% endhint %}\n"), HasSubstr("callout-info"));
}

TEST(Dialect, AnIncludedFileMustBeUtf8) {
  Alone around;
  around.files["bad.md"] = "\xff";
  EXPECT_THAT(render_page("page.md", "{% include \"bad.md\" %}\n", around)->problems,
              Contains(Field(&Problem::message, "bad.md is not UTF-8.")));
}

TEST(Dialect, ControlsAreReplaced) {
  EXPECT_EQ(html_of("a\x7f\x01z\n"), "<p>a\xEF\xBF\xBD\xEF\xBF\xBDz</p>\n");
}

TEST(Dialect, HeadingsOfOneNameAreNumberedPastIdsThatAreTaken) {
  EXPECT_THAT(html_of("# a-2\n# a\n# a\n# a\n# b {#a}\n# !\n# ?\n"),
              AllOf(HasSubstr("id=\"a-2\">a-2<"), HasSubstr("id=\"a\">a<"), HasSubstr("id=\"a-1\">a<"),
                    HasSubstr("id=\"a-3\">a<"), HasSubstr("id=\"a-4\">b<"), HasSubstr("id=\"section\">!<"),
                    HasSubstr("id=\"section-1\">?<")));
}

TEST(Dialect, AnAuthorCannotForgeWhatMarksTags) {
  EXPECT_THAT(html_of("{% hint %}\na\n{% endhint %}\n\n<!--\x01"
                      "0-->\n"),
              Not(HasSubstr("\x01")));
  EXPECT_EQ(html_of("<!--\x01"
                    "0-->\n"),
            "\n");
}

TEST(Dialect, ReportsTheFileAndTheLineOfTheInclude) {
  Alone around;
  around.files["part.md"] = "---\ntitle: x\n---\n\n{% hint %}\n";
  const auto rendered = render_page(
      "page.md", "---\nhidden: true\n---\na\n{% include \"part.md\" %}\n\n{% endtab %}\n", around);
  ASSERT_TRUE(rendered.has_value());
  ASSERT_EQ(rendered->problems.size(), 2U);
  EXPECT_EQ(rendered->problems[0].file, "part.md");
  EXPECT_EQ(rendered->problems[0].line, 5U);
  EXPECT_EQ(rendered->problems[1].file, "page.md");
  EXPECT_EQ(rendered->problems[1].line, 7U);
}

TEST(Dialect, TheTitleIsTheFirstHeadingElseThatOfTheFrontMatter) {
  const auto title_of = [](std::string_view text) { return outline_page("page.md", text, Alone{})->title; };
  EXPECT_EQ(title_of("## Two\n\n# One `x`\n\n# Other\n"), "One x");
  EXPECT_EQ(title_of("---\ntitle: Front\n---\n# Heading\n"), "Heading");
  EXPECT_EQ(title_of("---\ntitle: Front\n---\n## Heading\n"), "Front");
  EXPECT_EQ(title_of("text\n"), "");
}

}  // namespace
}  // namespace jeton::portal
