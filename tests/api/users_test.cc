#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <map>

#include "base/limits.h"
#include "support/form.h"
#include "support/running_server.h"

// The users of the REST API, over the wire, on both engines (spec domain section 7, rest-api section 8).
namespace jeton::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kUsers = "/public/v1/accounts/users";
const std::string kMembers = "/public/v1/accounts/accounts/ACC-2000-0001/users";
constexpr const char* kAdmin = "USR-5000-0001";
constexpr const char* kOperator = "USR-5000-0004";
constexpr const char* kClerk = "USR-5000-0005";

class UsersApi : public ::testing::TestWithParam<store::sql::Engine> {
 protected:
  static std::string one(const std::string& name, const std::string& action = {}) {
    return kUsers + "/" + name + action;
  }
  Answer get(const Browser& browser, const std::string& target) {
    return server.as_browser(browser, {.target = target});
  }
  Answer put(const Browser& browser, const std::string& name, const std::string& body) {
    return server.as_browser(browser, json_ask("PUT", one(name), body));
  }
  Answer post(const Browser& browser, const std::string& target) {
    return server.as_browser(browser, {"POST", target, {}, {}});
  }
  std::vector<std::string> listed(const Browser& browser, const std::string& query = {}) {
    std::vector<std::string> ids;
    const auto answer = get(browser, kUsers + query);
    EXPECT_EQ(answer.status, 200) << answer.body;
    const auto list = answer.json();
    for (const auto& row : list.at("data").as_array()) ids.emplace_back(row.at("id").as_string());
    return ids;
  }
  std::vector<std::string> events(const std::string& object_id) {
    std::vector<std::string> keys;
    auto unit = server.server->store().begin_read();
    for (const auto& record : *(*unit)->audit().list_of_object(object_id)) keys.push_back(record.event);
    return keys;
  }
  Answer set_password(const Browser& browser, const std::string& body) {
    return server.as_browser(browser, json_ask("POST", one(kClerk, "/set-password"), body));
  }

  RunningServer server{GetParam()};
  const Browser admin = server.sign_in("admin@alder.example");
  const Browser clerk = server.sign_in("clerk@alder.example");
  const Browser stranger = server.sign_in("admin@birch.example");
  const Browser operator_ = server.sign_in("admin@operations.example");
};

INSTANTIATE_TEST_SUITE_P(Engines, UsersApi, both_engines(), engine_name);

// Section 7, R-020, A-023
TEST_P(UsersApi, GetAnswersTheFieldsOfAUser) {
  const auto user = get(admin, one(kAdmin) + "?select=+audit").json();
  EXPECT_EQ(user.at("id").as_string(), kAdmin);
  EXPECT_EQ(user.at("email").as_string(), "admin@alder.example");
  EXPECT_EQ(user.at("name").as_string(), "Robin Holt");
  EXPECT_EQ(user.at("firstName").as_string(), "Robin");
  EXPECT_EQ(user.at("lastName").as_string(), "Holt");
  EXPECT_EQ(user.at("status").as_string(), "Active");
  EXPECT_EQ(user.at("icon").as_string(), "/v1/accounts/users/USR-5000-0001/icon");
  EXPECT_EQ(user.at_pointer("/settings/cultureCode").as_string(), "en-US");
  EXPECT_EQ(user.at_pointer("/settings/languageCode").as_string(), "en-US");
  EXPECT_EQ(user.at("lastLoginAt").as_string(), "2026-01-02T03:04:05.678Z");
  EXPECT_EQ(user.at_pointer("/currentAccount/id").as_string(), "ACC-2000-0001");
  EXPECT_TRUE(user.at_pointer("/audit/created/at").is_string());
  EXPECT_FALSE(user.as_object().contains("phone"));
  EXPECT_FALSE(user.as_object().contains("accounts"));  // Operations only, even with select
  EXPECT_FALSE(get(admin, one(kAdmin) + "?select=+accounts").json().as_object().contains("accounts"));
  EXPECT_EQ(get(admin, one(kAdmin)).json().at_pointer("/$meta/omitted/0").as_string(), "audit");
}

// R-060, A-142: by id or percent-encoded e-mail address, without case.
TEST_P(UsersApi, AreFoundByEmailAddress) {
  for (const auto* name : {"clerk%40alder.example", "CLERK%40Alder.example", "clerk@alder.example"}) {
    const auto found = get(admin, one(name));
    EXPECT_EQ(found.status, 200) << name;
    EXPECT_EQ(found.json().at("id").as_string(), kClerk);
  }
  EXPECT_EQ(get(admin, one("nobody%40alder.example")).status, 404);
  EXPECT_EQ(get(admin, one("INVALID-ID")).status, 404);  // R-005
}

