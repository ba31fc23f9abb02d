#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "base/limits.h"
#include "support/running_server.h"

// The API tokens of the REST API, over the wire, on both engines (spec rest-api sections 2 to 5).
namespace jeton::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

class TokensApi : public ::testing::TestWithParam<store::sql::Engine> {
 protected:
  static std::string one(const std::string& id, const std::string& action = {}) {
    return std::string{RunningServer::kTokens} + "/" + id + action;
  }

  Answer create(const std::string& body) {
    return server.as_browser(admin, json_ask("POST", std::string{RunningServer::kTokens}, body));
  }

  std::string create_id(const std::string& body) {
    const auto created = create(body);
    EXPECT_EQ(created.status, 201) << created.body;
    return std::string{created.json().at("id").as_string()};
  }

  Answer get(const std::string& target) { return server.as_browser(admin, {.target = target}); }

  std::int64_t token_count() {
    return get(std::string{RunningServer::kTokens} + "?limit=0")
        .json()
        .at_pointer("/$meta/pagination/total")
        .as_int64();
  }

  RunningServer server{GetParam()};
  const Browser admin = server.sign_in("admin@alder.example");
};

INSTANTIATE_TEST_SUITE_P(Engines, TokensApi, both_engines(), engine_name);

// A-021, A-022, A-100, A-101, A-102
TEST_P(TokensApi, CreateAnswersTheWholeObject) {
  const auto answer = create(
      R"({"account": {"id": "ACC-2000-0001"}, "name": "Ledger sync", "description": "Nightly export",
          "icon": "", "modules": [{"id": "MOD-2001", "name": "ignored"}], "status": "Disabled",
          "id": "TKN-1111-1111", "unknown": {"deep": []}})");
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(answer.header("content-type"), "application/json");
  EXPECT_EQ(answer.header("cache-control"), "no-store");
  const auto token = answer.json();
  EXPECT_THAT(std::string{token.at("id").as_string()}, MatchesRegex("TKN-[0-9]{4}-[0-9]{4}"));
  EXPECT_NE(token.at("id").as_string(), "TKN-1111-1111");  // R-023
  EXPECT_THAT(std::string{token.at("token").as_string()},
              MatchesRegex("idt:TKN-[0-9]{4}-[0-9]{4}:[0-9A-Za-z]{49}"));
  EXPECT_EQ(token.at("status").as_string(), "Active");
  EXPECT_EQ(token.at("revision").as_int64(), 1);
  EXPECT_EQ(token.at_pointer("/account/id").as_string(), "ACC-2000-0001");
  EXPECT_EQ(token.at_pointer("/account/name").as_string(), "Alder Freight");
  EXPECT_EQ(token.at_pointer("/account/type").as_string(), "Client");
  EXPECT_EQ(token.at_pointer("/modules/0/code").as_string(), "billing");
  EXPECT_EQ(token.at_pointer("/$meta/omitted/0").as_string(), "audit");  // A-023, A-053d
  EXPECT_FALSE(token.as_object().contains("icon"));                      // R-020
  EXPECT_FALSE(token.as_object().contains("lastAccessAt"));
}

// A-030, A-031, A-032, A-033, A-053d, R-122
TEST_P(TokensApi, ListsLeaveOutModulesAuditAndTheSecret) {
  create_id(R"({"name": "Ledger sync"})");
  const auto list = get(std::string{RunningServer::kTokens}).json();
  EXPECT_EQ(boost::json::serialize(list.at("$meta")),
            R"({"pagination":{"offset":0,"limit":100,"total":1},"omitted":["token","modules","audit"]})");
  const auto& row = list.at("data").as_array().at(0).as_object();
  EXPECT_FALSE(row.contains("token"));
  EXPECT_FALSE(row.contains("modules"));
  EXPECT_TRUE(row.contains("account"));

  const auto all = get(std::string{RunningServer::kTokens} + "?select=+token,%2Bmodules,audit").json();
  EXPECT_FALSE(all.at("$meta").as_object().contains("omitted"));
  EXPECT_TRUE(all.at_pointer("/data/0").as_object().contains("token"));
  EXPECT_EQ(all.at_pointer("/data/0/audit/created/by/name").as_string(), "Robin Holt");
}

