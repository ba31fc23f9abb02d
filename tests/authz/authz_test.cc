#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <fstream>
#include <map>
#include <set>
#include <string>

#include "base/limits.h"
#include "support/running_server.h"

// Who may call what: every operation of the contract, as each role (spec table 3.1, A-066).
namespace jeton::tests {
namespace {

/// The statuses that one operation answers to each role, asked about a token of the first client account.
struct Row {
  const char* operation;
  const char* method;
  /// `{id}` stands for a token of its own for each call; `{user}` and `{membership}` for somebody who is
  /// invited into the first client account, `{mail}` for an address that nobody has. In bodies too.
  const char* target;
  const char* body;
  std::map<std::string, int> expected;
};

// Roles. `clerk` holds Billing alone; `bare token` holds nothing; `managing token` holds Access Management;
// `operator` holds both administration modules of Operations, `platform token` only the platform's.
const std::vector<std::string> kRoles{"nobody",   "clerk",         "bare token",   "managing token",
                                      "admin",    "own token",     "other tenant", "vendor",
                                      "operator", "platform token"};

std::map<std::string, int> managed(int allowed) {
  return {{"nobody", 401},       {"clerk", 403},
          {"bare token", 403},   {"managing token", allowed},
          {"admin", allowed},    {"own token", 403},
          {"other tenant", 404}, {"vendor", 404},
          {"operator", allowed}, {"platform token", allowed}};
}

std::map<std::string, int> readable(int allowed) {
  auto expected = managed(allowed);
  expected["own token"] = allowed;  // R-016
  return expected;
}

std::map<std::string, int> listed() {
  auto expected = managed(200);
  expected["other tenant"] = expected["vendor"] = 200;  // Their own, which has none of these.
  return expected;
}

std::map<std::string, int> created() {
  auto expected = listed();
  for (auto& [role, status] : expected) {
    if (status == 200) status = 201;
  }
  expected["platform token"] = 400;  // R-101: its own account is not among those it manages.
  return expected;
}

/// Users: oneself is always reached by a person, so nobody is denied but tokens without the module.
std::map<std::string, int> reached_user(int allowed) {
  auto expected = managed(allowed);
  expected["clerk"] = 404;
  return expected;
}

std::map<std::string, int> listed_users() {
  auto expected = listed();
  expected["clerk"] = 200;
  return expected;
}

/// Platform Account Management alone.
std::map<std::string, int> platform(int allowed) {
  return {{"nobody", 401},       {"clerk", 403},
          {"bare token", 403},   {"managing token", 403},
          {"admin", 403},        {"own token", 403},
          {"other tenant", 403}, {"vendor", 403},
          {"operator", allowed}, {"platform token", allowed}};
}

/// R-074: none of them is the invited person. Who reaches the membership is told so, people who do not find
/// nothing, and a token can never be the one.
std::map<std::string, int> accepted() {
  auto expected = managed(403);
  expected["clerk"] = 404;
  return expected;
}

std::map<std::string, int> invited() {
  auto expected = managed(201);
  expected["other tenant"] = expected["vendor"] =
      400;  // One answer for a foreign account and an unknown one.
  return expected;
}

std::map<std::string, int> everyone(int status) {
  std::map<std::string, int> expected;
  for (const auto& role : kRoles) expected[role] = status;
  return expected;
}

/// A bearer token opens no session; a browser has one.
std::map<std::string, int> browsers(int allowed) {
  auto expected = everyone(401);
  for (const auto* role : {"clerk", "admin", "other tenant", "vendor", "operator"}) expected[role] = allowed;
  return expected;
}

#define MEMBER "/public/v1/accounts/accounts/ACC-2000-0001/users/{user}"
#define MEMBERSHIP "/public/v1/accounts/account-users/{membership}"
constexpr const char* kInvitation =
    R"({"user": {"email": "{mail}", "firstName": "Dana", "lastName": "Alder"},
        "account": {"id": "ACC-2000-0001"}, "groups": [{"id": "UGR-2000-0001"}]})";