// Spec 3.2, R-012: who shares the account with Access Management; oneself; everyone for the platform.
TEST_P(UsersApi, ListHoldsToWhatTheCallerReaches) {
  EXPECT_THAT(listed(admin), ElementsAre(kAdmin, kClerk));
  EXPECT_THAT(listed(clerk), ElementsAre(kClerk));
  EXPECT_THAT(listed(stranger), ElementsAre("USR-5000-0002"));
  EXPECT_EQ(listed(operator_).size(), 5U);
  EXPECT_THAT(listed(admin, "?eq(email,clerk@alder.example)"), ElementsAre(kClerk));
  EXPECT_THAT(listed(admin, "?ilike(email,*@ALDER.example)&order=-email"), ElementsAre(kClerk, kAdmin));
  EXPECT_THAT(listed(operator_, "?any(accounts,eq(id,ACC-2000-0001))"), ElementsAre(kAdmin, kClerk));
  // To others it does not exist, in filters either.
  EXPECT_EQ(get(admin, kUsers + "?any(accounts,eq(id,ACC-2000-0001))").status, 400);
  EXPECT_EQ(get(admin, kUsers + "?eq(currentAccount.id,ACC-2000-0001)").status, 400);
}

// Tenants never see each other: another's id or e-mail address answers what an unknown one does.
TEST_P(UsersApi, OfAnotherTenantAnswerAsUnknownOnes) {
  const auto comparable = [](std::string body, const std::string& name) {
    for (auto at = body.find(name); at != std::string::npos; at = body.find(name))
      body.erase(at, name.size());
    const auto trace = body.find("\"traceId\"");
    return trace == std::string::npos ? body : body.erase(trace, 80);
  };
  const std::pair<std::string, std::string> pairs[] = {{kClerk, "USR-9999-9998"},
                                                       {"clerk%40alder.example", "nobody%40alder.example"}};
  for (const auto& [theirs, nobodys] : pairs) {
    for (const auto& [method, action] :
         {std::pair{"GET", ""}, std::pair{"PUT", ""}, std::pair{"GET", "/icon"}}) {
      const auto foreign = server.as_browser(stranger, json_ask(method, one(theirs, action), "{}"));
      const auto unknown = server.as_browser(stranger, json_ask(method, one(nobodys, action), "{}"));
      EXPECT_EQ(foreign.status, 404) << method << action;
      EXPECT_EQ(unknown.status, 404) << method << action;
      EXPECT_EQ(comparable(foreign.body, theirs), comparable(unknown.body, nobodys)) << method << action;
    }
  }
  // Without the module another colleague is unknown too.
  EXPECT_EQ(get(clerk, one(kAdmin)).status, 404);
}

// R-025, A-141
TEST_P(UsersApi, UpdateIsADeltaOfTheOwnProfile) {
  const auto changed = put(clerk, kClerk,
                           R"({"firstName": "Kim", "phone": {"prefix": "+34", "number": "600 123 456"},
          "settings": {"timeZone": "Europe/Madrid", "optOuts": ["news"]},
          "email": "other@alder.example", "status": "Disabled", "id": "USR-1111-1111", "unknown": []})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  auto user = changed.json();
  EXPECT_EQ(user.at("name").as_string(), "Kim Holt");
  EXPECT_EQ(user.at("email").as_string(), "clerk@alder.example");
  EXPECT_EQ(user.at("status").as_string(), "Active");
  EXPECT_EQ(user.at("revision").as_int64(), 2);
  EXPECT_EQ(user.at_pointer("/phone/prefix").as_string(), "+34");
  EXPECT_EQ(user.at_pointer("/settings/timeZone").as_string(), "Europe/Madrid");
  EXPECT_EQ(user.at_pointer("/settings/optOuts/0").as_string(), "news");
  EXPECT_THAT(events(kClerk), ElementsAre("platform.accounts.user.updated"));  // R-153

  const auto same = put(clerk, kClerk, R"({"firstName": "Kim"})");  // R-021
  EXPECT_EQ(same.json().at("revision").as_int64(), 2);
  EXPECT_EQ(events(kClerk).size(), 1U);
  user = put(clerk, kClerk, R"({"phone": null, "settings": {"timeZone": null, "optOuts": null}})").json();
  EXPECT_FALSE(user.as_object().contains("phone"));
  EXPECT_EQ(boost::json::serialize(user.at("settings")), R"({"cultureCode":"en-US","languageCode":"en-US"})");
}

