#include "portal/highlight.h"

#include <gtest/gtest.h>

namespace jeton::portal {
namespace {

TEST(Highlight, MarksCommentsStringsNumbersAndKeywords) {
  EXPECT_EQ(highlight("if x; then # <why>\n  echo \"a b\" 12\nfi", "bash"),
            "<span class=\"hl-keyword\">if</span> x; <span class=\"hl-keyword\">then</span> <span "
            "class=\"hl-comment\"># &lt;why&gt;</span>\n  <span class=\"hl-keyword\">echo</span> <span "
            "class=\"hl-string\">&quot;a b&quot;</span> <span class=\"hl-number\">12</span>\n<span "
            "class=\"hl-keyword\">fi</span>");
}

TEST(Highlight, MarksKeysOfYamlAndJson) {
  EXPECT_EQ(highlight("a-b: true\nurl: http://x", "yaml"),
            "<span class=\"hl-key\">a-b</span>: <span class=\"hl-keyword\">true</span>\n<span "
            "class=\"hl-key\">url</span>: http://x");
  EXPECT_EQ(highlight("{\"a\": \"b\"}", "JSON"),
            "{<span class=\"hl-key\">&quot;a&quot;</span>: <span class=\"hl-string\">&quot;b&quot;</span>}");
}

TEST(Highlight, TakesMarksInsideOfWordsForWhatTheyAre) {
  EXPECT_EQ(highlight("a#b it's https://x", "sh"), "a#b it&#39;s https://x");
  EXPECT_EQ(highlight("x = 'never closed\n", "python"), "x = &#39;never closed\n");
  EXPECT_EQ(highlight("/* never closed", "js"), "<span class=\"hl-comment\">/* never closed</span>");
  EXPECT_EQ(highlight("SELECT selected", "sql"), "<span class=\"hl-keyword\">SELECT</span> selected");
  EXPECT_EQ(highlight("'a\\'b'", "js"), "<span class=\"hl-string\">&#39;a\\&#39;b&#39;</span>");
  EXPECT_EQ(highlight("`a\nb`", "js"), "<span class=\"hl-string\">`a\nb`</span>");
}

TEST(Highlight, LeavesOtherLanguagesPlain) {
  EXPECT_EQ(highlight("if <x>", "brainfuck"), "if &lt;x&gt;");
  EXPECT_EQ(highlight("if <x>", ""), "if &lt;x&gt;");
}

}  // namespace
}  // namespace jeton::portal
