#include "verify/replica_verifier.h"

#include <gtest/gtest.h>

#include <thread>

#include "base/testing/manual_clock.h"
#include "base/testing/seeded_random.h"
#include "base/testing/temporary_folder.h"
#include "verify/random_world_test.h"

namespace jeton::verify {
namespace {

class ReplicaVerifierTest : public ::testing::Test {
 protected:
  base::testing::TemporaryFolder folder_;
  base::testing::SeededRandom random_{1};
  base::testing::ManualClock clock_;
  RandomWorld world_{random_};
  ReplicaSource source_{.path = folder_.path("replica")};
  CurrentCatalogue catalogue_;
  /// On the heap: GCC 12 does not align it on the stack while AddressSanitizer watches that.
  const std::unique_ptr<ReplicaVerifier> owned_ =
      std::make_unique<ReplicaVerifier>(source_, catalogue_, clock_);
  ReplicaVerifier& verifier_ = *owned_;
};

TEST_F(ReplicaVerifierTest, SaysTheSameToManyThreads) {
  auto writer = *replica::Writer::create({.path = source_.path, .boot = source_.boot}, random_, 0);
  world_.fill(writer);
  writer.set_feed({.position = 1, .fresh_at = clock_.now()});
  ASSERT_TRUE(writer.publish().has_value());
  catalogue_.set(std::make_shared<const Catalogue>(world_.modules()));

  std::vector<Question> questions;
  std::vector<Decision> expected;
  for (int i = 0; i < 200; ++i) {
    questions.push_back(world_.question());
    expected.push_back(*reference_decision(questions.back().at(clock_.now()), world_.source()));
  }
  const auto ask_all = [&] {
    for (std::size_t i = 0; i < questions.size(); ++i) {
      const auto decision = verifier_.decide(questions[i].at(clock_.now()));
      ASSERT_EQ(decision.reason, expected[i].reason);
      ASSERT_EQ(decision.token, expected[i].token);
      ASSERT_EQ(decision.account, expected[i].account);
      ASSERT_EQ(decision.module, expected[i].module);
    }
  };
  // More than there are deciders, so that some find theirs taken.
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < ReplicaVerifier::kDeciders + 8; ++i) threads.emplace_back(ask_all);
  for (auto& thread : threads) thread.join();
}

TEST_F(ReplicaVerifierTest, R125HandsOverTheAccessesOfAllThreads) {
  auto writer = *replica::Writer::create({.path = source_.path, .boot = source_.boot}, random_, 0);
  replica::TokenEntry entry{.id = *domain::TokenId::parse("TKN-1234-5678"),
                            .account = *domain::AccountId::parse("ACC-1234-5678")};
  entry.digest = credential::digest_of("opaque");
  entry.modules = {*domain::ModuleId::parse("MOD-0001")};
  ASSERT_TRUE(writer.put(entry).has_value());
  writer.set_feed({.position = 1, .fresh_at = clock_.now()});
  ASSERT_TRUE(writer.publish().has_value());
  catalogue_.set(std::make_shared<const Catalogue>(std::vector{numbered_module(1, {{"/billing", {}}})}));
  EXPECT_TRUE(verifier_.take_accesses().empty());
  const auto ask = [&] {
    (void)verifier_.decide({"idt:TKN-1234-5678:opaque", "GET", "/billing", {}, clock_.now()});
    (void)verifier_.decide({"idt:TKN-1234-5678:opaque", "GET", "/billing", {}, clock_.now()});
  };
  ask();
  std::thread{ask}.join();
  const auto accesses = verifier_.take_accesses();
  ASSERT_EQ(accesses.size(), 2U) << "one of each thread";
  EXPECT_EQ(accesses[0].token, entry.id);
  EXPECT_EQ(accesses[0].at, clock_.now());
  EXPECT_EQ(verifier_.dropped_accesses(), 0U);
  EXPECT_TRUE(verifier_.take_accesses().empty());
}

TEST_F(ReplicaVerifierTest, AnswersPreflightsByTheClock) {
  auto writer = *replica::Writer::create({.path = source_.path, .boot = source_.boot}, random_, 0);
  writer.set_feed({.position = 1, .fresh_at = clock_.now()});
  ASSERT_TRUE(writer.publish().has_value());
  catalogue_.set(std::make_shared<const Catalogue>(std::vector{numbered_module(1, {{"/billing", {}}})}));
  EXPECT_EQ(verifier_.decide_preflight("/billing").reason, Reason::kPreflight);
  EXPECT_EQ(verifier_.decide_preflight("/orders").reason, Reason::kNoCredential);
  clock_.advance(source_.max_staleness + std::chrono::milliseconds{1});
  EXPECT_EQ(verifier_.decide_preflight("/billing").reason, Reason::kStale);
}

}  // namespace
}  // namespace jeton::verify
