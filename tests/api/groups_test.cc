#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "base/limits.h"
#include "support/running_server.h"

// The user groups of the REST API, over the wire, on both engines (spec rest-api section 10).
namespace jeton::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::MatchesRegex;

const std::string kGroups = "/public/v1/accounts/user-groups";
const std::string kDefault = kGroups + "/UGR-2000-0001";
const std::string kClerks = kGroups + "/UGR-2000-0009";

/// The paths that the errors of a 400 name.
std::vector<std::string> error_paths(const Answer& answer) {
  std::vector<std::string> paths;
  EXPECT_EQ(answer.status, 400) << answer.body;
  const auto body = answer.json();
  for (const auto& error : body.at("errors").as_object()) paths.emplace_back(error.key());
  return paths;
}

class GroupsApi : public ::testing::TestWithParam<store::sql::Engine> {
 protected:
  Answer ask(const std::string& method, const std::string& target, const std::string& body = {}) {
    return ask_as(admin, method, target, body);
  }
  Answer ask_as(const Browser& browser, const std::string& method, const std::string& target,
                const std::string& body = {}) {
    if (body.empty()) return server.as_browser(browser, {method, target, {}, {}});
    return server.as_browser(browser, json_ask(method, target, body));
  }
  std::string create(const std::string& body) {
    const auto created = ask("POST", kGroups, body);
    EXPECT_EQ(created.status, 201) << created.body;
    return kGroups + "/" + std::string{created.json().at("id").as_string()};
  }

  RunningServer server{GetParam()};
  const Browser admin = server.sign_in("admin@alder.example");
  const Browser other = server.sign_in("admin@birch.example");
  const Browser operations = server.sign_in("admin@operations.example");
};

INSTANTIATE_TEST_SUITE_P(Engines, GroupsApi, both_engines(), engine_name);

// A-160: the body that clients send, for create and for update.
TEST_P(GroupsApi, CreateAnswersTheWholeObject) {
  const std::string body =
      R"({"name": "Bookkeepers", "account": {"id": "ACC-2000-0001"}, "buyers": null, "logo": "",
          "description": "They count.", "modules": [{"id": "MOD-2001"}], "isDefault": true,
          "id": "UGR-1111-1111"})";
  const auto answer = ask("POST", kGroups, body);
  ASSERT_EQ(answer.status, 201) << answer.body;
  const auto group = answer.json();
  EXPECT_THAT(std::string{group.at("id").as_string()}, MatchesRegex("UGR-[0-9]{4}-[0-9]{4}"));
  EXPECT_NE(group.at("id").as_string(), "UGR-1111-1111");
  EXPECT_FALSE(group.at("isDefault").as_bool());  // R-091
  EXPECT_EQ(group.at_pointer("/account/id").as_string(), "ACC-2000-0001");
  EXPECT_EQ(group.at_pointer("/account/icon").as_string(), "/v1/accounts/accounts/ACC-2000-0001/icon");
  EXPECT_EQ(group.at_pointer("/modules/0/code").as_string(), "billing");
  EXPECT_TRUE(group.at("users").as_array().empty());  // R-020
  EXPECT_FALSE(group.as_object().contains("logo"));
  EXPECT_FALSE(group.as_object().contains("extensions"));  // R-180
  EXPECT_EQ(boost::json::serialize(group.at_pointer("/$meta/omitted")), R"(["audit"])");

  const auto target = kGroups + "/" + std::string{group.at("id").as_string()};
  const auto again = ask("PUT", target, body);
  EXPECT_EQ(again.status, 200) << again.body;
  EXPECT_EQ(again.json().at("revision").as_int64(), 1);  // R-021
}

