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

TEST(Text, IsTrimmedOfSpacesTabsAndLineEnds) {
  EXPECT_EQ(trim(" \t\r\na b\n\r\t "), "a b");
  EXPECT_EQ(trim_end(" \t\r\na b\n\r\t "), " \t\r\na b");
  for (const auto* text : {"", " ", "\r\n\t "}) {
    EXPECT_EQ(trim(text), "");
    EXPECT_EQ(trim_end(text), "");
  }
  EXPECT_EQ(trim("\v\u00a0a\f"), "\v\u00a0a\f");
}

TEST(Text, BeginsWithWhatFitsIntoColumns) {
  EXPECT_EQ(first_columns("Zürich", 2), "Zü");
  EXPECT_EQ(first_columns("Zürich", 6), "Zürich");
  EXPECT_EQ(first_columns("Zürich", 7), "Zürich");
  EXPECT_EQ(first_columns("Zürich", 0), "");
  EXPECT_EQ(first_columns("日本語", 4), "日本");
  EXPECT_EQ(first_columns("日本語", 5), "日本");
  EXPECT_EQ(first_columns("e\u0301x", 1), "e\u0301");
  EXPECT_EQ(first_columns("\xff\xfe", 1), "\xff");
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
  for (const auto* text : {"abcXYZ019", "Überprüfung", "Ключ",    "κλειδί",  "מפתח",
                           "مفتاح",     "日本語",      "한국어",  "ключ٣",   "१२३",
                           "ǅ",         "ʰ",           "हिन्दी",   "e\u0301", "Cafe\u0301",
                           "ภาษาไทย",   "தமிழ்",        "العَرَبِيَّة", "1\u20e3", "e\u0301\u0302\u0303"}) {
    EXPECT_TRUE(has_only_letters_digits_and(text, "")) << text;
  }
  for (const auto* text :
       {" ", "_", "-", "\u0301", " \u0301", "-\u0301", "\u20ac", "½", "Ⅷ", "²", "\u200d", "🔑", "\t"}) {
    EXPECT_FALSE(has_only_letters_digits_and(text, "")) << text;
  }
  EXPECT_TRUE(has_only_letters_digits_and("a-b c", "- "));
  // A mark belongs to a letter or a digit, not to what is allowed beside them.
  EXPECT_FALSE(has_only_letters_digits_and("a-\u0301b", "-"));
  EXPECT_FALSE(has_only_letters_digits_and("a-b_c", "- "));
}

TEST(Text, IsStoredAndComparedInOneNormalForm) {
  EXPECT_EQ(normalized("Cafe\u0301"), "Caf\u00e9");
  EXPECT_EQ(normalized("Caf\u00e9"), "Caf\u00e9");
  EXPECT_EQ(normalized("\u1112\u1161\u11ab"), "\ud55c");
  // Marks in another order.
  EXPECT_EQ(normalized("a\u0307\u0323"), normalized("a\u0323\u0307"));
  // Compatibility characters stay what they are.
  EXPECT_EQ(normalized("\ufb01 \u00b2"), "\ufb01 \u00b2");
  EXPECT_EQ(normalized("plain"), "plain");
  EXPECT_EQ(normalized("\xff\u0301"), "\xff\u0301");
  EXPECT_EQ(fold_case("CAFE\u0301"), fold_case("caf\u00e9"));
}

