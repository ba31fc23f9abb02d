#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "support/form.h"
#include "support/running_server.h"

// The accounts of the REST API, over the wire, on both engines (spec rest-api section 7).
namespace jeton::tests {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

const std::string kAccounts = "/public/v1/accounts/accounts";
const std::string kAlder = kAccounts + "/ACC-2000-0001";
const std::string kUnknown = kAccounts + "/ACC-0000-0000";

/// The paths that the errors of a 400 name.
std::vector<std::string> error_paths(const Answer& answer) {
  std::vector<std::string> paths;
  EXPECT_EQ(answer.status, 400) << answer.body;
  const auto body = answer.json();
  for (const auto& error : body.at("errors").as_object()) paths.emplace_back(error.key());
  return paths;
}

class AccountsApi : public ::testing::TestWithParam<store::sql::Engine> {
 protected:
  Answer create(const std::string& body) {
    return server.as_browser(operations, json_ask("POST", kAccounts, body));
  }
  Answer as_owner(const std::string& method, const std::string& target, const std::string& body = {}) {
    return send_as(owner, method, target, body);
  }
  Answer as_operations(const std::string& method, const std::string& target, const std::string& body = {}) {
    return send_as(operations, method, target, body);
  }
  Answer send_as(const Browser& browser, const std::string& method, const std::string& target,
                 const std::string& body) {
    if (body.empty()) return server.as_browser(browser, {method, target, {}, {}});
    return server.as_browser(browser, json_ask(method, target, body));
  }
  std::vector<domain::AuditRecord> records(const std::string& object_id) {
    auto unit = server.server->store().begin_read();
    return *(*unit)->audit().list_of_object(object_id);
  }

  RunningServer server{GetParam()};
  const Browser owner = server.sign_in("admin@alder.example");
  const Browser operations = server.sign_in("admin@operations.example");
};

INSTANTIATE_TEST_SUITE_P(Engines, AccountsApi, both_engines(), engine_name);

// A-132, R-040, R-041, A-021, A-022
TEST_P(AccountsApi, CreateAnswersTheWholeObject) {
  const auto answer = create(
      R"({"name": "Elm Stores", "type": "Client", "status": "Disabled", "id": "ACC-1111-1111",
          "externalName": "ignored", "address": {"addressLine1": "1 Mill Lane", "country": "GB"},
          "website": "https://elm.example", "technicalSupportEmail": "help@elm.example",
          "defaultLanguageCode": "en-GB", "externalId": "EXT-7", "eligibility": {"partner": true},
          "description": "Many shops", "unknown": []})");
  ASSERT_EQ(answer.status, 201) << answer.body;
  const auto account = answer.json();
  const auto id = std::string{account.at("id").as_string()};
  EXPECT_THAT(id, MatchesRegex("ACC-[0-9]{4}-[0-9]{4}"));
  EXPECT_NE(id, "ACC-1111-1111");
  EXPECT_EQ(account.at("status").as_string(), "Enabled");
  EXPECT_EQ(account.at("revision").as_int64(), 1);
  EXPECT_EQ(account.at("icon").as_string(), "/v1/accounts/accounts/" + id + "/icon");  // A-024
  EXPECT_EQ(boost::json::serialize(account.at("address")),
            R"({"addressLine1":"1 Mill Lane","country":"GB"})");
  EXPECT_EQ(boost::json::serialize(account.at("eligibility")), R"({"client":false,"partner":true})");
  EXPECT_EQ(account.at("defaultLanguageCode").as_string(), "en-GB");
  EXPECT_EQ(account.at("externalId").as_string(), "EXT-7");
  EXPECT_TRUE(account.at("revealTokens").as_bool());
  EXPECT_FALSE(account.as_object().contains("externalName"));
  EXPECT_EQ(boost::json::serialize(account.at_pointer("/$meta/omitted")), R"(["groups","audit"])");

  const auto read = as_operations("GET", kAccounts + "/" + id + "?select=groups,audit").json();
  EXPECT_EQ(read.at_pointer("/groups/0/name").as_string(), "Administrators");
  EXPECT_TRUE(read.at_pointer("/groups/0/isDefault").as_bool());
  EXPECT_EQ(read.at_pointer("/audit/created/by/name").as_string(), "Robin Holt");
  EXPECT_FALSE(read.as_object().contains("$meta"));
  EXPECT_EQ(records(id).front().event, "platform.accounts.account.created");  // R-153
}