const std::vector<Row>& table() {
  static const std::vector<Row> kTable{
      {"listApiTokens", "GET", "/public/v1/accounts/api-tokens", "", listed()},
      {"createApiToken", "POST", "/public/v1/accounts/api-tokens", R"({"name": "New"})", created()},
      {"getApiToken", "GET", "/public/v1/accounts/api-tokens/{id}", "", readable(200)},
      {"updateApiToken", "PUT", "/public/v1/accounts/api-tokens/{id}", R"({"name": "New"})", managed(200)},
      {"enableApiToken", "POST", "/public/v1/accounts/api-tokens/{id}/enable", "", managed(409)},
      {"disableApiToken", "POST", "/public/v1/accounts/api-tokens/{id}/disable", "", managed(200)},
      {"deleteApiToken", "DELETE", "/public/v1/accounts/api-tokens/{id}", "", managed(204)},
      {"getApiTokenIcon", "GET", "/public/v1/accounts/api-tokens/{id}/icon", "", readable(404)},
      {"listUserGroups", "GET", "/public/v1/accounts/user-groups", "", listed()},
      {"listUsers", "GET", "/public/v1/accounts/users", "", listed_users()},
      {"getUser", "GET", "/public/v1/accounts/users/{user}", "", reached_user(200)},
      {"updateUser", "PUT", "/public/v1/accounts/users/{user}", R"({"firstName": "New"})", reached_user(200)},
      {"deleteUser", "DELETE", "/public/v1/accounts/users/{user}", "", platform(409)},
      {"blockUser", "POST", "/public/v1/accounts/users/{user}/block", "", platform(200)},
      {"unblockUser", "POST", "/public/v1/accounts/users/{user}/unblock", "", platform(409)},
      {"setUserPassword", "POST", "/public/v1/accounts/users/{user}/set-password",
       R"({"password": "Other-Harbour-8"})", platform(403)},
      {"listUserAccounts", "GET", "/public/v1/accounts/users/{user}/accounts", "", platform(200)},
      {"getUserIcon", "GET", "/public/v1/accounts/users/{user}/icon", "", reached_user(200)},
      {"listAccountMembers", "GET", "/public/v1/accounts/accounts/ACC-2000-0001/users", "", managed(200)},
      {"inviteAccountMember", "POST", "/public/v1/accounts/accounts/ACC-2000-0001/users", kInvitation,
       managed(201)},
      {"getAccountMember", "GET", MEMBER, "", managed(200)},
      {"updateAccountMember", "PUT", MEMBER, R"({"user": {"firstName": "New"}})", managed(200)},
      {"removeAccountMember", "DELETE", MEMBER, "", managed(204)},
      {"acceptAccountMemberInvite", "POST", MEMBER "/accept-invite", "", accepted()},
      {"resendAccountMemberInvite", "POST", MEMBER "/resend-invite", "", managed(200)},
      {"sendNewAccountMemberInvite", "POST", MEMBER "/send-new-invite", "", managed(409)},
      {"listAccountMemberGroups", "GET", MEMBER "/groups", "", managed(200)},
      {"addAccountMemberGroup", "POST", MEMBER "/groups", R"({"id": "UGR-2000-0009"})", managed(201)},
      {"setAccountMemberGroups", "PUT", MEMBER "/groups", R"([{"id": "UGR-2000-0009"}])", managed(200)},
      {"getAccountMemberGroup", "GET", MEMBER "/groups/UGR-2000-0001", "", managed(200)},
      {"removeAccountMemberGroup", "DELETE", MEMBER "/groups/UGR-2000-0001", "", managed(409)},
      {"listAccountUsers", "GET", "/public/v1/accounts/account-users", "", listed()},
      {"inviteAccountUser", "POST", "/public/v1/accounts/account-users", kInvitation, invited()},
      {"getAccountUser", "GET", MEMBERSHIP, "", managed(200)},
      {"updateAccountUser", "PUT", MEMBERSHIP, R"({"user": {"firstName": "New"}})", managed(200)},
      {"removeAccountUser", "DELETE", MEMBERSHIP, "", managed(204)},
      {"acceptAccountUserInvite", "POST", MEMBERSHIP "/accept-invite", "", accepted()},
      {"resendAccountUserInvite", "POST", MEMBERSHIP "/resend-invite", "", managed(200)},
      {"sendNewAccountUserInvite", "POST", MEMBERSHIP "/send-new-invite", "", managed(409)},
      {"addAccountUserGroup", "POST", MEMBERSHIP "/groups", R"({"id": "UGR-2000-0009"})", managed(201)},
      {"setAccountUserGroups", "PUT", MEMBERSHIP "/groups", R"([{"id": "UGR-2000-0009"}])", managed(200)},
      {"removeAccountUserGroup", "DELETE", MEMBERSHIP "/groups/UGR-2000-0001", "", managed(409)},
      {"readInvitation", "POST", "/session/invitation", R"({"invitation": "x"})", everyone(404)},
      {"acceptInvitation", "POST", "/session/invitation/accept", R"({"invitation": "x", "password": "y"})",
       everyone(404)},
      {"declineInvitation", "POST", "/session/invitation/decline", R"({"invitation": "x"})", everyone(404)},
      {"getSession", "GET", "/session", "", browsers(200)},
      {"switchAccount", "POST", "/session/account", R"({"account": {"id": "ACC-0000-0009"}})", browsers(400)},
      {"signIn", "POST", "/session/sign-in", R"({"email": "a@b.example", "password": "x"})", everyone(401)},
      {"signInWithLink", "POST", "/session/sign-in-link", R"({"link": "x"})", everyone(401)},
      {"signOut", "POST", "/session/sign-out", "", browsers(204)},
  };
  return kTable;
}