TEST_P(GroupsApi, CreateTellsEveryBrokenField) {
  EXPECT_THAT(error_paths(ask("POST", kGroups, "{}")), ElementsAre("name"));
  EXPECT_THAT(error_paths(ask("POST", kGroups,
                              R"({"name": " ", "logo": "http://x", "extensions": [{"id": "x"}],
                                  "modules": [{"id": "MOD-2001"}, {"id": "MOD-2002"}, {"id": "MOD-0000"}]})")),
              ElementsAre("name", "logo", "modules[1].id", "modules[2].id", "extensions[0].id"));
  const auto name = std::string(base::kGroupNameLengthMax, 'a');
  EXPECT_EQ(ask("POST", kGroups, R"({"name": ")" + name + "\"}").status, 201);
  EXPECT_THAT(error_paths(ask("POST", kGroups, R"({"name": ")" + name + "a\"}")), ElementsAre("name"));
  const auto text = std::string(base::kGroupDescriptionLengthMax, 'a');
  EXPECT_EQ(ask("POST", kGroups, R"({"name": "A", "description": ")" + text + "\"}").status, 201);
  EXPECT_THAT(error_paths(ask("POST", kGroups, R"({"name": "A", "description": ")" + text + "a\"}")),
              ElementsAre("description"));
  EXPECT_THAT(error_paths(ask("POST", kGroups, R"({"name": "A", "modules": {}})")), ElementsAre("modules"));
  EXPECT_THAT(error_paths(ask("POST", kGroups, R"({"name": "A", "account": {"id": 5}})")),
              ElementsAre("account.id"));
  EXPECT_EQ(server.as_browser(admin, {"POST", kGroups, {{"Content-Type", "text/plain"}}, "x"}).status, 415);
}

// R-101's rule
TEST_P(GroupsApi, CreateTellsNoUnknownAccountFromAForeignOne) {
  const auto message = [&](const std::string& account) {
    const auto refused = ask("POST", kGroups, R"({"name": "A", "account": {"id": ")" + account + "\"}}");
    EXPECT_EQ(refused.status, 400);
    return boost::json::serialize(refused.json().at("errors"));
  };
  EXPECT_EQ(message("ACC-2000-0002"), message("ACC-9999-9999"));
  EXPECT_EQ(ask_as(operations, "POST", kGroups, R"({"name": "A", "account": {"id": "ACC-2000-0002"}})")
                .json()
                .at_pointer("/account/id")
                .as_string(),
            "ACC-2000-0002");
}

TEST_P(GroupsApi, GetShowsWhoIsInTheGroup) {
  const auto group = ask("GET", kClerks).json();
  ASSERT_EQ(group.at("users").as_array().size(), 1U);
  EXPECT_EQ(group.at_pointer("/users/0/id").as_string(), "USR-5000-0005");
  EXPECT_EQ(group.at_pointer("/users/0/name").as_string(), "Robin Holt");
  EXPECT_FALSE(ask("GET", kClerks + "?select=-users").json().as_object().contains("users"));
  const auto list = ask("GET", kGroups).json();
  EXPECT_EQ(boost::json::serialize(list.at_pointer("/$meta/omitted")), R"(["users","audit"])");
}

