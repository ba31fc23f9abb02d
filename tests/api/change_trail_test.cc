#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "domain/audit_access.h"
#include "support/running_server.h"

// What each changing request leaves behind: which records, by whom, about what, and which accounts they are
// linked to (spec R-150, R-157). One that changes nothing leaves none.
namespace jeton::tests {
namespace {

using Trail = std::vector<std::string>;

class ChangeTrail : public ::testing::Test {
 protected:
  /// Sends `ask` and answers the records that it has left, each as `event by ACTOR of ACCOUNT for LINKS`.
  Trail trail(const Browser& browser, const Ask& ask, int status = 200) {
    (void)new_records();
    answer = server.as_browser(browser, ask);
    EXPECT_EQ(answer.status, status) << ask.method << ' ' << ask.target << ' ' << answer.body;
    return new_records();
  }

  Trail new_records() {
    const auto unit = *server.server->store().begin_read();
    domain::Query query;
    query.limit = 1000;
    Trail trail;
    const auto page = unit->audit().list({.everything = true}, query);
    for (const auto& record : page->rows) {
      if (!seen.insert(record.id.str()).second) continue;
      auto line = record.event.substr(record.event.find('.', record.event.find('.') + 1) + 1) + " by " +
                  record.actor.id + " of " +
                  (record.actor_account ? record.actor_account->str() : std::string{"nobody"}) + " for";
      for (const auto& link : record.account_links) line += " " + link.str();
      trail.push_back(line);
    }
    std::sort(trail.begin(), trail.end());
    return trail;
  }

  std::string id() { return std::string{answer.json().at("id").as_string()}; }
  std::string at(const char* pointer) { return std::string{answer.json().at_pointer(pointer).as_string()}; }

  inline static const std::string kRoot = "/public/v1/accounts/";
  inline static const std::string kByAdmin =
      " by USR-5000-0001 of ACC-2000-0001 for ACC-1000-0001 ACC-2000-0001";
  inline static const std::string kByOperations = " by USR-5000-0004 of ACC-1000-0001 for ";