TEST_P(AccountsApi, CreateOfAVendorIsActive) {
  EXPECT_EQ(
      create(R"({"name": "Fir Works", "type": "Vendor", "address": {}})").json().at("status").as_string(),
      "Active");
}

// R-045, R-040, section 5
TEST_P(AccountsApi, CreateTellsEveryBrokenField) {
  EXPECT_THAT(error_paths(create("{}")), ElementsAre("type", "name"));
  EXPECT_THAT(error_paths(create(R"({"name": "", "type": "Operations"})")), ElementsAre("type", "name"));
  EXPECT_THAT(
      error_paths(create(
          R"({"name": "A", "type": "Vendor", "eligibility": {"client": true}, "website": "javascript:1",
                      "technicalSupportEmail": "x", "defaultLanguageCode": "?", "address": {"country": "X"}})")),
      ElementsAre("website", "technicalSupportEmail", "address.country", "defaultLanguageCode",
                  "eligibility"));
  EXPECT_THAT(error_paths(create(R"({"name": 5, "type": "Vendor"})")), ElementsAre("name"));  // A-013
  EXPECT_THAT(error_paths(create(R"({"name": "A", "address": {"city": []}})")), ElementsAre("address.city"));
  EXPECT_THAT(error_paths(create(R"({"name": "A", "address": "Leeds"})")), ElementsAre("address"));
  EXPECT_THAT(error_paths(create(R"({"name": "A", "eligibility": {"client": "yes"}})")),
              ElementsAre("eligibility.client"));
  EXPECT_THAT(error_paths(create("[]")), ElementsAre("body"));
}

// A-130, A-131: with and without an image, in any order.
TEST_P(AccountsApi, CreateAndUpdateTakeForms) {
  const std::string object = R"({"name": "Elm Stores", "type": "Client"})";
  for (const auto& parts :
       {object_part("account", object), object_part("account", object) + picture_part("logo", small_png()),
        picture_part("logo", small_png()) + object_part("account", object)}) {
    const auto created = server.as_browser(operations, form_ask("POST", kAccounts, parts));
    ASSERT_EQ(created.status, 201) << created.body;
    const auto icon =
        server.as_nobody({.target = "/public" + std::string{created.json().at("icon").as_string()}});
    EXPECT_EQ(icon.header("content-type"),
              parts.find("logo") == std::string::npos ? "image/svg+xml" : "image/png");
  }
  const auto updated =
      server.as_browser(owner, form_ask("PUT", kAlder, object_part("account", R"({"description": "New"})")));
  EXPECT_EQ(updated.status, 200) << updated.body;
  EXPECT_EQ(updated.json().at("description").as_string(), "New");
  EXPECT_THAT(
      error_paths(server.as_browser(owner, form_ask("PUT", kAlder, picture_part("logo", small_png())))),
      ElementsAre("account"));
  const auto gif = server.as_browser(
      owner, form_ask("PUT", kAlder, object_part("account", "{}") + picture_part("logo", "GIF89a")));
  EXPECT_EQ(gif.status, 415);
  EXPECT_THAT(gif.body, HasSubstr("\"logo\""));
  EXPECT_EQ(as_owner("GET", kAlder).json().at("revision").as_int64(), 2);
}

TEST_P(AccountsApi, IconIsForEverybodyAndNeverMissing) {
  const auto generated = server.as_nobody({.target = kAlder + "/icon"});
  EXPECT_EQ(generated.status, 200);
  EXPECT_EQ(generated.header("content-type"), "image/svg+xml");
  EXPECT_THAT(generated.header("content-security-policy"), HasSubstr("sandbox"));
  EXPECT_THAT(generated.body, HasSubstr(">AF</text>"));
  EXPECT_EQ(server.as_nobody({.target = kAlder + "/icon"}).body, generated.body);
  const auto unknown = server.as_nobody({.target = kUnknown + "/icon"});
  EXPECT_EQ(unknown.status, 404);
  EXPECT_EQ(unknown.json().at("title").as_string(), "Not Found");

  ASSERT_EQ(server
                .as_browser(owner, form_ask("PUT", kAlder,
                                            object_part("account", "{}") + picture_part("logo", small_png())))
                .status,
            200);
  EXPECT_THAT(server.as_nobody({.target = kAlder + "/icon"}).body, StartsWith("\x89PNG"));
  EXPECT_EQ(as_owner("GET", kAlder).json().at("revision").as_int64(), 2);
  // A client sends back what it has read.
  EXPECT_EQ(as_owner("PUT", kAlder, R"({"icon": "/v1/accounts/accounts/ACC-2000-0001/icon"})").status, 200);
  EXPECT_THAT(server.as_nobody({.target = kAlder + "/icon"}).body, StartsWith("\x89PNG"));
  EXPECT_EQ(as_owner("PUT", kAlder, R"({"icon": null})").json().at("revision").as_int64(), 3);
  EXPECT_EQ(server.as_nobody({.target = kAlder + "/icon"}).body, generated.body);
}

