#include "net/multipart.h"

#include <gtest/gtest.h>

#include <string>

#include "base/limits.h"

namespace jeton::net {
namespace {

constexpr std::string_view kType = "multipart/form-data; boundary=XX";

std::string part(std::string_view name, std::string_view body) {
  return "--XX\r\nContent-Disposition: form-data; name=\"" + std::string{name} + "\"\r\n\r\n" +
         std::string{body} + "\r\n";
}

bool is_refused(std::string_view type, std::string_view body) {
  const auto parts = parse_multipart(type, body);
  return parts.has_error() && parts.error().kind() == base::ErrorKind::kInvalid &&
         parts.error().fields().front().path == "body";
}

//
TEST(ParseMultipartTest, ReadsPartsInAnyOrder) {
  const std::string body =
      "--XX\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"logo.png\"\r\nContent-Type: "
      "image/png\r\n"
      "\r\n\x89PNG\r\n\r\n--X\r\n--XX\r\ncontent-disposition: Form-Data; name=account\r\n"
      "Content-Type: application/json\r\n\r\n{}\r\n--XX--\r\n";
  const auto parts = parse_multipart(kType, body);
  ASSERT_TRUE(parts.has_value());
  ASSERT_EQ(parts->size(), 2U);
  EXPECT_EQ((*parts)[0].name, "logo");
  EXPECT_EQ((*parts)[0].filename, "logo.png");
  EXPECT_EQ((*parts)[0].content_type, "image/png");
  EXPECT_EQ((*parts)[0].body, "\x89PNG\r\n\r\n--X");
  EXPECT_EQ((*parts)[1].name, "account");
  EXPECT_EQ((*parts)[1].filename, std::nullopt);
  EXPECT_EQ((*parts)[1].content_type, "application/json");
  EXPECT_EQ((*parts)[1].body, "{}");
}

TEST(ParseMultipartTest, TakesEmptyPartsPreambleEpilogueAndPaddedBoundaries) {
  const auto parts = parse_multipart(
      "multipart/form-data; boundary=\"a b\"",
      "preamble\r\n--a b \t\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n\r\n--a b--epilogue");
  ASSERT_TRUE(parts.has_value());
  ASSERT_EQ(parts->size(), 1U);
  EXPECT_EQ((*parts)[0].name, "");
  EXPECT_EQ((*parts)[0].body, "");
}

TEST(ParseMultipartTest, TakesAFormWithoutParts) {
  const auto parts = parse_multipart(kType, "--XX--\r\n");
  ASSERT_TRUE(parts.has_value());
  EXPECT_TRUE(parts->empty());
}

TEST(ParseMultipartTest, TakesPartsUpToTheLimitAndNoMore) {
  std::string body;
  for (std::size_t i = 0; i < base::kMultipartPartsMax; ++i) body += part("a", "b");
  const auto parts = parse_multipart(kType, body + "--XX--");
  ASSERT_TRUE(parts.has_value());
  EXPECT_EQ(parts->size(), base::kMultipartPartsMax);
  EXPECT_TRUE(is_refused(kType, body + part("a", "b") + "--XX--"));
}

TEST(ParseMultipartTest, RefusesABoundaryThatIsNone) {
  const auto body = part("a", "b") + "--XX--";
  for (const auto* type :
       {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"X X \"",
        "multipart/form-data; boundary=\"X\\\"X\"", "multipart/form-data; boundary=\"XX"}) {
    EXPECT_TRUE(is_refused(type, body)) << type;
  }
  EXPECT_TRUE(is_refused("multipart/form-data; boundary=" + std::string(71, 'X'), body));
}

TEST(ParseMultipartTest, RefusesWhatIsNotFramed) {
  const std::string disposition = "Content-Disposition: form-data; name=a\r\n";
  for (const auto& body : {
           std::string{},
           std::string{"no boundary"},
           std::string{"--XX"},
           std::string{"--XX\r\n"},
           "--XX\r\n" + disposition,
           "--XX\r\n" + disposition + "\r\n",
           "--XX\r\n" + disposition + "\r\nnever ended",
           "--XX\r\n" + disposition + "\r\nb\r\n--XX",
           "--XX\r\n" + disposition + "\r\nb\r\n--XX\r\n",
           "--XX\n" + disposition + "\r\nb\r\n--XX--",
           "--XXX\r\n" + disposition + "\r\nb\r\n--XXX--",
       }) {
    EXPECT_TRUE(is_refused(kType, body)) << body;
  }
}

TEST(ParseMultipartTest, RefusesPartsWithoutAName) {
  for (const std::string headers :
       {"", "Content-Type: a/b\r\n", "Content-Disposition: form-data\r\n",
        "Content-Disposition: attachment; name=a\r\n", "Content-Disposition: form-data; filename=a\r\n",
        "Content-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b\r\n",
        "nonsense\r\n"}) {
    EXPECT_TRUE(is_refused(kType, "--XX\r\n" + headers + "\r\nb\r\n--XX--")) << headers;
  }
}

TEST(ParseMultipartTest, RefusesEndlessPartHeaders) {
  const std::string long_header = "X-A: " + std::string(8 * 1024, 'a') + "\r\n";
  EXPECT_TRUE(is_refused(
      kType, "--XX\r\n" + long_header + "Content-Disposition: form-data; name=a\r\n\r\nb\r\n--XX--"));
}

}  // namespace
}  // namespace jeton::net