std::string replaced(std::string text, const std::string& placeholder, const std::string& value) {
  const auto at = text.find(placeholder);
  return at == std::string::npos ? text : text.replace(at, placeholder.size(), value);
}

class Authorization : public ::testing::Test {
 protected:
  Answer ask_as(const std::string& role, const Row& row) {
    std::string id;
    const auto own = server.make_token(server.platform->alder, {}, &id);
    const auto mail = "dana." + std::to_string(++asked_) + "@alder.example";
    auto target = replaced(row.target, "{id}", id);
    if (target.find("{user}") != std::string::npos || target.find("{membership}") != std::string::npos) {
      const auto invited = invite(replaced(kInvitation, "{mail}", "invited." + mail));
      target = replaced(target, "{membership}", std::string{invited.at("id").as_string()});
      target = replaced(target, "{user}", std::string{invited.at_pointer("/user/id").as_string()});
    }
    const auto ask = json_ask(row.method, target, replaced(row.body, "{mail}", mail));
    if (role == "nobody") return server.as_nobody(ask);
    if (role == "own token") return server.as_token(own, ask);
    if (role == "bare token")
      return server.as_token(server.make_token(server.platform->alder, {"MOD-2001"}), ask);
    if (role == "managing token") {
      return server.as_token(server.make_token(server.platform->alder, {"MOD-1756"}), ask);
    }
    if (role == "platform token") {
      return server.as_token(server.make_token(server.platform->operations, {"MOD-9043"}), ask);
    }
    static const std::map<std::string, const char*> kEmails{{"clerk", "clerk@alder.example"},
                                                            {"admin", "admin@alder.example"},
                                                            {"other tenant", "admin@birch.example"},
                                                            {"vendor", "admin@cedar.example"},
                                                            {"operator", "admin@operations.example"}};
    return server.as_browser(server.sign_in(kEmails.at(role)), ask);
  }

  boost::json::value invite(const std::string& body) {
    const auto created = server.as_browser(server.sign_in("admin@alder.example"),
                                           json_ask("POST", "/public/v1/accounts/account-users", body));
    EXPECT_EQ(created.status, 201) << created.body;
    return created.json();
  }

  RunningServer server;

 private:
  int asked_ = 0;
};

TEST_F(Authorization, IsWhatTheTableSays) {
  for (const auto& row : table()) {
    // What fails to sign in here must not be too much for one address.
    server.clock->advance(base::kSignInFailureWindow);
    for (const auto& role : kRoles) {
      const auto answer = ask_as(role, row);
      EXPECT_EQ(answer.status, row.expected.at(role))
          << row.operation << " as " << role << ": " << answer.body;
    }
  }
}

TEST_F(Authorization, CoversEveryOperationOfTheContract) {
  std::set<std::string> covered;
  for (const auto& row : table()) covered.insert(row.operation);
  std::set<std::string> missing;
  for (const auto& path : YAML::LoadFile("openapi/jeton.yaml")["paths"]) {
    for (const auto& operation : path.second) {
      if (!operation.second.IsMap() || !operation.second["operationId"]) continue;
      const auto id = operation.second["operationId"].as<std::string>();
      if (!covered.contains(id)) missing.insert(id);
    }
  }
  std::set<std::string> known;
  std::ifstream file{"tests/authz/uncovered_operations.txt"};
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.front() != '#') known.insert(line);
  }
  EXPECT_EQ(missing, known) << "cover what is new here; take out of the file what is covered";
  EXPECT_LE(known.size(), 0U) << "the file may only shrink: lower this number with it";
}

}  // namespace
}  // namespace jeton::tests