// R-025, R-021, R-023
TEST_P(AccountsApi, UpdateIsADelta) {
  const auto changed = as_owner(
      "PUT", kAlder,
      R"({"name": "Alder Logistics", "type": "Client", "status": "Disabled", "revision": 9, "audit": {},
          "address": {"city": "Leeds", "country": "GB"}, "revealTokens": false})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(changed.json().at("status").as_string(), "Enabled");
  EXPECT_EQ(changed.json().at("revision").as_int64(), 2);
  EXPECT_FALSE(changed.json().at("revealTokens").as_bool());
  const auto second = as_owner("PUT", kAlder, R"({"address": {"city": null}, "revealTokens": null})").json();
  EXPECT_EQ(boost::json::serialize(second.at("address")), R"({"country":"GB"})");
  EXPECT_EQ(second.at("name").as_string(), "Alder Logistics");
  EXPECT_FALSE(second.at("revealTokens").as_bool());
  EXPECT_EQ(as_owner("PUT", kAlder, "{}").json().at("revision").as_int64(), 3);
  EXPECT_FALSE(as_owner("PUT", kAlder, R"({"address": null})").json().as_object().contains("address"));
  EXPECT_THAT(error_paths(as_owner("PUT", kAlder, R"({"name": null})")), ElementsAre("name"));
  EXPECT_THAT(error_paths(as_owner("PUT", kAlder, R"({"type": "Vendor"})")), ElementsAre("type"));
  EXPECT_EQ(as_owner("PUT", kAlder, R"({"externalId": "EXT-7"})").status, 403);
  EXPECT_EQ(records("ACC-2000-0001").size(), 3U);  // R-153
}

// R-122
TEST_P(AccountsApi, RevealTokensOffShowsANewTokenOnce) {
  ASSERT_EQ(as_owner("PUT", kAlder, R"({"revealTokens": false})").status, 200);
  const auto created = as_owner("POST", std::string{RunningServer::kTokens}, R"({"name": "Export"})").json();
  EXPECT_TRUE(created.as_object().contains("token"));
  const auto id = std::string{created.at("id").as_string()};
  EXPECT_FALSE(
      as_owner("GET", std::string{RunningServer::kTokens} + "/" + id).json().as_object().contains("token"));
}

// R-042, A-012, A-062
TEST_P(AccountsApi, ActionsMoveThroughTheStates) {
  const auto act = [&](const std::string& action) { return as_operations("POST", kAlder + "/" + action); };
  const auto refused = act("activate");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.json().at_pointer("/errors/0/properties/0").as_string(), "externalId");
  ASSERT_EQ(as_operations("PUT", kAlder, R"({"externalId": "EXT-7"})").status, 200);
  EXPECT_EQ(act("activate").json().at("status").as_string(), "Active");
  EXPECT_EQ(act("activate").status, 409);
  EXPECT_EQ(act("disable").json().at("status").as_string(), "Disabled");
  const auto enabled = as_operations("POST", kAlder + "/enable?select=audit", R"({"ignored": true})");
  EXPECT_EQ(enabled.json().at("status").as_string(), "Active");
  for (const auto* event : {"created", "updated", "activated", "disabled", "enabled"}) {
    EXPECT_TRUE(enabled.json().at("audit").as_object().contains(event)) << event;
  }
  EXPECT_EQ(act("deactivate").json().at("status").as_string(), "Enabled");
  EXPECT_EQ(as_operations("POST", kAccounts + "/ACC-1000-0001/disable").status, 409);
  EXPECT_EQ(
      server.as_browser(operations, {"POST", kAlder + "/disable", {{"Content-Type", "text/plain"}}, "x"})
          .status,
      415);
}

