#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "base/limits.h"
#include "support/running_server.h"

// Memberships of the REST API in both of their views, over the wire, on both engines (spec domain section 8,
// rest-api section 9).
namespace jeton::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::MatchesRegex;

const std::string kMembers = "/public/v1/accounts/accounts/ACC-2000-0001/users";
const std::string kMemberships = "/public/v1/accounts/account-users";
constexpr const char* kAdmin = "USR-5000-0001";
constexpr const char* kClerk = "USR-5000-0005";
constexpr const char* kClerkMembership = "AUSR-5000-0005-0001";

class MembershipsApi : public ::testing::TestWithParam<store::sql::Engine> {
 protected:
  static std::string body_for(const std::string& email,
                              const std::string& groups = R"([{"id": "UGR-2000-0009"}])",
                              const std::string& more = {}) {
    return R"({"user": {"email": ")" + email + R"(", "firstName": "Dana", "lastName": "Alder"}, "groups": )" +
           groups + more + "}";
  }
  Answer ask(const Browser& browser, const std::string& method, const std::string& target,
             const std::string& body = {}) {
    if (body.empty()) return server.as_browser(browser, {method, target, {}, {}});
    return server.as_browser(browser, json_ask(method, target, body));
  }
  boost::json::value invite(const std::string& collection, const std::string& email) {
    const auto created = ask(admin, "POST", collection, body_for(email));
    EXPECT_EQ(created.status, 201) << created.body;
    return created.json();
  }
  std::vector<std::string> events(const std::string& object_id) {
    std::vector<std::string> keys;
    auto unit = server.server->store().begin_read();
    for (const auto& record : *(*unit)->audit().list_of_object(object_id)) keys.push_back(record.event);
    return keys;
  }
  std::vector<std::string> listed(const Browser& browser, const std::string& target) {
    std::vector<std::string> ids;
    const auto answer = ask(browser, "GET", target);
    EXPECT_EQ(answer.status, 200) << answer.body;
    if (answer.status != 200) return ids;
    const auto list = answer.json();
    for (const auto& row : list.at("data").as_array()) ids.emplace_back(row.at("id").as_string());
    return ids;
  }

  RunningServer server{GetParam()};
  const Browser admin = server.sign_in("admin@alder.example");
  const Browser stranger = server.sign_in("admin@birch.example");
  const Browser operator_ = server.sign_in("admin@operations.example");
};

INSTANTIATE_TEST_SUITE_P(Engines, MembershipsApi, both_engines(), engine_name);

// R-078, A-150
TEST_P(MembershipsApi, MemberIsShapedLikeAUser) {
  const auto member = invite(kMembers, "dana@alder.example");
  EXPECT_THAT(std::string{member.at("id").as_string()}, MatchesRegex("USR-[0-9]{4}-[0-9]{4}"));
  EXPECT_EQ(member.at("revision").as_int64(), 1);
  EXPECT_EQ(member.at("name").as_string(), "Dana Alder");
  EXPECT_EQ(member.at("email").as_string(), "dana@alder.example");
  EXPECT_EQ(member.at("status").as_string(), "Invited");
  EXPECT_EQ(member.at_pointer("/account/id").as_string(), "ACC-2000-0001");
  EXPECT_EQ(boost::json::serialize(member.at("groups")),
            R"([{"id":"UGR-2000-0009","name":"Clerks","isDefault":false}])");
  EXPECT_EQ(member.at_pointer("/modules/0/code").as_string(), "billing");
  EXPECT_EQ(member.at_pointer("/invitation/status").as_string(), "Invited");
  EXPECT_TRUE(member.at_pointer("/invitation/url").is_string());
  EXPECT_FALSE(member.as_object().contains("accounts"));
  const auto full = ask(admin, "GET", kMembers + "/" + kAdmin + "?select=+audit").json();
  for (const auto* event : {"created", "access", "login"}) {
    EXPECT_TRUE(full.at("audit").as_object().contains(event)) << event;
  }
}

