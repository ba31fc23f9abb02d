#include "net/content_type.h"

#include <gtest/gtest.h>

namespace jeton::net {
namespace {

TEST(MediaTypeTest, IsLowerCaseWithoutParameters) {
  EXPECT_EQ(media_type("Application/JSON; charset=utf-8"), "application/json");
  EXPECT_EQ(media_type(" text/plain "), "text/plain");
  EXPECT_EQ(media_type(""), "");
}

TEST(HeaderParameterTest, ReadsTokensAndQuotedStrings) {
  EXPECT_EQ(header_parameter("a/b; boundary=x-1", "boundary"), "x-1");
  EXPECT_EQ(header_parameter("a/b;BOUNDARY = \"x y;=\" ; q=1", "boundary"), "x y;=");
  EXPECT_EQ(header_parameter("a/b;BOUNDARY=\"x\" ; q=1", "q"), "1");
  EXPECT_EQ(header_parameter(R"(form-data; name="a\"b\\c"; filename="C:\logo.png")", "name"), R"(a"b\c)");
  EXPECT_EQ(header_parameter(R"(form-data; name="a"; filename="C:\logo.png")", "filename"), R"(C:\logo.png)");
}

TEST(HeaderParameterTest, TheFirstCountsAndQuotedTextIsNoParameter) {
  EXPECT_EQ(header_parameter("a/b; x=1; x=2", "x"), "1");
  EXPECT_EQ(header_parameter(R"(a/b; y="; x=1")", "x"), std::nullopt);
}

TEST(HeaderParameterTest, MissesWhatIsNotThere) {
  for (const auto* value : {"", "a/b", "x=1", "a/b;", "a/b; x", "a/b; x; y", "a/b; x=\"never ended"}) {
    EXPECT_EQ(header_parameter(value, "x"), std::nullopt) << value;
  }
  EXPECT_EQ(header_parameter("a/b; x=", "x"), "");
}

}  // namespace
}  // namespace jeton::net