// R-043, R-135
TEST_P(AccountsApi, DisabledAccountKeepsItsTokensAndPeople) {
  const auto token = server.make_token(server.platform->alder, {"MOD-1756"});
  ASSERT_EQ(as_operations("POST", kAlder + "/disable").status, 200);
  EXPECT_EQ(server.as_token(token, {.target = kAlder}).json().at("status").as_string(), "Disabled");
  EXPECT_EQ(as_owner("GET", kAlder).status, 200);
}

// R-044, A-065
TEST_P(AccountsApi, AccountsAreNotDeleted) {
  const auto refused = as_operations("DELETE", kAlder);
  EXPECT_EQ(refused.status, 405);
  EXPECT_THAT(refused.header("allow"), HasSubstr("PUT"));
}

// A-066, A-132: a foreign account is like an unknown one, for every operation, whatever the body.
TEST_P(AccountsApi, ForeignAccountsAreUnknown) {
  const auto strip = [](const Answer& answer) {
    auto body = answer.json().as_object();
    body.erase("traceId");
    body.erase("instance");
    return std::to_string(answer.status) + boost::json::serialize(body);
  };
  const auto unknown = as_owner("GET", kUnknown);
  EXPECT_EQ(unknown.status, 404);
  for (const auto* id : {"/ACC-2000-0002", "/ACC-1000-0001", "/INVALID-ID", "/ACC-000-000"}) {
    EXPECT_EQ(strip(as_owner("GET", kAccounts + id)), strip(unknown)) << id;
    EXPECT_EQ(strip(as_owner("PUT", kAccounts + id, R"({"name": ""})")), strip(unknown)) << id;
    EXPECT_EQ(as_owner("POST", kAccounts + id + "/disable").status, 403) << id;
  }
  for (const auto* action : {"enable", "disable", "activate", "deactivate"}) {
    EXPECT_EQ(as_operations("POST", kUnknown + "/" + action).status, 404) << action;
  }
  EXPECT_EQ(as_operations("PUT", kUnknown, R"({"name": "New"})").status, 404);
  // Who may not change any account is told so first; then the type of the body counts.
  const auto vendor = server.sign_in("admin@cedar.example");
  EXPECT_EQ(server.as_browser(vendor, {"PUT", kUnknown, {{"Content-Type", "text/plain"}}, "x"}).status, 403);
  EXPECT_EQ(server.as_browser(owner, {"PUT", kUnknown, {{"Content-Type", "text/plain"}}, "x"}).status, 415);
  EXPECT_THAT(error_paths(as_owner("PUT", kUnknown, "{")), ElementsAre("body"));
}

// A-033: what is hidden is not said to be left out either.
TEST_P(AccountsApi, GroupsAreShownToThoseWhoReadGroups) {
  const auto clerk = server.sign_in("clerk@alder.example");
  const auto seen = send_as(clerk, "GET", kAlder + "?select=groups", {}).json();
  EXPECT_FALSE(seen.as_object().contains("groups"));
  EXPECT_EQ(boost::json::serialize(seen.at_pointer("/$meta/omitted")), R"(["audit"])");
  EXPECT_EQ(as_owner("GET", kAlder + "?select=groups").json().at("groups").as_array().size(), 2U);
}

/// The ids of a list, joined.
std::string ids_of(const Answer& answer) {
  EXPECT_EQ(answer.status, 200) << answer.body;
  std::string ids;
  const auto list = answer.json();
  for (const auto& row : list.at("data").as_array()) ids += std::string{row.at("id").as_string()} + " ";
  return ids;
}

// 3.2: the own account for customers, all of them for platform managers; the same with any filter.
TEST_P(AccountsApi, ListShowsWhatTheCallerReads) {
  const std::string all = "ACC-1000-0001 ACC-2000-0001 ACC-2000-0002 ACC-3000-0001 ";
  EXPECT_EQ(ids_of(as_operations("GET", kAccounts)), all);
  EXPECT_EQ(ids_of(as_owner("GET", kAccounts)), "ACC-2000-0001 ");
  EXPECT_EQ(ids_of(as_owner("GET", kAccounts + "?or(id=ACC-2000-0002,ne(id,'x'))")), "ACC-2000-0001 ");
  EXPECT_EQ(as_owner("GET", kAccounts + "?limit=0").json().at_pointer("/$meta/pagination/total").as_int64(),
            1);
  const auto own = server.make_token(server.platform->operations, {"MOD-1756"});
  EXPECT_EQ(ids_of(server.as_token(own, {.target = kAccounts})), "ACC-1000-0001 ");
}