TEST_P(MembershipsApi, MembershipHasItsOwnShape) {
  const auto membership = invite(kMemberships, "dana@alder.example");
  EXPECT_THAT(std::string{membership.at("id").as_string()}, MatchesRegex("AUSR-[0-9]{4}-[0-9]{4}-[0-9]{4}"));
  EXPECT_EQ(membership.at("status").as_string(), "Invited");
  EXPECT_EQ(membership.at_pointer("/user/email").as_string(), "dana@alder.example");
  EXPECT_EQ(membership.at_pointer("/user/status").as_string(), "Invited");
  EXPECT_EQ(membership.at_pointer("/account/id").as_string(), "ACC-2000-0001");
  EXPECT_EQ(membership.at_pointer("/groups/0/id").as_string(), "UGR-2000-0009");
  const std::string id{membership.at("id").as_string()};
  const auto full = ask(admin, "GET", kMemberships + "/" + id + "?select=+audit").json();
  EXPECT_EQ(full.at_pointer("/audit/invited/by/id").as_string(), kAdmin);
  EXPECT_FALSE(full.at("audit").as_object().contains("joined"));
  // R-153
  EXPECT_THAT(events(id), ElementsAre("platform.accounts.accountUser.created"));
  EXPECT_THAT(events(std::string{membership.at_pointer("/user/id").as_string()}),
              ElementsAre("platform.accounts.user.created"));
}

// R-061, R-070
TEST_P(MembershipsApi, InvitingAKnownAddressReusesTheIdentity) {
  const auto member = ask(admin, "POST", kMembers, body_for("ADMIN@Birch.example"));
  ASSERT_EQ(member.status, 201) << member.body;
  EXPECT_EQ(member.json().at("id").as_string(), "USR-5000-0002");
  // R-071: as the invitation named them, in its state, until they accept.
  EXPECT_EQ(member.json().at("name").as_string(), "Dana Alder");
  EXPECT_EQ(member.json().at("status").as_string(), "Invited");
  const auto operators = server.sign_in("admin@operations.example");
  const auto known = ask(operators, "GET", kMembers + "/USR-5000-0002").json();
  EXPECT_EQ(known.at("name").as_string(), "Robin Holt");
  EXPECT_EQ(known.at("status").as_string(), "Active");  // R-062: the best membership
  EXPECT_EQ(member.json().at_pointer("/invitation/status").as_string(), "Invited");
  const auto again = ask(admin, "POST", kMembers, body_for("admin@birch.example"));
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(again.json().at_pointer("/errors/0/properties/0").as_string(), "user");
}

