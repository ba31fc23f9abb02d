#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.h"
#include "rql/printed_test.h"
#include "rql/syntax.h"

namespace jeton::rql {
namespace {

std::string text_of(const std::vector<OrderItem>& items) {
  std::string text;
  for (const auto& item : items) text += (item.descending ? '-' : '+') + item.path + ' ';
  return text;
}

std::string text_of(const std::vector<SelectItem>& items) {
  std::string text;
  for (const auto& item : items) {
    text += (item.hide ? '-' : '+') + item.path;
    if (!item.nested.empty()) text += "[ " + text_of(item.nested) + ']';
    text += ' ';
  }
  return text;
}

std::string order(std::string_view text) {
  const auto result = parse_order(text);
  return result.has_error() ? printed(result.error()) : text_of(*result);
}

std::string select(std::string_view text) {
  const auto result = parse_select(text);
  return result.has_error() ? printed(result.error()) : text_of(*result);
}

std::string nested(std::string_view name, std::size_t depth) {
  std::string text;
  for (std::size_t i = 0; i < depth; ++i) (text += name) += '(';
  return text + 'x' + std::string(depth, ')');
}

constexpr std::string_view kNoOrder = "order: No valid ordering properties were detected";

//
TEST(Order, ReadsSigns) {
  EXPECT_EQ(order("-audit.created.at,+name,status"), "-audit.created.at +name +status ");
  EXPECT_EQ(order("Audit.Created.AT"), "+Audit.Created.AT ");
}

// a plus may have been decoded to a blank.
TEST(Order, TakesABlankForAPlus) {
  EXPECT_EQ(order(" name, status"), "+name +status ");
  EXPECT_EQ(order(" -name,- status ,+ id"), "-name -status +id ");
}

// the same lexer, in which a path may be quoted.
TEST(Order, TakesQuotedPaths) {
  EXPECT_EQ(order("'name','-status'"), "+name -status ");
  EXPECT_EQ(order("((name))"), "+name ");
}

//
TEST(Order, SkipsWhatIsNoWord) {
  EXPECT_EQ(order("eq(a,b),name,status=Active,(a,b),any(modules)"), "+name ");
  EXPECT_EQ(order(",-,name,,+,"), "+name ");
}

// U12
TEST(Order, NeedsAName) {
  for (const auto* text : {",", "-", "+", " ", "+,-", "eq(a,b)", "status=Active", "(a,b)", "()", "''"}) {
    EXPECT_EQ(order(text), kNoOrder) << text;
  }
}

//
TEST(Order, IsNothingWhenEmpty) {
  EXPECT_EQ(order(""), "");
}

//
TEST(Order, RefusesWhatDoesNotParse) {
  for (const auto* text : {"name,'status", "name)", "(name", "name(a", "a=", "-'name'", "eq(a,b)c"}) {
    EXPECT_THAT(order(text), testing::StartsWith("order: ")) << text;
    EXPECT_NE(order(text), kNoOrder) << text;
  }
}

//
TEST(Order, BoundsNesting) {
  EXPECT_EQ(order(nested("", base::kFilterDepthMax)), "+x ");
  EXPECT_EQ(order(nested("", base::kFilterDepthMax + 1)),
            "order: Parentheses may be nested at most 50 deep.");
}

//
TEST(Select, ReadsSigns) {
  EXPECT_EQ(select("a,+b,-c, d, -e"), "+a +b -c +d -e ");
  EXPECT_EQ(select("-*,id,account.Name"), "-* +id +account.Name ");
  EXPECT_EQ(select("*"), "+* ");
  EXPECT_EQ(select("'name'"), "+name ");
}

//
TEST(Select, ReadsNestedSelections) {
  EXPECT_EQ(select("sub(*,-id)"), "+sub[ +* -id ] ");
  EXPECT_EQ(select("+Sub(a(b,-c)), account.owner(name)"), "+Sub[ +a[ +b -c ] ] +account.owner[ +name ] ");
  EXPECT_EQ(select("sub()"), "+sub ");
}

//
TEST(Select, IsNothingWithoutItems) {
  EXPECT_EQ(select(""), "");
  EXPECT_EQ(select(",,"), "");
  EXPECT_EQ(select("-,+, "), "");
}

// what cannot name a field selects nothing. A negated selection has no meaning.
TEST(Select, SkipsWhatIsNoSelection) {
  EXPECT_EQ(select("name=x,eq(a,b),NOT(c),self(d),(e,f),-sub(g),id"), "+id ");
  EXPECT_EQ(select("sub(name=x,(a,b),eq(c),-s(d),id)"), "+sub[ +id ] ");
}

//
TEST(Select, RefusesWhatDoesNotParse) {
  for (const auto* text : {"(", ")", "a(b", "a)b", "a(b)c", "'a", "a'b'", "a=", "=a"}) {
    EXPECT_THAT(select(text), testing::StartsWith("select: ")) << text;
  }
}

//
TEST(Select, BoundsNesting) {
  EXPECT_THAT(select(nested("s", base::kFilterDepthMax)), testing::StartsWith("+s[ +s[ "));
  EXPECT_EQ(select(nested("s", base::kFilterDepthMax + 1)),
            "select: Parentheses may be nested at most 50 deep.");
}

// Nothing bounds the length of these two but the request line; a step that looked back each time would take
// minutes here.
TEST(SelectAndOrder, TakeTimeLinearInTheLength) {
  constexpr std::size_t kLength = std::size_t{128} * 1024;
  for (const auto* piece :
       {" ", ",", "(", ")", "'", " ,", " '',", "a,", "()", "a()", "a=b,", "=", "((a", " ("}) {
    std::string text;
    while (text.size() < kLength) text += piece;
    (void)parse_order(text);
    (void)parse_select(text);
    (void)parse_order(text + '\'');
  }
}

}  // namespace
}  // namespace jeton::rql
