#include "portal/raw_html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.h"

namespace jeton::portal {
namespace {

using testing::ElementsAre;

std::string rewritten(std::string_view html) {
  return RawHtml{}.rewrite(html, 1);
}

TEST(RawHtml, WritesAllowedElementsAgainWithTheirLine) {
  EXPECT_EQ(rewritten("a\n<TD Width=3 align='x\"y' hidden>"),
            "a\n<td jeton-author=\"2\" align=\"x&quot;y\" hidden=\"\" width=\"3\">");
  EXPECT_EQ(rewritten("<br/>"), "<br jeton-author=\"1\">");
  EXPECT_EQ(rewritten("<p><!-- a\nb --></p>"), "<p jeton-author=\"1\"></p>");
  EXPECT_EQ(rewritten("<!--\n--><p>"), "<p jeton-author=\"2\">");
}

TEST(RawHtml, EverythingElseIsText) {
  EXPECT_EQ(rewritten("<b>x</b>"), "&lt;b>x&lt;/b>");
  EXPECT_EQ(rewritten("<!DOCTYPE html><?x?><!-- open"), "&lt;!DOCTYPE html>&lt;?x?>&lt;!-- open");
  EXPECT_EQ(rewritten("a < b <p"), "a &lt; b &lt;p");
  EXPECT_EQ(rewritten("<p title=\"never ended>"), "&lt;p title=\"never ended>");
  EXPECT_EQ(rewritten("<para>"), "&lt;para>");
}

TEST(RawHtml, ATagInsideAValueIsNone) {
  EXPECT_EQ(rewritten("<p title=\"<script>\">"), "<p jeton-author=\"1\" title=\"&lt;script&gt;\">");
  EXPECT_EQ(rewritten("<p a\"b=1 c<d=2>"), "<p jeton-author=\"1\">");
}

TEST(RawHtml, ATagWithMoreAttributesThanTheLimitIsText) {
  std::string tag = "<p";
  for (std::size_t i = 0; i < base::kDocsAttributesMax; ++i) tag += " data-a" + std::to_string(i);
  EXPECT_TRUE(rewritten(tag + ">").starts_with("<p jeton-author=\"1\" data-a0=\"\""));
  EXPECT_TRUE(rewritten(tag + " data-a0>").starts_with("<p"));
  EXPECT_TRUE(rewritten(tag + " data-b>").starts_with("&lt;p data-a0"));
}

TEST(RawHtml, EndsOnlyWhatTheAuthorBegan) {
  EXPECT_EQ(rewritten("</div></p>x"), "x");
  EXPECT_EQ(rewritten("<div></div></div>"), "<div jeton-author=\"1\"></div>");
}

TEST(RawHtml, WhatFormatsTextEndsWithIt) {
  RawHtml html;
  html.rewrite("<div><strong><i>", 3);
  EXPECT_EQ(html.close_formatting(), "</i></strong>");
  EXPECT_EQ(html.close_formatting(), "");
  EXPECT_THAT(html.unended(),
              ElementsAre(OpenElement{"i", 3}, OpenElement{"strong", 3}, OpenElement{"div", 3}));
}

TEST(RawHtml, SomeElementsEndByThemselves) {
  RawHtml html;
  html.rewrite("<p><li><td><br>", 1);
  EXPECT_THAT(html.unended(), ElementsAre());
}

TEST(RawHtml, KnowsThePlacesThatLinksLeadTo) {
  RawHtml html;
  EXPECT_EQ(html.rewrite("<a name=\"one\"></a><a id=two></a><p id=\"three\">", 1),
            "<a jeton-author=\"1\" name=\"one\" id=\"one\"></a><a jeton-author=\"1\" id=\"two\"></a><p "
            "jeton-author=\"1\" "
            "id=\"three\">");
  EXPECT_THAT(html.places(), ElementsAre("one", "two"));
}

}  // namespace
}  // namespace jeton::portal
