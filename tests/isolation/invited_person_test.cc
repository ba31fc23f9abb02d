#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <regex>
#include <string>
#include <vector>

#include "isolation/tenants.h"

// Somebody who is invited and has not accepted: the inviting account sees what it said, and nothing of the
// person whom it did not know (spec R-071).
namespace jeton::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kPublic = "/public/v1/";

class InvitedPerson : public Tenants {
 protected:
  struct Invited {
    std::string user;
    std::string membership;
    std::string email;
    std::string link;
    Answer answer;
  };

  Invited invite(const std::string& email, const std::string& first_name = "Any") {
    const auto body = R"({"user": {"email": ")" + email + R"(", "firstName": ")" + first_name +
                      R"(", "lastName": "Name"}, "account": {"id": ")" + client.account +
                      R"("}, "groups": [{"id": ")" + client.first("UserGroupId") + R"("}]})";
    Invited made;
    made.answer = as_client(json_ask("POST", kPublic + "accounts/account-users", body));
    EXPECT_EQ(made.answer.status, 201) << made.answer.body;
    const auto answer = made.answer.json();
    made.membership = answer.at("id").as_string();
    made.user = answer.at_pointer("/user/id").as_string();
    const std::string url{answer.at_pointer("/invitation/url").as_string()};
    made.link = url.substr(url.find('#') + 1);
    made.email = email;
    return made;
  }

  Answer as_client(const Ask& ask) const { return server.as_browser(client.browser, ask); }
  Answer as_operations(const Ask& ask) const {
    return server.as_browser(server.sign_in("admin@operations.example"), ask);
  }

  /// Gives the other tenant's administrator a name, a telephone, settings and a picture of its own.
  void describe_foreign_person() {
    const auto described = server.as_browser(
        foreign.browser,
        json_ask("PUT", kPublic + "accounts/users/" + foreign.first("UserId"),
                 R"({"firstName": "Quintilia", "lastName": "Trueblood", "phone": {"prefix": "+34",
                     "number": "600987654"}, "settings": {"timeZone": "Atlantic/Faroe"}})"));
    ASSERT_EQ(described.status, 200) << described.body;
  }

  /// Every view that the client has of the person.
  std::vector<Ask> views(const Invited& of) const {
    const auto account = kPublic + "accounts/accounts/" + client.account + "/users";
    std::vector<Ask> asks;
    for (const auto& target :
         {kPublic + "accounts/users/" + of.user, kPublic + "accounts/users/" + of.email,
          account + "/" + of.user, kPublic + "accounts/account-users/" + of.membership}) {
      asks.push_back({.target = target + "?select=*"});
    }
    for (const auto& target : {kPublic + "accounts/users?id=" + of.user, account + "?id=" + of.user,
                               kPublic + "accounts/account-users?user.id=" + of.user}) {
      asks.push_back({.target = target + "&select=*"});
      asks.push_back({.target = target + "&select=*",
                      .headers = {{"Accept", "application/jsonl"}, {"MPT-Streaming", "true"}}});
    }
    asks.push_back({.target = kPublic + "accounts/users/" + of.user + "/icon"});
    asks.push_back(json_ask("POST", "/session/invitation", R"({"invitation": ")" + of.link + "\"}"));
    return asks;
  }

  /// What an answer says but for who is asked about and the link page's kind of welcome.
  static std::string said(const Answer& answer, const Invited& of) {
    auto text = std::to_string(answer.status) + " " + answer.header("etag") + " " + answer.body;
    text = replaced(replaced(replaced(text, of.user, "(user)"), of.membership, "(membership)"), of.link, "");
    text = replaced(text, "\"setsPassword\":false", "\"setsPassword\":true");
    // The colour of initials is the id's, and every answer has a trace of its own.
    static const std::regex kOwn{"fill=\"#[0-9a-f]{6}\"|\"traceId\":\"[^\"]*\""};
    text = std::regex_replace(text, kOwn, "");
    return replaced(text, of.email, "(email)");
  }

  static void expect_nothing_of_the_person(const std::string& what, const Answer& answer) {
    for (const auto* word : {"Quintilia", "Trueblood", "600987654", "Faroe"}) {
      EXPECT_THAT(answer.body, Not(HasSubstr(word))) << what;
    }
  }

  std::int64_t total(const std::string& target) const {
    const auto answer = as_client({.target = target + "&limit=0"});
    EXPECT_EQ(answer.status, 200) << target << answer.body;
    return answer.json().at_pointer("/$meta/pagination/total").as_int64();
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, InvitedPerson, both_engines(), engine_name);