// Spec 3.2: by Access Management in the account, and by the platform.
TEST_P(UsersApi, AreUpdatedByWhoManagesThem) {
  EXPECT_EQ(put(admin, kClerk, R"({"lastName": "Reed"})").status, 200);
  EXPECT_EQ(put(operator_, "clerk%40alder.example", R"({"lastName": "Stone"})").status, 200);
  EXPECT_EQ(put(clerk, kAdmin, R"({"lastName": "Mine"})").status, 404);
  EXPECT_EQ(get(admin, one(kClerk)).json().at("lastName").as_string(), "Stone");
}

// A-061, A-063, A-066
TEST_P(UsersApi, RefuseBadBodiesAndChangeNothing) {
  struct Case {
    const char* body;
    const char* path;
  };
  const Case cases[] = {
      {R"({"firstName": 5})", "firstName"},
      {R"({"firstName": null})", "firstName"},
      {R"({"lastName": " "})", "lastName"},
      {R"({"phone": "600"})", "phone"},
      {R"({"phone": {"prefix": 34}})", "phone.prefix"},
      {R"({"phone": {"prefix": "0034"}})", "phone.prefix"},
      {R"({"settings": []})", "settings"},
      {R"({"settings": {"cultureCode": null}})", "settings.cultureCode"},
      {R"({"settings": {"optOuts": "news"}})", "settings.optOuts"},
      {R"({"settings": {"optOuts": [5]}})", "settings.optOuts[0]"},
      {R"({"currentAccount": "ACC-2000-0002"})", "currentAccount"},
      {R"({"currentAccount": {"id": "ACC-2000-0002"}})", "currentAccount.id"},  // R-066
      {R"({"currentAccount": {"id": "nonsense"}})", "currentAccount.id"},
  };
  for (const auto& [body, path] : cases) {
    const auto refused = put(clerk, kClerk, body);
    EXPECT_EQ(refused.status, 400) << body;
    EXPECT_TRUE(refused.json().at("errors").as_object().contains(path)) << refused.body;
  }
  EXPECT_EQ(put(clerk, kClerk, "[]").status, 400);
  EXPECT_EQ(server.as_browser(clerk, {"PUT", one(kClerk), {{"Content-Type", "text/plain"}}, "x"}).status,
            415);
  EXPECT_EQ(server.as_browser(clerk, {"POST", one(kClerk), {}, {}}).status, 405);
  EXPECT_EQ(get(clerk, one(kClerk)).json().at("revision").as_int64(), 1);
}

// R-066: by oneself, to an account with an active membership; the session goes along.
TEST_P(UsersApi, CurrentAccountIsSwitchedByTheUserAlone) {
  {
    auto unit = server.server->store().begin_write();
    domain::Membership second{.id = *domain::MembershipId::parse("AUSR-5000-0005-0002"),
                              .user = *domain::UserId::parse(kClerk),
                              .account = server.platform->birch.id,
                              .status = domain::MembershipStatus::kActive,
                              .groups = {*domain::GroupId::parse("UGR-2000-0002")},
                              .created = server.platform->birch.created};
    ASSERT_TRUE(*(*unit)->memberships().insert(second));
    ASSERT_TRUE((*unit)->commit().has_value());
  }
  const std::string body = R"({"currentAccount": {"id": "ACC-2000-0002"}})";
  EXPECT_EQ(put(admin, kClerk, body).status, 400);
  EXPECT_EQ(put(operator_, kClerk, body).status, 400);
  const auto switched = put(clerk, kClerk, body);
  ASSERT_EQ(switched.status, 200) << switched.body;
  EXPECT_EQ(get(clerk, "/session").json().at_pointer("/account/id").as_string(), "ACC-2000-0002");
  // R-070: the account that was entered knows when; the other one's access stays as it was.
  const auto accounts = get(clerk, one(kClerk, "/accounts")).json();
  std::map<std::string, bool> entered;
  for (const auto& account : accounts.at("data").as_array()) {
    entered[std::string{account.at("id").as_string()}] = account.as_object().contains("audit");
  }
  EXPECT_TRUE(entered.at("ACC-2000-0002")) << boost::json::serialize(accounts);
  const auto member = get(server.sign_in("admin@birch.example"),
                          "/public/v1/accounts/account-users/AUSR-5000-0005-0002?select=audit");
  EXPECT_EQ(member.json().at_pointer("/audit/access/by/id").as_string(), kClerk) << member.body;
  // The account that the user works in now is no business of the other one's.
  EXPECT_FALSE(get(admin, one(kClerk)).json().as_object().contains("currentAccount"));
  EXPECT_EQ(get(operator_, one(kClerk)).json().at_pointer("/currentAccount/id").as_string(), "ACC-2000-0002");
  EXPECT_EQ(get(operator_, one(kClerk)).json().at("accounts").as_array().size(), 2U);
}

