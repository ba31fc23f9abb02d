#include <gtest/gtest.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "isolation/tenants.h"

// The value of a token leaves the server with a record of it, whatever the operation (spec R-122).
namespace jeton::tests {
namespace {

const std::string kTokens{RunningServer::kTokens};

class Reveal : public Tenants {
 protected:
  struct Made {
    std::string id;
    std::string text;
  };

  Made make(const std::string& key = {}) {
    auto ask = json_ask("POST", kTokens, R"({"name": "Shown", "modules": [{"id": "MOD-1756"}]})");
    if (!key.empty()) ask.headers.emplace_back("Idempotency-Key", key);
    const auto created = server.as_browser(client.browser, ask);
    EXPECT_EQ(created.status, 201) << created.body;
    const auto token = created.json();
    return {std::string{token.at("id").as_string()}, std::string{token.at("token").as_string()}};
  }

  std::int64_t reveals(const std::string& id) {
    auto unit = server.server->store().begin_read();
    std::int64_t count = 0;
    for (const auto& record : *(*unit)->audit().list_of_object(id)) {
      if (record.event == "platform.accounts.apiToken.revealed") ++count;
    }
    return count;
  }

  bool exists(const std::string& id) {
    auto unit = server.server->store().begin_read();
    return (*unit)->tokens().find(*domain::TokenId::parse(id))->has_value();
  }

  /// The ids of tokens whose whole text is in the answer.
  static std::vector<std::string> shown_in(const Answer& answer) {
    static const std::regex kText{"idt:(TKN-[0-9]{4}-[0-9]{4}):[0-9A-Za-z]{20,}"};
    std::vector<std::string> ids;
    for (std::sregex_iterator found{answer.body.begin(), answer.body.end(), kText}, end; found != end;
         ++found) {
      ids.push_back((*found)[1].str());
    }
    return ids;
  }

  /// The request of `operation` about `token`, by whoever reaches it.
  Ask about(const ContractOperation& operation, const Made& token) {
    auto ask = own_ask(operation, client);
    ask.target = replaced(ask.target, client.first("TokenId"), token.id);
    // What the administrator holds is needed further on.
    if (ask.method != "GET") {
      const auto& groups = client.ids.at("UserGroupId");
      ask.target = replaced(ask.target, "user-groups/" + groups.front(), "user-groups/" + groups.back());
    }
    return ask;
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, Reveal, both_engines(), engine_name);

/// They take away the session, or the administrator, that the other operations are called by.
const std::set<std::string> kEndTheWalk{"signOut", "switchAccount", "removeAccountMember",
                                        "removeAccountUser"};

TEST_P(Reveal, IsRecordedByEveryOperationThatShowsAValue) {
  std::size_t shown = 0;
  const std::vector<Asker> deciders{{"the administrator", &client, false}, {"a program", &client, true}};
  for (const auto& operation : contract_operations()) {
    if (kEndTheWalk.contains(operation.id)) continue;
    for (const auto& asker : deciders) {
      for (const auto* query : {"", "?select=%2Btoken&limit=100"}) {
        for (const bool streamed : {false, true}) {
          if (streamed && !operation.is_list) continue;
          const auto token = make();
          auto ask = about(operation, token);
          ask.target += query;
          if (streamed) {
            ask.headers.emplace_back("Accept", "application/jsonl");
            ask.headers.emplace_back("MPT-Streaming", "true");
          }
          std::map<std::string, std::int64_t> before;
          for (const auto& id : client.ids.at("TokenId")) before[id] = reveals(id);
          before[token.id] = 0;
          const auto answer = ask_as(asker, ask);
          const auto what = operation.id + query + " by " + asker.name;
          for (const auto& id : shown_in(answer)) {
            if (!exists(id)) continue;  // An example in the contract's own text.
            ++shown;
            // One that this request has made is accounted for by the record of its creation.
            if (operation.id == "createApiToken" && !before.contains(id)) continue;
            EXPECT_GT(reveals(id), before[id]) << what << " shows " << id;
          }
        }
      }
    }
  }
  EXPECT_GT(shown, 20U) << "the operations are no longer called in a way that shows anything";
}

// The table of who shows what unasked: a read and a create, and no other.
TEST_P(Reveal, IsNothingThatAChangeDoesUnasked) {
  const auto token = make();
  const auto one = kTokens + "/" + token.id;
  for (const auto& ask : {json_ask("PUT", one, "{}"), json_ask("PUT", one, R"({"name": "Other"})"),
                          Ask{.method = "POST", .target = one + "/disable"},
                          Ask{.method = "POST", .target = one + "/enable"}}) {
    const auto answer = server.as_browser(client.browser, ask);
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.body.find(token.text), std::string::npos) << ask.target;
    EXPECT_EQ(boost::json::serialize(answer.json().at_pointer("/$meta/omitted")), R"(["token","audit"])");
  }
  EXPECT_EQ(reveals(token.id), 0);
  auto asked = json_ask("PUT", one + "?select=%2Btoken", "{}");
  EXPECT_EQ(server.as_browser(client.browser, asked).json().at("token").as_string(), token.text);
  EXPECT_EQ(reveals(token.id), 1);
  // What is refused shows nothing and says nothing.
  asked.headers.emplace_back("If-Match", "\"77\"");
  EXPECT_EQ(server.as_browser(client.browser, asked).status, 412);
  EXPECT_EQ(reveals(token.id), 1);
  // A read that the client has the answer to already shows nothing either.
  EXPECT_EQ(server.as_browser(client.browser, {.target = one, .headers = {{"If-None-Match", "*"}}}).status,
            304);
  EXPECT_EQ(reveals(token.id), 1);
  EXPECT_EQ(server.as_browser(client.browser, {.target = one}).json().at("token").as_string(), token.text);
  EXPECT_EQ(server.as_browser(client.browser, {.target = one + "?select=-token"}).status, 200);
  EXPECT_EQ(reveals(token.id), 2);
}

// R-016: a token that reads itself is shown, and recorded, as by anybody else.
TEST_P(Reveal, OfATokenByItselfIsRecordedToo) {
  const auto token = make();
  const auto itself = server.as_token(token.text, {.target = kTokens + "/" + token.id});
  EXPECT_EQ(itself.json().at("token").as_string(), token.text);
  EXPECT_EQ(reveals(token.id), 1);
  EXPECT_EQ(server.as_token(token.text, {.target = kTokens + "/" + token.id + "?select=-token"}).status, 200);
  EXPECT_EQ(reveals(token.id), 1);
}

// The repeat of a create is the same answer, and shows the value to whoever may read it now.
TEST_P(Reveal, OfARepeatedCreateIsRecorded) {
  const auto first = make("order 1");
  EXPECT_EQ(reveals(first.id), 0);
  const auto second = make("order 1");
  EXPECT_EQ(second.text, first.text);
  EXPECT_EQ(reveals(first.id), 1);
  ASSERT_EQ(
      server.as_browser(client.browser, {.method = "DELETE", .target = kTokens + "/" + first.id}).status,
      204);
  auto ask = json_ask("POST", kTokens, R"({"name": "Shown", "modules": [{"id": "MOD-1756"}]})");
  ask.headers.emplace_back("Idempotency-Key", "order 1");
  const auto gone = server.as_browser(client.browser, ask);
  EXPECT_EQ(gone.status, 201);
  EXPECT_EQ(gone.json().at("id").as_string(), first.id);
  EXPECT_FALSE(gone.json().as_object().contains("token")) << gone.body;
  EXPECT_EQ(reveals(first.id), 1);
}

}  // namespace
}  // namespace jeton::tests
