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
  /// `{id}` stands for a token of its own for each call, `{record}` for the audit record of its creation,
  /// `{eventType}` for the type of that event; `{user}` and `{membership}` for somebody who is invited into
  /// the first client account, `{mail}` for an address that nobody has. In the body too.
  std::string target;
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

/// Operations with Platform Account Management (spec 3.2).
std::map<std::string, int> platform_alone(int first, int second) {
  std::map<std::string, int> expected;
  for (const auto& role : kRoles) expected[role] = 403;
  expected["nobody"] = 401;
  expected["operator"] = first;
  expected["platform token"] = second;
  return expected;
}
std::map<std::string, int> platform_alone(int allowed) {
  return platform_alone(allowed, allowed);
}

std::map<std::string, int> authenticated(int allowed) {
  std::map<std::string, int> expected;
  for (const auto& role : kRoles) expected[role] = allowed;
  expected["nobody"] = 401;
  return expected;
}

/// Everyone reads the own account, and platform managers all of them (spec 3.2).
std::map<std::string, int> account_read() {
  auto expected = authenticated(200);
  expected["other tenant"] = expected["vendor"] = 404;
  return expected;
}

/// With Account Management of the account, which of its roles the administrator alone has.
std::map<std::string, int> account_changed() {
  auto expected = platform_alone(200);
  expected["admin"] = 200;
  return expected;
}

std::map<std::string, int> everyone(int status) {
  std::map<std::string, int> expected;
  for (const auto& role : kRoles) expected[role] = status;
  return expected;
}

/// R-157, R-014: users read what is about themselves, tokens need Access Management.
std::map<std::string, int> trail(int to_strangers) {
  return {{"nobody", 401},
          {"clerk", to_strangers},
          {"bare token", 403},
          {"managing token", 200},
          {"admin", 200},
          {"own token", 403},
          {"other tenant", to_strangers},
          {"vendor", to_strangers},
          {"operator", 200},
          {"platform token", 200}};
}

/// R-155: Operations; a vendor about what is linked to its account, which this token is not.
std::map<std::string, int> submitted() {
  auto expected = everyone(403);
  expected["nobody"] = 401;
  expected["operator"] = expected["platform token"] = 201;
  return expected;
}

/// R-172, X-13: the own account's words with Access Management, the platform's with its module.
std::map<std::string, int> worded() {
  auto expected = managed(200);
  expected["other tenant"] = expected["vendor"] = 200;
  return expected;
}

/// R-172.
std::map<std::string, int> authenticated() {
  auto expected = everyone(200);
  expected["nobody"] = 401;
  return expected;
}

/// A bearer token opens no session; a browser has one.
std::map<std::string, int> browsers(int allowed) {
  auto expected = everyone(401);
  for (const auto* role : {"clerk", "admin", "other tenant", "vendor", "operator"}) expected[role] = allowed;
  return expected;
}

