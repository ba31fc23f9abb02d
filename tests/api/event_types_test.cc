#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <boost/json/serialize.hpp>
#include <thread>

#include "base/limits.h"
#include "support/running_server.h"

// Event types over the wire, on both engines (spec rest-api section 11, domain section 12).
namespace jeton::tests {
namespace {

using ::testing::MatchesRegex;

const std::string kTypes = "/public/v1/audit/event-types";

class EventTypesApi : public ::testing::TestWithParam<store::sql::Engine> {
 protected:
  void SetUp() override {
    server.make_token(server.platform->alder, {"MOD-2001"});
    const auto list = get(kTypes);
    ASSERT_EQ(list.status, 200) << list.body;
    type = list.json().at_pointer("/data/0");
    one = kTypes + "/" + std::string{type.at("id").as_string()};
  }

  Answer get(const std::string& target) { return get(clerk, target); }
  Answer get(const Browser& browser, const std::string& target) {
    return server.as_browser(browser, {.target = target});
  }
  Answer put(const std::string& body) { return server.as_browser(admin, json_ask("PUT", one, body)); }

  RunningServer server{GetParam()};
  const Browser clerk = server.sign_in("clerk@alder.example");
  const Browser admin = server.sign_in("admin@alder.example");
  boost::json::value type;
  std::string one;
};

INSTANTIATE_TEST_SUITE_P(Engines, EventTypesApi, both_engines(), engine_name);

// R-170, R-172: there with the first record, and read by anyone.
TEST_P(EventTypesApi, AreThereWithTheFirstRecord) {
  EXPECT_EQ(type.at("key").as_string(), "platform.accounts.apiToken.created");
  EXPECT_EQ(type.at("name").as_string(), "API token created");
  EXPECT_EQ(type.at("revision").as_int64(), 1);
  EXPECT_FALSE(type.as_object().contains("description"));
  EXPECT_THAT(std::string{type.at("id").as_string()}, MatchesRegex("AET-[0-9]{4}-[0-9]{4}"));
  EXPECT_EQ(boost::json::serialize(get(one).json()), boost::json::serialize(type));
  EXPECT_EQ(get(kTypes + "/AET-9999-9999").status, 404);
  EXPECT_EQ(get(kTypes + "/EVT-000-000").status, 404);  // R-005
  EXPECT_EQ(get(kTypes + "?key=platform.accounts.apiToken.created&order=-name,description")
                .json()
                .at_pointer("/$meta/pagination/total")
                .as_int64(),
            1);
  EXPECT_EQ(get(kTypes + "?ilike(name,*NOTHING*)").json().at_pointer("/$meta/pagination/total").as_int64(),
            0);
}

// R-172
TEST_P(EventTypesApi, ChangeTheirNameAndDescriptionAlone) {
  const auto changed =
      put(R"({"description": "A token was made", "id": "AET-1111-1111", "revision": 7, "unknown": []})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(changed.json().at("description").as_string(), "A token was made");
  EXPECT_EQ(changed.json().at("name").as_string(), "API token created");
  EXPECT_EQ(changed.json().at("id").as_string(), type.at("id").as_string());
  EXPECT_EQ(changed.json().at("revision").as_int64(), 2);
  EXPECT_EQ(put("{}").json().at("revision").as_int64(), 2);
  EXPECT_EQ(put(R"({"name": ")" + std::string(base::kEventTypeNameLengthMax, 'n') + "\"}").status, 200);
}

TEST_P(EventTypesApi, ChangeAtTheRevisionThatIsExpected) {
  const auto put_if = [&](const std::string& tag, const std::string& body) {
    auto ask = json_ask("PUT", one, body);
    ask.headers.emplace_back("If-Match", tag);
    return server.as_browser(admin, ask);
  };
  EXPECT_EQ(put_if("\"2\"", R"({"name": ""})").status, 412);
  const auto changed = put_if("\"1\"", R"({"name": "Made"})");
  EXPECT_EQ(changed.status, 200);
  EXPECT_EQ(changed.header("etag"), "\"2\"");
  EXPECT_EQ(put_if("\"1\"", R"({"name": "Made again"})").status, 412);
  EXPECT_EQ(get(one).json().at("name").as_string(), "Made");
}

// X-13, R-172: what an account calls it is seen by that account, in every answer and by every question.
TEST_P(EventTypesApi, AreCalledWhatTheOwnAccountCallsThem) {
  ASSERT_EQ(put(R"({"name": "Zebra made", "description": "Ours alone"})").status, 200);
  const auto total = [&](const Browser& browser, const std::string& filter) {
    return get(browser, kTypes + "?limit=0&" + filter)
        .json()
        .at_pointer("/$meta/pagination/total")
        .as_int64();
  };
  EXPECT_EQ(get(one).json().at("name").as_string(), "Zebra made");
  EXPECT_EQ(get(one).header("etag"), "\"2\"");
  EXPECT_EQ(total(clerk, "ilike(name,*zebra*)"), 1);
  EXPECT_EQ(total(clerk, "eq(description,'Ours%20alone')"), 1);
  for (const auto* email : {"admin@birch.example", "admin@cedar.example", "admin@operations.example"}) {
    const auto stranger = server.sign_in(email);
    EXPECT_EQ(boost::json::serialize(get(stranger, one).json()), boost::json::serialize(type)) << email;
    EXPECT_EQ(get(stranger, one).header("etag"), "\"1\"");
    EXPECT_EQ(get(stranger, kTypes).body.find("Zebra"), std::string::npos) << email;
    EXPECT_EQ(total(stranger, "ilike(name,*zebra*)"), 0) << email;
    EXPECT_EQ(total(stranger, "gt(revision,1)"), 0) << email;
  }
  // No module, no words.
  EXPECT_EQ(server.as_browser(clerk, json_ask("PUT", one, R"({"name": "x"})")).status, 403);
  const auto bare = server.make_token(server.platform->alder, {});
  EXPECT_EQ(server.as_token(bare, json_ask("PUT", one, R"({"name": "x"})")).status, 403);
}

// R-170: whoever comes first, all succeed, and there is one type.
TEST_P(EventTypesApi, AreMadeOnceByRecordsThatComeAtOnce) {
  constexpr int kWriters = 4;
  const auto operations = server.sign_in("admin@operations.example");
  const std::string body = R"({"event": "extensions.a.b", "summary": "Order placed", "details": "Details",
      "object": {"id": "ACC-2000-0001"}})";
  std::array<int, kWriters> statuses{};
  std::vector<std::thread> writers;
  for (auto& status : statuses) {
    writers.emplace_back([&] {
      status = server.as_browser(operations, json_ask("POST", "/public/v1/audit/records", body)).status;
    });
  }
  for (auto& writer : writers) writer.join();
  for (const int status : statuses) EXPECT_EQ(status, 201);
  EXPECT_EQ(
      get(kTypes + "?key=extensions.a.b&limit=0").json().at_pointer("/$meta/pagination/total").as_int64(), 1);
}

