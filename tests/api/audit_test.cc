#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "base/limits.h"
#include "support/running_server.h"

// The audit trail over the wire, on both engines (spec rest-api section 11, domain section 11).
namespace jeton::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

const std::string kRecords = "/public/v1/audit/records";

class AuditApi : public ::testing::TestWithParam<store::sql::Engine> {
 protected:
  Answer get(const Browser& browser, const std::string& target) {
    return server.as_browser(browser, {.target = target});
  }

  std::string create_token(const Browser& browser, const std::string& name = "Ledger sync") {
    const auto created = server.as_browser(
        browser, json_ask("POST", std::string{RunningServer::kTokens}, R"({"name": ")" + name + "\"}"));
    EXPECT_EQ(created.status, 201) << created.body;
    clock_tick();
    return std::string{created.json().at("id").as_string()};
  }

  void clock_tick() { server.clock->advance(std::chrono::milliseconds{5}); }

  std::string first_record_of(const std::string& object) {
    auto unit = server.server->store().begin_read();
    return (*(*unit)->audit().list_of_object(object)).at(0).id.str();
  }

  Answer submit(const Browser& browser, const std::string& body) {
    return server.as_browser(browser, json_ask("POST", kRecords, body));
  }

  static std::string body_about(const std::string& object, const std::string& more = {}) {
    return R"({"event": "extensions.a.b", "summary": "Order placed", "details": "By {{actor.name}}", "object": {"id": ")" +
           object + "\"}" + more + "}";
  }

  static std::vector<std::string> error_paths(const Answer& answer) {
    std::vector<std::string> paths;
    const auto body = answer.json();
    for (const auto& member : body.at("errors").as_object()) paths.emplace_back(member.key());
    return paths;
  }

  static std::vector<std::string> ids(const Answer& answer) {
    std::vector<std::string> all;
    const auto body = answer.json();
    for (const auto& row : body.at("data").as_array()) all.emplace_back(row.at("id").as_string());
    return all;
  }

  RunningServer server{GetParam()};
  const Browser admin = server.sign_in("admin@alder.example");
  const Browser vendor = server.sign_in("admin@cedar.example");
  const Browser operations = server.sign_in("admin@operations.example");
};

INSTANTIATE_TEST_SUITE_P(Engines, AuditApi, both_engines(), engine_name);

// Bytes from outside become text that every database can keep: no header makes a change fail.
TEST_P(AuditApi, UserAgentsAreCutBetweenCharacters) {
  const std::string longest(base::kUserAgentBytesMax - 1, 'a');
  const std::vector<std::pair<std::string, std::string>> agents{
      {longest + "\u00e9", longest},         // the cut is inside it
      {longest + "b\u00e9", longest + "b"},  // and here before it
      {"a\xff\xc3", "a\ufffd\ufffd"},        // no UTF-8
      {longest + "\xc3", longest},           // nor here, and the mark does not fit
      {"Cafe\u0301/1", "Caf\u00e9/1"},
  };
  for (const auto& [sent, kept] : agents) {
    auto ask = json_ask("POST", std::string{RunningServer::kTokens}, R"({"name":"Ledger sync"})");
    ask.headers.emplace_back("User-Agent", sent);
    const auto created = server.as_browser(admin, ask);
    ASSERT_EQ(created.status, 201) << created.body;
    const auto id = first_record_of(std::string{created.json().at("id").as_string()});
    const auto record = get(operations, kRecords + "/" + id);
    EXPECT_EQ(std::string{record.json().at_pointer("/request/api/userAgent").as_string()}, kept);
  }
}

