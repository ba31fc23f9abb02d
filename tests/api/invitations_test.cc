#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.h"
#include "support/running_server.h"

// The page that an invitation link leads to (spec C-003, R-073, R-074), over the wire, on both engines.
namespace jeton::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kMembers = "/public/v1/accounts/accounts/ACC-2000-0001/users";

class InvitationsApi : public ::testing::TestWithParam<store::sql::Engine> {
 protected:
  /// Invites `email` into Alder and answers the member.
  boost::json::value invite(const std::string& email, const Browser& by, const std::string& account,
                            const std::string& group) {
    const auto invited = server.as_browser(
        by, json_ask("POST", "/public/v1/accounts/accounts/" + account + "/users",
                     R"({"user": {"email": ")" + email +
                         R"(", "firstName": "Dana", "lastName": "Alder"}, "groups": [{"id": ")" + group +
                         R"("}]})"));
    EXPECT_EQ(invited.status, 201) << invited.body;
    return invited.json();
  }
  boost::json::value invite(const std::string& email) {
    return invite(email, admin, "ACC-2000-0001", "UGR-2000-0009");
  }
  static std::string secret_of(const boost::json::value& member) {
    const std::string url{member.at_pointer("/invitation/url").as_string()};
    return url.substr(url.find('#') + 1);
  }
  Answer session(const std::string& path, const std::string& body) {
    return server.as_nobody(json_ask("POST", "/session/invitation" + path, body));
  }
  Answer accept(const std::string& secret, const std::string& password,
                const std::string& names = R"("firstName": "Dana", "lastName": "Reed")") {
    return session("/accept", R"({"invitation": ")" + secret + R"(", )" + names + R"(, "password": ")" +
                                  password + "\"}");
  }
  static Browser browser_of(const Answer& opened) {
    const auto cookie = opened.header("set-cookie");
    return {cookie.substr(0, cookie.find(';')), std::string{opened.json().at("csrfToken").as_string()}};
  }
  int sign_in(const std::string& email, const std::string& password) {
    return server
        .as_nobody(json_ask("POST", "/session/sign-in",
                            R"({"email": ")" + email + R"(", "password": ")" + password + "\"}"))
        .status;
  }

  RunningServer server{GetParam()};
  const Browser admin = server.sign_in("admin@alder.example");
};

INSTANTIATE_TEST_SUITE_P(Engines, InvitationsApi, both_engines(), engine_name);

// C-003, R-074, R-062
TEST_P(InvitationsApi, NewPersonSetsNameAndPasswordAndIsSignedIn) {
  const auto member = invite("dana@alder.example");
  EXPECT_EQ(member.at("status").as_string(), "Invited");
  const std::string url{member.at_pointer("/invitation/url").as_string()};
  EXPECT_THAT(url, HasSubstr("/invitation#"));  // behind the fragment: no server logs it
  EXPECT_EQ(url.find("http://127.0.0.1:"), 0U);
  const auto secret = secret_of(member);
  EXPECT_EQ(secret.size(), 64U);

  const auto offer = session("", R"({"invitation": ")" + secret + "\"}");
  ASSERT_EQ(offer.status, 200) << offer.body;
  EXPECT_EQ(offer.json().at_pointer("/account/name").as_string(), "Alder Freight");
  EXPECT_EQ(offer.json().at_pointer("/user/email").as_string(), "dana@alder.example");
  EXPECT_EQ(offer.json().at("expiresAt").as_string(), "2026-01-09T03:04:05.678Z");
  EXPECT_TRUE(offer.json().at("setsPassword").as_bool());
  EXPECT_THAT(offer.body, Not(HasSubstr(secret)));

  const auto opened = accept(secret, "Morning-Tide-4",
                             R"("firstName": "Dana", "lastName": "Reed", "phone": {"prefix": "+44"})");
  ASSERT_EQ(opened.status, 200) << opened.body;
  EXPECT_EQ(opened.json().at_pointer("/account/id").as_string(), "ACC-2000-0001");
  EXPECT_TRUE(opened.json().at("modules").as_object().contains("billing"));
  const std::string id{member.at("id").as_string()};
  const auto joined = server.as_browser(admin, {.target = kMembers + "/" + id + "?select=+audit"}).json();
  EXPECT_EQ(joined.at("name").as_string(), "Dana Reed");
  EXPECT_EQ(joined.at_pointer("/phone/prefix").as_string(), "+44");
  EXPECT_EQ(joined.at("status").as_string(), "Active");
  EXPECT_EQ(joined.at_pointer("/invitation/status").as_string(), "Active");
  EXPECT_FALSE(joined.at("invitation").as_object().contains("url"));
  EXPECT_EQ(joined.at_pointer("/audit/joined/by/id").as_string(), id);
  EXPECT_TRUE(joined.at("audit").as_object().contains("invitationAcceptedAt"));
  EXPECT_TRUE(joined.at("audit").as_object().contains("access"));
  EXPECT_EQ(sign_in("dana@alder.example", "Morning-Tide-4"), 200);
  // Once.
  EXPECT_EQ(accept(secret, "Evening-Tide-5").status, 404);
  EXPECT_EQ(session("", R"({"invitation": ")" + secret + "\"}").status, 404);
  EXPECT_EQ(sign_in("dana@alder.example", "Evening-Tide-5"), 401);
}

