#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "support/running_server.h"

// The module catalogue of the REST API, over the wire, on both engines (spec rest-api section 6).
namespace jeton::tests {
namespace {

const std::string kModules = "/public/v1/accounts/modules";

class ModulesApi : public ::testing::TestWithParam<store::sql::Engine> {
 protected:
  Answer get(const std::string& target) { return server.as_browser(operations, {.target = target}); }

  RunningServer server{GetParam()};
  const Browser operations = server.sign_in("admin@operations.example");
};

INSTANTIATE_TEST_SUITE_P(Engines, ModulesApi, both_engines(), engine_name);

// Section 6
TEST_P(ModulesApi, GetAnswersTheWholeObject) {
  const auto answer = get(kModules + "/MOD-2002");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(boost::json::serialize(answer.json()),
            R"({"$meta":{"omitted":["audit"]},"id":"MOD-2002","revision":1,"name":"Catalog Management",)"
            R"("code":"catalog","accountTypes":["Vendor"],"settings":{"configurable":true,"default":false,)"
            R"("paid":false,"type":["new"],"obsolete":false,"eligibility":{"multi":true,"single":true},)"
            R"("sharedAccount":true}})");
  EXPECT_EQ(get(kModules + "/MOD-2002?select=audit").json().at_pointer("/audit/created/by/name").as_string(),
            "System");
}

TEST_P(ModulesApi, UnknownIdsAreNotFound) {
  for (const auto* id : {"/MOD-0000", "/MOD-9999", "/INVALID-ID", "/TKN-1000-0001"}) {
    EXPECT_EQ(get(kModules + id).status, 404) << id;
  }
}

// 3.2: denied before anything is looked up (A-066).
TEST_P(ModulesApi, AreForPlatformManagersAlone) {
  for (const auto* email : {"admin@alder.example", "admin@cedar.example"}) {
    const auto customer = server.sign_in(email);
    EXPECT_EQ(server.as_browser(customer, {.target = kModules + "/MOD-1756"}).status, 403);
    EXPECT_EQ(server.as_browser(customer, {.target = kModules + "/MOD-0000"}).status, 403);
  }
  const auto token = server.make_token(server.platform->operations, {"MOD-1756"});
  EXPECT_EQ(server.as_token(token, {.target = kModules + "/MOD-1756"}).status, 403);
}

// R-050
TEST_P(ModulesApi, AreReadOnly) {
  for (const auto* method : {"PUT", "DELETE", "POST"}) {
    EXPECT_EQ(server.as_browser(operations, json_ask(method, kModules + "/MOD-1756", "{}")).status, 405)
        << method;
  }
}

// A-030, A-120
TEST_P(ModulesApi, ListIsFilteredAndOrdered) {
  const auto names = [&](const std::string& query) {
    std::string joined;
    const auto list = get(kModules + query).json();
    for (const auto& row : list.at("data").as_array())
      joined += std::string{row.at("code").as_string()} + " ";
    return joined;
  };
  EXPECT_EQ(names(""),
            "access-management billing catalog reports account-management platform-account-management ");
  EXPECT_EQ(names("?order=-code&limit=2"), "reports platform-account-management ");
  EXPECT_EQ(names("?ilike(name,'*MANAGEMENT')&settings.configurable=true&order=name"),
            "access-management account-management catalog platform-account-management ");
  EXPECT_EQ(names("?settings.paid=true"), "");
  EXPECT_EQ(names("?settings.eligibility.multi=true&code=billing"), "billing ");
  EXPECT_EQ(boost::json::serialize(get(kModules + "?limit=0").json().at("$meta")),
            R"({"pagination":{"offset":0,"limit":0,"total":6},"omitted":["audit"]})");
  EXPECT_EQ(get(kModules + "?order=settings").status, 400);
}

}  // namespace
}  // namespace jeton::tests