// R-071, A-061, A-066: everything that is wrong at once, and nothing is stored.
TEST_P(MembershipsApi, RefuseBadInvitationsAndStoreNothing) {
  struct Case {
    std::string body;
    std::vector<const char*> paths;
  };
  const Case cases[] = {
      {R"({"user": {"email": "dana"}})", {"user.email", "user.firstName", "user.lastName", "groups"}},
      {R"({})", {"user.email", "groups"}},
      {body_for("dana@alder.example", "[]"), {"groups"}},
      {body_for("dana@alder.example", "null"), {"groups"}},
      {body_for("dana@alder.example", R"([{"id": "UGR-2000-0009"}, {"id": "UGR-2000-0002"}, {"id": "x"}])"),
       {"groups[1].id", "groups[2].id"}},
      {body_for("dana@alder.example", R"("UGR-2000-0009")"), {"groups"}},
      {body_for("dana@alder.example", R"([{"id": "UGR-2000-0009"}])",
                R"(, "account": {"id": "ACC-2000-0002"})"),
       {"account.id"}},
      {body_for("dana@alder.example", R"([{"id": "UGR-2000-0009"}])",
                R"(, "invitation": {"status": "Deleted"})"),
       {"invitation.status"}},
      {R"({"user": "dana@alder.example"})", {"user"}},
      {R"({"user": {"email": 5}})", {"user.email"}},
      {R"({"user": {"id": "USR-5000-0002"}, "groups": [{"id": "UGR-2000-0009"}]})", {"user.id"}},
  };
  for (const auto& [body, paths] : cases) {
    const auto refused = ask(admin, "POST", kMembers, body);
    EXPECT_EQ(refused.status, 400) << body << refused.body;
    const auto errors = refused.json().at("errors").as_object();
    for (const auto* path : paths) EXPECT_TRUE(errors.contains(path)) << path << " " << refused.body;
  }
  EXPECT_EQ(server.as_browser(admin, {"POST", kMembers, {{"Content-Type", "text/plain"}}, "x"}).status, 415);
  EXPECT_EQ(ask(admin, "POST", kMembers, "[]").status, 400);
  EXPECT_EQ(ask(admin, "PUT", kMembers, "{}").status, 405);
  // One answer for an account that is another's and for one that nobody has.
  for (const auto* account : {"ACC-2000-0002", "ACC-9999-9999", "nonsense"}) {
    const auto refused = ask(admin, "POST", kMemberships,
                             body_for("dana@alder.example", R"([{"id": "UGR-2000-0002"}])",
                                      R"(, "account": {"id": ")" + std::string{account} + "\"}"));
    EXPECT_EQ(refused.status, 400) << account;
    EXPECT_TRUE(refused.json().at("errors").as_object().contains("account.id"));
    EXPECT_EQ(ask(admin, "GET", "/public/v1/accounts/accounts/" + std::string{account} + "/users").status,
              404);
    EXPECT_EQ(ask(admin, "POST", "/public/v1/accounts/accounts/" + std::string{account} + "/users",
                  body_for("dana@alder.example"))
                  .status,
              404);
  }
  EXPECT_EQ(listed(admin, kMembers).size(), 2U);
  EXPECT_EQ(ask(operator_, "GET", "/public/v1/accounts/users/dana%40alder.example").status, 404);
}

// R-072
TEST_P(MembershipsApi, OnlyOperationsMakeAMembershipActiveAtOnce) {
  const auto active = [](const std::string& email) {
    return body_for(
        email, R"([{"id": "UGR-2000-0009"}])",
        R"(, "account": {"id": "ACC-2000-0001"}, "invitation": {"status": "Active", "notes": "By phone"})");
  };
  EXPECT_EQ(ask(admin, "POST", kMembers, active("admin@birch.example")).status, 403);
  EXPECT_EQ(ask(admin, "POST", kMemberships, active("admin@birch.example")).status, 403);
  const auto unknown = ask(operator_, "POST", kMembers, active("dana@alder.example"));
  EXPECT_EQ(unknown.status, 400);
  EXPECT_TRUE(unknown.json().at("errors").as_object().contains("invitation.status"));
  const auto made = ask(operator_, "POST", kMemberships, active("admin@birch.example"));
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(made.json().at("status").as_string(), "Active");
  EXPECT_EQ(made.json().at_pointer("/invitation/notes").as_string(), "By phone");
  EXPECT_FALSE(made.json().at("invitation").as_object().contains("url"));
  const std::string id{made.json().at("id").as_string()};
  const auto seen = ask(admin, "GET", kMemberships + "/" + id + "?select=+audit").json();
  EXPECT_FALSE(seen.at("invitation").as_object().contains("notes"));  // Operations only
  EXPECT_TRUE(seen.at("audit").as_object().contains("joined"));
  EXPECT_FALSE(seen.at("audit").as_object().contains("invitationAcceptedAt"));
}