// A-040, A-041, A-042, A-043, A-044, A-045
TEST_P(TokensApi, Page) {
  for (int i = 0; i < 3; ++i) create_id(R"({"name": "Ledger sync"})");
  const auto target = std::string{RunningServer::kTokens};
  EXPECT_EQ(get(target + "?limit=2").json().at("data").as_array().size(), 2U);
  EXPECT_EQ(get(target + "?limit=2&offset=2").json().at("data").as_array().size(), 1U);
  EXPECT_EQ(get(target + "?offset=9").json().at("data").as_array().size(), 0U);
  const auto none = get(target + "?limit=0").json();
  EXPECT_EQ(none.at("data").as_array().size(), 0U);
  EXPECT_EQ(none.at_pointer("/$meta/pagination/total").as_int64(), 3);
  EXPECT_EQ(get(target + "?limit=101").json().at_pointer("/$meta/pagination/limit").as_int64(), 100);
  // Whole numbers past any integer's width are whole numbers.
  const std::string vast = "99999999999999999999999";
  EXPECT_EQ(get(target + "?limit=" + vast).json().at_pointer("/$meta/pagination/limit").as_int64(), 100);
  EXPECT_EQ(get(target + "?offset=" + vast).json().at("data").as_array().size(), 0U);
  for (const auto* query : {"limit=-1", "limit=-99999999999999999999999", "limit=x", "limit=1.5", "offset=-1",
                            "offset=", "limit=1&limit=2"}) {
    const auto refused = get(target + "?" + query);
    EXPECT_EQ(refused.status, 400) << query;
    EXPECT_THAT(refused.body, HasSubstr(std::string{query}.substr(0, 5))) << query;
  }
}

TEST_P(TokensApi, FilterAndOrder) {
  create_id(R"({"name": "Beta"})");
  create_id(R"({"name": "alpha", "description": "first"})");
  const auto disabled = create_id(R"({"name": "Gamma"})");
  ASSERT_EQ(server.as_browser(admin, {"POST", one(disabled, "/disable"), {}, {}}).status, 200);
  const auto target = std::string{RunningServer::kTokens};
  const auto names = [&](const std::string& query) {
    std::string joined;
    const auto list = get(target + "?" + query).json();
    for (const auto& row : list.at("data").as_array())
      joined += std::string{row.at("name").as_string()} + " ";
    return joined;
  };
  EXPECT_EQ(names("order=name"), "alpha Beta Gamma ");  // A-057
  EXPECT_EQ(names("order=-name"), "Gamma Beta alpha ");
  EXPECT_EQ(names("status=Disabled"), "Gamma ");
  EXPECT_EQ(names("ne(status,disabled)&order=name"), "alpha Beta ");
  EXPECT_EQ(names("name=%27Beta%27"), "Beta ");
  EXPECT_EQ(names("description=first&status=Active"), "alpha ");
  EXPECT_EQ(names("account.id=ACC-2000-0002"), "");
  EXPECT_EQ(get(target + "?colour=red").json().at_pointer("/errors/colour/0").as_string(),
            "Invalid property path.");
  EXPECT_EQ(get(target + "?status=Archived").json().at_pointer("/errors/status/0").as_string(),
            "Cannot convert value: 'Archived'.");
  EXPECT_EQ(get(target + "?order=account").status, 400);  // A-055
  EXPECT_EQ(get(target + "?order=,").status, 400);        // A-056
}

// A-105: an older client looks a token up by its whole text.
TEST_P(TokensApi, AreFoundByTheirTextExactly) {
  const auto created = create(R"({"name": "Ledger sync"})").json();
  const auto text = std::string{created.at("token").as_string()};
  const auto found = get(std::string{RunningServer::kTokens} + "?limit=2&token=" + text).json();
  EXPECT_EQ(found.at_pointer("/$meta/pagination/total").as_int64(), 1);
  EXPECT_FALSE(found.at_pointer("/data/0").as_object().contains("token"));
  const auto other = get(std::string{RunningServer::kTokens} + "?token=" + text.substr(0, 60)).json();
  EXPECT_EQ(other.at_pointer("/$meta/pagination/total").as_int64(), 0);
}

// A-104: the complete create body is a normal update. R-025: null clears.
TEST_P(TokensApi, UpdateTakesTheCreateBody) {
  const auto body =
      R"({"account": {"id": "ACC-2000-0001"}, "name": "Ledger sync", "description": "x", "icon": "",
          "modules": [{"id": "MOD-2001"}]})";
  const auto id = create_id(body);
  const auto same = server.as_browser(admin, json_ask("PUT", one(id), body));
  ASSERT_EQ(same.status, 200) << same.body;
  EXPECT_EQ(same.json().at("revision").as_int64(), 1);
  const auto cleared = server.as_browser(admin, json_ask("PUT", one(id), R"({"description": null})"));
  EXPECT_EQ(cleared.json().at("revision").as_int64(), 2);
  EXPECT_FALSE(cleared.json().as_object().contains("description"));
  const auto nameless = server.as_browser(admin, json_ask("PUT", one(id), R"({"name": null})"));
  EXPECT_EQ(nameless.status, 400);
  EXPECT_TRUE(nameless.json().at("errors").as_object().contains("name"));
}

