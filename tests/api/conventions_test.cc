#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cctype>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "support/form.h"
#include "support/running_server.h"

// What clients rely on whatever the resource (spec rest-api sections 1 to 3 and 13, rql section 1).
namespace jeton::tests {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;
using ::testing::SizeIs;

const std::string kApi = "/public/v1/accounts/";

class Conventions : public ::testing::TestWithParam<store::sql::Engine> {
 protected:
  Answer get(const std::string& target) { return server.as_browser(admin, {.target = target}); }

  std::string create(const std::string& name) {
    const auto created =
        server.as_browser(admin, json_ask("POST", kApi + "api-tokens", R"({"name": ")" + name + R"("})"));
    EXPECT_EQ(created.status, 201) << created.body;
    return std::string{created.json().at("id").as_string()};
  }

  /// The 400 that a query gets: the one key of its errors.
  std::string refused_at(const std::string& query) {
    const auto answer = get(kApi + "api-tokens?" + query);
    EXPECT_EQ(answer.status, 400) << query << " " << answer.body;
    const auto body = answer.json();
    const auto& errors = body.at("errors").as_object();
    EXPECT_THAT(errors, SizeIs(1)) << query;
    return errors.empty() ? std::string{} : std::string{errors.begin()->key()};
  }

  RunningServer server{GetParam()};
  const Browser admin = server.sign_in("admin@alder.example");
};

INSTANTIATE_TEST_SUITE_P(Engines, Conventions, both_engines(), engine_name);

// A-001, A-002: exactly that prefix.
TEST_P(Conventions, AreServedBelowThePublicPrefixAlone) {
  EXPECT_EQ(get("/public/v1/accounts/api-tokens").status, 200);
  for (const auto* target : {"/public/accounts/api-tokens", "/public/v2/accounts/api-tokens",
                             "/public/v1/public/v1/accounts/api-tokens"}) {
    EXPECT_EQ(get(target).status, 404) << target;
  }
}

/// Calls `visit` with the name of every member at any depth.
template <class Visit>
void each_member(const json::value& value, const Visit& visit) {
  if (const auto* object = value.if_object()) {
    for (const auto& member : *object) {
      visit(std::string{member.key()});
      each_member(member.value(), visit);
    }
  } else if (const auto* array = value.if_array()) {
    for (const auto& element : *array) each_member(element, visit);
  }
}

// A-020, A-025: camelCase throughout; no address of an object in itself.
TEST_P(Conventions, NameMembersInCamelCaseAndHaveNoHref) {
  create("Ledger sync");
  int members = 0;
  for (const auto* list : {"accounts/api-tokens", "accounts/accounts", "accounts/users",
                           "accounts/user-groups", "accounts/account-users",
                           "accounts/accounts/ACC-2000-0001/users", "audit/records", "audit/event-types"}) {
    const auto answer = get("/public/v1/" + std::string{list} + "?select=*,-documents");
    ASSERT_EQ(answer.status, 200) << list;
    each_member(answer.json(), [&](const std::string& name) {
      ++members;
      EXPECT_NE(name, "href") << list;
      if (name == "$meta") return;
      EXPECT_NE(std::islower(static_cast<unsigned char>(name.front())), 0) << list << ": " << name;
      for (const unsigned char c : name) EXPECT_NE(std::isalnum(c), 0) << list << ": " << name;
    });
  }
  EXPECT_GT(members, 300);
}

// A-034, A-042
TEST_P(Conventions, DataIsAnArrayEvenWhenItIsEmpty) {
  for (const auto* query : {"id=TKN-0000-0000", "limit=0", "offset=100"}) {
    EXPECT_THAT(get(kApi + "api-tokens?" + query).json().at("data").as_array(), SizeIs(0)) << query;
  }
}

// A-103, R-101
TEST_P(Conventions, ATokenNeedsNoAccountInItsBody) {
  const auto id = create("Ledger sync");
  EXPECT_EQ(get(kApi + "api-tokens/" + id).json().at_pointer("/account/id").as_string(), "ACC-2000-0001");
}

// A-106: the title is what clients look at.
TEST_P(Conventions, AnUnknownTokenIsNotFoundByEveryOperation) {
  const auto one = kApi + "api-tokens/TKN-0000-0000";
  const Ask put = json_ask("PUT", one, R"({"name": "Valid"})");
  for (const auto& ask : {Ask{.target = one}, put, Ask{.method = "DELETE", .target = one},
                          Ask{.method = "POST", .target = one + "/enable"},
                          Ask{.method = "POST", .target = one + "/disable"}}) {
    const auto answer = server.as_browser(admin, ask);
    EXPECT_EQ(answer.status, 404) << ask.method << " " << ask.target;
    EXPECT_EQ(answer.json().at("title").as_string(), "Not Found");
  }
}

// A-013
TEST_P(Conventions, ABodyThatIsNoJsonIsRefusedWithTheAddressOfTheFault) {
  const auto refused = [&](const Ask& ask) {
    const auto answer = server.as_browser(admin, ask);
    EXPECT_EQ(answer.status, 400) << answer.body;
    const auto body = answer.json();
    const auto& errors = body.at("errors").as_object();
    EXPECT_THAT(errors, SizeIs(1));
    return std::string{errors.begin()->key()} + ": " +
           std::string{errors.begin()->value().as_array().front().as_string()};
  };
  const auto tokens = kApi + "api-tokens";
  EXPECT_EQ(refused(json_ask("POST", tokens, "{\n  \"name\": \"a\",\n}")),
            "body: The body is not well-formed JSON: line 3, column 1: unexpected '}'.");
  EXPECT_EQ(refused(json_ask("POST", tokens, "{\"name\": \"a\"")),
            "body: The body is not well-formed JSON: line 1, column 13: the text ends unexpectedly.");
  EXPECT_EQ(refused(json_ask("POST", tokens, "[]")), "body: The body must be a JSON object.");
  EXPECT_EQ(refused(form_ask("POST", tokens, object_part("apiToken", "{\"name\" \"a\"}"))),
            "apiToken: The part is not well-formed JSON: line 1, column 9: unexpected '\"'.");
  EXPECT_EQ(refused(form_ask("POST", tokens, object_part("apiToken", "1"))),
            "apiToken: The part must be a JSON object.");
}

// A-013: the member that has the wrong type is named by its path.
TEST_P(Conventions, AMemberOfTheWrongTypeIsNamed) {
  const std::vector<std::tuple<std::string, std::string, std::string>> cases{
      {"api-tokens", R"({"name": 1})", "name"},
      {"api-tokens", R"({"name": "a", "description": []})", "description"},
      {"api-tokens", R"({"name": "a", "icon": {}})", "icon"},
      {"api-tokens", R"({"name": "a", "account": "ACC-1"})", "account"},
      {"api-tokens", R"({"name": "a", "account": {"id": 1}})", "account.id"},
      {"api-tokens", R"({"name": "a", "modules": {"id": "MOD-2001"}})", "modules"},
      {"api-tokens", R"({"name": "a", "modules": ["MOD-2001"]})", "modules[0]"},
      {"api-tokens", R"({"name": "a", "modules": [{"id": "MOD-2001"}, {"id": 7}]})", "modules[1].id"},
      {"user-groups", R"({"name": true})", "name"},
      {"user-groups", R"({"name": "a", "modules": [null]})", "modules[0]"}};
  for (const auto& [collection, text, path] : cases) {
    const auto answer = server.as_browser(admin, json_ask("POST", kApi + collection, text));
    EXPECT_EQ(answer.status, 400) << text;
    const auto body = answer.json();
    EXPECT_TRUE(body.at("errors").as_object().contains(path)) << text << " " << answer.body;
  }
}

// RFC 8259 section 4 leaves it open: the last one counts.
TEST_P(Conventions, OfMembersWithOneNameTheLastCounts) {
  const auto answer = server.as_browser(
      admin, json_ask("POST", kApi + "api-tokens", R"({"name": "First", "name": "Second"})"));
  EXPECT_EQ(answer.json().at("name").as_string(), "Second");
}

// A-140, A-142
TEST_P(Conventions, AUserIsUpdatedAsJsonAndAsAForm) {
  const auto self = kApi + "users/admin%40alder.example";
  EXPECT_EQ(server.as_browser(admin, json_ask("PUT", self, R"({"firstName": "Ada"})"))
                .json()
                .at("firstName")
                .as_string(),
            "Ada");
  const auto form = form_ask(
      "PUT", self, object_part("user", R"({"lastName": "Alder"})") + picture_part("icon", small_png()));
  const auto updated = server.as_browser(admin, form);
  EXPECT_EQ(updated.status, 200) << updated.body;
  EXPECT_EQ(updated.json().at("name").as_string(), "Ada Alder");
  EXPECT_EQ(server.as_browser(admin, {.target = self + "/icon"}).header("content-type"), "image/png");
}

// A-090, A-091, A-092: word for word as clients send it.
TEST_P(Conventions, TakeWhatClientsSend) {
  const auto id = create("Ledger sync");
  const auto ask = [&](const std::string& query, const std::string& accept) {
    return server.as_browser(admin, {.target = kApi + "api-tokens" + query,
                                     .headers = {{"Accept", accept}, {"User-Agent", "ledger/1.0 (any)"}}});
  };
  const std::vector<std::string> queries{
      "?limit=100&offset=0&order=-audit.created.at&select=+audit,-description&and(eq(id,'" + id +
          "'),eq(name,'Ledger%20sync'))",
      "?limit=100&offset=0&ge(audit.created.at,'2000-01-31')",
      "?limit=100&offset=0&ge(audit.created.at,'2000-01-31T10:00:00+00:00')",
      "?limit=100&offset=0&eq(revision,1)"};
  for (const auto& query : queries) {
    const auto answer = ask(query, "*/*");
    ASSERT_EQ(answer.status, 200) << query << answer.body;
    EXPECT_EQ(answer.json().at_pointer("/$meta/pagination/total").as_int64(), 1) << query;
  }
  const auto groups = get(kApi + "user-groups?limit=100&offset=0&eq(isDefault,true)");
  EXPECT_EQ(groups.json().at_pointer("/$meta/pagination/total").as_int64(), 1) << groups.body;
  const auto one = ask("/" + id + "?select=audit%2Cmodules", "application/json");
  EXPECT_TRUE(one.json().as_object().contains("audit")) << one.body;
}

// A-093, A-081: pages until their count says so, and never a redirection.
TEST_P(Conventions, PagesEndWhereTheTotalSays) {
  std::set<std::string> made;
  for (int i = 0; i < 7; ++i) made.insert(create("Page"));
  std::set<std::string> seen;
  constexpr int kLimit = 3;
  for (int offset = 0;; offset += kLimit) {
    const auto page = get(kApi + "api-tokens?limit=3&offset=" + std::to_string(offset));
    ASSERT_EQ(page.status, 200);
    const auto body = page.json();
    for (const auto& token : body.at("data").as_array()) seen.emplace(token.at("id").as_string());
    const auto total = body.at_pointer("/$meta/pagination/total").as_int64();
    const auto pages = (total + kLimit - 1) / kLimit;
    if (offset / kLimit + 1 >= pages) break;
  }
  EXPECT_EQ(seen, made);
}

// Q-001, Q-002: the filter is no parameter, and parameters are none of its names.
TEST_P(Conventions, TheFilterIsTheQueryItself) {
  const auto id = create("Ledger sync");
  EXPECT_THAT(get(kApi + "api-tokens?eq(id," + id + ")&limit=20").json().at("data").as_array(), SizeIs(1));
  EXPECT_EQ(refused_at("rql=eq(id," + id + ")"), "filter");
  EXPECT_EQ(refused_at("filter=x"), "filter");
  EXPECT_EQ(refused_at("and(status=Active,limit=5)"), "limit");
  EXPECT_EQ(refused_at("eq(order,name)"), "order");
}

// Q-073, Q-080: these four say where, by the path on the left.
TEST_P(Conventions, FilterErrorsAreKeyedByThePathOnTheLeft) {
  EXPECT_EQ(refused_at("in(status,())"), "status");
  EXPECT_EQ(refused_at("eq(revision,null())"), "revision");
  EXPECT_EQ(refused_at("eq(audit.created.at,yesterday)"), "audit.created.at");
  EXPECT_EQ(refused_at("like(revision,1*)"), "revision");
  EXPECT_EQ(refused_at("any(modules,in(name,()))"), "modules.name");
}

}  // namespace
}  // namespace jeton::tests