// A-151
TEST_P(MembershipsApi, UpdateChangesNamesAndGroups) {
  const std::string target = kMembers + "/" + kClerk;
  const auto body = R"({"user": {"firstName": "Kim", "lastName": "Reed", "email": "ignored@alder.example"},
                        "account": {"id": "ACC-2000-0001"}, "groups": [{"id": "UGR-2000-0001"}],
                        "invitation": {"status": "Invited"}})";
  const auto changed = ask(admin, "PUT", target, body);
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(changed.json().at("name").as_string(), "Kim Reed");
  EXPECT_EQ(changed.json().at("email").as_string(), "clerk@alder.example");
  EXPECT_EQ(changed.json().at_pointer("/groups/0/id").as_string(), "UGR-2000-0001");
  EXPECT_EQ(changed.json().at("revision").as_int64(), 3);  // the user's and the membership's
  EXPECT_EQ(ask(admin, "PUT", target, body).json().at("revision").as_int64(), 3);  // R-021
  EXPECT_THAT(events(kClerkMembership), ElementsAre("platform.accounts.accountUser.updated"));
  EXPECT_THAT(events(kClerk), ElementsAre("platform.accounts.user.updated"));
  const auto renamed =
      ask(admin, "PUT", kMemberships + "/" + kClerkMembership, R"({"user": {"firstName": "Robin"}})");
  EXPECT_EQ(renamed.json().at_pointer("/user/name").as_string(), "Robin Reed");
  EXPECT_EQ(renamed.json().at("revision").as_int64(), 2);
  for (const auto& [bad, status] :
       {std::pair{R"({"user": {"firstName": null}})", 400},
        std::pair{R"({"groups": [{"id": "UGR-2000-0002"}]})", 400},
        std::pair{R"({"account": {"id": "ACC-2000-0002"}})", 400}, std::pair{R"({"groups": []})", 409}}) {
    EXPECT_EQ(ask(admin, "PUT", target, bad).status, status) << bad;
  }
  EXPECT_EQ(ask(admin, "GET", target).json().at("revision").as_int64(), 4);
}

// R-073, R-075: the sweep or the next reader, whichever comes first.
TEST_P(MembershipsApi, InvitationsExpireAndAreSentAnew) {
  const auto membership = invite(kMemberships, "dana@alder.example");
  const std::string one = kMemberships + "/" + std::string{membership.at("id").as_string()};
  const auto url = membership.at_pointer("/invitation/url").as_string();
  server.clock->advance(std::chrono::hours{24});
  const auto next_day = server.sign_in("admin@alder.example");
  const auto resent = ask(next_day, "POST", one + "/resend-invite");
  ASSERT_EQ(resent.status, 200) << resent.body;
  EXPECT_EQ(resent.json().at_pointer("/invitation/url").as_string(), url);
  EXPECT_EQ(ask(next_day, "POST", one + "/send-new-invite").status, 409);
  server.clock->advance(base::kInvitationLifetime - std::chrono::milliseconds{1});
  const auto late_admin = server.sign_in("admin@alder.example");
  EXPECT_EQ(ask(late_admin, "GET", one).json().at("status").as_string(), "Invited");
  server.clock->advance(std::chrono::milliseconds{1});
  EXPECT_THAT(listed(late_admin, kMemberships + "?status=InvitationExpired"),
              ElementsAre(membership.at("id").as_string()));
  const auto expired = ask(late_admin, "GET", one).json();
  EXPECT_EQ(expired.at("status").as_string(), "InvitationExpired");
  EXPECT_EQ(expired.at_pointer("/user/status").as_string(), "InvitationExpired");  // R-062
  EXPECT_FALSE(expired.at("invitation").as_object().contains("url"));
  const auto refused = ask(late_admin, "POST", one + "/resend-invite");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.json().at_pointer("/errors/0/properties/0").as_string(), "status");
  const auto renewed = ask(late_admin, "POST", one + "/send-new-invite");
  ASSERT_EQ(renewed.status, 200) << renewed.body;
  EXPECT_EQ(renewed.json().at("status").as_string(), "Invited");
  EXPECT_EQ(renewed.json().at_pointer("/user/status").as_string(), "Invited");
  EXPECT_NE(renewed.json().at_pointer("/invitation/url").as_string(), url);
  EXPECT_EQ(ask(late_admin, "POST", kMembers + "/" + kClerk + "/resend-invite").status, 409);
}

