#include "net/cookie.h"

#include <gtest/gtest.h>

namespace jeton::net {
namespace {

TEST(FindCookieTest, FindsByExactName) {
  EXPECT_EQ(find_cookie("a=1; session=x=y; b=2", "session"), "x=y");
  EXPECT_EQ(find_cookie("session=1", "session"), "1");
  EXPECT_EQ(find_cookie("a=1;session= 2 ", "session"), "2");
  EXPECT_EQ(find_cookie("session=", "session"), "");
}

TEST(FindCookieTest, TakesTheFirstOfTwo) {
  EXPECT_EQ(find_cookie("s=1; s=2", "s"), "1");
}

TEST(FindCookieTest, MissesOtherNames) {
  for (const auto* header :
       {"", ";", "session", "Session=1", "xsession=1", "session2=1", "a=session=1", "=1"}) {
    EXPECT_EQ(find_cookie(header, "session"), std::nullopt) << header;
  }
}

}  // namespace
}  // namespace jeton::net
