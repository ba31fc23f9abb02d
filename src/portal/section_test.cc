#include "portal/section.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jeton::portal {
namespace {

using testing::ElementsAre;

Block text(std::string text) {
  return {BlockKind::kText, std::move(text)};
}

std::vector<Section> sections(std::string html) {
  static Page page;
  page = {.title = "The page", .html = std::move(html)};
  return sections_of(page);
}

TEST(Section, BeginsAtEachHeading) {
  const auto found = sections(
      "<h1 id=\"a\">A</h1><p>One\n two</p><h2 id=\"b\">B <code>c</code></h2><p>Three</p><h2 id=\"d\">D</h2>");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].id, "a");
  EXPECT_THAT(found[0].blocks, ElementsAre(text("One two")));
  EXPECT_EQ(found[1].heading, "B c");
  EXPECT_THAT(found[1].blocks, ElementsAre(text("Three")));
}

TEST(Section, WhatComesBeforeTheFirstHeadingIsThePages) {
  const auto found = sections("<p>Intro</p>");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].heading, "The page");
  EXPECT_EQ(found[0].id, "");
}

TEST(Section, KnowsTheHeadingsThatItIsBelow) {
  const auto found = sections(
      "<h1>T</h1><h2>A</h2><h3>B</h3><p>1</p><h4>C</h4><p>2</p><h3>D</h3><p>3</p><h2>E</h2><p>4</p>");
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].above, "A");
  EXPECT_EQ(found[1].above, "A B");
  EXPECT_EQ(found[2].above, "A");
  EXPECT_EQ(found[3].above, "");
}

TEST(Section, AListStaysWhole) {
  const auto found = sections("<ol><li><p>One</p></li><li>Two <ul><li>Nested</li></ul></li></ol>");
  EXPECT_THAT(found[0].blocks, ElementsAre(Block{BlockKind::kList, "1. One\n2. Two\n   - Nested"}));
}

TEST(Section, ARowOfATableHasTheNamesOfItsColumns) {
  const auto found = sections(
      "<div><table><thead><tr><th>Flag</th><th>Says</th><th>Since</th></tr></thead><tbody><tr><td>--docs</"
      "td><td>A folder</td>"
      "<td></td></tr></tbody></table></div>");
  EXPECT_THAT(found[0].blocks, ElementsAre(Block{BlockKind::kRow, "--docs; Says: A folder"}));
}

TEST(Section, CodeIsKeptAsItIs) {
  EXPECT_THAT(sections("<pre><code>a\n  <span>b</span>\n</code></pre>")[0].blocks,
              ElementsAre(Block{BlockKind::kCode, "a\n  b"}));
}

TEST(Section, StepsWithHeadingsAreSections) {
  const auto found = sections("<ol><li><h3 id=\"s\">Step</h3><p>Do it</p></li></ol>");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].id, "s");
  EXPECT_THAT(found[0].blocks, ElementsAre(text("Do it")));
}

}  // namespace
}  // namespace jeton::portal