const std::string kMember = "/public/v1/accounts/accounts/ACC-2000-0001/users/{user}";
const std::string kMembership = "/public/v1/accounts/account-users/{membership}";
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
      {"listAccounts", "GET", "/public/v1/accounts/accounts", "", authenticated(200)},
      {"createAccount", "POST", "/public/v1/accounts/accounts", R"({"name": "New", "type": "Client"})",
       platform_alone(201)},
      {"getAccount", "GET", "/public/v1/accounts/accounts/ACC-2000-0001", "", account_read()},
      {"updateAccount", "PUT", "/public/v1/accounts/accounts/ACC-2000-0001", R"({"description": "New"})",
       account_changed()},
      // The second to be let in finds the account moved already.
      {"disableAccount", "POST", "/public/v1/accounts/accounts/ACC-2000-0001/disable", "",
       platform_alone(200, 409)},
      {"enableAccount", "POST", "/public/v1/accounts/accounts/ACC-2000-0001/enable", "",
       platform_alone(200, 409)},
      {"activateAccount", "POST", "/public/v1/accounts/accounts/ACC-2000-0001/activate", "",
       platform_alone(409)},
      {"deactivateAccount", "POST", "/public/v1/accounts/accounts/ACC-2000-0001/deactivate", "",
       platform_alone(409)},
      {"getAccountIcon", "GET", "/public/v1/accounts/accounts/ACC-2000-0001/icon", "", everyone(200)},
      {"listModules", "GET", "/public/v1/accounts/modules", "", platform_alone(200)},
      {"getModule", "GET", "/public/v1/accounts/modules/MOD-1756", "", platform_alone(200)},
      {"listUserGroups", "GET", "/public/v1/accounts/user-groups", "", listed()},
      {"createUserGroup", "POST", "/public/v1/accounts/user-groups", R"({"name": "New"})", created()},
      {"getUserGroup", "GET", "/public/v1/accounts/user-groups/UGR-2000-0009", "", managed(200)},
      {"updateUserGroup", "PUT", "/public/v1/accounts/user-groups/UGR-2000-0009", R"({"description": "New"})",
       managed(200)},
      {"deleteUserGroup", "DELETE", "/public/v1/accounts/user-groups/UGR-2000-0009", "", managed(409)},
      {"listAuditRecords", "GET", "/public/v1/audit/records", "", trail(200)},
      {"getAuditRecord", "GET", "/public/v1/audit/records/{record}", "", trail(404)},
      {"createAuditRecord", "POST", "/public/v1/audit/records",
       R"({"event": "extensions.a.b", "summary": "S", "details": "D", "object": {"id": "{id}"}})",
       submitted()},
      {"listEventTypes", "GET", "/public/v1/audit/event-types", "", authenticated()},
      {"getEventType", "GET", "/public/v1/audit/event-types/{eventType}", "", authenticated()},
      {"updateEventType", "PUT", "/public/v1/audit/event-types/{eventType}", R"({"name": "New"})", worded()},
      {"listUsers", "GET", "/public/v1/accounts/users", "", listed_users()},
      {"getUser", "GET", "/public/v1/accounts/users/{user}", "", reached_user(200)},
      {"updateUser", "PUT", "/public/v1/accounts/users/{user}", R"({"firstName": "New"})", reached_user(200)},
      {"deleteUser", "DELETE", "/public/v1/accounts/users/{user}", "", platform_alone(409)},
      {"blockUser", "POST", "/public/v1/accounts/users/{user}/block", "", platform_alone(200)},
      {"unblockUser", "POST", "/public/v1/accounts/users/{user}/unblock", "", platform_alone(409)},
      {"setUserPassword", "POST", "/public/v1/accounts/users/{user}/set-password",
       R"({"password": "Other-Harbour-8"})", platform_alone(403)},
      {"listUserAccounts", "GET", "/public/v1/accounts/users/{user}/accounts", "", platform_alone(200)},
      {"getUserIcon", "GET", "/public/v1/accounts/users/{user}/icon", "", reached_user(200)},
      {"listAccountMembers", "GET", "/public/v1/accounts/accounts/ACC-2000-0001/users", "", managed(200)},
      {"inviteAccountMember", "POST", "/public/v1/accounts/accounts/ACC-2000-0001/users", kInvitation,
       managed(201)},
      {"getAccountMember", "GET", kMember, "", managed(200)},
      {"updateAccountMember", "PUT", kMember, R"({"user": {"firstName": "New"}})", managed(200)},
      {"removeAccountMember", "DELETE", kMember, "", managed(204)},
      {"acceptAccountMemberInvite", "POST", kMember + "/accept-invite", "", accepted()},
      {"resendAccountMemberInvite", "POST", kMember + "/resend-invite", "", managed(200)},
      {"sendNewAccountMemberInvite", "POST", kMember + "/send-new-invite", "", managed(409)},
      {"listAccountMemberGroups", "GET", kMember + "/groups", "", managed(200)},
      {"addAccountMemberGroup", "POST", kMember + "/groups", R"({"id": "UGR-2000-0009"})", managed(201)},
      {"setAccountMemberGroups", "PUT", kMember + "/groups", R"([{"id": "UGR-2000-0009"}])", managed(200)},
      {"getAccountMemberGroup", "GET", kMember + "/groups/UGR-2000-0001", "", managed(200)},
      {"removeAccountMemberGroup", "DELETE", kMember + "/groups/UGR-2000-0001", "", managed(409)},
      {"listAccountUsers", "GET", "/public/v1/accounts/account-users", "", listed()},
      {"inviteAccountUser", "POST", "/public/v1/accounts/account-users", kInvitation, invited()},
      {"getAccountUser", "GET", kMembership, "", managed(200)},
      {"updateAccountUser", "PUT", kMembership, R"({"user": {"firstName": "New"}})", managed(200)},
      {"removeAccountUser", "DELETE", kMembership, "", managed(204)},
      {"acceptAccountUserInvite", "POST", kMembership + "/accept-invite", "", accepted()},
      {"resendAccountUserInvite", "POST", kMembership + "/resend-invite", "", managed(200)},
      {"sendNewAccountUserInvite", "POST", kMembership + "/send-new-invite", "", managed(409)},
      {"addAccountUserGroup", "POST", kMembership + "/groups", R"({"id": "UGR-2000-0009"})", managed(201)},
      {"setAccountUserGroups", "PUT", kMembership + "/groups", R"([{"id": "UGR-2000-0009"}])", managed(200)},
      {"removeAccountUserGroup", "DELETE", kMembership + "/groups/UGR-2000-0001", "", managed(409)},
      {"readInvitation", "POST", "/session/invitation", R"({"invitation": "x"})", everyone(404)},
      {"acceptInvitation", "POST", "/session/invitation/accept", R"({"invitation": "x", "password": "y"})",
       everyone(404)},
      {"declineInvitation", "POST", "/session/invitation/decline", R"({"invitation": "x"})", everyone(404)},
      {"getSession", "GET", "/session", "", browsers(200)},
      {"switchAccount", "POST", "/session/account", R"({"account": {"id": "ACC-0000-0009"}})", browsers(400)},
      {"signIn", "POST", "/session/sign-in", R"({"email": "a@b.example", "password": "x"})", everyone(401)},
      {"signInWithLink", "POST", "/session/sign-in-link", R"({"link": "x"})", everyone(401)},
      {"signOut", "POST", "/session/sign-out", "", browsers(204)},
      {"getOpenApi", "GET", "/public/v1/openapi.json", "", everyone(200)},
  };
  return kTable;
}