TEST_P(InvitationsApi, NewPersonStatesEverythingRight) {
  const auto secret = secret_of(invite("dana@alder.example"));
  const auto refused = [&](const std::string& password, const std::string& names,
                           std::vector<const char*> paths) {
    const auto answer = accept(secret, password, names);
    EXPECT_EQ(answer.status, 400) << answer.body;
    const auto errors = answer.json().at("errors").as_object();
    for (const auto* path : paths) EXPECT_TRUE(errors.contains(path)) << path << answer.body;
    EXPECT_THAT(answer.body, Not(HasSubstr(secret)));
    EXPECT_THAT(answer.body, Not(HasSubstr(password)));
  };
  refused("weak-one", R"("firstName": "Dana")", {"password", "lastName"});
  refused("Morning-Tide-4", R"("firstName": " ", "lastName": "Reed")", {"firstName"});
  refused("Morning-Tide-4", R"("firstName": "D", "lastName": "R", "phone": {"number": "x"})",
          {"phone.number"});
  EXPECT_EQ(session("/accept", R"({"invitation": ")" + secret + "\"}").status, 400);
  EXPECT_EQ(session("/accept", "{}").status, 400);
  EXPECT_EQ(session("", R"({"invitation": ""})").status, 400);
  EXPECT_EQ(sign_in("dana@alder.example", "Morning-Tide-4"), 401);
  EXPECT_EQ(accept(secret, "Morning-Tide-4").status, 200);
}

// The account that invites sees the link. It must not open an identity that exists: accepting takes the
// person's own password, and sets nothing.
TEST_P(InvitationsApi, LinkIsNoWayIntoAnExistingIdentity) {
  const auto stranger = server.sign_in("admin@birch.example");
  const auto secret = secret_of(invite("admin@alder.example", stranger, "ACC-2000-0002", "UGR-2000-0002"));
  EXPECT_FALSE(session("", R"({"invitation": ")" + secret + "\"}").json().at("setsPassword").as_bool());
  const auto refused = accept(secret, "Mine-Now-1234");
  EXPECT_EQ(refused.status, 401) << refused.body;
  EXPECT_EQ(refused.header("set-cookie"), "");
  EXPECT_EQ(sign_in("admin@alder.example", "Mine-Now-1234"), 401);

  const auto opened = accept(secret, std::string{RunningServer::kPassword});
  ASSERT_EQ(opened.status, 200) << opened.body;
  EXPECT_EQ(opened.json().at_pointer("/account/id").as_string(), "ACC-2000-0002");
  EXPECT_EQ(opened.json().at_pointer("/user/name").as_string(), "Robin Holt");
}

// The same for somebody the operator set up, who belongs to an account and has no password yet.
TEST_P(InvitationsApi, LinkSetsNoPasswordForAMemberOfAnotherAccount) {
  {
    auto unit = server.server->store().begin_write();
    domain::User user{.id = *domain::UserId::parse("USR-5000-0009"),
                      .email = "set-up@operations.example",
                      .first_name = "Set",
                      .last_name = "Up",
                      .status = domain::UserStatus::kActive,
                      .created = server.platform->operations.created};
    ASSERT_TRUE(*(*unit)->users().insert(user));
    domain::Membership membership{.id = *domain::MembershipId::parse("AUSR-5000-0009-0001"),
                                  .user = user.id,
                                  .account = server.platform->operations.id,
                                  .status = domain::MembershipStatus::kActive,
                                  .groups = {*domain::GroupId::parse("UGR-1000-0001")},
                                  .created = user.created};
    ASSERT_TRUE(*(*unit)->memberships().insert(membership));
    ASSERT_TRUE((*unit)->commit().has_value());
  }
  const auto secret = secret_of(invite("set-up@operations.example"));
  const auto refused = accept(secret, "Mine-Now-1234");
  EXPECT_EQ(refused.status, 409) << refused.body;
  EXPECT_EQ(sign_in("set-up@operations.example", "Mine-Now-1234"), 401);
}

