#include "server/documentation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/testing/captured_log.h"
#include "base/testing/manual_clock.h"
#include "base/testing/temporary_folder.h"

namespace jeton::server {
namespace {

using testing::HasSubstr;

class DocumentationTest : public testing::Test {
 protected:
  void write(const std::string& text) const { folder_.write("README.md", text); }

  std::unique_ptr<Documentation> documentation(std::vector<DocsFolder> folders) {
    return std::make_unique<Documentation>(
        std::move(folders), [] { return std::string{"http://jeton.example"}; }, log_.log(), clock_);
  }

  static net::Response get(Documentation& documentation, const std::string& target) {
    return documentation(*net::Request::create({.target = target}));
  }

  base::testing::TemporaryFolder folder_;
  base::testing::CapturedLog log_;
  base::testing::ManualClock clock_;
};

TEST_F(DocumentationTest, IsThatOfTheProgramUnlessAFolderIsNamed) {
  const auto own = documentation({});
  ASSERT_TRUE(own->open().has_value());
  EXPECT_FALSE(own->has_folders());
  const auto page = get(*own, "/docs/concepts.md");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.route, "docs");
  EXPECT_THAT(page.body, HasSubstr("http://jeton.example/docs/llms.txt"));
  EXPECT_EQ(get(*own, "/docs/images/wizard.png").header("Content-Type"), "image/png");
  // Of links into the source, which nobody who runs the program can mend.
  EXPECT_FALSE(log_.contains("docs.problem"));
}

TEST_F(DocumentationTest, ShowsAFolderAsItIsNow) {
  write("# Before\n");
  const auto shown = documentation({{{}, folder_.path()}, {"again", folder_.path()}});
  ASSERT_TRUE(shown->open().has_value());
  EXPECT_TRUE(shown->has_folders());
  EXPECT_THAT(get(*shown, "/docs.md").body, HasSubstr("# Before"));
  write("# Afterwards\n");
  shown->refresh();
  EXPECT_THAT(get(*shown, "/docs.md").body, HasSubstr("# Afterwards"));
  EXPECT_THAT(get(*shown, "/docs/again.md").body, HasSubstr("# Afterwards"));
  EXPECT_EQ(get(*shown, "/docs/concepts.md").status, 404);
}

TEST_F(DocumentationTest, AFolderThatIsNotThereKeepsTheServerFromStarting) {
  const auto failed = documentation({{"guides", folder_.path("none")}})->open();
  ASSERT_TRUE(failed.has_error());
  EXPECT_EQ(failed.error().fields().front().path, "docs");
  EXPECT_EQ(failed.error().fields().front().message, "guides cannot be read: there is no such folder.");
}

}  // namespace
}  // namespace jeton::server
