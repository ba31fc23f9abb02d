#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "support/running_server.h"

// ETag, If-Match and If-None-Match (docs/reference/safe-updates.md), over the wire, on both engines.
namespace jeton::tests {
namespace {

using ::testing::HasSubstr;

class Preconditions : public ::testing::TestWithParam<store::sql::Engine> {
 protected:
  static std::string one(const std::string& id, const std::string& action = {}) {
    return std::string{RunningServer::kTokens} + "/" + id + action;
  }

  Answer change(const std::string& method, const std::string& target, const std::string& if_match,
                const std::string& body = {}) {
    auto ask = body.empty() ? Ask{method, target, {}, {}} : json_ask(method, target, body);
    if (!if_match.empty()) ask.headers.emplace_back("If-Match", if_match);
    return server.as_browser(admin, ask);
  }

  Answer get(const std::string& target, const std::string& if_none_match = {}) {
    Ask ask{.target = target};
    if (!if_none_match.empty()) ask.headers.emplace_back("If-None-Match", if_none_match);
    return server.as_browser(admin, ask);
  }

  std::size_t records(const std::string& token) {
    auto unit = server.server->store().begin_read();
    return (*unit)->audit().list_of_object(token)->size();
  }

  RunningServer server{GetParam()};
  const Browser admin = server.sign_in("admin@alder.example");
  std::string id;
  const std::string text = server.make_token(server.platform->alder, {"MOD-2001"}, &id);
};

INSTANTIATE_TEST_SUITE_P(Engines, Preconditions, both_engines(), engine_name);

TEST_P(Preconditions, EveryAnswerWithOneObjectCarriesItsRevisionAsTag) {
  const auto created = change("POST", std::string{RunningServer::kTokens}, {}, R"({"name": "Ledger sync"})");
  EXPECT_EQ(created.header("etag"), "\"1\"");
  EXPECT_EQ(get(one(id)).header("etag"), "\"1\"");
  EXPECT_EQ(change("PUT", one(id), {}, R"({"name": "Second"})").header("etag"), "\"2\"");
  // A change of nothing is none (spec R-133).
  EXPECT_EQ(change("PUT", one(id), {}, R"({"name": "Second"})").header("etag"), "\"2\"");
  EXPECT_EQ(change("POST", one(id, "/disable"), {}).header("etag"), "\"3\"");
  EXPECT_EQ(change("POST", one(id, "/enable"), {}).header("etag"), "\"4\"");
  EXPECT_EQ(get(one(id) + "?select=-revision").header("etag"), "\"4\"");
  EXPECT_EQ(get(std::string{RunningServer::kTokens}).header("etag"), "");
}

TEST_P(Preconditions, AChangeOfTheRevisionThatWasReadIsMade) {
  EXPECT_EQ(change("PUT", one(id), "\"1\"", R"({"name": "Second"})").status, 200);
  EXPECT_EQ(change("POST", one(id, "/disable"), "\"2\"").status, 200);
  EXPECT_EQ(change("POST", one(id, "/enable"), "\"9\", \"3\"").status, 200);
  EXPECT_EQ(change("PUT", one(id), "*", R"({"name": "Third"})").status, 200);
  EXPECT_EQ(change("DELETE", one(id), "\"5\"").status, 204);
}

TEST_P(Preconditions, AChangeOfAnotherRevisionIs412AndChangesNothing) {
  const auto before = records(id);
  for (const auto* tag : {"\"2\"", "W/\"2\"", "\"01\"", "\"other\"", "\"1-zip\""}) {
    const auto refused = change("PUT", one(id), tag, R"({"name": "Second"})");
    EXPECT_EQ(refused.status, 412) << tag;
    EXPECT_EQ(refused.json().at("title").as_string(), "Precondition Failed");
    EXPECT_EQ(change("POST", one(id, "/disable"), tag).status, 412);
    EXPECT_EQ(change("POST", one(id, "/enable"), tag).status, 412);
    EXPECT_EQ(change("DELETE", one(id), tag).status, 412);
  }
  const auto token = get(one(id) + "?select=-token").json();
  EXPECT_EQ(token.at("name").as_string(), "Ledger sync");
  EXPECT_EQ(token.at("status").as_string(), "Active");
  EXPECT_EQ(records(id), before);
}

// Behind a proxy that compresses, which makes the tags of what it sends weak.
TEST_P(Preconditions, ATagThatAProxyMadeWeakNamesItsRevision) {
  EXPECT_EQ(change("PUT", one(id), "W/\"1\"", R"({"name": "Second"})").status, 200);
  EXPECT_EQ(change("PUT", one(id), "W/\"1\"", R"({"name": "Third"})").status, 412);
  EXPECT_EQ(change("POST", one(id, "/disable"), "\"2-gzip\"").status, 200);
  EXPECT_EQ(change("DELETE", one(id), "\"9\", W/\"3\"").status, 204);
}

// A-066: after a body that is no body and an object that is not there, before what the body says.
TEST_P(Preconditions, StandBetweenTheObjectAndTheValidation) {
  EXPECT_EQ(change("PUT", one(id), "\"2\"", R"({"name": 1})").status, 400);
  EXPECT_EQ(change("PUT", one("TKN-9999-9999"), "\"2\"", R"({"name": "x"})").status, 404);
  EXPECT_EQ(change("PUT", one(id), "\"2\"", R"({"name": ""})").status, 412);
  EXPECT_EQ(change("POST", one(id, "/enable"), "\"2\"").status, 412);  // 409 otherwise
  EXPECT_EQ(change("POST", one(id, "/enable"), "\"1\"").status, 409);
}

TEST_P(Preconditions, AMalformedHeaderIs400AndNamesIt) {
  for (const auto* value : {"1", "\"1", "*, \"1\"", "\"1\" \"2\""}) {
    const auto refused = change("PUT", one(id), value, R"({"name": "Second"})");
    EXPECT_EQ(refused.status, 400) << value;
    EXPECT_TRUE(refused.json().at("errors").as_object().contains("If-Match")) << value;
    const auto unread = get(one(id), value);
    EXPECT_EQ(unread.status, 400) << value;
    EXPECT_TRUE(unread.json().at("errors").as_object().contains("If-None-Match")) << value;
  }
  EXPECT_EQ(get(one(id)).header("etag"), "\"1\"");
}

TEST_P(Preconditions, WhatTheClientHasAlreadyIs304) {
  for (const auto* value : {"\"1\"", "W/\"1\"", "\"7\", \"1\"", "*"}) {
    const auto answer = get(one(id) + "?select=-token", value);
    EXPECT_EQ(answer.status, 304) << value;
    EXPECT_EQ(answer.header("etag"), "\"1\"");
    EXPECT_EQ(answer.body, "");
  }
  EXPECT_EQ(get(one(id), "\"2\"").status, 200);
  EXPECT_EQ(get(one("TKN-9999-9999"), "*").status, 404);
}

// RFC 9110 section 13.1.2: 304 answers a question.
TEST_P(Preconditions, AChangeThatChangesNothingIsAnsweredAllTheSame) {
  auto ask = json_ask("PUT", one(id), "{}");
  ask.headers.emplace_back("If-None-Match", "\"1\"");
  const auto answer = server.as_browser(admin, ask);
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.header("etag"), "\"1\"");
}

// R-122: a text that is not handed out leaves no record; one that is leaves one.
TEST_P(Preconditions, ATextThatIsNotHandedOutIsNotRecorded) {
  const auto before = records(id);
  EXPECT_EQ(get(one(id), "\"1\"").status, 304);
  EXPECT_EQ(get(one(id), "nonsense").status, 400);
  EXPECT_EQ(records(id), before);
  EXPECT_THAT(get(one(id), "\"2\"").body, HasSubstr(text));
  EXPECT_EQ(records(id), before + 1);
}

TEST_P(Preconditions, OfManyChangesOfOneRevisionOneIsMade) {
  std::atomic<int> made = 0;
  std::atomic<int> refused = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      const auto answer = change("PUT", one(id), "\"1\"", R"({"name": "Writer )" + std::to_string(i) + "\"}");
      ++(answer.status == 200 ? made : refused);
      EXPECT_TRUE(answer.status == 200 || answer.status == 412) << answer.body;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(made, 1);
  EXPECT_EQ(refused, 7);
  EXPECT_EQ(get(one(id)).header("etag"), "\"2\"");
}

}  // namespace
}  // namespace jeton::tests