  RunningServer server;
  const Browser admin = server.sign_in("admin@alder.example");
  const Browser operations = server.sign_in("admin@operations.example");
  std::set<std::string> seen;
  Answer answer;
};

TEST_F(ChangeTrail, OfTokens) {
  EXPECT_EQ(trail(admin, json_ask("POST", kRoot + "api-tokens", R"({"name": "One"})"), 201),
            Trail{"apiToken.created" + kByAdmin});
  const auto one = kRoot + "api-tokens/" + id();
  EXPECT_EQ(trail(admin, json_ask("PUT", one, R"({"name": "Two"})")), Trail{"apiToken.updated" + kByAdmin});
  EXPECT_EQ(trail(admin, json_ask("PUT", one, R"({"name": "Two"})")), Trail{});
  EXPECT_EQ(trail(admin, {"POST", one + "/disable", {}, {}}), Trail{"apiToken.status_changed" + kByAdmin});
  EXPECT_EQ(trail(admin, {"POST", one + "/enable", {}, {}}), Trail{"apiToken.status_changed" + kByAdmin});
  EXPECT_EQ(trail(admin, {"POST", one + "/enable", {}, {}}, 409), Trail{});
  EXPECT_EQ(trail(admin, {"POST", one + "/disable?select=+token", {}, {}}),
            (Trail{"apiToken.revealed" + kByAdmin, "apiToken.status_changed" + kByAdmin}));
  EXPECT_EQ(trail(admin, {.target = one}), Trail{"apiToken.revealed" + kByAdmin});
  EXPECT_EQ(trail(admin, {.target = one + "?select=-token"}), Trail{});
  EXPECT_EQ(trail(admin, {.target = kRoot + "api-tokens?select=+token"}),
            Trail{"apiToken.revealed" + kByAdmin});
  // Operations act for the account: both see the record.
  EXPECT_EQ(trail(operations, json_ask("PUT", one, R"({"name": "Three"})")),
            Trail{"apiToken.updated" + kByOperations + "ACC-1000-0001 ACC-2000-0001"});
  EXPECT_EQ(trail(admin, {"DELETE", one, {}, {}}, 204), Trail{"apiToken.status_changed" + kByAdmin});
}

TEST_F(ChangeTrail, OfGroups) {
  EXPECT_EQ(trail(admin, json_ask("POST", kRoot + "user-groups", R"({"name": "One"})"), 201),
            Trail{"userGroup.created" + kByAdmin});
  const auto one = kRoot + "user-groups/" + id();
  EXPECT_EQ(trail(admin, json_ask("PUT", one, R"({"name": "Two"})")), Trail{"userGroup.updated" + kByAdmin});
  EXPECT_EQ(trail(admin, json_ask("PUT", one, R"({"name": "Two"})")), Trail{});
  EXPECT_EQ(trail(admin, {"DELETE", one, {}, {}}, 204), Trail{"userGroup.status_changed" + kByAdmin});
}

// R-095, R-116: the platform itself takes away what the account has lost.
TEST_F(ChangeTrail, OfAModuleThatAnAccountLoses) {
  (void)server.make_token(server.platform->alder, {"MOD-2001"});
  const auto kept =
      R"({"modules": [{"id": "MOD-1756"}, {"id": ")" + server.platform->account_management.str() + "\"}]}";
  const auto left = trail(admin, json_ask("PUT", kRoot + "user-groups/UGR-2000-0001", kept));
  const std::string by_the_platform = " by  of nobody for ACC-1000-0001 ACC-2000-0001";
  EXPECT_EQ(left, (Trail{"apiToken.updated" + by_the_platform, "userGroup.updated" + by_the_platform,
                         "userGroup.updated" + kByAdmin}));
}

TEST_F(ChangeTrail, OfAccounts) {
  EXPECT_EQ(trail(admin, json_ask("PUT", kRoot + "accounts/ACC-2000-0001", R"({"name": "New"})")),
            Trail{"account.updated" + kByAdmin});
  EXPECT_EQ(trail(admin, json_ask("PUT", kRoot + "accounts/ACC-2000-0001", R"({"name": "New"})")), Trail{});
  const auto created =
      trail(operations, json_ask("POST", kRoot + "accounts", R"({"name": "Elm", "type": "Client"})"), 201);
  const auto links = "ACC-1000-0001 " + id();
  EXPECT_EQ(created,
            (Trail{"account.created" + kByOperations + links, "userGroup.created" + kByOperations + links}));
  const auto one = kRoot + "accounts/" + id();
  int moved = 0;
  for (const auto* action : {"/activate", "/deactivate", "/enable", "/disable", "/enable"}) {
    (void)new_records();
    answer = server.as_browser(operations, {"POST", one + action, {}, {}});
    const auto left = new_records();
    EXPECT_EQ(left, answer.status == 200 ? Trail{"account.status_changed" + kByOperations + links} : Trail{})
        << action;
    moved += answer.status == 200 ? 1 : 0;
  }
  EXPECT_GE(moved, 2);
}

TEST_F(ChangeTrail, OfMemberships) {
  const auto invited =
      trail(admin,
            json_ask("POST", kRoot + "account-users",
                     R"({"user": {"email": "dana@alder.example", "firstName": "Dana", "lastName": "Reed"},
                         "groups": [{"id": "UGR-2000-0009"}]})"),
            201);
  // Whom nobody knows yet is recorded at Operations: an account learns of its invitations alone (R-071).
  EXPECT_EQ(invited, (Trail{"accountUser.created" + kByAdmin,
                            "user.created by USR-5000-0001 of ACC-2000-0001 for ACC-1000-0001"}));
  const auto one = kRoot + "account-users/" + id();
  const auto updated = Trail{"accountUser.updated" + kByAdmin};
  EXPECT_EQ(trail(admin, {"POST", one + "/resend-invite", {}, {}}), updated);
  EXPECT_EQ(trail(admin, json_ask("POST", one + "/groups", R"({"id": "UGR-2000-0001"})"), 201), updated);
  EXPECT_EQ(trail(admin, json_ask("POST", one + "/groups", R"({"id": "UGR-2000-0001"})")), Trail{});
  EXPECT_EQ(trail(admin, {"DELETE", one + "/groups/UGR-2000-0001", {}, {}}, 204), updated);
  EXPECT_EQ(trail(admin, json_ask("PUT", one + "/groups", R"([{"id": "UGR-2000-0001"}])")), updated);
  EXPECT_EQ(trail(admin, json_ask("PUT", one, R"({"groups": [{"id": "UGR-2000-0009"}]})")), updated);
  const auto renamed =
      trail(admin, json_ask("PUT", one, R"({"user": {"firstName": "Dan", "lastName": "Reed"}})"));
  EXPECT_EQ(renamed, (Trail{"accountUser.updated" + kByAdmin,
                            "user.updated by USR-5000-0001 of ACC-2000-0001 for ACC-1000-0001"}));
  EXPECT_EQ(trail(admin, {"DELETE", one, {}, {}}, 204),
            (Trail{"accountUser.status_changed" + kByAdmin,
                   "user.status_changed by USR-5000-0001 of ACC-2000-0001 for ACC-1000-0001"}));
  // Of somebody who is a member, everything is the account's to know.
  const auto clerk = kRoot + "account-users/AUSR-5000-0005-0001";
  EXPECT_EQ(trail(admin, json_ask("PUT", clerk, R"({"user": {"firstName": "New", "lastName": "Holt"}})")),
            Trail{"user.updated" + kByAdmin});
  EXPECT_EQ(trail(admin, {"DELETE", clerk, {}, {}}, 204),
            (Trail{"accountUser.status_changed" + kByAdmin, "user.status_changed" + kByAdmin}));
}

