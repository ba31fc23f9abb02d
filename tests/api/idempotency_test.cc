#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <thread>
#include <vector>

#include "base/limits.h"
#include "support/running_server.h"

// Idempotency-Key (docs/reference/safe-updates.md), over the wire, on both engines. Clients repeat a POST
// whose answer they lost (spec A-015).
namespace jeton::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Idempotency : public ::testing::TestWithParam<store::sql::Engine> {
 protected:
  static Ask ask(const std::string& key, const std::string& body = R"({"name": "Ledger sync"})") {
    auto made = json_ask("POST", std::string{RunningServer::kTokens}, body);
    made.headers.emplace_back("Idempotency-Key", key);
    return made;
  }

  Answer create(const std::string& key, const std::string& body = R"({"name": "Ledger sync"})") {
    return server.as_browser(admin, ask(key, body));
  }

  std::int64_t token_count() {
    return server.as_browser(admin, {.target = std::string{RunningServer::kTokens} + "?limit=0"})
        .json()
        .at_pointer("/$meta/pagination/total")
        .as_int64();
  }

  RunningServer server{GetParam()};
  const Browser admin = server.sign_in("admin@alder.example");
};

INSTANTIATE_TEST_SUITE_P(Engines, Idempotency, both_engines(), engine_name);

TEST_P(Idempotency, ARepeatGetsTheSameAnswerAndMakesNoSecondToken) {
  const auto first = create("order 1");
  ASSERT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(first.header("idempotency-replayed"), "");
  const auto second = create("order 1");
  EXPECT_EQ(second.status, 201);
  EXPECT_EQ(second.body, first.body);
  EXPECT_EQ(second.header("etag"), first.header("etag"));
  EXPECT_EQ(second.header("content-type"), "application/json");
  EXPECT_EQ(second.header("idempotency-replayed"), "true");
  EXPECT_THAT(second.body, HasSubstr("\"idt:TKN-"));
  EXPECT_EQ(token_count(), 1);
  // R-122: the text was shown again, and that is on record.
  const std::string id{first.json().at("id").as_string()};
  std::vector<std::string> events;
  for (const auto& record : *(*server.server->store().begin_read())->audit().list_of_object(id)) {
    events.push_back(record.event);
  }
  EXPECT_THAT(events,
              ElementsAre("platform.accounts.apiToken.created", "platform.accounts.apiToken.revealed"));
}

TEST_P(Idempotency, AnotherKeyOrNoneMakesAnotherToken) {
  EXPECT_EQ(create("order 1").status, 201);
  EXPECT_EQ(create("order 2").status, 201);
  const auto without = json_ask("POST", std::string{RunningServer::kTokens}, R"({"name": "Ledger sync"})");
  EXPECT_EQ(server.as_browser(admin, without).status, 201);
  EXPECT_EQ(token_count(), 3);
}

TEST_P(Idempotency, TheKeyOfAnotherRequestIsAConflict) {
  ASSERT_EQ(create("order 1").status, 201);
  const auto refused = create("order 1", R"({"name": "Other"})");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.json().at_pointer("/errors/0/properties/0").as_string(), "Idempotency-Key");
  EXPECT_EQ(token_count(), 1);
}

// The same body, sent to another collection.
TEST_P(Idempotency, TheKeyOfAnotherPathIsAConflict) {
  ASSERT_EQ(create("order 1").status, 201);
  auto elsewhere = ask("order 1");
  elsewhere.target = "/public/v1/accounts/user-groups";
  const auto refused = server.as_browser(admin, elsewhere);
  EXPECT_EQ(refused.status, 409) << refused.body;
  EXPECT_EQ(refused.json().at_pointer("/errors/0/properties/0").as_string(), "Idempotency-Key");
}

TEST_P(Idempotency, KeysOfDifferentCallersDoNotMeet) {
  const auto program = server.make_token(server.platform->alder, {"MOD-1756"});
  const auto first = create("order 1");
  const auto other_actor = server.as_token(program, ask("order 1"));
  const auto other_account = server.as_browser(server.sign_in("admin@birch.example"), ask("order 1"));
  std::set<std::string> ids;
  for (const auto& answer : {first, other_actor, other_account}) {
    ASSERT_EQ(answer.status, 201) << answer.body;
    EXPECT_EQ(answer.header("idempotency-replayed"), "");
    ids.insert(std::string{answer.json().at("id").as_string()});
  }
  EXPECT_EQ(ids.size(), 3U);
}

