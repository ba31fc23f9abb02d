#include "portal/block_tag.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jeton::portal {
namespace {

using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

BlockTag only(std::string_view line) {
  const auto found = find_tags(line);
  EXPECT_EQ(found.size(), 1U) << line;
  return found.empty() ? BlockTag{} : found.front().tag;
}

TEST(BlockTag, ReadsValuesInEveryWayOfWritingThem) {
  EXPECT_THAT(only(R"({% tab title="a \"b\" \\ c" icon='x"y' wide=yes open %})").attributes,
              UnorderedElementsAre(Pair("title", "a \"b\" \\ c"), Pair("icon", "x\"y"), Pair("wide", "yes"),
                                   Pair("open", "true")));
  EXPECT_EQ(only(R"({%include "a b.md"%})").attribute(""), "a b.md");
  EXPECT_EQ(only(R"({% hint style = "info" %})").attribute("style"), "info");
  EXPECT_EQ(only("{% hint %}").attribute("style"), "");
}

TEST(BlockTag, KeepsItsSourceAndPlace) {
  const auto found = find_tags("ab {% step %} cd {% endstep %}");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].begin, 3U);
  EXPECT_EQ(found[0].end, 13U);
  EXPECT_EQ(found[0].tag.source, "{% step %}");
  EXPECT_EQ(found[0].tag.closes(), "");
  EXPECT_EQ(found[1].tag.closes(), "step");
}

TEST(BlockTag, LeavesOtherThingsAlone) {
  for (const auto* line :
       {"{% carousel %}", "{% hint", "{% hint style=\"info %}", "{% hint style= %}", "{{ hint }}",
        "`{% hint %}`", "``a ` {% hint %} b``", "{% %}", "{% end %}", "{% Hint %}"}) {
    EXPECT_THAT(find_tags(line), IsEmpty()) << line;
  }
}

TEST(BlockTag, FindsTagsBehindCodeAndLoneBackticks) {
  EXPECT_EQ(only("`code` {% hint %}").name, "hint");
  EXPECT_EQ(only("a ` b {% hint %}").name, "hint");
  EXPECT_EQ(only("{% other %} {% hint %}").name, "hint");
}

TEST(BlockTag, SomeBlocksNeedNoEnd) {
  for (const auto* name : {"embed", "include", "content-ref", "openapi-operation"})
    EXPECT_TRUE(may_stay_open(name));
  for (const auto* name : {"hint", "tabs", "tab", "stepper", "step", "code"})
    EXPECT_FALSE(may_stay_open(name));
}

}  // namespace
}  // namespace jeton::portal