// R-063, R-067: nothing works any more, old sessions included, and unblocking brings none back.
TEST_P(UsersApi, BlockedUsersAreLockedOut) {
  EXPECT_EQ(post(admin, one(kClerk, "/block")).status, 403);
  const auto blocked = post(operator_, one(kClerk, "/block"));
  ASSERT_EQ(blocked.status, 200) << blocked.body;
  EXPECT_EQ(blocked.json().at("status").as_string(), "Blocked");
  EXPECT_EQ(get(clerk, one(kClerk)).status, 401);
  EXPECT_EQ(get(clerk, "/session").status, 401);
  const auto sign_in = [&] {
    return server
        .as_nobody(json_ask("POST", "/session/sign-in",
                            R"({"email": "clerk@alder.example", "password": ")" +
                                std::string{RunningServer::kPassword} + "\"}"))
        .status;
  };
  EXPECT_EQ(sign_in(), 401);
  const auto again = post(operator_, one(kClerk, "/block"));
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(again.json().at_pointer("/errors/0/properties/0").as_string(), "status");
  EXPECT_EQ(post(operator_, one(kClerk, "/unblock")).json().at("status").as_string(), "Active");
  EXPECT_EQ(post(operator_, one(kClerk, "/unblock")).status, 409);
  EXPECT_EQ(get(clerk, one(kClerk)).status, 401);
  EXPECT_EQ(sign_in(), 200);
  EXPECT_EQ(post(operator_, one(kOperator, "/block")).status, 409);
  EXPECT_THAT(events(kClerk),
              ElementsAre("platform.accounts.user.status_changed", "platform.accounts.user.status_changed"));
}

// A program has no session whose account could be switched with it.
TEST_P(UsersApi, AreRenamedByTokensToo) {
  const auto token = server.make_token(server.platform->alder, {"MOD-1756"});
  const auto renamed = server.as_token(token, json_ask("PUT", one(kClerk), R"({"firstName": "Nora"})"));
  ASSERT_EQ(renamed.status, 200) << renamed.body;
  EXPECT_EQ(renamed.json().at("firstName").as_string(), "Nora");
}

// R-134: a token outlives its creator's blocking.
TEST_P(UsersApi, BlockingLeavesTokensAlone) {
  std::string id;
  const auto token = server.make_token(server.platform->alder, {"MOD-1756"}, &id);
  ASSERT_EQ(post(operator_, one(kAdmin, "/block")).status, 200);
  EXPECT_EQ(server.as_token(token, {.target = std::string{RunningServer::kTokens} + "/" + id}).status, 200);
}

// R-064
TEST_P(UsersApi, AreDeletedOnceDisabledAndThenKnownToOperationsAlone) {
  const auto remove = [&](const Browser& browser, const std::string& target) {
    return server.as_browser(browser, {"DELETE", target, {}, {}}).status;
  };
  EXPECT_EQ(remove(admin, one(kClerk)), 403);
  EXPECT_EQ(remove(operator_, one(kClerk)), 409);     // Active
  EXPECT_EQ(remove(operator_, one(kOperator)), 409);  // oneself
  ASSERT_EQ(remove(admin, kMembers + "/" + kClerk), 204);
  EXPECT_EQ(get(operator_, one(kClerk)).json().at("status").as_string(), "Disabled");  // R-062
  EXPECT_EQ(get(admin, one(kClerk)).status, 404);
  EXPECT_EQ(remove(operator_, one(kClerk)), 204);
  EXPECT_EQ(get(operator_, one(kClerk)).json().at("status").as_string(), "Deleted");
  EXPECT_EQ(listed(operator_, "?status=Deleted").size(), 1U);
  EXPECT_EQ(put(operator_, kClerk, R"({"firstName": "Back"})").status, 409);
  EXPECT_EQ(post(operator_, one(kClerk, "/block")).status, 409);
  EXPECT_EQ(get(clerk, one(kClerk)).status, 401);
  // R-061: the address stays taken.
  const auto invited = server.as_browser(
      admin, json_ask("POST", kMembers,
                      R"({"user": {"email": "clerk@alder.example", "firstName": "K", "lastName": "R"},
                          "groups": [{"id": "UGR-2000-0009"}]})"));
  EXPECT_EQ(invited.status, 409) << invited.body;
}