// Section 10.4, A-062, A-065
TEST_P(TokensApi, EnableDisableDelete) {
  const auto id = create_id(R"({"name": "Ledger sync"})");
  const auto again = server.as_browser(admin, {"POST", one(id, "/enable"), {}, {}});
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(again.json().at("title").as_string(), "Conflict");
  EXPECT_EQ(again.json().at_pointer("/errors/0/properties/0").as_string(), "status");
  const auto disabled = server.as_browser(admin, json_ask("POST", one(id, "/disable"), R"({"ignored": 1})"));
  EXPECT_EQ(disabled.status, 200);
  EXPECT_EQ(disabled.json().at("status").as_string(), "Disabled");
  EXPECT_EQ(
      server.as_browser(admin, {"POST", one(id, "/enable"), {{"Content-Type", "text/plain"}}, "x"}).status,
      415);
  EXPECT_EQ(server.as_browser(admin, {"POST", one(id, "/enable"), {}, {}}).status, 200);
  const auto deleted = server.as_browser(admin, {"DELETE", one(id), {}, {}});
  EXPECT_EQ(deleted.status, 204);
  EXPECT_EQ(deleted.body, "");
  EXPECT_EQ(get(one(id)).status, 404);
  EXPECT_EQ(token_count(), 0);
}

// A-107, R-016, R-126
TEST_P(TokensApi, ValidateThemselves) {
  std::string id;
  const auto text = server.make_token(server.platform->alder, {"MOD-2001"}, &id);
  const auto itself = server.as_token(text, {.target = one(id)});
  EXPECT_EQ(itself.status, 200);
  EXPECT_EQ(itself.json().at("status").as_string(), "Active");
  EXPECT_EQ(itself.json().at("token").as_string(), text);
  EXPECT_EQ(server.as_token(text, {.target = std::string{RunningServer::kTokens}}).status, 403);
  ASSERT_EQ(server.as_browser(admin, {"POST", one(id, "/disable"), {}, {}}).status, 200);
  EXPECT_EQ(server.as_token(text, {.target = one(id)}).status, 401);
}