TEST_P(InvitedPerson, WhoIsKnownLooksLikeOneWhomNobodyKnows) {
  describe_foreign_person();
  server.as_browser(server.sign_in(foreign.email), {.target = "/session"});
  const auto known = invite(foreign.email);
  const auto unknown = invite("anyon@larch.example");
  EXPECT_EQ(said(known.answer, known), said(unknown.answer, unknown));
  const auto known_views = views(known);
  const auto unknown_views = views(unknown);
  for (std::size_t i = 0; i < known_views.size(); ++i) {
    const auto answer = as_client(known_views[i]);
    EXPECT_EQ(answer.status, 200) << known_views[i].target << answer.body;
    EXPECT_EQ(said(answer, known), said(as_client(unknown_views[i]), unknown)) << known_views[i].target;
    expect_nothing_of_the_person(known_views[i].target, answer);
  }
  // The changes that an inviter makes, and their answers.
  for (const auto* body : {R"({"user": {"firstName": "Other"}})", R"({"user": {"firstName": ""}})"}) {
    for (const auto& path : {std::string{"accounts/accounts/"} + client.account + "/users/{user}",
                             std::string{"accounts/account-users/{membership}"}}) {
      const auto put = [&](const Invited& of) {
        const auto filled = replaced(replaced(path, "{user}", of.user), "{membership}", of.membership);
        return said(as_client(json_ask("PUT", kPublic + filled, body)), of);
      };
      EXPECT_EQ(put(known), put(unknown)) << path;
    }
  }
}

// Of a person the account is told what it said itself, also by their group and by the account's trail.
TEST_P(InvitedPerson, IsNotToldByGroupsAndRecords) {
  describe_foreign_person();
  const auto known = invite(foreign.email);
  const auto group = as_client({.target = kPublic + "accounts/user-groups/" + client.first("UserGroupId")});
  EXPECT_THAT(group.body, HasSubstr("Any Name"));
  EXPECT_THAT(group.body, Not(HasSubstr("Trueblood")));
  const auto block = [&](const std::string& action) {
    return as_operations({.method = "POST", .target = kPublic + "accounts/users/" + known.user + action});
  };
  ASSERT_EQ(block("/block").status, 200);
  EXPECT_THAT(as_client({.target = kPublic + "accounts/users/" + known.user}).body,
              HasSubstr("\"status\":\"Invited\""));
  ASSERT_EQ(block("/unblock").status, 200);
  for (const auto& change :
       {json_ask("POST", kPublic + "accounts/account-users/" + known.membership + "/resend-invite", ""),
        json_ask("PUT", kPublic + "accounts/account-users/" + known.membership,
                 R"({"user": {"firstName": "Other"}})")}) {
    EXPECT_EQ(as_client(change).status, 200);
  }
  const auto declined = server.as_nobody(
      json_ask("POST", "/session/invitation/decline", R"({"invitation": ")" + known.link + "\"}"));
  EXPECT_EQ(declined.status, 204) << declined.body;
  const auto expired = invite("second@larch.example");
  server.clock->advance(std::chrono::hours{24 * 8});
  client.browser = server.sign_in(client.email);
  EXPECT_THAT(as_client({.target = kPublic + "accounts/users/" + expired.user}).body,
              HasSubstr("\"status\":\"InvitationExpired\""));
  const auto removed = invite(foreign.email);
  as_client({.method = "DELETE", .target = kPublic + "accounts/account-users/" + removed.membership});
  for (const auto* more : {"", "&render()"}) {
    const auto trail =
        as_client({.target = kPublic + "audit/records?limit=100&order=-timestamp&select=*" + more});
    ASSERT_EQ(trail.status, 200);
    EXPECT_THAT(trail.body, HasSubstr("Other Name"));
    for (const auto* word : {"Quintilia", "Trueblood", "600987654", "Blocked"}) {
      EXPECT_THAT(trail.body, Not(HasSubstr(word)));
    }
    EXPECT_EQ(total(kPublic + "audit/records?object.id=" + known.user), 0);
  }
}

