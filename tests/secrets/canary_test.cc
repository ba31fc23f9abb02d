#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <string>
#include <vector>

#include "crypto/digest.h"
#include "identity/sign_in.h"
#include "support/running_server.h"

// What must never be logged, counted, recorded or echoed (spec R-123): a canary in each place where a secret
// enters, looked for in every place where something comes out.
namespace jeton::tests {
namespace {

class Canary : public ::testing::Test {
 protected:
  /// The pinned list: where secrets stand in requests and answers.
  std::vector<std::string> secrets;

  void remember(const std::string& secret) { secrets.push_back(secret); }

  /// A refusal or any other answer that is not the one that hands the secret out.
  void expect_clean(const Answer& answer, const std::string& where) {
    for (const auto& secret : secrets) {
      EXPECT_EQ(answer.body.find(secret), std::string::npos) << where;
      for (const auto& [name, value] : answer.headers) {
        EXPECT_EQ(value.find(secret), std::string::npos) << where << " " << name;
      }
    }
  }

  RunningServer server;
};

TEST_F(Canary, IsInNoLogMetricRecordOrError) {
  const std::string password = "Canary-Password-1";
  const std::string forged = "idt:TKN-1234-5678:CanaryCanaryCanaryCanaryCanary";
  remember(password);
  remember("CanaryCanaryCanaryCanaryCanary");
  remember(std::string{RunningServer::kPassword});
  const auto admin = server.sign_in("admin@alder.example");
  remember(admin.cookie.substr(admin.cookie.find('=') + 1));
  std::string id;
  const auto text = server.make_token(server.platform->alder, {"MOD-2001", "MOD-1756"}, &id);
  const auto opaque = text.substr(text.rfind(':') + 1);
  remember(opaque);
  const auto link = identity::create_sign_in_link(server.platform->services(), "admin@alder.example");
  remember(std::string{link->reveal()});
  const std::string collection{RunningServer::kTokens};
  const auto target = collection + "/" + id;

  // An invitation: its link, the password that accepts it, and the change of that password.
  const std::string members = "/public/v1/accounts/accounts/ACC-2000-0001/users";
  const auto invited = server.as_browser(
      admin, json_ask("POST", members,
                      R"({"user": {"email": "dana@alder.example", "firstName": "D", "lastName": "A"},
                          "groups": [{"id": "UGR-2000-0001"}]})"));
  ASSERT_EQ(invited.status, 201) << invited.body;
  const auto member = invited.json();
  const std::string user_id{member.at("id").as_string()};
  const std::string url{member.at_pointer("/invitation/url").as_string()};
  const auto invitation = url.substr(url.find('#') + 1);
  const std::string chosen = "Canary-Chosen-2";
  const std::string changed = "Canary-Changed-3";
  for (const auto& secret : {invitation, chosen, changed}) remember(secret);
  const auto with_invitation = [&](const std::string& path, const std::string& more) {
    return server.as_nobody(json_ask("POST", "/session/invitation" + path,
                                     R"({"invitation": ")" + invitation + "\"" + more + "}"));
  };
  expect_clean(with_invitation("", ""), "read invitation");
  expect_clean(with_invitation("/accept", R"(, "password": "canary-chosen-2")"), "refused invitation");
  const auto accepted =
      with_invitation("/accept", R"(, "firstName": "D", "lastName": "A", "password": ")" + chosen + "\"");
  ASSERT_EQ(accepted.status, 200) << accepted.body;
  const auto cookie = accepted.header("set-cookie");
  const Browser dana{cookie.substr(0, cookie.find(';')),
                     std::string{accepted.json().at("csrfToken").as_string()}};
  const auto set_password = "/public/v1/accounts/users/" + user_id + "/set-password";
  expect_clean(server.as_browser(dana, json_ask("POST", set_password,
                                                R"({"password": ")" + changed +
                                                    R"(", "currentPassword": "canary-chosen-2"})")),
               "refused password");
  expect_clean(server.as_browser(dana, json_ask("POST", set_password,
                                                R"({"password": ")" + changed + R"(", "currentPassword": ")" +
                                                    chosen + "\"}")),
               "new password");
  expect_clean(with_invitation("/accept", R"(, "password": ")" + changed + "\""), "used invitation");
  expect_clean(server.as_nobody({.target = "/session/invitation/" + invitation}), "invitation in a path");
  expect_clean(server.as_nobody({.target = "/invitation?" + invitation}), "invitation in a query");
  expect_clean(server.as_browser(dana, {.target = members + "?name=" + changed}), "password in a filter");

  // Places where a secret is where it belongs.
  (void)server.as_nobody(json_ask("POST", "/session/sign-in",
                                  R"({"email": "admin@alder.example", "password": ")" + password + "\"}"));
  (void)server.as_nobody(
      json_ask("POST", "/session/sign-in-link", R"({"link": ")" + std::string{link->reveal()} + "\"}"));
  (void)server.as_token(text, {.target = target});
  expect_clean(server.as_token(forged, {.target = target}), "bearer");
  expect_clean(server.as_nobody({.target = "/gateway/authorize",
                                 .headers = {{"Authorization", "Bearer " + text},
                                             {"X-Original-Method", "GET"},
                                             {"X-Original-URI", "/billing"}}}),
               "authorize");

  for (const auto& asked : {text, forged}) {
    const auto in_json = json_ask("POST", "/oauth2/introspect", R"({"token": ")" + asked + "\"}");
    auto in_form = in_json;
    in_form.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    in_form.body = "token=" + asked;
    auto twice = in_form;
    twice.body += "&" + in_form.body;
    expect_clean(server.as_browser(admin, in_json), "introspection");
    expect_clean(server.as_browser(admin, in_form), "introspection by form");
    expect_clean(server.as_browser(admin, twice), "introspection of two");
  }

  // A create that may be repeated keeps its answer, and with it the text, for a day: sealed, under a key
  // that people may put anything into.
  const std::string key = "Canary-Key-idt:TKN-1234-5678:Canary";
  remember(key);
  auto repeatable = json_ask("POST", collection, R"({"name": "Ledger sync"})");
  repeatable.headers.emplace_back("Idempotency-Key", key);
  const auto created = server.as_browser(admin, repeatable);
  ASSERT_EQ(created.status, 201);
  const std::string created_text{created.json().at("token").as_string()};
  remember(created_text.substr(created_text.rfind(':') + 1));
  ASSERT_EQ(server.as_browser(admin, repeatable).body, created.body);
  repeatable.body = R"({"name": "Other"})";
  expect_clean(server.as_browser(admin, repeatable), "idempotency key of another request");
  repeatable.headers.back().second = key + std::string(300, 'x');
  expect_clean(server.as_browser(admin, repeatable), "idempotency key that is too long");
  {
    auto reading = server.server->store().begin_read();
    const auto kept = *(*reading)->idempotency().find("ACC-2000-0001 USR-5000-0001", crypto::sha256_hex(key));
    ASSERT_TRUE(kept.has_value());
    EXPECT_EQ(kept->sealed_answer.substr(0, 3), "v1.");
    EXPECT_EQ(kept->sealed_answer.find(created_text), std::string::npos);
  }

  // Places where people put one by mistake.
  expect_clean(server.as_nobody({.target = collection + "/" + text}), "path, nobody");
  expect_clean(server.as_browser(admin, {.target = collection + "/" + text}), "path");
  expect_clean(server.as_browser(admin, {.target = "/no/such/" + text}), "console path");
  expect_clean(server.as_browser(admin, {.target = collection + "?token=" + text}), "filter");
  expect_clean(server.as_nobody({.target = collection, .headers = {{"Authorization", "Basic " + text}}}),
               "other scheme");
  expect_clean(server.as_browser(admin, json_ask("POST", collection, "{\"token\": \"" + text + "\"")),
               "broken JSON");
  expect_clean(server.as_browser(admin, {"POST", collection, {{"Content-Type", text}}, text}),
               "content type");
  expect_clean(
      server.as_browser(admin, json_ask("PUT", target, R"({"token": ")" + forged + R"(", "name": 1})")),
      "body member");
  expect_clean(server.as_nobody({.target = "/", .headers = {{"Cookie", "jeton_session=" + password}}}),
               "cookie");
  (void)server.as_browser(admin, {"POST", target + "/disable", {}, {}});
  (void)server.as_browser(admin, {"DELETE", target, {}, {}});

  expect_clean(send(server.server->metrics_port(), {.target = "/metrics"}), "metrics");
  ASSERT_GT(server.log.lines().size(), 10U);
  auto unit = server.server->store().begin_read();
  auto records = (*unit)->audit().list_of_object(id);
  ASSERT_GE(records->size(), 3U);
  const auto membership =
      *(*unit)->memberships().find(*domain::UserId::parse(user_id), server.platform->alder.id);
  for (const auto& object : {user_id, membership->id.str()}) {
    const auto more = (*unit)->audit().list_of_object(object);
    ASSERT_GE(more->size(), 2U);
    records->insert(records->end(), more->begin(), more->end());
  }
  for (const auto& secret : secrets) {
    EXPECT_FALSE(server.log.contains(secret));
    for (const auto& record : *records) {
      EXPECT_EQ(domain::canonical_form(record).find(secret), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace jeton::tests
