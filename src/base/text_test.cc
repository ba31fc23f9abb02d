#include "base/text.h"

#include <gtest/gtest.h>

namespace jeton::base {
namespace {

TEST(Text, CountsCodePoints) {
  EXPECT_EQ(count_code_points(""), 0u);
  EXPECT_EQ(count_code_points("abc"), 3u);
  EXPECT_EQ(count_code_points("Zürich"), 6u);
  EXPECT_EQ(count_code_points("日本語"), 3u);
  EXPECT_EQ(count_code_points("🔑"), 1u);
  EXPECT_EQ(count_code_points("e\u0301"), 2u);  // not normalised: two code points
  EXPECT_EQ(count_code_points(std::string_view{"a\0b", 3}), 3u);
}

TEST(Text, KnowsHowWideATerminalShowsIt) {
  EXPECT_EQ(columns_on_terminal(""), 0u);
  EXPECT_EQ(columns_on_terminal("Zürich"), 6u);
  EXPECT_EQ(columns_on_terminal("日本語"), 6u);
  EXPECT_EQ(columns_on_terminal("e\u0301"), 1u);
  EXPECT_EQ(columns_on_terminal("\xff\xfe"), 2u);
}

TEST(Text, RefusesWhatIsNotUtf8) {
  using namespace std::string_view_literals;
  for (const auto text :
       {"\xff"sv, "\xc3"sv, "a\xc3("sv, "\xc0\xaf"sv /* overlong */, "\xed\xa0\x80"sv /* surrogate */,
        "\xf4\x90\x80\x80"sv /* past U+10FFFF */, "\x80"sv, "\xe2\x82"sv, "\xf0\x80\x80\xaf"sv}) {
    EXPECT_FALSE(count_code_points(text).has_value());
    EXPECT_FALSE(has_only_letters_digits_and(text, "-"));
    EXPECT_FALSE(character_kinds(text).has_value());
    EXPECT_FALSE(is_blank(text));
    EXPECT_EQ(fold_case(text), text);
  }
}

TEST(Text, LettersAndDigitsAreThoseOfEveryScript) {
  for (const auto* text : {"abcXYZ019", "Überprüfung", "Ключ", "κλειδί", "מפתח", "مفتاح", "日本語", "한국어",
                           "ключ٣", "१२३", "ǅ", "ʰ"}) {
    EXPECT_TRUE(has_only_letters_digits_and(text, "")) << text;
  }
  for (const auto* text : {" ", "_", "-", "e\u0301", "\u20ac", "½", "Ⅷ", "²", "\u200d", "🔑", "\t"}) {
    EXPECT_FALSE(has_only_letters_digits_and(text, "")) << text;
  }
  EXPECT_TRUE(has_only_letters_digits_and("a-b c", "- "));
  EXPECT_FALSE(has_only_letters_digits_and("a-b_c", "- "));
}

TEST(Text, AllowedCharactersAreAsciiOnly) {
  // U+202D and U+2020 become `-` and a blank when they are cut to eight bits.
  EXPECT_FALSE(has_only_letters_digits_and("\u202d", "-"));
  EXPECT_FALSE(has_only_letters_digits_and("\u2020", " "));
}

TEST(Text, BlankIsEmptyOrWhiteSpaceOfAnyKind) {
  for (const auto* text : {"", " ", "\t\n\r\f\v", "\u00a0", "\u3000", "\u2003 ", "\u2028"}) {
    EXPECT_TRUE(is_blank(text)) << text;
  }
  for (const auto* text : {"a", " a ", ".", "\u200b"}) EXPECT_FALSE(is_blank(text)) << text;
}

TEST(Text, KnowsTheKindsOfCharacter) {
  const auto all = character_kinds("aB1!\n");
  ASSERT_TRUE(all.has_value());
  EXPECT_TRUE(all->lower_case_letter && all->upper_case_letter && all->digit && all->special && all->control);
  const auto none = character_kinds(" ");
  ASSERT_TRUE(none.has_value());
  EXPECT_FALSE(none->lower_case_letter || none->upper_case_letter || none->digit || none->special ||
               none->control);
  EXPECT_TRUE(character_kinds("ж")->lower_case_letter);
  EXPECT_TRUE(character_kinds("Ж")->upper_case_letter);
  EXPECT_TRUE(character_kinds("٣")->digit);
  for (const auto* text : {"_", "-", "(", ")", "«", "»", ".", "+", "€", "^", "©"}) {
    EXPECT_TRUE(character_kinds(text)->special) << text;
  }
  EXPECT_TRUE(character_kinds("\u0085")->control);
  EXPECT_TRUE(character_kinds(std::string_view{"\0", 1})->control);
}

TEST(Text, FoldingRemovesCase) {
  EXPECT_EQ(fold_case("Some.One@Example.COM"), fold_case("some.one@example.com"));
  EXPECT_EQ(fold_case("STRASSE"), fold_case("straße"));
  EXPECT_EQ(fold_case("ΣΑΣ"), fold_case("σας"));
  EXPECT_EQ(fold_case("\u00e9"), fold_case("e\u0301"));
  EXPECT_NE(fold_case("a"), fold_case("b"));
  EXPECT_EQ(fold_case(""), "");
}

TEST(Initials, AreTheFirstLetterOrDigitOfEachWordInUpperCase) {
  EXPECT_EQ(initials("alder Freight works", 2), "AF");
  EXPECT_EQ(initials("alder Freight works", 1), "A");
  EXPECT_EQ(initials("  -alder  & 7up", 3), "A7");
  EXPECT_EQ(initials("\u00e9clair \u682a\u5f0f", 2), "\u00c9\u682a");
  EXPECT_EQ(initials("", 2), "");
  EXPECT_EQ(initials("*** <>", 2), "");
  EXPECT_EQ(initials("ok \xff", 2), "");
}

}  // namespace
}  // namespace jeton::base
