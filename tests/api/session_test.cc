#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "base/limits.h"
#include "identity/sign_in.h"
#include "support/running_server.h"

// Signing in over the wire, cookies and CSRF (spec console section 1).
namespace jeton::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class SessionApi : public ::testing::Test {
 protected:
  Answer sign_in_with(const std::string& email, const std::string& password) {
    return server.as_nobody(json_ask("POST", "/session/sign-in",
                                     R"({"email": ")" + email + R"(", "password": ")" + password + R"("})"));
  }

  RunningServer server;
};

TEST_F(SessionApi, SetsACookieThatScriptsCannotRead) {
  const auto answer = sign_in_with("admin@alder.example", std::string{RunningServer::kPassword});
  ASSERT_EQ(answer.status, 200);
  const auto cookie = answer.header("set-cookie");
  EXPECT_THAT(cookie, StartsWith("jeton_session="));
  EXPECT_THAT(cookie, HasSubstr("; HttpOnly"));
  EXPECT_THAT(cookie, HasSubstr("; SameSite=Lax"));
  const auto value = cookie.substr(14, cookie.find(';') - 14);
  EXPECT_THAT(answer.body, Not(HasSubstr(value)));
  const auto session = answer.json();
  EXPECT_EQ(session.at_pointer("/account/id").as_string(), "ACC-2000-0001");
  EXPECT_EQ(session.at_pointer("/modules/access-management/0").as_string(), "read");  // R-015
  EXPECT_EQ(session.at("apiBaseUrl").as_string(),
            "http://127.0.0.1:" + std::to_string(server.port()) + "/public/v1/");
}

// C-002
TEST_F(SessionApi, AnswersEveryFailureWithTheSameSentence) {
  const auto wrong = sign_in_with("admin@alder.example", "Other-Password-1");
  const auto unknown = sign_in_with("nobody@alder.example", "Other-Password-1");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(unknown.status, 401);
  EXPECT_EQ(wrong.json().at("detail"), unknown.json().at("detail"));
  EXPECT_THAT(wrong.body, Not(HasSubstr("Other-Password-1")));
}

TEST_F(SessionApi, RefusesTooManyFailuresWithATimeToWait) {
  for (int i = 0; i < base::kSignInFailuresPerEmailMax; ++i) {
    EXPECT_EQ(sign_in_with("admin@alder.example", "Other-Password-1").status, 401);
  }
  const auto refused = sign_in_with("admin@alder.example", std::string{RunningServer::kPassword});
  EXPECT_EQ(refused.status, 429);
  EXPECT_NE(refused.header("retry-after"), "");
}

TEST_F(SessionApi, NamesTheFieldOfABadBodyAndNeverItsValue) {
  const auto typed = server.as_nobody(
      json_ask("POST", "/session/sign-in", R"({"email": "a@alder.example", "password": 12345678})"));
  EXPECT_EQ(typed.status, 400);
  EXPECT_TRUE(typed.json().at("errors").as_object().contains("password"));
  EXPECT_THAT(typed.body, Not(HasSubstr("12345678")));
  EXPECT_EQ(server.as_nobody({"POST", "/session/sign-in", {{"Content-Type", "text/plain"}}, "{}"}).status,
            415);
}

// A page elsewhere can make a browser send the cookie, but not the header.
TEST_F(SessionApi, RefusesChangesWithoutTheCsrfTokenOfTheSession) {
  const auto browser = server.sign_in("admin@alder.example");
  const auto other = server.sign_in("admin@birch.example");
  const auto body = R"({"name": "Ledger sync"})";
  for (const auto& token : {std::string{}, std::string{"x"}, other.csrf_token}) {
    const auto refused = server.as_browser({browser.cookie, token},
                                           json_ask("POST", std::string{RunningServer::kTokens}, body));
    EXPECT_EQ(refused.status, 403);
  }
  EXPECT_EQ(server.as_browser({browser.cookie, {}}, {.target = std::string{RunningServer::kTokens}}).status,
            200);
  EXPECT_EQ(server.as_browser(browser, json_ask("POST", std::string{RunningServer::kTokens}, body)).status,
            201);
  EXPECT_EQ(server.as_browser({browser.cookie, {}}, {"POST", "/session/sign-out", {}, {}}).status, 403);
}

// Not for the methods with a body alone.
TEST_F(SessionApi, RefusesEveryMethodThatMayChangeSomethingWithoutTheCsrfToken) {
  const auto browser = server.sign_in("admin@alder.example");
  std::string id;
  (void)server.make_token(server.platform->alder, {}, &id);
  const auto one = std::string{RunningServer::kTokens} + "/" + id;
  for (const auto& token : {std::string{}, std::string{"x"}}) {
    EXPECT_EQ(server.as_browser({browser.cookie, token}, {"DELETE", one, {}, {}}).status, 403);
    EXPECT_EQ(server.as_browser({browser.cookie, token}, json_ask("PUT", one, "{}")).status, 403);
    EXPECT_EQ(server.as_browser({browser.cookie, token}, {"POST", one + "/disable", {}, {}}).status, 403);
    EXPECT_EQ(server.as_browser({browser.cookie, token}, {"HEAD", one, {}, {}}).status, 200);
  }
  EXPECT_EQ(server.as_browser(browser, {.target = one}).json().at("status").as_string(), "Active");
  EXPECT_EQ(server.as_browser(browser, {"DELETE", one, {}, {}}).status, 204);
}

