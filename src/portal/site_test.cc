#include "portal/site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/testing/captured_log.h"
#include "base/testing/manual_clock.h"
#include "base/testing/temporary_folder.h"

namespace jeton::portal {
namespace {

using base::testing::TemporaryFolder;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class SiteOfOneSpace : public testing::Test {
 protected:
  SiteOfOneSpace() {
    folder_.write("README.md", "---\ndescription: All about it\n---\n# Home\n\n![dot](dot.svg)\n");
    folder_.write("guide/README.md", "# Guide\n");
    folder_.write("guide/a page.md",
                  "---\ndescription: The <page>\n---\n# A page & more\n\n## First part\n\n## Second part\n");
    folder_.write("guide/b.md", "# Disable a token\n");
    folder_.write("hidden.md", "---\nhidden: true\n---\n# Hidden\n");
    folder_.write("dot.svg", "<svg onload=\"alert(1)\"></svg>");
    folder_.write("data.bin", "bytes");
    site_ = open({{.title = "Handbook", .folder = folder()}});
  }

  std::shared_ptr<const Folder> folder() const { return open_disk_folder(folder_.path()); }

  std::unique_ptr<Site> open(std::vector<SpaceSource> sources) {
    return *Site::open(
        std::move(sources), [] { return std::string{"https://jeton.example"}; }, lines_.log(), clock_);
  }

  net::Response get(const std::string& target, net::Headers headers = {},
                    const std::string& method = "GET") const {
    return (*site_)(
        *net::Request::create({.method = method, .target = target, .headers = std::move(headers)}));
  }

  TemporaryFolder folder_;
  base::testing::ManualClock clock_;
  base::testing::CapturedLog lines_;
  std::unique_ptr<Site> site_;
};

const net::Headers kAsBrowser{{"Accept", "text/html,*/*;q=0.8"}};

TEST_F(SiteOfOneSpace, APageHasItsFrame) {
  const auto page = get("/docs/guide/a%20page", kAsBrowser);
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.header("Content-Type"), "text/html; charset=utf-8");
  EXPECT_THAT(
      page.body,
      AllOf(HasSubstr("<title>A page &amp; more – Handbook</title>"),
            HasSubstr("<meta name=\"description\" content=\"The &lt;page&gt;\">"),
            HasSubstr("<link rel=\"alternate\" type=\"text/markdown\" href=\"/docs/guide/a%20page.md\">"),
            HasSubstr("<a href=\"/docs/guide/a%20page\" aria-current=\"page\">A page &amp; more</a>"),
            HasSubstr("<li class=\"level-2\"><a href=\"#first-part\">First part</a></li>")));
  EXPECT_THAT(
      page.body,
      AllOf(HasSubstr("<ol><li><a href=\"/docs/guide\">Guide</a></li></ol>"),
            HasSubstr("rel=\"prev\" href=\"/docs/guide\""), HasSubstr("rel=\"next\" href=\"/docs/guide/b\""),
            HasSubstr("<a href=\"/docs/guide/a%20page.md\" type=\"text/markdown\">View as Markdown</a>")));
}

TEST_F(SiteOfOneSpace, NothingOfAPageMayRunOrComeFromElsewhere) {
  const auto policy = std::string{get("/docs", kAsBrowser).header("Content-Security-Policy").value_or("")};
  EXPECT_THAT(policy, AllOf(HasSubstr("default-src 'none'"), HasSubstr("script-src 'self'"),
                            HasSubstr("style-src 'self'"), HasSubstr("img-src 'self' data:"),
                            Not(HasSubstr("unsafe")), HasSubstr("frame-ancestors 'none'")));
  EXPECT_THAT(get("/docs", kAsBrowser).body,
              AllOf(Not(HasSubstr("https://")), Not(HasSubstr("<script>")), Not(HasSubstr("style="))));
}

TEST_F(SiteOfOneSpace, TheSameAddressIsMarkdownForPrograms) {
  const auto page = get("/docs/guide/a%20page.md");
  EXPECT_EQ(page.header("Content-Type"), "text/markdown; charset=utf-8");
  EXPECT_THAT(
      page.body,
      StartsWith(
          "> For the complete documentation index, see [llms.txt](https://jeton.example/docs/llms.txt). "
          "Markdown "
          "versions of documentation pages are available by appending `.md` to page URLs; this page is "
          "available as [Markdown](https://jeton.example/docs/guide/a%20page.md).\n\n# A page & more\n"));
  EXPECT_THAT(page.body, HasSubstr("GET https://jeton.example/docs/-/search?q=<words>"));
  EXPECT_THAT(page.body, Not(HasSubstr("description:")));
  EXPECT_EQ(get("/docs/guide/a%20page", {{"Accept", "text/markdown"}}).body, page.body);
  EXPECT_EQ(get("/docs/guide/a%20page", {{"Accept", "text/markdown"}}).header("Vary"),
            "Accept, Accept-Encoding");
  for (const auto* address : {"/docs.md", "/docs/README.md"})
    EXPECT_THAT(get(address).body, HasSubstr("# Home")) << address;
  EXPECT_THAT(get("/docs/guide.md").body, HasSubstr("# Guide"));
  EXPECT_THAT(get("/docs/guide/README.md").body, HasSubstr("# Guide"));
}

TEST_F(SiteOfOneSpace, IndexesListPagesAndNothingHidden) {
  const auto index = get("/docs/llms.txt").body;
  EXPECT_THAT(index, StartsWith("# Handbook\n\n> All about it\n\n## Pages\n\n- "
                                "[Home](https://jeton.example/docs.md): All about it\n"));
  EXPECT_THAT(index,
              HasSubstr("- [A page & more](https://jeton.example/docs/guide/a%20page.md): The <page>\n"));
  EXPECT_EQ(get("/llms.txt").body, index);
  EXPECT_THAT(get("/llms-full.txt").body,
              AllOf(HasSubstr("Source: https://jeton.example/docs/guide/b.md\n\n# Disable a token\n"),
                    HasSubstr("## Second part")));
  EXPECT_THAT(get("/sitemap.xml").body,
              HasSubstr("<url><loc>https://jeton.example/docs/guide/a%20page</loc></url>"));
  EXPECT_THAT(get("/docs/sitemap.md").body,
              HasSubstr("- [Guide](https://jeton.example/docs/guide.md)\n  - [A page & more]"));
  EXPECT_THAT(get("/robots.txt").body, HasSubstr("Sitemap: https://jeton.example/sitemap.xml"));
  for (const auto* address :
       {"/llms.txt", "/llms-full.txt", "/sitemap.xml", "/sitemap.md", "/docs/llms-full.txt"}) {
    EXPECT_THAT(get(address).body, Not(HasSubstr("idden"))) << address;
  }
}

TEST_F(SiteOfOneSpace, AHiddenPageIsReadAndNotIndexed) {
  EXPECT_THAT(get("/docs/hidden", kAsBrowser).body, HasSubstr("<meta name=\"robots\" content=\"noindex\">"));
  EXPECT_EQ(get("/docs/hidden.md").header("X-Robots-Tag"), "noindex");
  EXPECT_FALSE(get("/docs/guide.md").header("X-Robots-Tag"));
}

TEST_F(SiteOfOneSpace, AMissingPageSuggestsOthers) {
  const auto page = get("/docs/guide/disable-tokens", kAsBrowser);
  EXPECT_EQ(page.status, 404);
  EXPECT_THAT(page.body, AllOf(HasSubstr("There is no such page"),
                               HasSubstr("<li><a href=\"/docs/guide/b\">Disable a token</a></li>"),
                               HasSubstr("/docs/llms.txt")));
  const auto text = get("/docs/guide/disable-tokens.md", kAsBrowser);
  EXPECT_EQ(text.status, 404);
  EXPECT_EQ(text.header("Content-Type"), "text/markdown; charset=utf-8");
  EXPECT_THAT(text.body, AllOf(HasSubstr("- [Disable a token](https://jeton.example/docs/guide/b.md)"),
                               HasSubstr("llms.txt"), HasSubstr("search?q=<words>")));
  EXPECT_THAT(get("/docs/<script>zz", kAsBrowser).body, Not(HasSubstr("<script>zz")));
}

TEST_F(SiteOfOneSpace, ReadsNothingOutsideOfTheFolder) {
  for (const auto* target :
       {"/docs/../site.h", "/docs/%2e%2e/secret", "/docs/%2e%2e%2fsecret", "/docs/..%2f..%2fetc%2fpasswd",
        "/docs//etc/passwd", "/docs/guide/..%2Fhidden", "/docs/SUMMARY.md", "/docs/%252e%252e/secret"}) {
    EXPECT_EQ(get(target).status, 404) << target;
  }
}

TEST_F(SiteOfOneSpace, FilesRunNothingWhereverTheyAreOpened) {
  const auto drawing = get("/docs/dot.svg");
  EXPECT_EQ(drawing.header("Content-Type"), "image/svg+xml");
  EXPECT_EQ(drawing.header("Content-Security-Policy"),
            "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  EXPECT_FALSE(drawing.header("Content-Disposition"));
  EXPECT_EQ(get("/docs/data.bin").header("Content-Disposition"), "attachment");
}

TEST_F(SiteOfOneSpace, ClientsKeepWhatHasNotChanged) {
  for (const auto* target : {"/docs/guide", "/docs/guide.md", "/docs/llms.txt", "/llms.txt", "/docs/dot.svg",
                             "/docs/-/portal.css", "/docs/-/content.css"}) {
    const auto first = get(target);
    const auto tag = first.header("ETag");
    ASSERT_TRUE(tag) << target;
    EXPECT_EQ(get(target, {{"If-None-Match", std::string{*tag}}}).status, 304) << target;
    EXPECT_EQ(get(target, {{"If-None-Match", "\"other\""}}).status, 200) << target;
  }
}

TEST_F(SiteOfOneSpace, PagesAreCompressedForThoseWhoTakeIt) {
  const auto zstd = get("/docs", {{"Accept", "text/html"}, {"Accept-Encoding", "gzip, zstd"}});
  EXPECT_EQ(zstd.header("Content-Encoding"), "zstd");
  const auto gzip = get("/docs", {{"Accept", "text/html"}, {"Accept-Encoding", "gzip"}});
  EXPECT_EQ(gzip.header("Content-Encoding"), "gzip");
  EXPECT_LT(gzip.body.size(), get("/docs", kAsBrowser).body.size());
  EXPECT_NE(gzip.header("ETag"), zstd.header("ETag"));
}

TEST_F(SiteOfOneSpace, SearchAnswersWithPlaces) {
  EXPECT_EQ(
      get("/docs/-/search?q=second+part").body,
      R"({"results":[{"url":"/docs/guide/a%20page#second-part","title":"A page & more","heading":"Second part"}]})");
  EXPECT_EQ(get("/docs/-/search?q=zebra").body, R"({"results":[]})");
  EXPECT_EQ(get("/docs/-/search?x=1&q=disable&y").body,
            R"({"results":[{"url":"/docs/guide/b","title":"Disable a token"}]})");
}

TEST_F(SiteOfOneSpace, SearchRefusesWhatItCannotAnswer) {
  EXPECT_EQ(get("/docs/-/search").status, 400);
  EXPECT_EQ(get("/docs/-/search?q=%ff").status, 400);
  EXPECT_EQ(get("/docs/-/search?q=" + std::string(200, 'a')).status, 200);
  const auto refused = get("/docs/-/search?q=" + std::string(201, 'a'));
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.body, HasSubstr("must be at most 200 bytes"));
}

TEST_F(SiteOfOneSpace, OnlyReadingIsAnswered) {
  const auto refused = get("/docs", {}, "POST");
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(refused.header("Allow"), "GET, HEAD");
  EXPECT_EQ(get("/docs", {}, "HEAD").status, 200);
}

TEST_F(SiteOfOneSpace, ASlashAtTheEndMovesToThePage) {
  const auto moved = get("/docs/guide/");
  EXPECT_EQ(moved.status, 308);
  EXPECT_EQ(moved.header("Location"), "/docs/guide");
  EXPECT_EQ(get("/docs/").header("Location").value_or("none"), "none");
  EXPECT_EQ(get("/docs/", kAsBrowser).status, 200);
  EXPECT_EQ(get("/docs/nowhere/").status, 404);
}

TEST_F(SiteOfOneSpace, OwnsItsAddressesAlone) {
  for (const auto* path : {"/docs", "/docs.md", "/docs/", "/docs/x", "/llms.txt", "/llms-full.txt",
                           "/sitemap.xml", "/sitemap.md", "/robots.txt"}) {
    EXPECT_TRUE(Site::owns(path)) << path;
  }
  for (const auto* path : {"/", "/docsx", "/docs.mdx", "/public/v1/docs", "/llms.txtx", "/sitemap"}) {
    EXPECT_FALSE(Site::owns(path)) << path;
  }
}

TEST_F(SiteOfOneSpace, AChangedFolderIsReadAgainAndABrokenPageTakesNoneAway) {
  folder_.write("guide/new.md", "# New\n");
  EXPECT_EQ(get("/docs/guide/new").status, 404);
  site_->refresh();
  EXPECT_EQ(get("/docs/guide/new").status, 200);
  folder_.write("guide/new.md", "# Broken \xff\n");
  site_->refresh();
  EXPECT_EQ(get("/docs/guide/new").status, 404);
  EXPECT_EQ(get("/docs/guide").status, 200);
  EXPECT_TRUE(lines_.contains("The page is not UTF-8."));
}

TEST_F(SiteOfOneSpace, AFolderThatIsGoneStaysAsItWas) {
  std::filesystem::remove_all(folder_.path());
  site_->refresh();
  EXPECT_EQ(get("/docs/guide").status, 200);
  EXPECT_TRUE(lines_.contains("docs.unreadable"));
}

TEST_F(SiteOfOneSpace, SeveralSpacesLiveBesideEachOther) {
  TemporaryFolder other;
  other.write("README.md", "# Other\n\n[page](page.md)\n");
  other.write("page.md", "# Page\n");
  const std::shared_ptr<const Folder> second = open_disk_folder(other.path());
  site_ = open(
      {{.title = "Handbook", .folder = folder()}, {.name = "other", .title = "Other", .folder = second}});
  EXPECT_THAT(
      get("/docs/other", kAsBrowser).body,
      AllOf(HasSubstr("<a href=\"/docs/other/page\">page</a>"), HasSubstr("<a href=\"/docs\">Handbook</a>"),
            HasSubstr("<a href=\"/docs/other\" aria-current=\"true\">Other</a>")));
  EXPECT_THAT(get("/docs", kAsBrowser).body, HasSubstr("<h1 id=\"home\">Home</h1>"));
  EXPECT_THAT(get("/llms.txt").body, AllOf(HasSubstr("# Handbook"), HasSubstr("# Other")));
  EXPECT_THAT(get("/docs/other/llms.txt").body, Not(HasSubstr("# Handbook")));
  EXPECT_THAT(get("/docs/other.md").body, HasSubstr("# Other"));

  site_ = open({{.name = "other", .title = "Other", .folder = second}});
  EXPECT_THAT(get("/docs", kAsBrowser).body, HasSubstr("<li><a href=\"/docs/other\">Other</a></li>"));
  EXPECT_EQ(get("/docs/guide").status, 404);
}

TEST_F(SiteOfOneSpace, AFolderThatCannotBeReadIsNoSite) {
  const auto failed = Site::open(
      {{.title = "Gone", .folder = open_disk_folder("/nowhere")}}, [] { return std::string{}; }, lines_.log(),
      clock_);
  ASSERT_TRUE(failed.has_error());
  EXPECT_EQ(failed.error().fields().front().message, "Gone cannot be read: there is no such folder.");
}

}  // namespace
}  // namespace jeton::portal