// R-065: oneself alone, with the current password, and every other session ends.
TEST_P(UsersApi, PasswordIsSetByTheUserAlone) {
  const auto second = server.sign_in("clerk@alder.example");
  const std::string good = R"({"password": "Other-Harbour-8", "currentPassword": "Quiet-Harbour-7"})";
  for (const auto* browser : {&admin, &operator_, &stranger}) {
    EXPECT_EQ(set_password(*browser, good).status, 403);
  }
  const auto refused = [&](const char* body, const char* path) {
    const auto answer = set_password(clerk, body);
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_TRUE(answer.json().at("errors").as_object().contains(path)) << answer.body;
    EXPECT_THAT(answer.body, Not(HasSubstr("Harbour")));
  };
  refused(R"({"password": "Other-Harbour-8"})", "currentPassword");
  refused(R"({"password": "Other-Harbour-8", "currentPassword": "Wrong-Harbour-9"})", "currentPassword");
  refused(R"({"password": "weak", "currentPassword": "Quiet-Harbour-7"})", "password");
  refused(R"({"currentPassword": "Quiet-Harbour-7"})", "password");
  EXPECT_EQ(get(second, "/session").status, 200);

  const auto set = set_password(clerk, good);
  ASSERT_EQ(set.status, 200) << set.body;
  EXPECT_EQ(set.json().at("id").as_string(), kClerk);
  EXPECT_EQ(get(clerk, "/session").status, 200);
  EXPECT_EQ(get(second, "/session").status, 401);
  const auto sign_in = [&](const std::string& password) {
    return server
        .as_nobody(json_ask("POST", "/session/sign-in",
                            R"({"email": "clerk@alder.example", "password": ")" + password + "\"}"))
        .status;
  };
  EXPECT_EQ(sign_in("Quiet-Harbour-7"), 401);
  EXPECT_EQ(sign_in("Other-Harbour-8"), 200);
}

// A session that was taken over is no way to guess the password: at the limit and one past it.
TEST_P(UsersApi, CurrentPasswordIsGuessedOnlySoOften) {
  const auto guess = R"({"password": "Other-Harbour-8", "currentPassword": "Wrong-Harbour-9"})";
  for (int i = 0; i < base::kSignInFailuresPerEmailMax; ++i)
    EXPECT_EQ(set_password(clerk, guess).status, 400);
  EXPECT_EQ(set_password(clerk, guess).status, 429);
  server.clock->advance(base::kSignInFailureWindow);
  EXPECT_EQ(set_password(clerk, guess).status, 400);
}

// Section 7: a generated picture until one is uploaded.
TEST_P(UsersApi, PictureIsGeneratedUntilOneIsUploaded) {
  const auto generated = get(clerk, one(kClerk, "/icon"));
  EXPECT_EQ(generated.status, 200);
  EXPECT_EQ(generated.header("content-type"), "image/svg+xml");
  EXPECT_THAT(generated.body, HasSubstr("RH"));
  const std::string png = small_png();
  const auto form = [&](const std::string& object) {
    return Ask{"PUT",
               one(kClerk),
               {{"Content-Type", "multipart/form-data; boundary=b"}},
               "--b\r\nContent-Disposition: form-data; name=\"icon\"; filename=\"i.png\"\r\n"
               "Content-Type: image/png\r\n\r\n" +
                   png +
                   "\r\n--b\r\nContent-Disposition: form-data; name=\"user\"\r\n"
                   "Content-Type: application/json\r\n\r\n" +
                   object + "\r\n--b--\r\n"};
  };
  const auto uploaded = server.as_browser(clerk, form("{}"));
  ASSERT_EQ(uploaded.status, 200) << uploaded.body;
  EXPECT_EQ(uploaded.json().at("revision").as_int64(), 2);
  EXPECT_EQ(get(admin, one(kClerk, "/icon")).header("content-type"), "image/png");
  EXPECT_EQ(put(clerk, kClerk, R"({"icon": "/v1/accounts/users/USR-5000-0005/icon"})").json().at("revision"),
            2);
  EXPECT_EQ(put(clerk, kClerk, R"({"icon": null})").json().at("revision").as_int64(), 3);
  EXPECT_EQ(get(clerk, one(kClerk, "/icon")).header("content-type"), "image/svg+xml");
  EXPECT_EQ(get(stranger, one(kClerk, "/icon")).status, 404);
}