// R-076, R-003
TEST_P(MembershipsApi, RemovedOnesAreGoneForEverybody) {
  const auto own = ask(admin, "DELETE", kMembers + "/" + kAdmin);
  EXPECT_EQ(own.status, 409);
  EXPECT_EQ(ask(admin, "DELETE", kMemberships + "/AUSR-5000-0001-0001").status, 409);
  const auto clerk = server.sign_in("clerk@alder.example");
  const auto removed = ask(admin, "DELETE", kMembers + "/" + kClerk);
  EXPECT_EQ(removed.status, 204);
  EXPECT_EQ(removed.body, "");
  for (const auto* browser : {&admin, &operator_}) {
    EXPECT_EQ(ask(*browser, "GET", kMembers + "/" + kClerk).status, 404);
    EXPECT_EQ(ask(*browser, "GET", kMemberships + "/" + kClerkMembership).status, 404);
    EXPECT_EQ(ask(*browser, "DELETE", kMemberships + "/" + kClerkMembership).status, 404);
  }
  EXPECT_THAT(listed(admin, kMembers), ElementsAre(kAdmin));
  EXPECT_THAT(listed(operator_, kMemberships + "?user.id=" + kClerk), ElementsAre());
  // R-012: the session lives on without account and modules.
  EXPECT_FALSE(ask(clerk, "GET", "/session").json().as_object().contains("account"));
  EXPECT_EQ(ask(operator_, "GET", "/public/v1/accounts/users/" + std::string{kClerk}).json().at("status"),
            "Disabled");
  const auto back = invite(kMemberships, "clerk@alder.example");
  EXPECT_NE(back.at("id").as_string(), kClerkMembership);
  EXPECT_EQ(back.at_pointer("/user/id").as_string(), kClerk);
}

// A-152, R-077
TEST_P(MembershipsApi, GroupsAreAddedReplacedAndTakenAway) {
  for (const auto& groups :
       {kMembers + "/" + kClerk + "/groups", kMemberships + "/" + kClerkMembership + "/groups"}) {
    const auto added = ask(admin, "POST", groups, R"({"id": "UGR-2000-0001"})");
    EXPECT_EQ(added.status, 201) << added.body;
    EXPECT_EQ(added.body, R"({"id":"UGR-2000-0001","name":"Administrators","isDefault":true})");
    EXPECT_EQ(ask(admin, "POST", groups, R"({"id": "UGR-2000-0001"})").status, 200);
    for (const auto* bad : {R"({"id": "UGR-2000-0002"})", R"({"id": "x"})", R"({})", R"({"id": 5})"}) {
      const auto refused = ask(admin, "POST", groups, bad);
      EXPECT_EQ(refused.status, 400) << bad;
      EXPECT_TRUE(refused.json().at("errors").as_object().contains("id")) << refused.body;
    }
    EXPECT_EQ(ask(admin, "DELETE", groups + "/UGR-2000-0009").status, 204);
    EXPECT_EQ(ask(admin, "DELETE", groups + "/UGR-2000-0009").status, 404);
    const auto last = ask(admin, "DELETE", groups + "/UGR-2000-0001");
    EXPECT_EQ(last.status, 409);
    EXPECT_EQ(last.json().at_pointer("/errors/0/properties/0").as_string(), "groups");
    EXPECT_EQ(ask(admin, "PUT", groups, "[]").status, 409);
    EXPECT_EQ(ask(admin, "PUT", groups, R"({"id": "UGR-2000-0009"})").status, 400);
    EXPECT_EQ(ask(admin, "PUT", groups, R"([{"id": "UGR-2000-0002"}])").status, 400);
    const auto set = ask(admin, "PUT", groups, R"([{"id": "UGR-2000-0009"}])");
    EXPECT_EQ(set.status, 200) << set.body;
    EXPECT_EQ(set.body, R"([{"id":"UGR-2000-0009","name":"Clerks","isDefault":false}])");
  }
  const auto groups = kMembers + "/" + kClerk + "/groups";
  EXPECT_THAT(listed(admin, groups), ElementsAre("UGR-2000-0009"));
  EXPECT_THAT(listed(admin, groups + "?isDefault=true"), ElementsAre());
  EXPECT_EQ(ask(admin, "GET", groups + "/UGR-2000-0009").json().at("name").as_string(), "Clerks");
  EXPECT_EQ(ask(admin, "GET", groups + "/UGR-2000-0001").status, 404);
}

