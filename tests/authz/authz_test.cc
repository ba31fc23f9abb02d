#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <fstream>
#include <map>
#include <set>
#include <string>

#include "support/running_server.h"

// Who may call what: every operation of the contract, as each role (spec table 3.1, A-066).
namespace jeton::tests {
namespace {

/// The statuses that one operation answers to each role, asked about a token of the first client account.
struct Row {
  const char* operation;
  const char* method;
  const char* target;  ///< `{id}` stands for a token of its own for each call.
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

const std::vector<Row>& table() {
  static const std::string kCollection{RunningServer::kTokens};
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
      {"getSession", "GET", "/session", "", browsers(200)},
      {"switchAccount", "POST", "/session/account", R"({"account": {"id": "ACC-0000-0009"}})", browsers(400)},
      {"signIn", "POST", "/session/sign-in", R"({"email": "a@b.example", "password": "x"})", everyone(401)},
      {"signInWithLink", "POST", "/session/sign-in-link", R"({"link": "x"})", everyone(401)},
      {"signOut", "POST", "/session/sign-out", "", browsers(204)},
      {"getOpenApi", "GET", "/public/v1/openapi.json", "", everyone(200)},
  };
  return kTable;
}

std::string with_id(std::string target, const std::string& id) {
  const auto at = target.find("{id}");
  return at == std::string::npos ? target : target.replace(at, 4, id);
}

class Authorization : public ::testing::Test {
 protected:
  Answer ask_as(const std::string& role, const Row& row) {
    std::string id;
    const auto own = server.make_token(server.platform->alder, {}, &id);
    const auto ask = json_ask(row.method, with_id(row.target, id), row.body);
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

  RunningServer server;
};

TEST_F(Authorization, IsWhatTheTableSays) {
  for (const auto& row : table()) {
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
  EXPECT_LE(known.size(), 57U) << "the file may only shrink: lower this number with it";
}

}  // namespace
}  // namespace jeton::tests