// A-170, A-053d
TEST_P(AuditApi, ShowsTheWholeRecord) {
  const auto token = create_token(admin);
  const auto id = first_record_of(token);
  const auto answer = server.as_browser(
      admin, {.target = kRecords + "/" + id + "?select=accountLinks", .headers = {{"User-Agent", "x/1"}}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto record = answer.json();
  EXPECT_THAT(std::string{record.at("id").as_string()},
              MatchesRegex("AUD-[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{4}"));
  EXPECT_EQ(record.at("event").as_string(), "platform.accounts.apiToken.created");
  EXPECT_EQ(record.at("type").as_string(), "Public");
  EXPECT_EQ(record.at("summary").as_string(), "API token created");
  EXPECT_EQ(boost::json::serialize(record.at("object")),
            R"({"id":")" + token + R"(","name":"Ledger sync","objectType":"ApiToken"})");
  EXPECT_THAT(std::string{record.at("timestamp").as_string()}, MatchesRegex("....-..-..T..:..:..\\....Z"));
  EXPECT_EQ(
      boost::json::serialize(record.at("actor")),
      R"({"id":"USR-5000-0001","name":"Robin Holt","account":{"id":"ACC-2000-0001","name":"Alder Freight",)"
      R"("type":"Client","accountType":"Client"}})");
  EXPECT_EQ(record.at("accountLinks").as_array().size(), 2U);
  EXPECT_EQ(record.at_pointer("/accountLinks/0/id").as_string(), "ACC-1000-0001");
  EXPECT_EQ(record.at_pointer("/accountLinks/1/name").as_string(), "Alder Freight");
  EXPECT_EQ(record.at_pointer("/documents/apiToken/name").as_string(), "Ledger sync");
  EXPECT_EQ(record.at_pointer("/request/api/ip").as_string(), "127.0.0.1");
  EXPECT_TRUE(record.at_pointer("/request/log").as_object().contains("correlationId"));
  EXPECT_EQ(record.at("revision").as_int64(), 1);
  const auto by_default = get(admin, kRecords + "/" + id).json();
  EXPECT_FALSE(by_default.as_object().contains("accountLinks"));
  EXPECT_EQ(boost::json::serialize(by_default.at("$meta")), R"({"omitted":["accountLinks"]})");
}

// A-053d, A-045: lists leave out documents and links, and start with the lowest id.
TEST_P(AuditApi, ListsLeaveOutDocumentsAndLinks) {
  for (int i = 0; i < 3; ++i) create_token(admin);
  const auto answer = get(admin, kRecords);
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(boost::json::serialize(answer.json().at("$meta")),
            R"({"pagination":{"offset":0,"limit":100,"total":3},"omitted":["accountLinks","documents"]})");
  auto sorted = ids(answer);
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(ids(answer), sorted);
  const auto full = get(admin, kRecords + "?select=accountLinks,documents").json();
  EXPECT_TRUE(full.at_pointer("/data/0").as_object().contains("documents"));
  EXPECT_TRUE(full.at_pointer("/data/0").as_object().contains("accountLinks"));
}

// C-090, A-173: what the console asks for.
TEST_P(AuditApi, ListsAnObjectsHistoryNewestFirst) {
  const auto token = create_token(admin);
  create_token(admin, "Another");
  ASSERT_EQ(
      server
          .as_browser(admin, {"POST", std::string{RunningServer::kTokens} + "/" + token + "/disable", {}, {}})
          .status,
      200);
  const auto answer =
      get(admin, kRecords +
                     "?limit=10&offset=0&order=-timestamp&select=object,actor,details,documents,"
                     "request.api.geolocation&eq(object.id,'" +
                     token + "')&render()");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto data = answer.json().at("data").as_array();
  ASSERT_EQ(data.size(), 2U);
  EXPECT_EQ(data[0].at("event").as_string(), "platform.accounts.apiToken.status_changed");
  EXPECT_EQ(data[0].at("details").as_string(),
            "API token " + token + " status was changed to Disabled by Robin Holt (USR-5000-0001).");
  EXPECT_EQ(data[1].at("event").as_string(), "platform.accounts.apiToken.created");
  EXPECT_TRUE(data[0].as_object().contains("documents"));
}

// A-173 and every other property, each with its value in this record.
TEST_P(AuditApi, FiltersByEveryProperty) {
  const auto token = create_token(admin);
  create_token(vendor, "Catalog");
  const auto id = first_record_of(token);
  const auto record = get(admin, kRecords + "/" + id).json();
  const std::string timestamp{record.at("timestamp").as_string()};
  const std::string correlation{record.at_pointer("/request/log/correlationId").as_string()};
  for (const auto& filter : std::vector<std::string>{"id=" + id,
                                                     "event=platform.accounts.apiToken.created",
                                                     "type=public",
                                                     "summary='API token created'",
                                                     "ilike(details,*API%20TOKEN*)",
                                                     "object.id=" + token,
                                                     "object.name='Ledger sync'",
                                                     "ilike(object.name,ledger*)",
                                                     "object.objectType=ApiToken",
                                                     "timestamp=" + timestamp,
                                                     "ge(timestamp,2000-01-01)",
                                                     "actor.id=USR-5000-0001",
                                                     "actor.name='Robin Holt'",
                                                     "actor.account.id=ACC-2000-0001",
                                                     "actor.account.name='Alder Freight'",
                                                     "actor.account.type=Client",
                                                     "request.api.ip=127.0.0.1",
                                                     "request.log.correlationId=" + correlation,
                                                     "revision=1",
                                                     "any(accountLinks,id=ACC-2000-0001)",
                                                     "any(accountLinks,(type=Client,name='Alder Freight'))",
                                                     "request.api.userAgent=null()"}) {
    auto target = kRecords + "?" + filter;
    for (auto at = target.find(' '); at != std::string::npos; at = target.find(' '))
      target.replace(at, 1, "%20");
    const auto answer = get(operations, target + "&object.id=" + token);
    ASSERT_EQ(answer.status, 200) << filter << answer.body;
    EXPECT_THAT(ids(answer), ElementsAre(id)) << filter;
  }
  for (const auto* order :
       {"id", "event", "type", "summary", "details", "object.id", "object.name", "object.objectType",
        "timestamp", "actor.id", "actor.name", "actor.account.id", "actor.account.name", "actor.account.type",
        "request.api.ip", "request.api.userAgent", "request.log.correlationId", "revision"}) {
    for (const auto& browser : {admin, operations}) {
      EXPECT_EQ(get(browser, kRecords + "?order=-" + order).status, 200) << order;
    }
  }
  for (const auto* filter : {"documents=x", "object=x", "accountLinks=x", "digest=x"}) {
    EXPECT_EQ(get(operations, kRecords + "?" + filter).status, 400) << filter;
  }
}

// A-072: nothing that looks like a placeholder is left, and a name is not looked into.
TEST_P(AuditApi, RendersNamesAsTheyAre) {
  const auto token = create_token(admin);
  const auto created =
      submit(operations, R"({"event": "extensions.a.b", "summary": "{{object.name}}{{nothing}}",
      "details": "{{actor.id}} }} {{ {{order.id}}", "object": {"id": ")" +
                             token + R"(", "name": "x{{actor.id}}}}"},
      "documents": {"order": {"id": "ORDER-7"}, "actor": {"id": "forged"}}})");
  ASSERT_EQ(created.status, 201) << created.body;
  const std::string id{created.json().at("id").as_string()};
  EXPECT_EQ(created.json().at("summary").as_string(), "{{object.name}}{{nothing}}");  // R-159
  const auto rendered = get(admin, kRecords + "/" + id + "?select=object%2Cactor&render()").json();
  EXPECT_EQ(rendered.at("summary").as_string(), "x{actor.id}");
  EXPECT_EQ(rendered.at("details").as_string(), "USR-5000-0004 } { ORDER-7");
  const auto misspelt = get(admin, kRecords + "/" + id + "?render()=yes");
  EXPECT_EQ(misspelt.status, 400);
  EXPECT_TRUE(misspelt.json().at("errors").as_object().contains("filter")) << misspelt.body;
}

// R-155, R-156, A-171
TEST_P(AuditApi, TakesRecordsOfExtensions) {
  const auto token = create_token(vendor);
  const auto created =
      submit(vendor, body_about(token, R"(, "actor": {"id": "USR-1"}, "timestamp": 1, "payload": {},
      "request": {}, "revision": 9, "documents": {"order": {"id": "ORDER-7", "apiKey": "canary"}})"));
  ASSERT_EQ(created.status, 201) << created.body;
  const auto record = created.json();
  EXPECT_EQ(record.at("type").as_string(), "Public");
  EXPECT_EQ(record.at_pointer("/actor/id").as_string(), "USR-5000-0003");
  EXPECT_EQ(record.at_pointer("/object/name").as_string(), "Ledger sync");
  EXPECT_EQ(boost::json::serialize(record.at("documents")),
            R"({"order":{"id":"ORDER-7","apiKey":"***"}})");  // R-158
  EXPECT_EQ(record.at("revision").as_int64(), 1);
  const std::string id{record.at("id").as_string()};
  EXPECT_EQ(get(vendor, kRecords + "/" + id).status, 200);
  EXPECT_EQ(get(admin, kRecords + "/" + id).status, 404);
  // The object among the documents.
  const auto found =
      submit(vendor, R"({"event": "extensions.a.b", "summary": "S", "details": "D", "documents":
      {"token": {"id": ")" +
                         token + R"("}, "order": {"id": "ORDER-7"}}})");
  ASSERT_EQ(found.status, 201) << found.body;
  EXPECT_EQ(found.json().at_pointer("/object/id").as_string(), token);
  EXPECT_EQ(submit(vendor, body_about(token, R"(, "type": "Private")")).status, 403);
  EXPECT_EQ(submit(operations, body_about(token, R"(, "type": "Private")")).json().at("type").as_string(),
            "Private");
}

TEST_P(AuditApi, TakesARepeatedSubmissionOnce) {
  const auto token = create_token(vendor);
  auto ask = json_ask("POST", kRecords, body_about(token));
  ask.headers.emplace_back("Idempotency-Key", "order-7");
  const auto first = server.as_browser(vendor, ask);
  const auto again = server.as_browser(vendor, ask);
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(ids(get(vendor, kRecords + "?event=extensions.a.b")).size(), 1U);
}

TEST_P(AuditApi, RefusesBrokenSubmissionsAndKeepsNothing) {
  const auto token = create_token(vendor);
  struct Case {
    std::string body;
    std::string path;
  };
  const auto with = [&](const std::string& more) { return body_about(token, more); };
  const std::vector<Case> cases{
      {with(R"(, "id": "AUD-1234-1234-1234-1234")"), "id"},
      {with(R"(, "event": "platform.accounts.apiToken.created")"), "event"},
      {with(R"(, "event": 5)"), "event"},
      {with(R"(, "event": null)"), "event"},
      {with(R"(, "summary": "")"), "summary"},
      {with(R"(, "summary": [])"), "summary"},
      {with(R"(, "details": " ")"), "details"},
      {with(R"(, "object": "TKN-1234-5678")"), "object"},
      {with(R"(, "object": {"id": 5})"), "object.id"},
      {with(R"(, "object": {"id": "EXT-1234-5678"})"), "object.id"},
      {with(R"(, "object": null)"), "object.id"},
      {with(R"(, "object": {"id": ")" + token + R"(", "name": {}})"), "object.name"},
      {with(R"(, "type": "public")"), "type"},
      {with(R"(, "type": 1)"), "type"},
      {with(R"(, "documents": [])"), "documents"},
  };
  for (const auto& [body, path] : cases) {
    const auto refused = submit(operations, body);
    EXPECT_EQ(refused.status, 400) << body;
    EXPECT_THAT(error_paths(refused), ElementsAre(path)) << body;
  }
  // Each text at its limit and one past it.
  const auto sized = [&](std::size_t extra) {
    const auto text = [&](std::size_t size) { return std::string(size + extra, 'x'); };
    const std::string frame = R"({"a":""})";
    return R"({"event": "extensions.a.)" + text(base::kAuditEventLengthMax - 13) + R"(", "summary": ")" +
           text(base::kAuditSummaryLengthMax) + R"(", "details": ")" + text(base::kAuditDetailsLengthMax) +
           R"(", "object": {"id": ")" + token + R"(", "name": ")" + text(base::kAuditObjectNameLengthMax) +
           R"("}, "documents": {"a":")" + text(base::kAuditDocumentsBytesMax - frame.size()) + "\"}}";
  };
  EXPECT_EQ(submit(operations, sized(0)).status, 201);
  EXPECT_THAT(error_paths(submit(operations, sized(1))),
              ElementsAre("event", "summary", "details", "documents", "object.name"));
  EXPECT_EQ(server.as_browser(operations, {"POST", kRecords, {{"Content-Type", "text/plain"}}, "{}"}).status,
            415);
  EXPECT_EQ(submit(operations, "[]").status, 400);
  EXPECT_EQ(get(operations, kRecords + "?limit=0&object.id=" + token)
                .json()
                .at_pointer("/$meta/pagination/total")
                .as_int64(),
            2);
}

// R-150
TEST_P(AuditApi, ChangesAndRemovesNothing) {
  const auto id = first_record_of(create_token(admin));
  const auto before = get(admin, kRecords + "/" + id).body;
  for (const auto* method : {"PUT", "DELETE", "PATCH", "POST"}) {
    for (const auto& target : {id, std::string{"AUD-9999-9999-9999-9999"}}) {
      EXPECT_EQ(server.as_browser(operations, json_ask(method, kRecords + "/" + target, "{}")).status, 405)
          << method;
    }
  }
  EXPECT_EQ(get(admin, kRecords + "/" + id).body, before);
}

// R-157: another tenant's record answers what an unknown one does, to the letter, and is in no list.
TEST_P(AuditApi, OfAnotherTenantAnswerAsUnknownOnes) {
  const auto token = create_token(admin);
  const auto id = first_record_of(token);
  const auto without = [](std::string body, const std::string& what) {
    for (auto at = body.find(what); at != std::string::npos; at = body.find(what))
      body.erase(at, what.size());
    const auto trace = body.find("\"traceId\"");
    return body.erase(trace, std::string{R"("traceId":"00-")"}.size() + 32 + 1 + 16 + 1 + 2);
  };
  const std::string unknown = "AUD-9999-9999-9999-9999";
  for (const auto& stranger :
       {vendor, server.sign_in("admin@birch.example"), server.sign_in("clerk@alder.example")}) {
    const auto foreign = get(stranger, kRecords + "/" + id);
    const auto nobodys = get(stranger, kRecords + "/" + unknown);
    EXPECT_EQ(foreign.status, 404);
    EXPECT_EQ(without(foreign.body, id), without(nobodys.body, unknown));
    EXPECT_THAT(ids(get(stranger, kRecords)), Not(testing::Contains(id)));
    EXPECT_THAT(ids(get(stranger, kRecords + "?or(object.id=" + token + ",not(object.id=" + token + "))")),
                Not(testing::Contains(id)));
    EXPECT_THAT(ids(get(stranger, kRecords + "?any(accountLinks,id=ACC-2000-0001)")),
                Not(testing::Contains(id)));
  }
}

// R-157: people read what is about themselves, without any module.
TEST_P(AuditApi, PeopleReadRecordsAboutThemselves) {
  const auto clerk = server.sign_in("clerk@alder.example");
  EXPECT_EQ(ids(get(clerk, kRecords)).size(), 0U);
  {
    auto unit = server.server->store().begin_write();
    domain::AuditRecord record{.id = *domain::AuditRecordId::parse("AUD-1000-1000-1000-0001"),
                               .event = "platform.accounts.user.updated",
                               .visibility = domain::AuditVisibility::kPublic,
                               .summary = "User updated",
                               .details = "User updated",
                               .object_id = "USR-5000-0005",
                               .object_name = "Robin Holt",
                               .object_type = domain::ObjectType::kUser,
                               .timestamp = server.clock->now(),
                               .actor = domain::system_actor(),
                               .actor_account = std::nullopt,
                               .account_links = {server.platform->birch.id},
                               .documents = {},
                               .origin = {},
                               .revision = 1};
    ASSERT_TRUE(*(*unit)->audit().append(record, {}));
    record.id = *domain::AuditRecordId::parse("AUD-1000-1000-1000-0002");
    record.visibility = domain::AuditVisibility::kPrivate;
    ASSERT_TRUE(*(*unit)->audit().append(record, {}));
    ASSERT_TRUE((*unit)->commit().has_value());
  }
  EXPECT_THAT(ids(get(clerk, kRecords)), ElementsAre("AUD-1000-1000-1000-0001"));
  const auto own = get(clerk, kRecords + "/AUD-1000-1000-1000-0001");
  ASSERT_EQ(own.status, 200);
  EXPECT_EQ(boost::json::serialize(own.json().at("actor")), R"({"name":"System"})");
  EXPECT_FALSE(own.json().as_object().contains("request"));
  EXPECT_FALSE(own.json().as_object().contains("documents"));
  EXPECT_EQ(get(clerk, kRecords + "/AUD-1000-1000-1000-0002").status, 404);
  EXPECT_EQ(get(admin, kRecords + "/AUD-1000-1000-1000-0001").status, 404);
}

}  // namespace
}  // namespace jeton::tests