// A-053d, A-033
TEST_P(AccountsApi, ListLeavesOutGroupsAndAudit) {
  const auto list = as_operations("GET", kAccounts + "?limit=2").json();
  EXPECT_EQ(boost::json::serialize(list.at("$meta")),
            R"({"pagination":{"offset":0,"limit":2,"total":4},"omitted":["groups","audit"]})");
  const auto groups = as_operations("GET", kAccounts + "?select=groups&id=ACC-2000-0001").json();
  EXPECT_EQ(groups.at_pointer("/data/0/groups").as_array().size(), 2U);
  EXPECT_EQ(
      as_operations("GET", kAccounts + "?select=groups").json().at_pointer("/data/3/groups/0/id").as_string(),
      "UGR-3000-0001");
}

TEST_P(AccountsApi, ListIsFilteredAndOrderedByItsProperties) {
  ASSERT_EQ(
      as_operations("PUT", kAlder,
                    R"({"address": {"city": "Leeds"}, "eligibility": {"client": true}, "externalId": "e-7",
                              "website": "https://alder.example", "revealTokens": false})")
          .status,
      200);
  const auto found = [&](const std::string& query) {
    return ids_of(as_operations("GET", kAccounts + "?" + query));
  };
  const std::string alder = "ACC-2000-0001 ";
  for (const auto* query :
       {"address.city=Leeds", "ilike(address.city,'LEE*')", "eligibility.client=true",
        "eligibility.partner=false", "externalId=e-7", "ilike(website,'*ALDER*')", "revealTokens=false",
        "revision=2", "audit.updated.by.name='Robin%20Holt'", "name='Alder%20Freight'"}) {
    EXPECT_EQ(found(query), alder) << query;
  }
  EXPECT_EQ(found("type=Client&order=-name"), "ACC-2000-0002 ACC-2000-0001 ");
  EXPECT_EQ(found("any(groups,name=Clerks)"), alder);
  EXPECT_EQ(found("type=Vendor&status=Active"), "ACC-3000-0001 ");
  EXPECT_THAT(error_paths(as_operations("GET", kAccounts + "?colour=red")), ElementsAre("colour"));
  // Groups are not to be guessed by those who do not read them.
  EXPECT_EQ(as_owner("GET", kAccounts + "?any(groups,name=Clerks)").status, 400);
  // A-053b
  EXPECT_TRUE(as_operations("GET", kAccounts + "?select=-*,id&website='https://alder.example'")
                  .json()
                  .at_pointer("/data/0")
                  .as_object()
                  .contains("website"));
}

TEST_P(AccountsApi, ChangesOfAKnownRevisionAndRepeatedCreatesAreSafe) {
  EXPECT_EQ(as_owner("GET", kAlder).header("etag"), "\"1\"");
  const auto with = [](Ask ask, const char* name, const char* value) {
    ask.headers.emplace_back(name, value);
    return ask;
  };
  const auto change = json_ask("PUT", kAlder, R"({"description": "New"})");
  EXPECT_EQ(server.as_browser(owner, with(change, "If-Match", "\"2\"")).status, 412);
  EXPECT_EQ(server.as_browser(owner, with(change, "If-Match", "\"1\"")).header("etag"), "\"2\"");
  EXPECT_EQ(
      server.as_browser(operations, with({"POST", kAlder + "/disable", {}, {}}, "If-Match", "\"1\"")).status,
      412);
  const auto creation = with(json_ask("POST", kAccounts, R"({"name": "Elm Stores", "type": "Client"})"),
                             "Idempotency-Key", "one");
  const auto first = server.as_browser(operations, creation);
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(server.as_browser(operations, creation).body, first.body);
  EXPECT_EQ(
      as_operations("GET", kAccounts + "?limit=0").json().at_pointer("/$meta/pagination/total").as_int64(),
      5);
}

}  // namespace
}  // namespace jeton::tests