TEST_F(ChangeTrail, OfInvitationsThatAreAnswered) {
  for (const std::string answered : {"accept", "decline"}) {
    const auto email = answered + "@alder.example";
    (void)trail(admin,
                json_ask("POST", kRoot + "account-users",
                         R"({"user": {"email": ")" + email + R"(", "firstName": "Dana", "lastName": "Reed"},
                             "groups": [{"id": "UGR-2000-0009"}]})"),
                201);
    const auto person = at("/user/id");
    const auto url = at("/invitation/url");
    const auto body = R"({"invitation": ")" + url.substr(url.find('#') + 1) +
                      R"(", "firstName": "Dana", "lastName": "Reed", "password": "Quiet-Harbour-7"})";
    const auto left = trail({}, json_ask("POST", "/session/invitation/" + answered, body),
                            answered == "accept" ? 200 : 204);
    ASSERT_EQ(left.size(), 2U) << answered;
    EXPECT_EQ(left[0], "accountUser.status_changed by " + person +
                           " of ACC-2000-0001 for ACC-1000-0001 ACC-2000-0001");
    EXPECT_EQ(left[1], "user.status_changed by " + person + " of ACC-2000-0001 for " +
                           (answered == "accept" ? "ACC-1000-0001 ACC-2000-0001" : "ACC-1000-0001"));
  }
}

TEST_F(ChangeTrail, OfPeople) {
  const auto one = kRoot + "users/USR-5000-0005";
  EXPECT_EQ(trail(admin, json_ask("PUT", one, R"({"firstName": "New"})")), Trail{"user.updated" + kByAdmin});
  EXPECT_EQ(trail(admin, json_ask("PUT", one, R"({"firstName": "New"})")), Trail{});
  const auto clerk = server.sign_in("clerk@alder.example");
  EXPECT_EQ(trail(clerk, json_ask("POST", one + "/set-password",
                                  R"({"password": "New-Harbour-8", "currentPassword": "Quiet-Harbour-7"})")),
            Trail{"user.updated by USR-5000-0005 of ACC-2000-0001 for ACC-1000-0001 ACC-2000-0001"});
  for (const auto* action : {"/block", "/unblock"}) {
    EXPECT_EQ(trail(operations, {"POST", one + action, {}, {}}),
              Trail{"user.status_changed" + kByOperations + "ACC-1000-0001 ACC-2000-0001"})
        << action;
  }
}

}  // namespace
}  // namespace jeton::tests