// A-011, A-060, A-065
TEST_P(TokensApi, RefuseBadCredentialsBeforeAnythingElse) {
  for (const auto* target : {"/public/v1/accounts/api-tokens", "/public/v1/nothing/here", "/public/v2"}) {
    for (const auto* authorization :
         {"", "Bearer x", "Basic eDp5", "Bearer idt:TKN-1234-5678:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}) {
      Ask ask{.target = target};
      if (*authorization != '\0') ask.headers.emplace_back("Authorization", authorization);
      const auto refused = server.as_nobody(ask);
      EXPECT_EQ(refused.status, 401) << target << " " << authorization;
      EXPECT_EQ(refused.header("content-type"), "application/problem+json");
      EXPECT_THAT(refused.header("www-authenticate"), HasSubstr("Bearer"));
      EXPECT_EQ(refused.json().at("title").as_string(), "Authentication Failed");
      EXPECT_THAT(std::string{refused.json().at("traceId").as_string()},
                  MatchesRegex("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}"));
    }
  }
}

// A-017
TEST_P(TokensApi, KeepTheTraceOfTheRequest) {
  const auto answer = server.as_nobody(
      {.target = std::string{RunningServer::kTokens},
       .headers = {{"traceparent", "00-5f0c1b7e9a4d4c0f8b6a2e3d1c9f7a55-1d2c3b4a59687786-01"}}});
  EXPECT_THAT(answer.body, HasSubstr("5f0c1b7e9a4d4c0f8b6a2e3d1c9f7a55"));
}

// A-012, A-013, A-014, A-065, A-066
TEST_P(TokensApi, RefuseBadRequestsAndChangeNothing) {
  struct Case {
    Ask ask;
    int status;
  };
  const std::string collection{RunningServer::kTokens};
  const Case cases[] = {
      {json_ask("POST", collection, "{"), 400},
      {json_ask("POST", collection, "[]"), 400},
      {json_ask("POST", collection, "\"x\""), 400},
      {json_ask("POST", collection, ""), 400},
      {json_ask("POST", collection, R"({"name": 5})"), 400},
      {json_ask("POST", collection, R"({"name": "a", "modules": {}})"), 400},
      {json_ask("POST", collection, R"({"name": "a", "modules": ["MOD-2001"]})"), 400},
      {json_ask("POST", collection, R"({"name": "a", "modules": [{"id": 5}]})"), 400},
      {json_ask("POST", collection, R"({"name": "a", "account": "ACC-2000-0001"})"), 400},
      {json_ask("POST", collection, "{\"name\": \"\xff\"}"), 400},
      {json_ask("POST", collection, R"({"name": "a", "description": "x\u0000y"})"), 400},
      {json_ask("POST", collection, std::string(40, '[') + std::string(40, ']')), 400},
      {{"POST", collection, {{"Content-Type", "text/plain"}}, "{}"}, 415},
      {{"POST", collection, {}, R"({"name": "a"})"}, 415},
      {{"PATCH", collection, {}, {}}, 405},
      {{"POST", collection + "/TKN-9999-9999", {}, {}}, 405},
      {{"GET", collection + "/TKN-9999-9999/nothing", {}, {}}, 404},
      {{"GET", collection + "/TKN-9999-9999", {}, {}}, 404},
      {{"GET", collection + "/INVALID-ID", {}, {}}, 404},
      {json_ask("PUT", collection + "/TKN-9999-9999", R"({"name": "a"})"), 404},
      {{"DELETE", collection + "/TKN-9999-9999", {}, {}}, 404},
      {{"POST", collection + "/TKN-9999-9999/enable", {}, {}}, 404},
      {{"GET", collection, {{"Accept", "text/html"}}, {}}, 406},
      {{"GET", collection + "?filter=%zz", {}, {}}, 400},
      {{"GET", collection + "?name=%ff", {}, {}}, 400},
      {{"GET", collection + "?name=%00", {}, {}}, 400},
  };
  for (const auto& [ask, status] : cases) {
    const auto answer = server.as_browser(admin, ask);
    EXPECT_EQ(answer.status, status) << ask.method << " " << ask.target << " " << ask.body << answer.body;
    EXPECT_EQ(answer.header("content-type"), "application/problem+json") << ask.target;
    EXPECT_EQ(answer.json().at("status").as_int64(), status);
  }
  EXPECT_EQ(token_count(), 0);
}

// R-104, R-105, R-106, R-107, A-061: at the limit and one past it, every broken field named at once.
TEST_P(TokensApi, NameEveryBrokenField) {
  const auto body = [](std::size_t name, std::size_t description) {
    std::string text = R"({"name": ")";
    for (std::size_t i = 0; i < name; ++i) text += "\xC3\xA4";  // ä: one code point, two bytes
    return text + R"(", "description": ")" + std::string(description, 'd') + "\"}";
  };
  EXPECT_EQ(create(body(base::kTokenNameLengthMax, base::kTokenDescriptionLengthMax)).status, 201);
  const auto refused = create(body(base::kTokenNameLengthMax + 1, base::kTokenDescriptionLengthMax + 1));
  EXPECT_EQ(refused.status, 400);
  EXPECT_TRUE(refused.json().at("errors").as_object().contains("name"));
  EXPECT_TRUE(refused.json().at("errors").as_object().contains("description"));
  const auto charset = create(R"({"name": "a_b", "modules": [{"id": "MOD-2001"}, {"id": "MOD-2002"}]})");
  EXPECT_EQ(charset.status, 400);
  EXPECT_TRUE(charset.json().at("errors").as_object().contains("name"));
  EXPECT_EQ(charset.json().at_pointer("/errors/modules[1].id/0").as_string(),
            "Module is not available to the account.");
  EXPECT_EQ(token_count(), 1);
}

// Tenants never see each other: another's id answers what an unknown one does, to the letter.
TEST_P(TokensApi, OfAnotherTenantAnswerAsUnknownOnes) {
  const auto mine = create_id(R"({"name": "Ledger sync"})");
  const auto stranger = server.sign_in("admin@birch.example");
  const auto without_ids = [](std::string body, const std::string& id) {
    for (auto at = body.find(id); at != std::string::npos; at = body.find(id)) body.erase(at, id.size());
    const auto trace = body.find("\"traceId\"");
    return body.erase(trace, std::string{R"("traceId":"00-")"}.size() + 32 + 1 + 16 + 1 + 2);
  };
  const std::string unknown = "TKN-9999-9998";
  for (const auto& [method, action] :
       {std::pair{"GET", ""}, std::pair{"PUT", ""}, std::pair{"DELETE", ""}, std::pair{"POST", "/enable"},
        std::pair{"POST", "/disable"}, std::pair{"GET", "/icon"}}) {
    const auto body = std::string{method} == "PUT" ? R"({"name": "Mine now"})" : "";
    const auto theirs = server.as_browser(stranger, json_ask(method, one(mine, action), body));
    const auto nobodys = server.as_browser(stranger, json_ask(method, one(unknown, action), body));
    EXPECT_EQ(theirs.status, 404) << method << action;
    EXPECT_EQ(nobodys.status, 404) << method << action;
    EXPECT_EQ(without_ids(theirs.body, mine), without_ids(nobodys.body, unknown)) << method << action;
  }
  EXPECT_EQ(get(one(mine)).json().at("name").as_string(), "Ledger sync");
}

}  // namespace
}  // namespace jeton::tests
