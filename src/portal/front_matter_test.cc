#include "portal/front_matter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.h"

namespace jeton::portal {
namespace {

using testing::ElementsAre;

TEST(FrontMatter, IsReadAndTakenOff) {
  const auto split = split_front_matter(
      "---\r\ntitle: A title\ndescription: >-\n  Two\n  lines\nlayout: wide\ncover: a.png\nhidden: "
      "true\ntags: [a, b]\nicon: x\n---\n\n# Page\n");
  EXPECT_EQ(split.front_matter, (FrontMatter{.title = "A title",
                                             .description = "Two lines",
                                             .layout = "wide",
                                             .cover = "a.png",
                                             .tags = {"a", "b"},
                                             .is_hidden = true}));
  EXPECT_EQ(split.body, "\n# Page\n");
  EXPECT_EQ(split.body_line, 12U);
  EXPECT_FALSE(split.problem);
}

TEST(FrontMatter, TagsAreAListATextOrMappings) {
  const auto tags = [](const std::string& page) { return split_front_matter(page).front_matter.tags; };
  EXPECT_THAT(tags("---\ntags: one\n---\n"), ElementsAre("one"));
  EXPECT_THAT(tags("---\ntags:\n  - tag: one\n    primary: true\n  - two\n---\n"), ElementsAre("one", "two"));
}

TEST(FrontMatter, APageWithoutItIsAllBody) {
  for (const auto* page :
       {"", "---", "# Page\n", "text\n---\na: 1\n---\n", "---\na: 1\n", "----\na: 1\n----\n"}) {
    const auto split = split_front_matter(page);
    EXPECT_EQ(split.body, page);
    EXPECT_EQ(split.body_line, 1U);
    EXPECT_EQ(split.front_matter, FrontMatter{});
    EXPECT_FALSE(split.problem);
  }
}

TEST(FrontMatter, OneThatIsBrokenIsTakenOffAndReported) {
  const auto split = split_front_matter("---\n- a\n---\nbody");
  EXPECT_EQ(split.body, "body");
  EXPECT_EQ(split.problem, "The front matter is not a mapping of keys to values.");
  EXPECT_EQ(split_front_matter("---\na: &x 1\n---\n").problem,
            "The front matter is not YAML. Line 1: anchors (&name) are not supported.");
  EXPECT_FALSE(split_front_matter("---\n---\nbody").problem);
}

TEST(FrontMatter, HasALimit) {
  const std::string comment(base::kDocsFrontMatterBytesMax - 2, 'a');
  EXPECT_FALSE(split_front_matter("---\n#" + comment + "\n---\n").problem);
  EXPECT_EQ(split_front_matter("---\n##" + comment + "\n---\n").problem,
            "The front matter is longer than 16 KiB.");
}

TEST(FrontMatter, TextsHaveNoBlanksAround) {
  EXPECT_EQ(split_front_matter("---\ntitle: \"  A title \"\n---\n").front_matter.title, "A title");
}

TEST(FrontMatter, OnlyTrueHides) {
  EXPECT_FALSE(split_front_matter("---\nhidden: false\n---\n").front_matter.is_hidden);
  EXPECT_FALSE(split_front_matter("---\nhidden: [true]\n---\n").front_matter.is_hidden);
}

}  // namespace
}  // namespace jeton::portal
