#include "client/base_url.h"

#include <gtest/gtest.h>

namespace jeton::client {
namespace {

//
TEST(NormalizeBaseUrlTest, StripsWhatClientsAppend) {
  for (const auto* end : {"", "/", "/public", "/public/", "/public/v1", "/public/v1/"}) {
    EXPECT_EQ(normalize_base_url("https://api.jeton.example:8443" + std::string{end}).value(),
              "https://api.jeton.example:8443");
    EXPECT_EQ(normalize_base_url("http://[::1]:8080/below" + std::string{end}).value(),
              "http://[::1]:8080/below");
  }
  EXPECT_EQ(normalize_base_url("https://api.jeton.example/v1").value(), "https://api.jeton.example/v1");
}

TEST(NormalizeBaseUrlTest, RefusesWhatIsNoAddressAndDoesNotRepeatIt) {
  for (const auto* text : {"", "api.jeton.example", "localhost:8080", "ftp://h", "http://", "https:///p",
                           "http://h?q", "http://h#f", "http://user:canary@h", "http://h h"}) {
    const auto normalized = normalize_base_url(text);
    ASSERT_TRUE(normalized.has_error()) << text;
    const auto error = normalized.error();
    EXPECT_EQ(error.fields().front().path, "url");
    EXPECT_EQ(error.fields().front().message.find("canary"), std::string::npos);
  }
}

}  // namespace
}  // namespace jeton::client
