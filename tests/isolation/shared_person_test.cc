#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "isolation/tenants.h"

// Somebody who works for two tenants (R-061): each sees the person, and nothing of the other.
namespace jeton::tests {
namespace {

using ::testing::HasSubstr;

class SharedPerson : public Tenants {
 protected:
  /// The other tenant's administrator, invited into the client's account, without having answered yet.
  std::string invite() {
    const auto invited =
        server.as_browser(client.browser, json_ask("POST", "/public/v1/accounts/account-users",
                                                   R"({"user": {"email": ")" + foreign.email +
                                                       R"(", "firstName": "Any", "lastName": "Name"},
                     "account": {"id": ")" + client.account +
                                                       R"("},
                     "groups": [{"id": ")" + client.first("UserGroupId") +
                                                       R"("}]})"));
    EXPECT_EQ(invited.status, 201) << invited.body;
    expect_nothing_told("the invitation", invited, person());
    return std::string{invited.json().at("id").as_string()};
  }

  void accept(const std::string& membership) {
    const auto accepted = server.as_browser(
        foreign.browser,
        {.method = "POST", .target = "/public/v1/accounts/account-users/" + membership + "/accept-invite"});
    ASSERT_EQ(accepted.status, 200) << accepted.body;
  }

  /// What the client knows of the person by having invited it.
  [[nodiscard]] std::vector<std::string> person() const { return {foreign.first("UserId"), foreign.email}; }

  void expect_client_told_nothing() {
    const Asker admin{"the client's administrator", &client, false};
    for (const auto& operation : contract_operations()) {
      if (!operation.is_list) continue;
      const auto target = own_ask(operation, client).target + "?limit=100&select=*";
      for (const auto* more : {"", "&render()"}) {
        if (*more != '\0' && operation.id != "listAuditRecords") continue;
        expect_nothing_told(operation.id, ask_as(admin, {.target = target + more}), person());
      }
    }
    for (const auto& target :
         {"/public/v1/accounts/users/" + foreign.first("UserId"),
          "/public/v1/accounts/accounts/" + client.account + "/users/" + foreign.first("UserId")}) {
      const auto answer = ask_as(admin, {.target = target + "?select=*"});
      EXPECT_EQ(answer.status, 200) << target;
      expect_nothing_told(target, answer, person());
    }
  }

  void expect_owner_told_nothing() {
    // Not as the person, who may read what is about itself wherever it was recorded (R-157).
    const Asker owner{"the owner", &foreign, true};
    for (const auto& operation : contract_operations()) {
      if (!operation.is_list) continue;
      const auto answer =
          ask_as(owner, {.target = own_ask(operation, foreign).target + "?limit=100&select=*"});
      for (const auto& word : client.words) {
        EXPECT_EQ(answer.body.find(word), std::string::npos) << operation.id << " tells of " << word;
      }
    }
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, SharedPerson, both_engines(), engine_name);

TEST_P(SharedPerson, IsInvitedWithoutAWordAboutTheOtherTenant) {
  client.words.push_back(invite());
  expect_client_told_nothing();
  expect_owner_told_nothing();
}

// R-074: the person answers from wherever it is signed in.
TEST_P(SharedPerson, JoinsWithoutTellingWhereElseItWorks) {
  const auto membership = invite();
  client.words.push_back(membership);
  accept(membership);
  expect_client_told_nothing();
  expect_owner_told_nothing();
  const auto joined = server.as_browser(
      client.browser, {.target = "/public/v1/accounts/account-users/" + membership + "?select=audit"});
  EXPECT_EQ(joined.json().at_pointer("/audit/joined/of/id").as_string(), client.account) << joined.body;
}

// R-153: a change is told in the account where it was made, not in the one that was entered last.
TEST_P(SharedPerson, ChangesThePasswordWithoutTellingWhereElseItWorks) {
  accept(invite());
  const auto other = server.sign_in(foreign.email);
  const auto switched = server.as_browser(
      other, json_ask("POST", "/session/account", R"({"account": {"id": ")" + client.account + R"("}})"));
  ASSERT_EQ(switched.status, 200) << switched.body;
  const auto changed = server.as_browser(
      foreign.browser,
      json_ask("POST", "/public/v1/accounts/users/" + foreign.first("UserId") + "/set-password",
               R"({"password": "Other-Harbour-8", "currentPassword": ")" +
                   std::string{RunningServer::kPassword} + R"("})"));
  ASSERT_EQ(changed.status, 200) << changed.body;
  expect_client_told_nothing();
}

// Where a person works now is for that account alone, and nobody else may ask by it.
TEST_P(SharedPerson, IsNotFoundByTheOtherTenant) {
  accept(invite());
  for (const auto* path : {"currentAccount.id", "currentAccount.name", "accounts", "audit.updated.by.id"}) {
    for (const auto& condition : {"eq(" + std::string{path} + ",'" + foreign.account + "')",
                                  "any(" + std::string{path} + ",id='" + foreign.account + "')"}) {
      const auto answer =
          server.as_browser(client.browser, {.target = "/public/v1/accounts/users?" + condition});
      EXPECT_EQ(answer.status, 400) << condition << answer.body;
    }
    const auto ordered =
        server.as_browser(client.browser, {.target = "/public/v1/accounts/users?order=" + std::string{path}});
    EXPECT_EQ(ordered.status, 400) << path;
    EXPECT_THAT(ordered.body, HasSubstr("Invalid property path.")) << path;
  }
}

}  // namespace
}  // namespace jeton::tests