std::string filled(std::string text, const std::string& name, const std::string& value) {
  const auto at = text.find(name);
  return at == std::string::npos ? text : text.replace(at, name.size(), value);
}

class Authorization : public ::testing::Test {
 protected:
  std::string with_ids(std::string text, const std::string& token) {
    auto unit = server.server->store().begin_read();
    const auto records = *(*unit)->audit().list_of_object(token);
    const auto event_type = *(*unit)->event_types().find_by_key(records.at(0).event);
    text = filled(std::move(text), "{id}", token);
    text = filled(std::move(text), "{record}", records.at(0).id.str());
    return filled(std::move(text), "{eventType}", event_type->id.str());
  }

  Answer ask_as(const std::string& role, const Row& row) {
    std::string id;
    const auto own = server.make_token(server.platform->alder, {}, &id);
    const auto mail = "dana." + std::to_string(++asked_) + "@alder.example";
    auto target = with_ids(row.target, id);
    if (target.find("{user}") != std::string::npos || target.find("{membership}") != std::string::npos) {
      const auto invited = invite(filled(kInvitation, "{mail}", "invited." + mail));
      target = filled(target, "{membership}", std::string{invited.at("id").as_string()});
      target = filled(target, "{user}", std::string{invited.at_pointer("/user/id").as_string()});
    }
    const auto ask = json_ask(row.method, target, filled(with_ids(row.body, id), "{mail}", mail));
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
