#include "server/lanes.h"

#include <gtest/gtest.h>

#include "base/docs_limits.h"
#include "base/limits.h"

namespace jeton::server {
namespace {

Config with_connections(std::size_t count) {
  return {.database_connections = count};
}

TEST(Lanes, DealOutAllConnectionsAndNoMore) {
  for (const std::size_t count : {3U, 4U, 5U, 16U, 1000U}) {
    const auto config = with_connections(count);
    EXPECT_EQ(reserved_connections(config) + ordinary_connections(config), count);
  }
  EXPECT_EQ(reserved_connections(with_connections(16)), 8U);
}

TEST(Lanes, HaveAReservedAndAnOrdinaryConnectionHoweverFewAreConfigured) {
  for (const std::size_t count : {1U, 2U}) {
    EXPECT_EQ(reserved_connections(with_connections(count)), 2U);
    EXPECT_EQ(ordinary_connections(with_connections(count)), 1U);
    EXPECT_EQ(streams_max(with_connections(count)), 1U);
  }
}

TEST(Lanes, AThreadOfDecisionsNeverWaitsForAConnectionAndNeitherDoesAProbe) {
  for (const std::size_t count : {1U, 4U, 16U}) {
    const auto config = with_connections(count);
    const auto lanes = lanes_of(config);
    const auto& decisions = lanes.at(static_cast<std::size_t>(LaneName::kDecisions));
    EXPECT_EQ(decisions.workers + 1, reserved_connections(config));
    EXPECT_GE(decisions.workers, 1U);
  }
}

// Both together, those of the gateway's own listener included.
TEST(Lanes, ShareTheThreadsOfDecisionsWithTheListenerOfTheGateway) {
  for (const std::size_t count : {1U, 4U, 6U, 16U, 1000U}) {
    auto config = with_connections(count);
    config.gateway_listen = {{base::IpAddress::loopback(), 1}};
    const auto decisions = lanes_of(config).at(static_cast<std::size_t>(LaneName::kDecisions));
    const auto gateways = gateway_lanes(config).at(0);
    EXPECT_EQ(gateways.name, decisions.name);
    EXPECT_GE(decisions.workers, 1U);
    EXPECT_GE(gateways.workers, 1U);
    EXPECT_EQ(decisions.workers + gateways.workers + 1, reserved_connections(config));
  }
}

TEST(Lanes, StreamsLeaveOrdinaryConnectionsToOthers) {
  const auto config = with_connections(16);
  EXPECT_EQ(streams_max(config), 4U);
  EXPECT_EQ(streams_per_account_max(config), 2U);
  EXPECT_EQ(streams_per_account_max(with_connections(1)), 1U);
  for (const auto lane : {LaneName::kStreams, LaneName::kReads}) {
    EXPECT_EQ(lanes_of(config).at(static_cast<std::size_t>(lane)).workers, streams_max(config));
  }
}

TEST(Lanes, HashNoMorePasswordsAtOnceThanMemoryIsMeantFor) {
  const auto lanes = lanes_of({});
  const auto& slow = lanes.at(static_cast<std::size_t>(LaneName::kSlow));
  EXPECT_EQ(slow.name, "slow");
  EXPECT_GE(slow.workers, 1U);
  EXPECT_LE(slow.workers, base::kPasswordHashesAtOnceMax);
  EXPECT_EQ(slow.queue_max, base::kSlowQueueMax);
}

TEST(Lanes, HaveTheNamesByWhichTheyArePicked) {
  const auto lanes = lanes_of({});
  const auto name_of = [&](LaneName lane) { return lanes.at(static_cast<std::size_t>(lane)).name; };
  EXPECT_EQ(name_of(LaneName::kDecisions), "decisions");
  EXPECT_EQ(name_of(LaneName::kInteractive), "interactive");
  EXPECT_EQ(name_of(LaneName::kReads), "reads");
  EXPECT_EQ(name_of(LaneName::kSlow), "slow");
  EXPECT_EQ(name_of(LaneName::kStreams), "streams");
  EXPECT_EQ(name_of(LaneName::kDocs), "docs");
}

TEST(Lanes, DocumentationHasThreadsOfItsOwn) {
  const auto lanes = lanes_of({});
  const auto& docs = lanes.at(static_cast<std::size_t>(LaneName::kDocs));
  EXPECT_EQ(docs.workers, base::kDocsWorkers);
  EXPECT_EQ(docs.queue_max, base::kDocsQueueMax);
}

TEST(Lanes, InteractiveWorkersAreAsConfigured) {
  const auto lanes = lanes_of({.worker_threads = 3});
  EXPECT_EQ(lanes.at(static_cast<std::size_t>(LaneName::kInteractive)).workers, 3U);
}

}  // namespace
}  // namespace jeton::server
