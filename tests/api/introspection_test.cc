#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <string>

#include "base/limits.h"
#include "support/running_server.h"

// Introspection over the wire (RFC 7662), on both engines.
namespace jeton::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class IntrospectionApi : public ::testing::TestWithParam<store::sql::Engine> {
 protected:
  static Ask form(std::string body) {
    auto ask = json_ask("POST", "/oauth2/introspect", std::move(body));
    ask.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    return ask;
  }
  /// As clients write it.
  static std::string encoded(std::string text) {
    for (auto at = text.find(':'); at != std::string::npos; at = text.find(':')) text.replace(at, 1, "%3A");
    return text;
  }
  [[nodiscard]] Answer asked(const std::string& text) const {
    return server.as_token(service, form("token=" + encoded(text) + "&token_type_hint=access_token"));
  }

  RunningServer server{GetParam()};
  std::string id;
  const std::string token = server.make_token(server.platform->alder, {"MOD-2001"}, &id);
  /// Of a service of the platform.
  const std::string service = server.make_token(server.platform->operations, {});
};

INSTANTIATE_TEST_SUITE_P(Engines, IntrospectionApi, both_engines(), engine_name);

// A-190, A-192
TEST_P(IntrospectionApi, SaysWhatAnActiveTokenMayDo) {
  const auto answer = asked(token);
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.header("content-type"), "application/json");
  EXPECT_EQ(answer.header("cache-control"), "no-store");
  const auto said = answer.json();
  EXPECT_EQ(said.at("active"), true);
  EXPECT_EQ(said.at("token_type").as_string(), "Bearer");
  EXPECT_EQ(said.at("client_id").as_string(), id);
  EXPECT_EQ(said.at("sub").as_string(), id);
  EXPECT_EQ(said.at("scope").as_string(), "billing");
  EXPECT_EQ(said.at("iss").as_string(), server.server->base_url());
  EXPECT_GT(said.at("iat").as_int64(), 0);
  EXPECT_EQ(said.at_pointer("/account/id").as_string(), "ACC-2000-0001");
  EXPECT_THAT(answer.body, Not(HasSubstr(token)));

  const auto in_json =
      server.as_token(service, json_ask("POST", "/oauth2/introspect", R"({"token": ")" + token + "\"}"));
  EXPECT_EQ(in_json.body, answer.body);
}

TEST_P(IntrospectionApi, LeavesOutTheScopeOfATokenWithoutModules) {
  EXPECT_FALSE(asked(service).json().as_object().contains("scope"));
}

// A-193: one answer for all that is not active, and for what is not the caller's.
TEST_P(IntrospectionApi, GivesOneAnswerForEverythingElse) {
  const auto birch = server.make_token(server.platform->birch, {"MOD-1756"});
  for (const auto& text :
       {token.substr(0, token.size() - 1), std::string{"idt:TKN-9999-9999:x"}, std::string{"x"}}) {
    EXPECT_EQ(asked(text).body, R"({"active":false})");
  }
  const auto foreign = server.as_token(birch, form("token=" + encoded(token)));
  EXPECT_EQ(foreign.status, 200);
  EXPECT_EQ(foreign.body, R"({"active":false})");
  EXPECT_EQ(server.as_nobody(form("token=" + encoded(token))).status, 401);
  const auto admin = server.sign_in("admin@alder.example");
  EXPECT_EQ(server.as_browser(admin, form("token=" + encoded(token))).json().at("active"), true);
  EXPECT_EQ(server.as_browser({admin.cookie, "wrong"}, form("token=" + encoded(token))).status, 403);
}

// A-190
TEST_P(IntrospectionApi, RefusesWhatIsNoQuestion) {
  const auto refused = [&](const Ask& ask) { return server.as_token(service, ask); };
  for (const auto* body : {"", "token=", "token_type_hint=access_token", "token=a&token=a"}) {
    const auto answer = refused(form(body));
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_THAT(answer.body, HasSubstr("\"token\"")) << body;
  }
  EXPECT_THAT(refused(form("token=%zz")).body, HasSubstr("\"body\""));
  EXPECT_EQ(refused(json_ask("POST", "/oauth2/introspect", R"({"token": 1})")).status, 400);
  auto plain = form("token=a");
  plain.headers = {{"Content-Type", "text/plain"}};
  EXPECT_EQ(refused(plain).status, 415);
  EXPECT_EQ(refused({.target = "/oauth2/introspect"}).status, 405);
  EXPECT_EQ(refused({.target = "/oauth2/token"}).status, 404);
  const std::string most = "token=" + std::string(base::kSmallBodyBytesMax - 6, 'a');
  EXPECT_EQ(refused(form(most)).status, 200);
  EXPECT_EQ(refused(form(most + "a")).status, 413);
}

}  // namespace
}  // namespace jeton::tests
