#include "net/form.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jeton::net {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ParseForm, GivesTheFieldsInTheirOrder) {
  EXPECT_THAT(*parse_form("token=idt%3ATKN-1&token_type_hint=access_token"),
              ElementsAre(FormField{"token", "idt:TKN-1"}, FormField{"token_type_hint", "access_token"}));
  EXPECT_THAT(*parse_form("a=1&a=2"), ElementsAre(FormField{"a", "1"}, FormField{"a", "2"}));
  EXPECT_THAT(*parse_form("a=b=c"), ElementsAre(FormField{"a", "b=c"}));
  EXPECT_THAT(*parse_form("a&b="), ElementsAre(FormField{"a", ""}, FormField{"b", ""}));
  EXPECT_THAT(*parse_form(""), IsEmpty());
}

TEST(ParseForm, TakesAPlusForABlankAndDecodesOnce) {
  EXPECT_THAT(*parse_form("a+b=c+d%2Be"), ElementsAre(FormField{"a b", "c d+e"}));
  EXPECT_THAT(*parse_form("a=%2541"), ElementsAre(FormField{"a", "%41"}));
  EXPECT_THAT(*parse_form("a=Zo%C3%AB%26"), ElementsAre(FormField{"a", "Zo\u00EB&"}));
}

TEST(ParseForm, RefusesWhatIsNotEncodedAsAForm) {
  for (const auto* body :
       {"a=%", "a=%4", "a=%zz", "a=b c", "a=b\nc", "a=\x01", "a=\xC3\xAB", "a=%C3", "%FF=a", "a=b#c"}) {
    const auto parsed = parse_form(body);
    ASSERT_TRUE(parsed.has_error()) << ::testing::PrintToString(body);
    EXPECT_EQ(parsed.error().fields().front().path, "body");
  }
}

}  // namespace
}  // namespace jeton::net
