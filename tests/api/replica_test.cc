#include <fmt/format.h>
#include <gtest/gtest.h>

#include <optional>

#include "base/testing/becomes.h"
#include "replica/boot_id.h"
#include "replica/reader.h"
#include "support/running_server.h"

// What is changed over HTTP is in the replica when the answer has come, read as another process reads it.
namespace jeton::tests {
namespace {

using base::testing::becomes;
using domain::TokenStatus;
using replica::Found;

class ReplicaOfAServer : public ::testing::TestWithParam<store::sql::Engine> {
 protected:
  ReplicaOfAServer() {
    EXPECT_TRUE(becomes([this] { return open(); }));
  }

  bool open() {
    auto opened = replica::Reader::open(server.folder.path() + "/replica", replica::read_boot_id().value());
    if (opened.has_error()) return false;
    reads.emplace(*std::move(opened));
    return true;
  }
  replica::LookUp find(const std::string& id) {
    return reads->find(replica::PackedId::of(*domain::TokenId::parse(id)));
  }
  TokenStatus status_after(const std::string& id, const std::string& action) {
    const auto target = fmt::format("{}/{}{}", RunningServer::kTokens, id, action);
    const auto answer = server.as_browser(admin, {action.empty() ? "DELETE" : "POST", target, {}, {}});
    EXPECT_LT(answer.status, 300) << answer.body;
    const auto found = find(id);
    EXPECT_EQ(found.found, Found::kToken);
    return found.record.status;
  }

  RunningServer server{GetParam()};
  const Browser admin = server.sign_in("admin@alder.example");
  std::optional<replica::Reader> reads;
};

INSTANTIATE_TEST_SUITE_P(Engines, ReplicaOfAServer, both_engines(), engine_name);

TEST_P(ReplicaOfAServer, HasEachChangeWhenItsAnswerHasCome) {
  std::string id;
  server.make_token(server.platform->alder, {"MOD-2001"}, &id);
  ASSERT_EQ(find(id).found, Found::kToken);
  EXPECT_EQ(find(id).record.status, TokenStatus::kActive);
  EXPECT_EQ(find(id).record.account, replica::PackedId::of(server.platform->alder.id));
  for (int round = 0; round < 5; ++round) {
    EXPECT_EQ(status_after(id, "/disable"), TokenStatus::kDisabled);
    EXPECT_EQ(status_after(id, "/enable"), TokenStatus::kActive);
  }
  const auto renamed = server.as_browser(
      admin, json_ask("PUT", fmt::format("{}/{}", RunningServer::kTokens, id), R"({"modules": []})"));
  EXPECT_EQ(renamed.status, 200) << renamed.body;
  EXPECT_EQ(find(id).record.modules.size(), 0U);
  EXPECT_EQ(status_after(id, ""), TokenStatus::kDeleted);
}

// Another process that changes the database, such as a command.
TEST_P(ReplicaOfAServer, FollowsChangesThatOthersMake) {
  std::string id;
  server.make_token(server.platform->alder, {"MOD-2001"}, &id);
  const auto beside = server.database->open();
  const auto unit = beside->begin_write().value();
  auto token = unit->tokens().find(*domain::TokenId::parse(id))->value();
  ASSERT_TRUE(domain::disable_token(token, {server.clock->now(), domain::system_actor(), std::nullopt}));
  ASSERT_TRUE(unit->tokens().update(token));
  ASSERT_TRUE(unit->commit());
  EXPECT_TRUE(becomes([&] { return find(id).record.status == TokenStatus::kDisabled; }));
}

TEST_P(ReplicaOfAServer, SaysHowOldItIs) {
  EXPECT_TRUE(becomes([this] { return reads->feed().fresh_at == server.clock->now(); }));
  EXPECT_TRUE(becomes([this] {
    return server.as_nobody({.target = "/readyz"}).body == "ready\nThe replica is 0.0 s old.\n";
  }));
  const auto metrics = send(server.server->metrics_port(), {.target = "/metrics"}).body;
  for (const auto* name : {"jeton_feed_lag_seconds 0\n", "jeton_feed_position ", "jeton_feed_entries_total ",
                           "jeton_replica_tokens ", "jeton_replica_generation 1\n",
                           "jeton_replica_fills_total 1\n", "jeton_replica_tokens_left_out_total 0\n"}) {
    EXPECT_NE(metrics.find(name), metrics.npos) << name;
  }
  EXPECT_TRUE(server.log.contains("replica.filled"));
}

// R-126: from the next request on, although no decision asks the database.
TEST_P(ReplicaOfAServer, IsWhatDecisionsAreMadeFrom) {
  std::string id;
  const auto token = server.make_token(server.platform->alder, {"MOD-2001"}, &id);
  ASSERT_TRUE(becomes([this] { return reads->feed().fresh_at == server.clock->now(); }));
  const auto authorize = [&](std::string_view path) {
    return server.as_token(token, {.target = "/gateway/authorize" + std::string{path}});
  };
  const auto decided_elsewhere = [this] {
    const auto metrics = send(server.server->metrics_port(), {.target = "/metrics"}).body;
    return metrics.find("jeton_decisions_without_replica_total 0\n") == metrics.npos;
  };
  const auto allowed = authorize("/billing/invoices");
  EXPECT_EQ(allowed.status, 200);
  EXPECT_EQ(allowed.headers.at("x-jeton-token"), id);
  EXPECT_EQ(allowed.headers.at("x-jeton-account"), server.platform->alder.id.str());
  EXPECT_EQ(allowed.headers.at("x-jeton-module"), "MOD-2001");
  EXPECT_EQ(authorize("/reports").status, 403);
  EXPECT_EQ(status_after(id, "/disable"), TokenStatus::kDisabled);
  EXPECT_EQ(authorize("/billing").status, 401);
  EXPECT_EQ(status_after(id, "/enable"), TokenStatus::kActive);
  EXPECT_EQ(authorize("/billing").status, 200);
  EXPECT_FALSE(decided_elsewhere());
}

TEST(ServerWithoutAReplica, HasNoneAndSaysNothingOfIt) {
  auto config = listening_on("127.0.0.1:0");
  config.replica.reset();
  const RunningServer server{store::sql::Engine::kSqlite, RunningServer::kCheapPasswords, config};
  EXPECT_EQ(server.as_nobody({.target = "/readyz"}).body, "ready\n");
  EXPECT_EQ(send(server.server->metrics_port(), {.target = "/metrics"}).body.find("jeton_replica"),
            std::string::npos);
}

// Where it cannot be made, everything else works, and it is tried again.
TEST(ServerWithoutAFolderForItsReplica, AnswersAllTheSame) {
  auto config = listening_on("127.0.0.1:0");
  config.replica = "/nowhere/replica";
  RunningServer server{store::sql::Engine::kSqlite, RunningServer::kCheapPasswords, config};
  EXPECT_TRUE(becomes([&] { return server.log.contains("replica.behind"); }));
  std::string id;
  server.make_token(server.platform->alder, {"MOD-2001"}, &id);
  EXPECT_EQ(server.as_nobody({.target = "/readyz"}).body, "ready\nThe replica is not ready.\n");
  const auto token = server.make_token(server.platform->alder, {"MOD-2001"}, &id);
  EXPECT_EQ(server.as_token(token, {.target = "/gateway/authorize/billing"}).status, 200);
  EXPECT_NE(send(server.server->metrics_port(), {.target = "/metrics"})
                .body.find("jeton_decisions_without_replica_total 1\n"),
            std::string::npos);
}

}  // namespace
}  // namespace jeton::tests