// R-073, C-003: at the limit and one short of it.
TEST_P(InvitationsApi, LinkExpiresAfterSevenDays) {
  const auto secret = secret_of(invite("dana@alder.example"));
  server.clock->advance(base::kInvitationLifetime - std::chrono::milliseconds{1});
  EXPECT_EQ(session("", R"({"invitation": ")" + secret + "\"}").status, 200);
  server.clock->advance(std::chrono::milliseconds{1});
  for (const auto* path : {"", "/accept", "/decline"}) {
    const auto late =
        session(path, R"({"invitation": ")" + secret +
                          R"(", "firstName": "D", "lastName": "R", "password": "Morning-Tide-4"})");
    EXPECT_EQ(late.status, 409) << path;
    EXPECT_THAT(late.body, HasSubstr("expired"));
  }
  EXPECT_EQ(sign_in("dana@alder.example", "Morning-Tide-4"), 401);
}

TEST_P(InvitationsApi, DecliningEndsTheMembership) {
  const auto member = invite("dana@alder.example");
  const auto secret = secret_of(member);
  const auto target = kMembers + "/" + std::string{member.at("id").as_string()};
  EXPECT_EQ(server.as_browser(admin, {.target = target}).status, 200);
  const auto declined = session("/decline", R"({"invitation": ")" + secret + "\"}");
  EXPECT_EQ(declined.status, 204) << declined.body;
  EXPECT_EQ(server.as_browser(admin, {.target = target}).status, 404);
  EXPECT_EQ(session("/decline", R"({"invitation": ")" + secret + "\"}").status, 404);
  // R-003, R-070: a new one may follow.
  EXPECT_NE(secret_of(invite("dana@alder.example")), secret);
}

// R-067
TEST_P(InvitationsApi, BlockedPersonFindsNothing) {
  const auto member = invite("dana@alder.example");
  const auto secret = secret_of(member);
  const auto blocked = server.as_browser(
      server.sign_in("admin@operations.example"),
      {"POST", "/public/v1/accounts/users/" + std::string{member.at("id").as_string()} + "/block", {}, {}});
  ASSERT_EQ(blocked.status, 200) << blocked.body;
  EXPECT_EQ(session("", R"({"invitation": ")" + secret + "\"}").status, 404);
  EXPECT_EQ(accept(secret, "Morning-Tide-4").status, 404);
}

// A guess is told nothing, and is only made so often.
TEST_P(InvitationsApi, UnknownSecretsAreLimited) {
  const std::string body = R"({"invitation": ")" + std::string(64, 'a') + "\"}";
  for (int i = 0; i < base::kSignInFailuresPerAddressMax; ++i) ASSERT_EQ(session("", body).status, 404);
  EXPECT_EQ(session("", body).status, 429);
  server.clock->advance(base::kSignInFailureWindow);
  EXPECT_EQ(session("", body).status, 404);
}

// R-074: somebody who is signed in already accepts through the API; others cannot.
TEST_P(InvitationsApi, SignedInPersonAcceptsThroughTheApi) {
  const auto stranger = server.sign_in("admin@birch.example");
  const auto member = invite("clerk@alder.example", stranger, "ACC-2000-0002", "UGR-2000-0002");
  const auto target = "/public/v1/accounts/accounts/ACC-2000-0002/users/USR-5000-0005/accept-invite";
  EXPECT_EQ(server.as_browser(stranger, {"POST", target, {}, {}}).status, 403);
  EXPECT_EQ(server.as_browser(admin, {"POST", target, {}, {}}).status, 404);
  const auto clerk = server.sign_in("clerk@alder.example");
  const auto accounts =
      server.as_browser(clerk, {.target = "/public/v1/accounts/users/USR-5000-0005/accounts"}).json();
  EXPECT_EQ(accounts.at_pointer("/data/1/invitation/status").as_string(), "Invited");
  const auto accepted = server.as_browser(clerk, {"POST", target, {}, {}});
  ASSERT_EQ(accepted.status, 200) << accepted.body;
  EXPECT_EQ(accepted.json().at_pointer("/invitation/status").as_string(), "Active");
  const auto again = server.as_browser(clerk, {"POST", target, {}, {}});
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.json().at("revision").as_int64(), accepted.json().at("revision").as_int64());
  EXPECT_EQ(session("", R"({"invitation": ")" + secret_of(member) + "\"}").status, 404);
}

}  // namespace
}  // namespace jeton::tests
