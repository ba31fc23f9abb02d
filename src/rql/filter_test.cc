#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/limits.h"
#include "base/testing/repeated.h"
#include "rql/printed_test.h"
#include "rql/syntax.h"

namespace jeton::rql {
namespace {

using base::testing::repeated;

constexpr std::string_view kShortcut = "filter: Invalid equals shortcut expression";
constexpr std::string_view kOpenQuote = "filter: A quote is not closed.";
constexpr std::string_view kOutsideQuotes = "filter: There is text outside the quotes of a value.";
constexpr std::string_view kOpenParenthesis = "filter: A parenthesis is not closed.";
constexpr std::string_view kSurplusParenthesis = "filter: There is an extra closing parenthesis.";
constexpr std::string_view kSideBySide = "filter: Two expressions have no separator between them.";
constexpr std::string_view kTooDeep = "filter: Parentheses may be nested at most 50 deep.";

std::string nested(std::string_view opening, std::string_view inner, std::size_t depth) {
  return repeated(opening, depth) + std::string{inner} + std::string(depth, ')');
}

//
TEST(Filter, IsNothingWithoutTerms) {
  EXPECT_EQ(parsed(""), "nothing");
  EXPECT_EQ(parsed(",&;|"), "nothing");
}

// whether a function exists and how many arguments it takes is for the reader of the tree.
TEST(Filter, TakesAnyCallWithAnyArguments) {
  for (const auto* text :
       {"and(a,b)", "not()", "eq(a)", "any(c,eq(x,1),y)", "null()", "null(x)", "empty(x,y)", "self()",
        "self(a,b)", "foo(a)", "eq(self(a.b),null())", "in(a,('x'&b&3))", "in(a,())"}) {
    EXPECT_EQ(parsed(text), text);
  }
}

//
TEST(Filter, KeepsWhatStandsBetweenTheTermsOfAGroup) {
  EXPECT_EQ(parsed("a,b;c"), "(a&b|c)");
  EXPECT_EQ(parsed("a&b|c&d"), "(a&b|c&d)");
  EXPECT_EQ(parsed("x(a|(b,c),d)"), "x(a,(b&c),d)");
}

//
TEST(Filter, TakesAGroupOfOneTermForThatTerm) {
  EXPECT_EQ(parsed("((a))"), "a");
  EXPECT_EQ(parsed("(,(eq(a,b)),)"), "eq(a,b)");
  EXPECT_EQ(parsed("((a)&((b|c)))"), "(a&(b|c))");
  EXPECT_EQ(parsed("()"), "()");
  EXPECT_EQ(parsed("(())"), "()");
}

// and binds tighter than or.
TEST(Alternatives, SplitWhereOrStands) {
  const auto split = [](std::string_view text) {
    const auto filter = parse_filter(text);
    std::vector<std::vector<std::string>> parts;
    for (const auto& conjunction : alternatives(**filter)) {
      parts.emplace_back();
      for (const auto* term : conjunction) parts.back().push_back(printed(*term));
    }
    return parts;
  };
  using Parts = std::vector<std::vector<std::string>>;
  EXPECT_EQ(split("a&b|c&d"), (Parts{{"a", "b"}, {"c", "d"}}));
  EXPECT_EQ(split("a|b&c|d"), (Parts{{"a"}, {"b", "c"}, {"d"}}));
  EXPECT_EQ(split("a,b"), (Parts{{"a", "b"}}));
  EXPECT_EQ(split("a;b"), (Parts{{"a"}, {"b"}}));
  EXPECT_EQ(split("()"), Parts{});
}

//
TEST(Filter, TakesEverySeparatorOfACallAlike) {
  EXPECT_EQ(parsed("and(a|b,c)"), "and(a,b,c)");
  EXPECT_EQ(parsed("or(a&b)"), "or(a,b)");
  EXPECT_EQ(parsed("in(a;(b))"), "in(a,b)");
  EXPECT_EQ(parse_filter("and(a|b,c)")->value().separators, std::vector<Separator>{});
}

//
TEST(Filter, MakesNoTermOfRepeatedSeparators) {
  EXPECT_EQ(parsed("and(,)"), "and()");
  EXPECT_EQ(parsed(",a,,b&"), "(a&b)");
  EXPECT_EQ(parsed("eq(,a,,b,)"), "eq(a,b)");
}

// as if terms stood between them and then dropped out.
TEST(Filter, LetsOrDecideAmongSeveralSeparators) {
  EXPECT_EQ(parsed("a=1|&c=3"), "(eq(a,1)|eq(c,3))");
  EXPECT_EQ(parsed("a&|b"), "(a|b)");
  EXPECT_EQ(parsed("|a&b"), "(a&b)");
  EXPECT_EQ(parsed("a|b&c"), "(a|b&c)");
}

//
TEST(Filter, ReadsTheShortcut) {
  EXPECT_EQ(parsed("p=v"), "eq(p,v)");
  EXPECT_EQ(parsed("p='v'"), "eq(p,'v')");
  EXPECT_EQ(parsed("'p'=v"), "eq('p',v)");
  EXPECT_EQ(parsed("p=null()"), "eq(p,null())");
  EXPECT_EQ(parsed("p=EMPTY()"), "eq(p,empty())");
  EXPECT_EQ(parsed("p=self(q)"), "eq(p,self(q))");
  EXPECT_EQ(parsed("self()=1"), "eq(self(),1)");
  EXPECT_EQ(parsed("Self(p)=((self(q)))"), "eq(self(p),self(q))");
  EXPECT_EQ(parsed("(p)=((v))"), "eq(p,v)");
  EXPECT_EQ(parsed("not(a=1|b=2)"), "not(eq(a,1),eq(b,2))");
  EXPECT_EQ(parsed("p=null(x)"), "eq(p,null(x))");
}

//
TEST(Filter, RefusesAShortcutWithABadSide) {
  for (const auto* text :
       {"p=gt=5", "p=", "p=f(x)", "p=(a,b)", "p=()", "p=(a=b)", "p=,b", "(p=)", "=v", "a,=v", "p==v",
        "p=eq(a,b)", "(a,b)=1", "()=1", "gt(a,1)=2", "null()=1", "p=(gt(a,1))", "p=v=", "x(=)"}) {
    EXPECT_EQ(parsed(text), kShortcut) << text;
  }
}

//
TEST(Filter, LowersNamesOfCallsOnly) {
  EXPECT_EQ(parsed("EQ(Name,Active)"), "eq(Name,Active)");
  EXPECT_EQ(parsed("FOO(A)"), "foo(A)");
}

//
TEST(Filter, ReadsLists) {
  EXPECT_EQ(parsed("in(s,(a;b|c&d,e))"), "in(s,(a|b|c&d&e))");
  EXPECT_EQ(parsed("in(s,(v))"), "in(s,v)");
  EXPECT_EQ(parsed("in(s,v)"), "in(s,v)");
}

// Q-030, section 3: special characters inside quotes are text.
TEST(Filter, TakesEverythingInQuotesForText) {
  EXPECT_EQ(parsed("'(),&;|=\\ '"), "'(),&;|=\\ '");
  EXPECT_EQ(parsed("a=\"(\""), "eq(a,'(')");
  const auto word = parse_filter("''");
  ASSERT_TRUE(word.has_value());
  EXPECT_EQ(word->value(), (Node{.kind = NodeKind::kWord, .text = "", .quoted = true}));
}

//
TEST(Filter, IgnoresBlanksAroundQuotesAndKeepsThoseInside) {
  EXPECT_EQ(parsed("a=  'x y' "), "eq(a,'x y')");
  EXPECT_EQ(parsed("eq( 'a' , \" b\" )"), "eq('a',' b')");
}

//
TEST(Filter, RefusesTextOutsideQuotes) {
  for (const auto* text :
       {"'a'b", "b'a'", "a='x'y", "a=x 'y'", "'a''b'", "'a' \"b\"", "'it's'", "eq(a,'x'y)", "f'x'(a)"}) {
    EXPECT_EQ(parsed(text), kOutsideQuotes) << text;
  }
}

//
TEST(Filter, TakesTheOtherQuoteForText) {
  EXPECT_EQ(parsed("\"it's\""), "\"it's\"");
  EXPECT_EQ(parsed("'say \"hi\"'"), "'say \"hi\"'");
}

//
TEST(Filter, RefusesAnOpenQuote) {
  for (const auto* text : {"'", "\"", "a='x", "a=\"x'", "eq(a,'b)", "'a','"}) {
    EXPECT_EQ(parsed(text), kOpenQuote) << text;
  }
}

//
TEST(Filter, RefusesParenthesesThatDoNotMatch) {
  for (const auto* text : {"(", "a(", "eq(a,b", "((a)", "a=self(b", "(,"}) {
    EXPECT_EQ(parsed(text), kOpenParenthesis) << text;
  }
  for (const auto* text : {")", "a)", "eq(a,b))", "(a)),b", "a=b)"}) {
    EXPECT_EQ(parsed(text), kSurplusParenthesis) << text;
  }
}

//
TEST(Filter, RefusesExpressionsWithoutASeparator) {
  for (const auto* text : {"(a)b", "eq(a,b)c", "(a)(b)", "f(a)g(b)", "'eq'(a,b)", "(a)'b'", "a='x'(b)",
                           "f()(a)", "a=(b)c", "self(a)b=1"}) {
    EXPECT_EQ(parsed(text), kSideBySide) << text;
  }
}

// inside a word they belong to it.
TEST(Filter, KeepsTheBlanksInsideBareWords) {
  EXPECT_EQ(parsed("name=Ledger  sync"), "eq(name,Ledger  sync)");
  EXPECT_EQ(parsed("name= Ledger \t sync "), "eq(name,Ledger \t sync)");
  EXPECT_EQ(parsed("like(name, * sync *)"), "like(name,* sync *)");
}

// wherever a word, a call, a group or a separator may stand.
TEST(Filter, TakesNoNoticeOfBlanksElsewhere) {
  for (const std::string blank : {" ", "   ", "\t", "\n", "\r\n"}) {
    for (const auto& [written, meant] : std::vector<std::pair<std::string, std::string>>{
             {"eq(account.id,_ACC-3010-4421)", "eq(account.id,ACC-3010-4421)"},
             {"eq(_a,b)", "eq(a,b)"},
             {"eq(a_,b)", "eq(a,b)"},
             {"eq(a,b_)", "eq(a,b)"},
             {"eq_(a,b)", "eq(a,b)"},
             {"_Eq(a,b)", "eq(a,b)"},
             {"eq(a,b)_", "eq(a,b)"},
             {"_a=b", "eq(a,b)"},
             {"a_=b", "eq(a,b)"},
             {"a=_b", "eq(a,b)"},
             {"a=b_", "eq(a,b)"},
             {"_'a'_=_'b'_", "eq('a','b')"},
             {"a=_null_(_)_", "eq(a,null())"},
             {"self_(_a_)_=1", "eq(self(a),1)"},
             {"a=_(_b_)_", "eq(a,b)"},
             {"in(a,_(x,_y_))", "in(a,(x&y))"},
             {"in(a,_(_x_)_)", "in(a,x)"},
             {"in(a,(_))", "in(a,())"},
             {"in(a,(x,_,y))", "in(a,(x&y))"},
             {"a=1_&_b=2", "(eq(a,1)&eq(b,2))"},
             {"f(a)_|_(b)_;_g(c)", "(f(a)|b|g(c))"},
             {"a=1&_(b=2|c=3)", "(eq(a,1)&(eq(b,2)|eq(c,3)))"},
             {"(_a=1_)_&b=2", "(eq(a,1)&eq(b,2))"},
             {"not_(_a=1_)", "not(eq(a,1))"},
             {"a,_,b", "(a&b)"},
             {"any(_c_,_x=1_)", "any(c,eq(x,1))"},
             {"f(_)", "f()"},
             {"(_)", "()"},
             {"_", "nothing"},
             {"_,_&_", "nothing"},
         }) {
      std::string text;
      for (const char c : written) {
        if (c == '_') {
          text += blank;
        } else {
          text += c;
        }
      }
      EXPECT_EQ(parsed(text), meant) << written << " with " << ::testing::PrintToString(blank);
    }
  }
}

// a blank takes the place of no separator and of no value.
TEST(Filter, LetsABlankStandForNothingElse) {
  EXPECT_EQ(parsed("eq(a, )"), "eq(a)");
  for (const auto* text : {"a= ", " =v", "a= ,b", "a=( )", "a= = b"})
    EXPECT_EQ(parsed(text), kShortcut) << text;
  for (const auto* text : {"f(a) g(b)", "(a) (b)", "(a) b", "f(a) b", "'a' (b)"}) {
    EXPECT_EQ(parsed(text), kSideBySide) << text;
  }
  EXPECT_EQ(parsed("( a"), kOpenParenthesis);
  EXPECT_EQ(parsed("a ) "), kSurplusParenthesis);
}

// white space of other scripts, and controls that are none, are text.
TEST(Filter, TakesOtherSpacesForText) {
  for (const std::string space : {"\u00A0", "\u3000", "\v", "\f"}) {
    const auto value = fmt::format("{}b{}", space, space);
    EXPECT_EQ(parsed("a=" + value), fmt::format("eq(a,{})", value));
    EXPECT_EQ(parsed("a='b'" + space), kOutsideQuotes);
  }
}

//
TEST(Filter, SaysWhichWordsWereQuoted) {
  const auto filter = parse_filter("eq(\"name\",'description')");
  ASSERT_TRUE(filter.has_value());
  EXPECT_TRUE(filter->value().children[0].quoted);
  EXPECT_TRUE(filter->value().children[1].quoted);
  EXPECT_FALSE(parse_filter("eq(name,x)")->value().children[1].quoted);
}

// Section 3: everything else is part of a word.
TEST(Filter, TakesOtherCharactersForWords) {
  EXPECT_EQ(parsed("a.b=\\*:/+-é\xF0\x9F\x94\x91\x01"), "eq(a.b,\\*:/+-é\xF0\x9F\x94\x91\x01)");
  EXPECT_EQ(parsed("\xFF=\x80"), "eq(\xFF,\x80)");
}

TEST(Filter, RefusesNul) {
  using namespace std::string_view_literals;
  EXPECT_EQ(parsed("name='a\0b'"sv), "filter: The filter may not contain the character U+0000.");
}

//
TEST(Filter, BoundsNesting) {
  const auto depth = base::kFilterDepthMax;
  for (const auto* opening : {"(", "not(", "x("}) {
    EXPECT_NE(parsed(nested(opening, "a=1", depth)), kTooDeep) << opening;
    EXPECT_EQ(parsed(nested(opening, "a=1", depth + 1)), kTooDeep) << opening;
  }
  EXPECT_EQ(parsed(nested("(", "a=1", depth)), "eq(a,1)");
  EXPECT_EQ(parsed("p=" + nested("(", "v", depth)), "eq(p,v)");
  EXPECT_EQ(parsed("p=" + nested("(", "v", depth + 1)), kTooDeep);
  EXPECT_EQ(parsed(repeated("()&", 2 * depth) + "x()"), parsed(repeated("(),", 2 * depth) + "x()"));
}

//
TEST(Filter, BoundsBytes) {
  const std::string most = "a=" + std::string(base::kFilterBytesMax - 2, 'x');
  EXPECT_THAT(parsed(most), testing::StartsWith("eq(a,xxx"));
  EXPECT_EQ(parsed(most + 'x'), "filter: The filter may have at most 8192 bytes.");
  EXPECT_EQ(parsed(std::string(base::kFilterBytesMax + 1, ',')),
            "filter: The filter may have at most 8192 bytes.");
}

// neither the stack nor time runs out.
TEST(Filter, EndsOnTheLongestRepetitions) {
  for (const auto* piece :
       {"(",  ")",  "((a", "not(", "'",     "\"", "a=", "=",  "a'",  "''",    " ",
        " '", " (", "(a)", "a=(",  "self(", "a|", ",",  "()", "(),", "a(b=(", "p=self("}) {
    const auto text = repeated(piece, base::kFilterBytesMax / std::string_view{piece}.size());
    const auto result = parse_filter(text);
    EXPECT_TRUE(result.has_value() || printed(result.error()).starts_with("filter: ")) << piece;
  }
}

}  // namespace
}  // namespace jeton::rql
