#include "api/session_cookie.h"

#include <gtest/gtest.h>

namespace jeton::api {
namespace {

ApiOptions over(bool tls) {
  return {.base_url = {}, .secure_cookies = tls};
}

net::Request with_cookies(const std::string& cookies) {
  net::RequestParts parts;
  parts.headers.push_back({"Cookie", cookies});
  return net::Request::create(std::move(parts)).value();
}

TEST(SessionCookie, IsForThisHostOverTlsAlone) {
  const base::Secret value{"s"};
  EXPECT_EQ(session_cookie(over(true), value),
            "__Host-jeton_session=s; Path=/; HttpOnly; SameSite=Lax; Secure");
  EXPECT_EQ(expired_session_cookie(over(true)),
            "__Host-jeton_session=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0");
}

TEST(SessionCookie, IsNotSecureOverPlainHttp) {
  const base::Secret value{"s"};
  EXPECT_EQ(session_cookie(over(false), value), "jeton_session=s; Path=/; HttpOnly; SameSite=Lax");
  EXPECT_EQ(expired_session_cookie(over(false)), "jeton_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
}

// A cookie without the prefix may have been set by another host of the same site.
TEST(SessionCookie, IsFoundUnderItsOwnNameAlone) {
  const auto request = with_cookies("jeton_session=plain; __Host-jeton_session=secure");
  EXPECT_EQ(find_session_cookie(over(true), request), "secure");
  EXPECT_EQ(find_session_cookie(over(false), request), "plain");
  EXPECT_EQ(find_session_cookie(over(true), with_cookies("jeton_session=plain")), std::nullopt);
  EXPECT_EQ(find_session_cookie(over(true), net::Request::create({}).value()), std::nullopt);
}

}  // namespace
}  // namespace jeton::api
