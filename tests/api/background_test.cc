#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.h"
#include "support/running_server.h"

// What a server does beside requests.
namespace jeton::tests {
namespace {

using ::testing::HasSubstr;

class Beside : public ::testing::TestWithParam<store::sql::Engine> {
 protected:
  [[nodiscard]] std::optional<base::Timestamp> last_access(const std::string& id) {
    return (*(*server.server->store().begin_read())->tokens().find(*domain::TokenId::parse(id)))->last_access;
  }
  [[nodiscard]] Answer authorize(const std::string& token) const {
    return server.as_token(token,
                           {.target = "/gateway/authorize",
                            .headers = {{"X-Original-Method", "GET"}, {"X-Original-URI", "/billing/x"}}});
  }
  void next_turn() {
    server.clock->advance(base::kLastAccessFlushInterval);
    server.server->run_background();
  }

  RunningServer server{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Engines, Beside, both_engines(), engine_name);

TEST_P(Beside, DecisionsAnswerWhileAWriterHoldsTheToken) {
  std::string id;
  const auto token = server.make_token(server.platform->alder, {"MOD-2001"}, &id);
  server.server->run_background();
  const auto used = server.clock->now();
  {
    const auto other = server.database->open();
    const auto held = other->begin_write();
    ASSERT_TRUE((*held)->tokens().find(*domain::TokenId::parse(id), domain::Lock::kExclusive)->has_value());
    EXPECT_EQ(authorize(token).status, 200);
    EXPECT_EQ(server.as_token(token, {.target = "/public/v1/accounts/api-tokens"}).status, 403);
    next_turn();
    EXPECT_FALSE(last_access(id).has_value());
    EXPECT_EQ(authorize(token).status, 200);
  }
  next_turn();
  ASSERT_TRUE(last_access(id).has_value());
  EXPECT_GE(*last_access(id), used);
}

TEST_P(Beside, WhatWaitsIsWrittenAtTheStop) {
  std::string id;
  const auto token = server.make_token(server.platform->alder, {"MOD-2001"}, &id);
  server.server->run_background();
  ASSERT_EQ(authorize(token).status, 200);
  EXPECT_FALSE(last_access(id).has_value());
  server.server->stop();
  EXPECT_EQ(last_access(id), server.clock->now());
}

// R-073: a reader sees it at once, although nobody has written it down; the job does so later.
TEST_P(Beside, AnInvitationThatHasRunOutIsSeenBeforeItIsWrittenDown) {
  const auto admin = server.sign_in("admin@alder.example");
  const std::string memberships = "/public/v1/accounts/account-users";
  const auto made = server.as_browser(
      admin, json_ask("POST", memberships,
                      R"({"user": {"email": "dana@alder.example", "firstName": "Dana", "lastName": "Wood"},
                          "account": {"id": "ACC-2000-0001"}, "groups": [{"id": "UGR-2000-0009"}],
                          "invitation": {"status": "Invited"}})"));
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string id{made.json().at("id").as_string()};
  const std::string user{made.json().at_pointer("/user/id").as_string()};
  server.server->run_background();
  server.clock->advance(base::kInvitationLifetime);
  const auto later = server.sign_in("admin@alder.example");
  const auto get = [&](const std::string& target) { return server.as_browser(later, {.target = target}); };
  {
    // A GET that wrote would have to wait, and would fail.
    const auto other = server.database->open();
    const auto held = other->begin_write();
    ASSERT_TRUE((*held)->users().find(*domain::UserId::parse(user), domain::Lock::kExclusive)->has_value());
    for (const auto& target : {memberships + "/" + id, "/public/v1/accounts/users/" + user}) {
      const auto one = get(target);
      EXPECT_EQ(one.json().at("status").as_string(), "InvitationExpired") << target;
    }
    for (const auto& target : {memberships, std::string{"/public/v1/accounts/users"},
                               std::string{"/public/v1/accounts/accounts/ACC-2000-0001/users"}}) {
      EXPECT_EQ(get(target + "?status=InvitationExpired").json().at("data").as_array().size(), 1U) << target;
      EXPECT_EQ(get(target + "?status=Invited").json().at("data").as_array().size(), 0U) << target;
    }
    EXPECT_EQ(get(memberships + "/" + id).json().at("revision").as_int64(), 1);
  }
  const auto records = [&] {
    return (*(*server.server->store().begin_read())->audit().list_of_object(id)).size();
  };
  const auto before = records();
  server.server->run_background();
  const auto written = get(memberships + "/" + id).json();
  EXPECT_EQ(written.at("status").as_string(), "InvitationExpired");
  EXPECT_EQ(written.at("revision").as_int64(), 2);
  EXPECT_EQ(records(), before + 1);
}

TEST_P(Beside, JobsAreCounted) {
  server.server->run_background();
  const auto metrics = send(server.server->metrics_port(), {.target = "/metrics"}).body;
  for (const auto* job : {"invitations.expire", "accesses.write", "changes.prune"}) {
    EXPECT_THAT(metrics,
                HasSubstr("jeton_jobs_total{job=\"" + std::string{job} + "\",outcome=\"done\"} 1\n"));
  }
  EXPECT_THAT(metrics, HasSubstr("jeton_last_accesses_dropped_total 0\n"));
}

}  // namespace
}  // namespace jeton::tests
