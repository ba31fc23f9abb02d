#include <gtest/gtest.h>

#include "rql/syntax.h"

namespace jeton::rql {
namespace {

struct Expected {
  std::string_view pattern;
  TextForm form;
  std::string_view text;
};

void expect_all(std::initializer_list<Expected> cases) {
  for (const auto& expected : cases) {
    const auto parsed = parse_pattern(expected.pattern);
    EXPECT_EQ(parsed.form, expected.form) << expected.pattern;
    EXPECT_EQ(parsed.text, expected.text) << expected.pattern;
  }
}

//
TEST(Pattern, TakesAsterisksAtTheEndsForWildcards) {
  expect_all({{"abc", TextForm::kEquals, "abc"},
              {"abc*", TextForm::kStartsWith, "abc"},
              {"*abc", TextForm::kEndsWith, "abc"},
              {"*abc*", TextForm::kContains, "abc"},
              {"", TextForm::kEquals, ""}});
}

//
TEST(Pattern, MatchesAnythingWithAsterisksAlone) {
  expect_all({{"*", TextForm::kAny, ""}, {"**", TextForm::kAny, ""}, {"***", TextForm::kContains, "*"}});
}

//
TEST(Pattern, TakesInnerAsterisksLiterally) {
  expect_all({{"a*c", TextForm::kEquals, "a*c"},
              {"a**", TextForm::kStartsWith, "a*"},
              {"**a", TextForm::kEndsWith, "*a"},
              {"%a_", TextForm::kEquals, "%a_"}});
}

//
TEST(Pattern, UnescapesAsterisksAtTheEnds) {
  expect_all({{"\\*abc", TextForm::kEquals, "*abc"},
              {"abc\\*", TextForm::kEquals, "abc*"},
              {"\\*abc\\*", TextForm::kEquals, "*abc*"},
              {"\\*note*", TextForm::kStartsWith, "*note"},
              {"*note\\*", TextForm::kEndsWith, "note*"},
              {"\\*", TextForm::kEquals, "*"},
              {"\\*\\*", TextForm::kEquals, "**"},
              {"\\**", TextForm::kStartsWith, "*"},
              {"*\\*", TextForm::kEndsWith, "*"}});
}

//
TEST(Pattern, TakesOtherBackslashesLiterally) {
  expect_all({{"a\\*c", TextForm::kEquals, "a\\*c"},
              {"\\abc", TextForm::kEquals, "\\abc"},
              {"abc\\", TextForm::kEquals, "abc\\"},
              {"\\", TextForm::kEquals, "\\"},
              {"\\\\*", TextForm::kEquals, "\\*"}});
}

//
TEST(Pattern, KeepsTheBackslashBeforeAFinalWildcard) {
  expect_all({{"The\\**", TextForm::kStartsWith, "The\\*"}});
}

}  // namespace
}  // namespace jeton::rql
