#include "domain/placeholders.h"

#include <gtest/gtest.h>

#include <chrono>
#include <map>

#include "base/limits.h"

namespace jeton::domain {
namespace {

std::string render(std::string_view text,
                   const std::map<std::string, std::string, std::less<>>& values = {}) {
  return render_placeholders(text, [&values](std::string_view path) -> std::optional<std::string> {
    const auto found = values.find(path);
    if (found == values.end()) return std::nullopt;
    return found->second;
  });
}

//
TEST(Placeholders, AreReplacedByTheirValues) {
  EXPECT_EQ(render("Token {{apiToken.id}} of {{ actor.name }}.",
                   {{"apiToken.id", "TKN-0001-0002"}, {"actor.name", "Zoë"}}),
            "Token TKN-0001-0002 of Zoë.");
  EXPECT_EQ(render("{{a}}{{a}}", {{"a", "x"}}), "xx");
  EXPECT_EQ(render(""), "");
  EXPECT_EQ(render("plain { text } stays"), "plain { text } stays");
}

// unresolvable ones are replaced by an empty string.
TEST(Placeholders, WithoutAValueLeaveNothing) {
  EXPECT_EQ(render("[{{unknown}}]"), "[]");
  EXPECT_EQ(render("[{{}}]"), "[]");
  EXPECT_EQ(render("[{{ }}]"), "[]");
}

// "was created by System ()": what stands in parentheses alone goes with them.
TEST(Placeholders, WithoutAValueTakeTheirParenthesesAlong) {
  EXPECT_EQ(render("by {{a}} ({{b}}).", {{"a", "System"}}), "by System.");
  EXPECT_EQ(render("by {{a}} ({{b}}).", {{"a", "System"}, {"b", ""}}), "by System.");
  EXPECT_EQ(render("by {{a}} ({{b}}).", {{"a", "Zoë"}, {"b", "USR-1"}}), "by Zoë (USR-1).");
  EXPECT_EQ(render("({{b}})"), "");
  EXPECT_EQ(render("a({{b}})c"), "ac");
  EXPECT_EQ(render("a  ({{b}})"), "a ");
  EXPECT_EQ(render("a ({{b}} x)"), "a ( x)");
  EXPECT_EQ(render("a (x {{b}})"), "a (x )");
  EXPECT_EQ(render("a ({{b}}"), "a (");
  EXPECT_EQ(render("a {{b}})"), "a )");
  // A parenthesis that a value ends with is the value's.
  EXPECT_EQ(render("{{a}}{{b}})", {{"a", "x ("}}), "x ()");
}

// no `{{` or `}}` remains.
TEST(Placeholders, LeaveNoDoubleBraces) {
  EXPECT_EQ(render("open {{a", {{"a", "x"}}), "open {a");
  EXPECT_EQ(render("close a}}", {{"a", "x"}}), "close a}");
  EXPECT_EQ(render("}}{{", {{"a", "x"}}), "}{");
  EXPECT_EQ(render("{{b {{a}}", {{"a", "x"}}), "{b x");
  EXPECT_EQ(render("{{{a}}}", {{"a", "x"}}), "{x}");
  EXPECT_EQ(render("{{{{{"), "{");
}

// Names are written by customers: whatever they hold, it is shown and not looked at.
TEST(Placeholders, AreNotLookedForInValues) {
  EXPECT_EQ(render("by {{a}}", {{"a", "{{b}}"}, {"b", "secret"}}), "by {b}");
  EXPECT_EQ(render("{{a}}b}}", {{"a", "{{"}, {"b", "secret"}}), "{b}");
  EXPECT_EQ(render("{{{a}}{b}}", {{"a", "{"}, {"b", "secret"}}), "{b}");
  EXPECT_EQ(render("{{a}}}", {{"a", "}"}}), "}");
}

// What values may add is limited, whatever the number of placeholders.
TEST(Placeholders, StopAddingAtTheLimit) {
  const std::string half(base::kAuditRenderedBytesMax / 2, 'v');
  EXPECT_EQ(render("{{a}}{{a}}", {{"a", half}}).size(), base::kAuditRenderedBytesMax);
  EXPECT_EQ(render("{{a}}{{a}}{{b}}.", {{"a", half}, {"b", "x"}}).size(), base::kAuditRenderedBytesMax + 1);
  EXPECT_EQ(render("{{a}}", {{"a", half + half + "v"}}), "");
}

// A quadratic reader would take minutes for these.
TEST(Placeholders, TakeTimeInProportionToTheText) {
  const auto repeated = [](std::string_view piece) {
    std::string text;
    while (text.size() < 1'000'000) text += piece;
    return text;
  };
  const auto start = std::chrono::steady_clock::now();
  for (const auto* piece : {"{{", "}}", "{{a", "{{a}}", "{ ", "{{ }"}) (void)render(repeated(piece));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{20});
}

}  // namespace
}  // namespace jeton::domain