// A token needs none: no page can make a browser send it.
TEST_F(SessionApi, AsksATokenForNoCsrfToken) {
  std::string id;
  const auto token = server.make_token(server.platform->alder, {"MOD-1756"}, &id);
  const auto one = std::string{RunningServer::kTokens} + "/" + id;
  EXPECT_EQ(server.as_token(token, json_ask("PUT", one, R"({"name": "New"})")).status, 200);
  // Also when a cookie comes along: the token is who asks.
  const auto browser = server.sign_in("admin@birch.example");
  auto both = json_ask("PUT", one, R"({"name": "Newer"})");
  both.headers.emplace_back("Cookie", browser.cookie);
  EXPECT_EQ(server.as_token(token, both).status, 200);
}

// A-011: who sends an Authorization header means it, however broken it is.
TEST_F(SessionApi, IsNotFallenBackToByAHeaderThatIsNoCredential) {
  const auto browser = server.sign_in("admin@alder.example");
  const Ask list{.target = std::string{RunningServer::kTokens}};
  ASSERT_EQ(server.as_browser(browser, list).status, 200);
  for (const auto* header :
       {"", " ", "Bearer", "Bearer ", "Basic YTpi", "Bearer a b", "Bearer idt:TKN-1234-5678:wrong",
        "idt:TKN-1234-5678:wrong", "bearer\tx", "Negotiate"}) {
    auto ask = list;
    ask.headers.emplace_back("Authorization", header);
    EXPECT_EQ(server.as_browser(browser, ask).status, 401) << header;
  }
}

TEST_F(SessionApi, GivesTheSameCsrfTokenToEveryTab) {
  const auto browser = server.sign_in("admin@alder.example");
  const auto again = server.as_browser(browser, {.target = "/session"});
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.json().at("csrfToken").as_string(), browser.csrf_token);
}

// C-103: the console speaks the language of the person from its first page on.
TEST_F(SessionApi, NamesWhatThePersonHasChosen) {
  const auto browser = server.sign_in("admin@alder.example");
  const auto before = server.as_browser(browser, {.target = "/session"}).json();
  EXPECT_EQ(before.at_pointer("/user/settings"),
            boost::json::parse(R"({"cultureCode": "en-US", "languageCode": "en-US"})"));
  const auto id = std::string{before.at_pointer("/user/id").as_string()};
  const auto changed = server.as_browser(
      browser,
      json_ask(
          "PUT", "/public/v1/accounts/users/" + id,
          R"({"settings": {"cultureCode": "de-AT", "languageCode": "de", "timeZone": "Europe/Vienna"}})"));
  ASSERT_EQ(changed.status, 200) << changed.body;
  const auto after = server.as_browser(browser, {.target = "/session"}).json();
  EXPECT_EQ(
      after.at_pointer("/user/settings"),
      boost::json::parse(R"({"cultureCode": "de-AT", "languageCode": "de", "timeZone": "Europe/Vienna"})"));
}

TEST_F(SessionApi, EndsOnSignOut) {
  const auto browser = server.sign_in("admin@alder.example");
  const auto out = server.as_browser(browser, {"POST", "/session/sign-out", {}, {}});
  EXPECT_EQ(out.status, 204);
  EXPECT_THAT(out.header("set-cookie"), HasSubstr("Max-Age=0"));
  EXPECT_EQ(server.as_browser(browser, {.target = "/session"}).status, 401);
  EXPECT_EQ(server.as_browser(browser, {.target = std::string{RunningServer::kTokens}}).status, 401);
}

TEST_F(SessionApi, IsNotOpenedByABearerToken) {
  const auto token = server.make_token(server.platform->alder, {"MOD-1756"});
  EXPECT_EQ(server.as_token(token, {.target = "/session"}).status, 401);
}

TEST_F(SessionApi, SignsInOnceWithALink) {
  const auto link = identity::create_sign_in_link(server.platform->services(), "admin@alder.example");
  ASSERT_TRUE(link.has_value());
  const auto body = R"({"link": ")" + std::string{link->reveal()} + R"("})";
  EXPECT_EQ(server.as_nobody(json_ask("POST", "/session/sign-in-link", body)).status, 200);
  const auto again = server.as_nobody(json_ask("POST", "/session/sign-in-link", body));
  EXPECT_EQ(again.status, 401);
  EXPECT_THAT(again.body, Not(HasSubstr(std::string{link->reveal()})));
}

TEST_F(SessionApi, SwitchesBetweenTheUsersOwnAccounts) {
  const auto browser = server.sign_in("admin@alder.example");
  const auto foreign = server.as_browser(
      browser, json_ask("POST", "/session/account", R"({"account": {"id": "ACC-2000-0002"}})"));
  EXPECT_EQ(foreign.status, 400);
  EXPECT_TRUE(foreign.json().at("errors").as_object().contains("account.id"));
  const auto own = server.as_browser(
      browser, json_ask("POST", "/session/account", R"({"account": {"id": "ACC-2000-0001"}})"));
  EXPECT_EQ(own.status, 200);
  EXPECT_EQ(server.as_browser(browser, {.target = "/session"}).status, 401);
}

}  // namespace
}  // namespace jeton::tests