// R-025, R-100's rule
TEST_P(GroupsApi, UpdateIsADelta) {
  const auto changed = ask("PUT", kClerks, R"({"description": "They count.", "extensions": []})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(changed.json().at("revision").as_int64(), 2);
  EXPECT_EQ(changed.json().at("name").as_string(), "Clerks");
  EXPECT_TRUE(changed.json().at("extensions").as_array().empty());
  EXPECT_EQ(changed.json().at_pointer("/modules/0/id").as_string(), "MOD-2001");
  const auto cleared =
      ask("PUT", kClerks, R"({"description": null, "extensions": null, "modules": null})").json();
  EXPECT_FALSE(cleared.as_object().contains("description"));
  EXPECT_FALSE(cleared.as_object().contains("extensions"));
  EXPECT_TRUE(cleared.at("modules").as_array().empty());
  EXPECT_THAT(error_paths(ask("PUT", kClerks, R"({"name": null})")), ElementsAre("name"));
  EXPECT_THAT(error_paths(ask("PUT", kClerks, R"({"account": {"id": "ACC-2000-0002"}})")),
              ElementsAre("account.id"));
}

// R-095, R-116, X-07
TEST_P(GroupsApi, DefaultGroupLosesAModuleForTheWholeAccount) {
  std::string token_id;
  (void)server.make_token(server.platform->alder, {"MOD-2001", "MOD-2003"}, &token_id);
  EXPECT_EQ(server
                .as_token(server.make_token(server.platform->alder, {"MOD-1756"}),
                          json_ask("PUT", kDefault, R"({"modules": [{"id": "MOD-1756"}]})"))
                .status,
            403);
  const auto changed =
      ask("PUT", kDefault, R"({"modules": [{"id": "MOD-1756"}, {"id": "MOD-9042"}, {"id": "MOD-2003"}]})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_TRUE(ask("GET", kClerks).json().at("modules").as_array().empty());
  const auto token =
      ask("GET", std::string{RunningServer::kTokens} + "/" + token_id + "?select=-token").json();
  ASSERT_EQ(token.at("modules").as_array().size(), 1U);
  EXPECT_EQ(token.at_pointer("/modules/0/id").as_string(), "MOD-2003");
  EXPECT_EQ(token.at("revision").as_int64(), 2);
  EXPECT_THAT(error_paths(ask("PUT", kDefault, R"({"extensions": []})")),
              ElementsAre("extensions"));  // R-096
  EXPECT_THAT(error_paths(ask("PUT", kDefault, R"({"modules": [{"id": "MOD-2002"}]})")),
              ElementsAre("modules[0].id"));  // R-054
}

// R-094
TEST_P(GroupsApi, DeleteIsGuarded) {
  const auto guarded = ask("DELETE", kDefault);
  EXPECT_EQ(guarded.status, 409);
  EXPECT_EQ(guarded.json().at_pointer("/errors/0/properties/0").as_string(), "isDefault");
  EXPECT_EQ(ask("DELETE", kClerks).json().at_pointer("/errors/0/properties/0").as_string(), "users");
  const auto target = create(R"({"name": "Bookkeepers"})");
  const auto gone = ask("DELETE", target);
  EXPECT_EQ(gone.status, 204);
  EXPECT_TRUE(gone.body.empty());
  EXPECT_EQ(ask("GET", target).status, 404);
  EXPECT_EQ(ask("DELETE", target).status, 404);
  EXPECT_EQ(ask("GET", kClerks).status, 200);
}

// A-066, R-005: a foreign group is like an unknown one, whatever the body.
TEST_P(GroupsApi, ForeignGroupsAreUnknown) {
  for (const auto* id :
       {"/UGR-2000-0009", "/UGR-2000-0001", "/UGR-0000-0000", "/INVALID-ID", "/UGR-000-000"}) {
    EXPECT_EQ(ask_as(other, "GET", kGroups + id).status, 404) << id;
    EXPECT_EQ(ask_as(other, "PUT", kGroups + id, R"({"name": "", "modules": [{"id": "x"}]})").status, 404)
        << id;
    EXPECT_EQ(ask_as(other, "DELETE", kGroups + id).status, 404) << id;
  }
  EXPECT_THAT(error_paths(ask_as(other, "PUT", kDefault, "{")), ElementsAre("body"));
  EXPECT_EQ(ask("GET", kClerks).json().at("revision").as_int64(), 1);
  EXPECT_EQ(ask("POST", kClerks).status, 405);
}

TEST_P(GroupsApi, ListShowsUsersWhenAsked) {
  const auto list = ask("GET", kGroups + "?select=users&id=UGR-2000-0009").json();
  EXPECT_EQ(list.at_pointer("/data/0/users/0/email").as_string(), "clerk@alder.example");
  const auto both = ask("GET", kGroups + "?select=users&order=isDefault").json();
  EXPECT_EQ(both.at_pointer("/data/1/users").as_array().size(), 1U);
}

TEST_P(GroupsApi, ChangesOfAKnownRevisionAndRepeatedCreatesAreSafe) {
  EXPECT_EQ(ask("GET", kClerks).header("etag"), "\"1\"");
  const auto with = [](Ask ask, const char* name, const char* value) {
    ask.headers.emplace_back(name, value);
    return ask;
  };
  const auto change = json_ask("PUT", kClerks, R"({"description": "New"})");
  EXPECT_EQ(server.as_browser(admin, with(change, "If-Match", "\"2\"")).status, 412);
  EXPECT_EQ(server.as_browser(admin, with(change, "If-Match", "\"1\"")).header("etag"), "\"2\"");
  EXPECT_EQ(server.as_browser(admin, with({"DELETE", kClerks, {}, {}}, "If-Match", "\"1\"")).status, 412);
  EXPECT_EQ(server.as_browser(other, with({"DELETE", kClerks, {}, {}}, "If-Match", "\"1\"")).status, 404);
  const auto creation =
      with(json_ask("POST", kGroups, R"({"name": "Bookkeepers"})"), "Idempotency-Key", "one");
  const auto first = server.as_browser(admin, creation);
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(server.as_browser(admin, creation).body, first.body);
  EXPECT_EQ(ask("GET", kGroups + "?limit=0").json().at_pointer("/$meta/pagination/total").as_int64(), 3);
}

}  // namespace
}  // namespace jeton::tests
