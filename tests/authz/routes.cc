#include "authz/routes.h"

namespace jeton::tests {
namespace {

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

/// R-074: the invited person, who belongs to the other tenant. A caller that reaches the membership is
/// refused, people who do not reach it find nothing, and a token can never be the one.
std::map<std::string, int> accepted() {
  auto expected = managed(403);
  expected["clerk"] = 404;
  expected["other tenant"] = 200;
  return expected;
}

std::map<std::string, int> invited() {
  auto expected = managed(201);
  expected["other tenant"] = expected["vendor"] =
      400;  // One answer for a foreign account and an unknown one.
  return expected;
}

/// Operations with Platform Account Management (spec 3.2).
std::map<std::string, int> platform_alone(int allowed) {
  std::map<std::string, int> expected;
  for (const auto& role : kRoles) expected[role] = 403;
  expected["nobody"] = 401;
  expected["operator"] = expected["platform token"] = allowed;
  return expected;
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

/// R-065: oneself alone, here the clerk.
std::map<std::string, int> oneself() {
  auto expected = platform_alone(403);
  expected["clerk"] = 200;
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

/// A bearer token opens no session; a browser has one.
std::map<std::string, int> browsers(int allowed) {
  auto expected = everyone(401);
  for (const auto* role : {"clerk", "admin", "other tenant", "vendor", "operator"}) expected[role] = allowed;
  return expected;
}

const std::string kMember = "/public/v1/accounts/accounts/ACC-2000-0001/users/{user}";
const std::string kMembership = "/public/v1/accounts/account-users/{membership}";
const std::string kAlder = "/public/v1/accounts/accounts/ACC-2000-0001";
constexpr const char* kInvitation =
    R"({"user": {"email": "{mail}", "firstName": "Dana", "lastName": "Alder"},
        "account": {"id": "ACC-2000-0001"}, "groups": [{"id": "UGR-2000-0001"}]})";

// The account is as it was already when nobody changed it.
void enable_again(Platform& at) {
  at.ask("operator", "POST", kAlder + "/enable");
}
void deactivate_again(Platform& at) {
  at.ask("operator", "POST", kAlder + "/deactivate");
}
void uninvite(Platform& at) {
  at.withdraw_invitation();
}

}  // namespace

const std::vector<Route>& routes() {
  static const std::vector<Route> kRoutes{
      {"listApiTokens", "GET", "/public/v1/accounts/api-tokens", "", listed()},
      {"createApiToken", "POST", "/public/v1/accounts/api-tokens", R"({"name": "New"})", created()},
      {"getApiToken", "GET", "/public/v1/accounts/api-tokens/{token}", "", readable(200)},
      {"updateApiToken", "PUT", "/public/v1/accounts/api-tokens/{token}", R"({"name": "New"})", managed(200)},
      {"enableApiToken",
       "POST",
       "/public/v1/accounts/api-tokens/{token}/enable",
       "",
       managed(200),
       {.prepare =
            [](Platform& at) {
              at.arrange("admin", "POST", "/public/v1/accounts/api-tokens/{token}/disable");
            }}},
      {"disableApiToken", "POST", "/public/v1/accounts/api-tokens/{token}/disable", "", managed(200)},
      {"deleteApiToken", "DELETE", "/public/v1/accounts/api-tokens/{token}", "", managed(204)},
      {"getApiTokenIcon",
       "GET",
       "/public/v1/accounts/api-tokens/{token}/icon",
       "",
       readable(200),
       {.prepare = [](Platform& at) { at.give_icon_to_token(); }}},
      {"listAccounts", "GET", "/public/v1/accounts/accounts", "", authenticated(200)},
      {"createAccount", "POST", "/public/v1/accounts/accounts", R"({"name": "New", "type": "Client"})",
       platform_alone(201)},
      {"getAccount", "GET", "/public/v1/accounts/accounts/ACC-2000-0001", "", account_read()},
      {"updateAccount", "PUT", "/public/v1/accounts/accounts/ACC-2000-0001", R"({"description": "New"})",
       account_changed()},
      {"disableAccount",
       "POST",
       "/public/v1/accounts/accounts/ACC-2000-0001/disable",
       "",
       platform_alone(200),
       {.undo = enable_again}},
      {"enableAccount",
       "POST",
       "/public/v1/accounts/accounts/ACC-2000-0001/enable",
       "",
       platform_alone(200),
       {.prepare = [](Platform& at) { at.arrange("operator", "POST", kAlder + "/disable"); },
        .undo = enable_again}},
      {"activateAccount",
       "POST",
       "/public/v1/accounts/accounts/ACC-2000-0001/activate",
       "",
       platform_alone(200),
       {.prepare = [](Platform& at) { at.arrange("operator", "PUT", kAlder, R"({"externalId": "EXT-7"})"); },
        .undo = deactivate_again}},
      {"deactivateAccount",
       "POST",
       "/public/v1/accounts/accounts/ACC-2000-0001/deactivate",
       "",
       platform_alone(200),
       {.prepare =
            [](Platform& at) {
              at.arrange("operator", "PUT", kAlder, R"({"externalId": "EXT-7"})");
              at.arrange("operator", "POST", kAlder + "/activate");
            },
        .undo = deactivate_again}},
      {"getAccountIcon", "GET", "/public/v1/accounts/accounts/ACC-2000-0001/icon", "", everyone(200)},
      {"listModules", "GET", "/public/v1/accounts/modules", "", platform_alone(200)},
      {"getModule", "GET", "/public/v1/accounts/modules/MOD-1756", "", platform_alone(200)},
      {"listUserGroups", "GET", "/public/v1/accounts/user-groups", "", listed()},
      {"createUserGroup", "POST", "/public/v1/accounts/user-groups", R"({"name": "New"})", created()},
      {"getUserGroup", "GET", "/public/v1/accounts/user-groups/UGR-2000-0009", "", managed(200)},
      {"updateUserGroup", "PUT", "/public/v1/accounts/user-groups/UGR-2000-0009", R"({"description": "New"})",
       managed(200)},
      {"deleteUserGroup", "DELETE", "/public/v1/accounts/user-groups/{group}", "", managed(204)},
      {"listAuditRecords", "GET", "/public/v1/audit/records", "", trail(200)},
      {"getAuditRecord", "GET", "/public/v1/audit/records/{record}", "", trail(404)},
      {"createAuditRecord", "POST", "/public/v1/audit/records",
       R"({"event": "extensions.a.b", "summary": "S", "details": "D", "object": {"id": "{token}"}})",
       submitted()},
      {"listEventTypes", "GET", "/public/v1/audit/event-types", "", authenticated(200)},
      {"getEventType", "GET", "/public/v1/audit/event-types/{eventType}", "", authenticated(200)},
      {"updateEventType", "PUT", "/public/v1/audit/event-types/{eventType}", R"({"name": "New"})", worded()},
      {"listUsers", "GET", "/public/v1/accounts/users", "", listed_users()},
      {"getUser", "GET", "/public/v1/accounts/users/{user}", "", reached_user(200)},
      {"updateUser", "PUT", "/public/v1/accounts/users/{user}", R"({"firstName": "New"})", reached_user(200)},
      {"deleteUser",
       "DELETE",
       "/public/v1/accounts/users/{user}",
       "",
       platform_alone(204),
       {.prepare = [](Platform& at) { at.arrange("admin", "DELETE", kMembership); }}},
      {"blockUser", "POST", "/public/v1/accounts/users/{user}/block", "", platform_alone(200)},
      {"unblockUser",
       "POST",
       "/public/v1/accounts/users/{user}/unblock",
       "",
       platform_alone(200),
       {.prepare =
            [](Platform& at) { at.arrange("operator", "POST", "/public/v1/accounts/users/{user}/block"); }}},
      {"setUserPassword",
       "POST",
       "/public/v1/accounts/users/USR-5000-0005/set-password",
       R"({"password": "Other-Harbour-8", "currentPassword": "Quiet-Harbour-7"})",
       oneself(),
       {.undo = [](Platform& at) { at.set_password_again("USR-5000-0005"); }}},
      {"listUserAccounts", "GET", "/public/v1/accounts/users/{user}/accounts", "", platform_alone(200)},
      {"getUserIcon", "GET", "/public/v1/accounts/users/{user}/icon", "", reached_user(200)},
      {"listAccountMembers", "GET", "/public/v1/accounts/accounts/ACC-2000-0001/users", "", managed(200)},
      {"inviteAccountMember", "POST", "/public/v1/accounts/accounts/ACC-2000-0001/users", kInvitation,
       managed(201)},
      {"getAccountMember", "GET", kMember, "", managed(200)},
      {"updateAccountMember", "PUT", kMember, R"({"user": {"firstName": "New"}})", managed(200)},
      {"removeAccountMember", "DELETE", kMember, "", managed(204)},
      {"acceptAccountMemberInvite",
       "POST",
       "/public/v1/accounts/accounts/ACC-2000-0001/users/{invitee}/accept-invite",
       "",
       accepted(),
       {.undo = uninvite}},
      {"resendAccountMemberInvite", "POST", kMember + "/resend-invite", "", managed(200)},
      {"sendNewAccountMemberInvite",
       "POST",
       kMember + "/send-new-invite",
       "",
       managed(200),
       {.prepare = [](Platform& at) { at.let_invitation_expire(); }}},
      {"listAccountMemberGroups", "GET", kMember + "/groups", "", managed(200)},
      {"addAccountMemberGroup", "POST", kMember + "/groups", R"({"id": "UGR-2000-0009"})", managed(201)},
      {"setAccountMemberGroups", "PUT", kMember + "/groups", R"([{"id": "UGR-2000-0009"}])", managed(200)},
      {"getAccountMemberGroup", "GET", kMember + "/groups/UGR-2000-0001", "", managed(200)},
      {"removeAccountMemberGroup",
       "DELETE",
       kMember + "/groups/UGR-2000-0001",
       "",
       managed(204),
       {.prepare =
            [](Platform& at) {
              at.arrange("admin", "POST", kMember + "/groups", R"({"id": "UGR-2000-0009"})");
            }}},
      {"listAccountUsers", "GET", "/public/v1/accounts/account-users", "", listed()},
      {"inviteAccountUser", "POST", "/public/v1/accounts/account-users", kInvitation, invited()},
      {"getAccountUser", "GET", kMembership, "", managed(200)},
      {"updateAccountUser", "PUT", kMembership, R"({"user": {"firstName": "New"}})", managed(200)},
      {"removeAccountUser", "DELETE", kMembership, "", managed(204)},
      {"acceptAccountUserInvite",
       "POST",
       "/public/v1/accounts/account-users/{invitation}/accept-invite",
       "",
       accepted(),
       {.undo = uninvite}},
      {"resendAccountUserInvite", "POST", kMembership + "/resend-invite", "", managed(200)},
      {"sendNewAccountUserInvite",
       "POST",
       kMembership + "/send-new-invite",
       "",
       managed(200),
       {.prepare = [](Platform& at) { at.let_invitation_expire(); }}},
      {"addAccountUserGroup", "POST", kMembership + "/groups", R"({"id": "UGR-2000-0009"})", managed(201)},
      {"setAccountUserGroups", "PUT", kMembership + "/groups", R"([{"id": "UGR-2000-0009"}])", managed(200)},
      {"removeAccountUserGroup",
       "DELETE",
       kMembership + "/groups/UGR-2000-0001",
       "",
       managed(204),
       {.prepare =
            [](Platform& at) {
              at.arrange("admin", "POST", kMembership + "/groups", R"({"id": "UGR-2000-0009"})");
            }}},
      {"readInvitation", "POST", "/session/invitation", R"({"invitation": "{secret}"})", everyone(200)},
      {"acceptInvitation", "POST", "/session/invitation/accept",
       R"({"invitation": "{secret}", "firstName": "Dana", "lastName": "Reed", "password": "Morning-Tide-4"})",
       everyone(200)},
      {"declineInvitation", "POST", "/session/invitation/decline", R"({"invitation": "{secret}"})",
       everyone(204)},
      {"introspectToken", "POST", "/oauth2/introspect", R"({"token": "idt:TKN-1:x"})", authenticated(200)},
      {"getSession", "GET", "/session", "", browsers(200)},
      {"switchAccount",
       "POST",
       "/session/account",
       R"({"account": {"id": "{own account}"}})",
       browsers(200),
       {.ends_session = true}},
      {"signIn", "POST", "/session/sign-in",
       R"({"email": "clerk@alder.example", "password": "Quiet-Harbour-7"})", everyone(200)},
      {"signInWithLink", "POST", "/session/sign-in-link", R"({"link": "{link}"})", everyone(200)},
      {"signOut", "POST", "/session/sign-out", "", browsers(204), {.ends_session = true}},
      {"getOpenApi", "GET", "/public/v1/openapi.json", "", everyone(200)},
  };
  return kRoutes;
}

}  // namespace jeton::tests