// A filter or an order that goes by the true values would tell them one letter at a time.
TEST_P(InvitedPerson, IsNotFoundByWhatTheInvitationDidNotSay) {
  describe_foreign_person();
  const auto known = invite(foreign.email);
  const auto account = kPublic + "accounts/accounts/" + client.account + "/users?";
  const auto members = kPublic + "accounts/account-users?";
  const auto users = kPublic + "accounts/users?";
  for (const auto& [list, prefix] : {std::pair{users, ""}, {account, ""}, {members, "user."}}) {
    const auto of = [&](const std::string& filter) {
      return total(list + prefix + "id=" + known.user + "&" + replaced(filter, "@", prefix));
    };
    EXPECT_EQ(of("ilike(@name,*any*)"), 1);
    EXPECT_EQ(of("eq(@firstName,'Any')"), 1);
    EXPECT_EQ(of("eq(@lastName,'Name')"), 1);
    EXPECT_EQ(of("eq(@status,Invited)"), 1);
    EXPECT_EQ(of("eq(@lastLoginAt,null())"), 1);
    for (const auto* wrong :
         {"ilike(@name,*true*)", "like(@firstName,Q*)", "eq(@lastName,'Trueblood')", "gt(@name,'B')",
          "ne(@status,Invited)", "eq(@status,Active)", "gt(@lastLoginAt,2020-01-01)"}) {
      EXPECT_EQ(of(wrong), 0) << list << wrong;
    }
  }
  for (const auto& list : {users, account}) {
    for (const auto* wrong : {"eq(phone.number,600987654)", "like(phone.prefix,+*)", "ne(phone.number,'')"}) {
      EXPECT_EQ(total(list + "id=" + known.user + "&" + wrong), 0) << list << wrong;
    }
  }
  EXPECT_EQ(total(users + "id=" + known.user + "&ne(audit.invitationAcceptedAt.at,null())"), 0);
  EXPECT_EQ(total(users + "id=" + known.user + "&gt(revision,1)"), 0);
  EXPECT_EQ(total(account + "id=" + known.user + "&ne(audit.login.at,null())"), 0);
  // In the order of what is shown.
  const auto order = as_client({.target = users + "order=firstName&select=-*,id,firstName"});
  const auto data = order.json().at("data").as_array();
  for (std::size_t i = 1; i < data.size(); ++i) {
    EXPECT_LE(data[i - 1].at("firstName").as_string(), data[i].at("firstName").as_string()) << order.body;
  }
}

// Operations with Platform Account Management know the person anyway; so does the person.
TEST_P(InvitedPerson, IsSeenAsTheyAreByOperationsAndThemselves) {
  describe_foreign_person();
  const auto known = invite(foreign.email);
  EXPECT_THAT(as_operations({.target = kPublic + "accounts/users/" + known.user}).body,
              HasSubstr("Quintilia Trueblood"));
  EXPECT_THAT(as_operations({.target = kPublic + "accounts/account-users/" + known.membership}).body,
              HasSubstr("Quintilia Trueblood"));
  EXPECT_THAT(server.as_browser(foreign.browser, {.target = kPublic + "accounts/users/" + known.user}).body,
              HasSubstr("Quintilia Trueblood"));
}

TEST_P(InvitedPerson, IsSeenAsTheyAreOnceTheyHaveAccepted) {
  describe_foreign_person();
  const auto known = invite(foreign.email);
  ASSERT_EQ(server
                .as_browser(foreign.browser, {.method = "POST",
                                              .target = kPublic + "accounts/account-users/" +
                                                        known.membership + "/accept-invite"})
                .status,
            200);
  for (const auto& target :
       {kPublic + "accounts/users/" + known.user, kPublic + "accounts/account-users/" + known.membership,
        kPublic + "accounts/accounts/" + client.account + "/users/" + known.user}) {
    EXPECT_THAT(as_client({.target = target}).body, HasSubstr("Quintilia Trueblood")) << target;
  }
  const auto account = kPublic + "accounts/accounts/" + client.account + "/users?";
  EXPECT_EQ(total(account + "eq(lastName,'Trueblood')&eq(phone.number,600987654)"), 1);
  EXPECT_EQ(total(kPublic + "accounts/users?eq(lastName,'Trueblood')"), 1);
}

// Nor is somebody renamed, described or pictured by who has invited them (T27).
TEST_P(InvitedPerson, IsChangedByNobodyWhoOnlyInvitesThem) {
  describe_foreign_person();
  const auto known = invite(foreign.email);
  const auto one = kPublic + "accounts/users/" + known.user;
  EXPECT_EQ(as_client(json_ask("PUT", one, R"({"firstName": "Mallory"})")).status, 200);
  EXPECT_THAT(as_client({.target = one}).body, HasSubstr("Mallory Name"));
  for (const auto* body :
       {R"({"phone": {"number": "1"}})", R"({"settings": {"timeZone": "UTC"}})", R"({"icon": null})"}) {
    EXPECT_EQ(as_client(json_ask("PUT", one, body)).status, 403) << body;
  }
  const auto own = server.as_browser(foreign.browser, {.target = one});
  EXPECT_THAT(own.body, HasSubstr("Quintilia Trueblood"));
  // Names are stated of everybody, known or not: leaving them out tells nothing.
  for (const auto& email : {foreign.email, std::string{"third@larch.example"}}) {
    const auto refused = as_client(json_ask("POST", kPublic + "accounts/account-users",
                                            R"({"user": {"email": ")" + email + R"("}, "groups": [{"id": ")" +
                                                client.first("UserGroupId") + R"("}]})"));
    EXPECT_EQ(refused.status, 400) << refused.body;
    EXPECT_TRUE(refused.json().at("errors").as_object().contains("user.firstName")) << refused.body;
  }
}

}  // namespace
}  // namespace jeton::tests
