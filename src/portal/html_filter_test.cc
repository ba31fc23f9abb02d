#include "portal/html_filter.h"

#include <gtest/gtest.h>

namespace jeton::portal {
namespace {

std::string filtered(std::string_view html) {
  return filter_html(html, [](const std::string& target, LinkKind, std::size_t line) {
    return LinkTarget{.url = target == "gone"     ? ""
                             : target == "unsafe" ? "javascript:x"
                                                  : target + "?" + std::to_string(line)};
  });
}

TEST(HtmlFilter, AddressesLeadSomewhereOrNowhere) {
  for (const auto* url : {"a.md", "/a", "#x", "?q", "https://example.com/", "HTTP://example.com",
                          "mailto:a@b.example", "tel:+1", "//example.com", ":a", "a/b:c", "?a:b", "#a:b"}) {
    EXPECT_TRUE(is_safe_url(url, LinkKind::kPage)) << url;
  }
  for (const auto* url : {"javascript:alert(1)", "JavaScript:alert(1)", " javascript:x", "\x01javascript:x",
                          "java\nscript:x", "java\tscript:x", "vbscript:x", "data:text/html,x",
                          "data:image/png;base64,x", "file:///etc", "blob:x", "x-app:y"}) {
    EXPECT_FALSE(is_safe_url(url, LinkKind::kPage)) << url;
  }
  EXPECT_TRUE(is_safe_url("data:image/png;base64,x", LinkKind::kImage));
  EXPECT_FALSE(is_safe_url("data:text/html,x", LinkKind::kImage));
  EXPECT_FALSE(is_safe_url("data:image", LinkKind::kImage));
}

TEST(HtmlFilter, ElementsOfTheDialectAloneStay) {
  EXPECT_EQ(filtered("<p>a <script>b</script></p>"), "<p>a &lt;script&gt;b&lt;/script&gt;</p>");
  EXPECT_EQ(filtered("<iframe src=x></iframe>"), "&lt;iframe src=x&gt;&lt;/iframe&gt;");
  // What Markdown is rendered to is not what authors may write.
  EXPECT_EQ(filtered("<h2 id=\"a\">\nx\n</h2>"), "<h2 id=\"a\">x</h2>");
  EXPECT_EQ(filtered("<h2 jeton-author=\"1\">x</h2>"), "&lt;h2 jeton-author=&quot;1&quot;&gt;x&lt;/h2&gt;");
}

TEST(HtmlFilter, AuthorsHaveFewerAttributes) {
  EXPECT_EQ(filtered("<div class=\"x\" id=\"y\" role=\"note\">a</div>"),
            "<div class=\"x\" id=\"y\" role=\"note\">a</div>");
  EXPECT_EQ(filtered("<div jeton-author=\"1\" class=\"x\" id=\"y\" role=\"note\" align=\"left\" width=\"3\" "
                     "data-a=\"b\" "
                     "data-jeton-tabs=\"\" data-=\"\" onclick=\"x\" style=\"y\">a</div>"),
            "<div align=\"left\" width=\"3\" data-a=\"b\">a</div>");
  EXPECT_EQ(filtered("<div jeton-author=\"1\" width=\"1;x\" height=\"100%\">a</div>"),
            "<div height=\"100%\">a</div>");
  EXPECT_EQ(filtered("<div jeton-author=\"1\" width=\"12345678\" height=\"123456789\">a</div>"),
            "<div width=\"12345678\">a</div>");
  EXPECT_EQ(filtered("<p onclick=\"x\" style=\"y\" srcdoc=\"z\">a</p>"), "<p>a</p>");
}

TEST(HtmlFilter, LinksOfAuthorsAreResolvedForTheirLine) {
  EXPECT_EQ(filtered("<a jeton-author=\"7\" href=\"b\" target=\"_top\">x</a>"), "<a href=\"b?7\">x</a>");
  EXPECT_EQ(filtered("<a jeton-author=\"7\" href=\"gone\">x</a>"), "x");
  EXPECT_EQ(filtered("<a jeton-author=\"7\" id=\"place\" href=\"gone\">x</a>"), "<a id=\"place\">x</a>");
  EXPECT_EQ(filtered("<a jeton-author=\"7\" id=\"a b\">x</a>"), "x");
  EXPECT_EQ(filtered("<a href=\"b\">x</a>"), "<a href=\"b\">x</a>");
  EXPECT_EQ(filtered("<img jeton-author=\"2\" src=\"gone\" alt=\"<b>\">"), "&lt;b&gt;");
  EXPECT_EQ(filtered("<img jeton-author=\"2\" src=\"p\" width=\"3\">"),
            "<img src=\"p?2\" alt=\"\" width=\"3\" loading=\"lazy\">");
}

TEST(HtmlFilter, WhatResolvesToAnUnsafeAddressIsNone) {
  EXPECT_EQ(filtered("<a jeton-author=\"1\" href=\"unsafe\">x</a>"), "x");
  EXPECT_EQ(filtered("<img jeton-author=\"1\" src=\"unsafe\" alt=\"x\">"), "x");
}

TEST(HtmlFilter, AnEmptyParagraphStaysIfAnAuthorWroteIt) {
  EXPECT_EQ(filtered("<p></p>"), "");
  EXPECT_EQ(filtered("<p jeton-author=\"1\"></p>"), "<p></p>");
}

/// Of one row: columns that are shown, hidden, the link, the picture.
std::string card(const std::string& cells) {
  return filtered(
      "<table jeton-author=\"1\" data-view=\"cards\"><thead><tr><th>A</th><th data-hidden>B</th>"
      "<th data-card-target>C</th><th data-card-cover>D</th></tr></thead><tbody><tr>" +
      cells + "</tr></tbody></table>");
}

TEST(HtmlFilter, ACardShowsItsCellsAndLinksTheFirst) {
  EXPECT_EQ(card("<td>x</td><td>hidden</td><td><a jeton-author=\"4\" href=\"to\">t</a></td>"
                 "<td><a jeton-author=\"5\" href=\"cover\">c</a></td>"),
            "<ul class=\"cards\"><li class=\"card\"><img class=\"card-cover\" src=\"cover?5\" alt=\"\" "
            "loading=\"lazy\"><div><a class=\"card-link\" href=\"to?4\">x</a></div></li></ul>");
}

TEST(HtmlFilter, ACardLinksBelowWhenItsFirstCellCannot) {
  const std::string link = "<td></td><td><a jeton-author=\"4\" href=\"to\">t</a></td>";
  EXPECT_EQ(card("<td></td>" + link),
            "<ul class=\"cards\"><li class=\"card\"><a href=\"to?4\">to?4</a></li></ul>");
  EXPECT_EQ(card("<td><a href=\"own\">x</a></td>" + link),
            "<ul class=\"cards\"><li class=\"card\"><div><a href=\"own\">x</a></div>"
            "<a href=\"to?4\">to?4</a></li></ul>");
  EXPECT_EQ(card("<td><img src=\"p\"></td>" + link),
            "<ul class=\"cards\"><li class=\"card\"><div><a class=\"card-link\" href=\"to?4\"><img src=\"p\" "
            "loading=\"lazy\"></a></div></li></ul>");
}

TEST(HtmlFilter, ACardLeadsToNoUnsafeAddress) {
  EXPECT_EQ(card("<td>x</td><td></td><td><a jeton-author=\"4\" href=\"unsafe\">t</a></td>"
                 "<td><a jeton-author=\"5\" href=\"unsafe\">c</a></td>"),
            "<ul class=\"cards\"><li class=\"card\"><div>x</div></li></ul>");
}

TEST(HtmlFilter, ALineEndAtTheBeginningOfCodeStays) {
  EXPECT_EQ(filtered("<pre>\n\na</pre>"), "<pre tabindex=\"0\">\n\na</pre>");
  EXPECT_EQ(filtered("<pre>\na</pre>"), "<pre tabindex=\"0\">a</pre>");
}

}  // namespace
}  // namespace jeton::portal