// Rest-api section 8, X-107
TEST_P(UsersApi, AccountsAreListedToTheUserAndToThePlatform) {
  const auto own = get(clerk, one("clerk%40alder.example", "/accounts"));
  ASSERT_EQ(own.status, 200) << own.body;
  const auto list = own.json();
  EXPECT_EQ(list.at_pointer("/$meta/pagination/total").as_int64(), 1);
  const auto& account = list.at_pointer("/data/0");
  EXPECT_EQ(account.at("id").as_string(), "ACC-2000-0001");
  EXPECT_EQ(account.at("name").as_string(), "Alder Freight");
  EXPECT_EQ(account.at("type").as_string(), "Client");
  EXPECT_FALSE(account.at("favorite").as_bool());
  EXPECT_EQ(account.at_pointer("/invitation/status").as_string(), "Active");
  EXPECT_EQ(account.at_pointer("/audit/access/at").as_string(), "2026-01-02T03:04:05.678Z");
  EXPECT_EQ(get(operator_, one(kClerk, "/accounts")).status, 200);
  EXPECT_EQ(get(operator_, one("USR-9999-9998", "/accounts")).status, 404);
  EXPECT_EQ(get(clerk, one(kClerk, "/accounts?eq(type,Vendor)")).json().at("data").as_array().size(), 0U);
  // Whoever is neither learns nothing of who exists.
  for (const auto* name : {kClerk, "USR-9999-9998"}) {
    EXPECT_EQ(get(admin, one(name, "/accounts")).status, 403);
  }
}

// R-022: who acted on behalf of another account is told to Operations alone.
TEST_P(UsersApi, StampsOfOtherAccountsAreTellingToOperationsAlone) {
  ASSERT_EQ(put(operator_, kClerk, R"({"firstName": "Kim"})").status, 200);
  const auto audit = get(admin, one(kClerk) + "?select=+audit").json().at_pointer("/audit/updated");
  EXPECT_TRUE(audit.as_object().contains("at"));
  EXPECT_FALSE(audit.as_object().contains("by"));
  const auto full = get(operator_, one(kClerk) + "?select=+audit").json().at_pointer("/audit/updated");
  EXPECT_EQ(full.at_pointer("/by/id").as_string(), kOperator);
}

// The revision that was read, or nothing is changed (docs/reference/safe-updates.md).
TEST_P(UsersApi, ChangesOfAnotherRevisionAreRefused) {
  const auto change = [&](const std::string& method, const std::string& action, const std::string& tag) {
    auto ask = json_ask(method, one(kClerk, action), method == "PUT" ? R"({"firstName": "Kim"})" : "");
    ask.headers.emplace_back("If-Match", tag);
    return server.as_browser(operator_, ask).status;
  };
  EXPECT_EQ(get(operator_, one(kClerk)).header("etag"), "\"1\"");
  EXPECT_EQ(change("PUT", "", "\"2\""), 412);
  EXPECT_EQ(change("POST", "/block", "\"2\""), 412);
  EXPECT_EQ(change("POST", "/unblock", "\"2\""), 412);  // 409 otherwise
  EXPECT_EQ(change("DELETE", "", "\"2\""), 412);        // 409 otherwise
  EXPECT_EQ(get(operator_, one(kClerk)).json().at("status").as_string(), "Active");
  EXPECT_EQ(change("PUT", "", "\"1\""), 200);
  EXPECT_EQ(change("POST", "/block", "\"2\""), 200);
}

// A-080
TEST_P(UsersApi, WholeListsAreStreamed) {
  const auto streamed =
      server.as_browser(operator_, {.target = kUsers + "?order=email&select=-*,id",
                                    .headers = {{"Accept", "application/jsonl"}, {"MPT-Streaming", "true"}}});
  ASSERT_EQ(streamed.status, 200) << streamed.body;
  EXPECT_EQ(streamed.header("content-type"), "application/jsonl");
  for (const auto* id : {kAdmin, kOperator, kClerk}) EXPECT_THAT(streamed.body, HasSubstr(id));
}

}  // namespace
}  // namespace jeton::tests