// R-011: what the groups add up to is what the person may do, from the next request on.
TEST_P(MembershipsApi, GroupsDecideWhatTheMemberMayDo) {
  const auto clerk = server.sign_in("clerk@alder.example");
  EXPECT_EQ(ask(clerk, "GET", kMembers).status, 403);
  ASSERT_EQ(ask(admin, "PUT", kMembers + "/" + kClerk, R"({"groups": [{"id": "UGR-2000-0001"}]})").status,
            200);
  EXPECT_EQ(ask(clerk, "GET", kMembers).status, 200);
}

// A-153
TEST_P(MembershipsApi, ListsFilterByTheirOwnView) {
  invite(kMembers, "dana@alder.example");
  EXPECT_EQ(listed(admin, kMembers + "?status=Invited").size(), 1U);
  EXPECT_THAT(listed(admin, kMembers + "?id=" + kClerk), ElementsAre(kClerk));
  EXPECT_THAT(listed(admin, kMembers + "?email=clerk@alder.example"), ElementsAre(kClerk));
  EXPECT_THAT(listed(admin, kMembers + "?any(groups,eq(name,Administrators))"), ElementsAre(kAdmin));
  EXPECT_THAT(listed(admin, kMemberships + "?user.id=" + kClerk), ElementsAre(kClerkMembership));
  EXPECT_EQ(listed(admin, kMemberships + "?eq(invitation.status,Invited)").size(), 1U);
  EXPECT_EQ(listed(operator_, kMemberships + "?eq(account.id,ACC-2000-0002)").size(), 1U);
  EXPECT_EQ(listed(admin, kMemberships + "?eq(account.id,ACC-2000-0002)").size(), 0U);
  EXPECT_EQ(ask(admin, "GET", kMembers + "?colour=red").status, 400);
  // The link is for whoever asks for the one; lists leave it out.
  const auto list = ask(admin, "GET", kMemberships + "?status=Invited").json();
  EXPECT_FALSE(list.at_pointer("/data/0/invitation").as_object().contains("url"));
}

// Tenants never see each other.
TEST_P(MembershipsApi, OfAnotherTenantAnswerAsUnknownOnes) {
  const auto comparable = [](std::string body, const std::vector<std::string>& names) {
    for (const auto& name : names) {
      for (auto at = body.find(name); at != std::string::npos; at = body.find(name))
        body.erase(at, name.size());
    }
    const auto trace = body.find("\"traceId\"");
    return trace == std::string::npos ? body : body.erase(trace, 80);
  };
  struct Case {
    const char* method;
    const char* action;
    const char* body;
  };
  const Case cases[] = {{"GET", "", ""},
                        {"PUT", "", R"({"user": {"firstName": "Mine"}})"},
                        {"DELETE", "", ""},
                        {"POST", "/accept-invite", ""},
                        {"POST", "/resend-invite", ""},
                        {"POST", "/send-new-invite", ""},
                        {"POST", "/groups", R"({"id": "UGR-2000-0001"})"},
                        {"PUT", "/groups", R"([{"id": "UGR-2000-0001"}])"},
                        {"DELETE", "/groups/UGR-2000-0009", ""}};
  for (const auto& [method, action, body] : cases) {
    const auto foreign = ask(stranger, method, kMemberships + "/" + kClerkMembership + action, body);
    const auto unknown = ask(stranger, method, kMemberships + "/AUSR-9999-9999-9998" + action, body);
    EXPECT_EQ(foreign.status, 404) << method << action;
    EXPECT_EQ(comparable(foreign.body, {kClerkMembership}),
              comparable(unknown.body, {"AUSR-9999-9999-9998"}));
    const auto member = ask(stranger, method, kMembers + "/" + kClerk + action, body);
    const auto nobody =
        ask(stranger, method,
            "/public/v1/accounts/accounts/ACC-9999-9998/users/USR-9999-9998" + std::string{action}, body);
    EXPECT_EQ(member.status, 404) << method << action;
    EXPECT_EQ(comparable(member.body, {"ACC-2000-0001", kClerk}),
              comparable(nobody.body, {"ACC-9999-9998", "USR-9999-9998"}));
  }
  EXPECT_EQ(ask(stranger, "GET", kMembers + "/" + kClerk + "/groups").status, 404);
  EXPECT_EQ(ask(admin, "GET", kMembers + "/" + kClerk).json().at("revision").as_int64(), 1);
}