TEST_P(Idempotency, WhatFailedMayBeTriedAgainWithTheSameKey) {
  EXPECT_EQ(create("order 1", R"({"name": ""})").status, 400);
  EXPECT_EQ(create("order 1", R"({"name": ""})").status, 400);
  const auto made = create("order 1");
  EXPECT_EQ(made.status, 201);
  EXPECT_EQ(made.header("idempotency-replayed"), "");
}

TEST_P(Idempotency, AKeyIsOneTo255PrintableCharacters) {
  EXPECT_EQ(create(std::string(base::kIdempotencyKeyLengthMax, 'k')).status, 201);
  EXPECT_EQ(create("~").status, 201);
  EXPECT_EQ(create("\"quoted, with blanks\"").status, 201);
  for (const auto& key : {std::string(base::kIdempotencyKeyLengthMax + 1, 'k'), std::string{},
                          std::string{"a\tb"}, std::string{"\xc3\xa4"}}) {
    const auto refused = create(key);
    EXPECT_EQ(refused.status, 400) << key;
    EXPECT_TRUE(refused.json().at("errors").as_object().contains("Idempotency-Key")) << key;
  }
  auto twice = ask("order 1");
  twice.headers.emplace_back("Idempotency-Key", "order 2");
  EXPECT_EQ(server.as_browser(admin, twice).status, 400);
  EXPECT_EQ(token_count(), 3);
}

TEST_P(Idempotency, TheAnswerIsKeptForADayAndThenRemoved) {
  const auto first = create("order 1");
  server.clock->advance(base::kIdempotencyKeyLifetime - std::chrono::milliseconds{1});
  const auto late_admin = server.sign_in("admin@alder.example");
  EXPECT_EQ(server.as_browser(late_admin, ask("order 1")).body, first.body);
  server.clock->advance(std::chrono::milliseconds{1});
  // The create with another key clears away what has expired.
  ASSERT_EQ(server.as_browser(late_admin, ask("order 2")).status, 201);
  const auto anew = server.as_browser(late_admin, ask("order 1"));
  EXPECT_EQ(anew.status, 201);
  EXPECT_EQ(anew.header("idempotency-replayed"), "");
  EXPECT_NE(anew.json().at("id").as_string(), first.json().at("id").as_string());
}

TEST_P(Idempotency, ManyRequestsAtOnceWithOneKeyMakeOneToken) {
  std::vector<Answer> answers(8);
  std::vector<std::thread> threads;
  for (auto& answer : answers) {
    threads.emplace_back([&] { answer = create("order 1"); });
  }
  for (auto& thread : threads) thread.join();
  int replayed = 0;
  for (const auto& answer : answers) {
    EXPECT_EQ(answer.status, 201) << answer.body;
    EXPECT_EQ(answer.body, answers.front().body);
    replayed += answer.header("idempotency-replayed") == "true" ? 1 : 0;
  }
  EXPECT_EQ(replayed, 7);
  EXPECT_EQ(token_count(), 1);
}

// R-122: the answer to create is the only one with the text, so a repeat has none.
TEST_P(Idempotency, WithRevealOffARepeatLeavesOutTheText) {
  {
    auto unit = server.server->store().begin_write();
    auto account = *(*unit)->accounts().find(server.platform->alder.id);
    account->reveal_tokens = false;
    ++account->revision;
    ASSERT_TRUE((*unit)->accounts().update(*account).has_value());
    ASSERT_TRUE((*unit)->commit().has_value());
  }
  const auto first = create("order 1");
  EXPECT_THAT(first.body, HasSubstr("\"idt:TKN-"));
  const auto second = create("order 1");
  EXPECT_EQ(second.header("idempotency-replayed"), "true");
  EXPECT_EQ(second.json().at("id"), first.json().at("id"));
  EXPECT_FALSE(second.json().as_object().contains("token"));
  EXPECT_EQ(token_count(), 1);
}

}  // namespace
}  // namespace jeton::tests