TEST_P(EventTypesApi, RefuseBrokenChanges) {
  for (const auto& [body, path] : std::vector<std::pair<std::string, std::string>>{
           {R"({"key": "platform.accounts.apiToken.created"})", "key"},
           {R"({"key": null, "name": "New"})", "key"},
           {R"({"name": ""})", "name"},
           {R"({"name": null})", "name"},
           {R"({"name": 5})", "name"},
           {R"({"name": ")" + std::string(base::kEventTypeNameLengthMax + 1, 'n') + "\"}", "name"},
           {R"({"description": ""})", "description"},
           {R"({"description": null})", "description"},
           {R"({"description": ")" + std::string(base::kEventTypeDescriptionLengthMax + 1, 'd') + "\"}",
            "description"}}) {
    const auto refused = put(body);
    EXPECT_EQ(refused.status, 400) << body;
    EXPECT_TRUE(refused.json().at("errors").as_object().contains(path)) << body;
  }
  EXPECT_EQ(server.as_browser(admin, json_ask("PUT", kTypes + "/AET-9999-9999", R"({"key": "x"})")).status,
            404);
  EXPECT_EQ(server.as_browser(clerk, json_ask("POST", kTypes, "{}")).status, 405);
  EXPECT_EQ(server.as_browser(clerk, json_ask("DELETE", one, "")).status, 405);
  EXPECT_EQ(boost::json::serialize(get(one).json()), boost::json::serialize(type));
}

}  // namespace
}  // namespace jeton::tests