// The revision of the view that was read, or nothing is changed: by account and user it moves with the user
// and with the membership.
TEST_P(MembershipsApi, ChangesOfAnotherRevisionAreRefused) {
  const auto member = invite(kMembers, "dana@alder.example");
  const auto one = kMembers + "/" + std::string{member.at("id").as_string()};
  const auto change = [&](const std::string& method, const std::string& target, const std::string& tag,
                          const std::string& body = {}) {
    auto asked = body.empty() ? Ask{method, target, {}, {}} : json_ask(method, target, body);
    asked.headers.emplace_back("If-Match", tag);
    return server.as_browser(admin, asked);
  };
  EXPECT_EQ(ask(admin, "GET", one).header("etag"), "\"1\"");
  EXPECT_EQ(change("PUT", one, "\"2\"", R"({"user": {"firstName": ""}})").status, 412);
  for (const auto* action : {"/resend-invite", "/send-new-invite"}) {
    EXPECT_EQ(change("POST", one + action, "\"2\"").status, 412) << action;
  }
  EXPECT_EQ(change("POST", one + "/accept-invite", "\"2\"").status, 403);
  EXPECT_EQ(change("DELETE", one, "\"2\"").status, 412);
  const auto renamed = change("PUT", one, "\"1\"", R"({"user": {"firstName": "Kim"}})");
  EXPECT_EQ(renamed.header("etag"), "\"2\"");
  EXPECT_EQ(change("PUT", one, "\"2\"", R"({"groups": [{"id": "UGR-2000-0001"}]})").header("etag"), "\"3\"");
  const std::string membership{ask(admin, "GET", kMemberships + "?user.email=dana@alder.example")
                                   .json()
                                   .at_pointer("/data/0/id")
                                   .as_string()};
  // The names are the invitation's until it is accepted, so that they are a change of the membership.
  EXPECT_EQ(ask(admin, "GET", kMemberships + "/" + membership).header("etag"), "\"3\"");
  EXPECT_EQ(change("DELETE", kMemberships + "/" + membership, "\"2\"").status, 412);
  EXPECT_EQ(change("DELETE", kMemberships + "/" + membership, "\"3\"").status, 204);
}

// A repeat of an invitation whose answer was lost gets that answer, link included, and makes no second one.
TEST_P(MembershipsApi, InvitationsMayBeRepeated) {
  for (const auto& collection : {kMembers, kMemberships}) {
    auto asked = json_ask("POST", collection,
                          body_for(collection == kMembers ? "a@alder.example" : "b@alder.example"));
    asked.headers.emplace_back("Idempotency-Key", "invitation of " + collection);
    const auto first = server.as_browser(admin, asked);
    ASSERT_EQ(first.status, 201) << first.body;
    const auto second = server.as_browser(admin, asked);
    EXPECT_EQ(second.status, 201);
    EXPECT_EQ(second.body, first.body);
    EXPECT_EQ(second.header("idempotency-replayed"), "true");
  }
  EXPECT_EQ(listed(admin, kMembers + "?status=Invited").size(), 2U);
}

// A-080
TEST_P(MembershipsApi, WholeListsAreStreamed) {
  for (const auto& [target, id] : {std::pair{kMembers, kClerk}, std::pair{kMemberships, kClerkMembership}}) {
    const auto streamed = server.as_browser(
        admin, {.target = target, .headers = {{"Accept", "application/jsonl"}, {"MPT-Streaming", "true"}}});
    ASSERT_EQ(streamed.status, 200) << streamed.body;
    EXPECT_EQ(streamed.header("content-type"), "application/jsonl");
    EXPECT_THAT(streamed.body, ::testing::HasSubstr(id));
    EXPECT_EQ(streamed.body.find("birch"), std::string::npos);
  }
}

}  // namespace
}  // namespace jeton::tests