TEST(Text, FindsWhatIsNotSeen) {
  for (const char32_t hidden :
       {0xADU,   0x34FU,  0x61CU,  0x115FU,  0x1160U,  0x17B4U,  0x180EU,  0x200BU, 0x200CU, 0x200DU, 0x200EU,
        0x200FU, 0x2028U, 0x2029U, 0x202AU,  0x202BU,  0x202CU,  0x202DU,  0x202EU, 0x2060U, 0x2061U, 0x2064U,
        0x2066U, 0x2067U, 0x2068U, 0x2069U,  0x206AU,  0x206FU,  0x2800U,  0x3164U, 0xFE00U, 0xFE0FU, 0xFEFFU,
        0xFFA0U, 0xFFF9U, 0xFFFBU, 0x1D173U, 0xE0001U, 0xE0020U, 0xE007FU, 0xE0100U}) {
    std::string text{"ad"};
    const auto append = [&text](char32_t c) {
      if (c < 0x800) {
        text += {static_cast<char>(0xC0 | (c >> 6)), static_cast<char>(0x80 | (c & 0x3F))};
      } else if (c < 0x10000) {
        text += {static_cast<char>(0xE0 | (c >> 12)), static_cast<char>(0x80 | ((c >> 6) & 0x3F)),
                 static_cast<char>(0x80 | (c & 0x3F))};
      } else {
        text += {static_cast<char>(0xF0 | (c >> 18)), static_cast<char>(0x80 | ((c >> 12) & 0x3F)),
                 static_cast<char>(0x80 | ((c >> 6) & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
      }
    };
    append(hidden);
    EXPECT_EQ(find_hidden_character(text), hidden) << text;
    EXPECT_EQ(find_hidden_character(text + "min"), hidden) << text;
  }
  for (const auto* text :
       {"", "plain", "Zo\u00eb", "e\u0301", "日本語", "a\tb\n", "\u00a0", "\u0600\u0661"}) {
    EXPECT_FALSE(find_hidden_character(text).has_value()) << text;
  }
  EXPECT_FALSE(find_hidden_character("\xff").has_value());
}

TEST(Text, JoinersAndSelectorsAreSeenWhereWritingNeedsThem) {
  for (const auto* text :
       {"می\u200cخواهم",         // Persian
        "क्\u200dष", "क्\u200cष",  // Hindi
        "ന്\u200d",               // Malayalam, at the end of a word
        "👩\u200d💻", "❤\ufe0f\u200d🔥", "❤\ufe0f", "1\ufe0f\u20e3", "葛\U000e0100", "ᠮᠣᠩ\u180b"}) {
    EXPECT_FALSE(find_hidden_character(text).has_value()) << text;
  }
  for (const auto* text :
       {"ad\u200cmin", "ad\u200dmin", "\u200dم", "م\u200d", "م\u200ca", "a\u200cم", "👩\u200c💻", "👩\u200d",
        "\u200d💻", "a\ufe0f", " \ufe0f", "\ufe0f", "a\ufe00", "a\u180b", "❤\ufe0f\ufe0f"}) {
    EXPECT_TRUE(find_hidden_character(text).has_value()) << text;
  }
}

TEST(Text, IsCutBetweenCharacters) {
  EXPECT_EQ(cut_to_bytes("abc", 3), "abc");
  EXPECT_EQ(cut_to_bytes("abc", 2), "ab");
  EXPECT_EQ(cut_to_bytes("a\u00e9", 3), "a\u00e9");
  EXPECT_EQ(cut_to_bytes("a\u00e9", 2), "a");
  EXPECT_EQ(cut_to_bytes("\U0001f511", 3), "");
  EXPECT_EQ(cut_to_bytes("\U0001f511x", 4), "\U0001f511");
  EXPECT_EQ(cut_to_bytes("\x80\x80", 1), "");
  EXPECT_EQ(cut_to_bytes("", 0), "");
}

TEST(Text, IsMadeWellFormed) {
  using namespace std::string_view_literals;
  EXPECT_EQ(well_formed("Zürich 🔑"), "Zürich 🔑");
  EXPECT_EQ(well_formed("a\xff\xc3z"), "a\ufffd\ufffdz");
  EXPECT_EQ(well_formed("\xc3"), "\ufffd");
  EXPECT_EQ(well_formed("a\0b"sv), "a\ufffdb");
  EXPECT_EQ(well_formed("\xed\xa0\x80"), "\ufffd\ufffd\ufffd");
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
