#include "verify/replica_decider.h"

#include <gtest/gtest.h>

#include "base/testing/counted_allocations.h"
#include "base/testing/seeded_random.h"
#include "base/testing/temporary_folder.h"
#include "verify/random_world_test.h"

namespace jeton::verify {
namespace {

using base::testing::allocations;
using std::chrono::milliseconds;

constexpr base::Timestamp kNow{std::chrono::hours{480'000}};
constexpr milliseconds kStaleness{5000};
constexpr const char* kOpaque = "opaque";

class ReplicaDeciderTest : public ::testing::Test {
 protected:
  ReplicaDeciderTest() {
    source_.path = folder_.path("replica");
    source_.max_staleness = kStaleness;
  }

  /// A new replica at the path, without tokens.
  replica::Writer published(base::Timestamp fresh_at = kNow) {
    auto writer = *replica::Writer::create({.path = source_.path, .boot = source_.boot}, random_, 0);
    writer.set_feed({.position = 1, .fresh_at = fresh_at});
    EXPECT_TRUE(writer.publish().has_value());
    return writer;
  }

  static replica::TokenEntry entry() {
    replica::TokenEntry entry{.id = *domain::TokenId::parse("TKN-1234-5678"),
                              .account = *domain::AccountId::parse("ACC-1234-5678")};
    entry.digest = credential::digest_of(kOpaque);
    entry.modules = {*domain::ModuleId::parse("MOD-0001")};
    return entry;
  }

  replica::Writer published_with(const replica::TokenEntry& entry) {
    auto writer = published();
    EXPECT_TRUE(writer.put(entry).has_value());
    return writer;
  }

  void use_catalogue(const char* prefix = "/billing") {
    catalogue_.set(std::make_shared<const Catalogue>(std::vector{numbered_module(1, {{prefix, {}}})}));
  }

  PackedDecision decide_in_full(base::Timestamp now = kNow, std::string_view address = "203.0.113.7") {
    return decider_.decide({kCredential, "GET", "/billing/7", address, now});
  }
  Reason decide(base::Timestamp now = kNow) { return decide_in_full(now).reason; }
  Reason preflight(base::Timestamp now = kNow) { return decider_.decide_preflight("/billing", now).reason; }

  static constexpr std::string_view kCredential = "idt:TKN-1234-5678:opaque";

  base::testing::TemporaryFolder folder_;
  base::testing::SeededRandom random_{1};
  ReplicaSource source_;
  CurrentCatalogue catalogue_;
  ReplicaDecider decider_{source_, catalogue_};
};

std::string said(const Decision& decision) {
  const auto text = [](const auto& id) { return id ? id->str() : std::string{"-"}; };
  return fmt::format("{} {} {} {}", to_string(decision.reason), text(decision.token), text(decision.account),
                     text(decision.module));
}

//
TEST_F(ReplicaDeciderTest, SaysWhatTheReferenceVerifierSays) {
  std::map<Reason, int> reasons;
  for (int i = 0; i < 100; ++i) {
    RandomWorld world{random_};
    auto writer = published();
    world.fill(writer);
    catalogue_.set(std::make_shared<const Catalogue>(world.modules()));
    ReplicaDecider decider{source_, catalogue_};
    const auto source = world.source();
    for (int j = 0; j < 300; ++j) {
      const auto question = world.question();
      const auto expected = *reference_decision(question.at(kNow), source);
      const auto decision = decider.decide(question.at(kNow)).unpacked();
      ASSERT_EQ(said(decision), said(expected))
          << question.credential << ' ' << question.method << ' ' << question.target;
      ASSERT_EQ(said(decider.decide_preflight(question.target, kNow).unpacked()),
                said(*reference_preflight(question.target, source)))
          << question.target;
      ++reasons[decision.reason];
    }
  }
  for (const auto reason : {Reason::kAllowed, Reason::kMalformed, Reason::kUnknown, Reason::kWrongSecret,
                            Reason::kDisabled, Reason::kDeleted, Reason::kAmbiguousPath, Reason::kNoModule,
                            Reason::kMethodNotOwned, Reason::kModuleNotGranted}) {
    EXPECT_GT(reasons[reason], 20) << to_string(reason);
  }
}

TEST_F(ReplicaDeciderTest, NamesWhoAsksAndTheOwner) {
  const auto writer = published_with(entry());
  use_catalogue();
  const auto decision = decide_in_full().unpacked();
  EXPECT_EQ(said(decision), "allowed TKN-1234-5678 ACC-1234-5678 MOD-0001");
  EXPECT_EQ(said(decider_.decide({"", "GET", "/billing", "", kNow}).unpacked()), "no_credential - - -");
}

TEST_F(ReplicaDeciderTest, RefusesWhatIsTooOld) {
  auto writer = published_with(entry());
  use_catalogue();
  const auto tick = milliseconds{1};
  EXPECT_EQ(decide(kNow + kStaleness), Reason::kAllowed);
  EXPECT_EQ(preflight(kNow + kStaleness), Reason::kPreflight);
  EXPECT_EQ(decide(kNow + kStaleness + tick), Reason::kStale);
  EXPECT_EQ(preflight(kNow + kStaleness + tick), Reason::kStale);
  EXPECT_EQ(verdict_of(Reason::kStale), Verdict::kUnavailable);
  writer.set_feed({.position = 2, .fresh_at = kNow + tick});
  EXPECT_EQ(decide(kNow + kStaleness + tick), Reason::kAllowed) << "it has caught up";
}

// Or a clock that was set back would make it look new for as long.
TEST_F(ReplicaDeciderTest, RefusesWhatIsAheadOfTheClock) {
  const auto writer = published_with(entry());
  use_catalogue();
  EXPECT_EQ(decide(kNow - base::kReplicaAheadMax), Reason::kAllowed);
  EXPECT_EQ(decide(kNow - base::kReplicaAheadMax - milliseconds{1}), Reason::kStale);
}

TEST_F(ReplicaDeciderTest, RefusesWhatWasNeverComplete) {
  auto writer = published_with(entry());
  writer.set_feed({.position = 1, .fresh_at = std::nullopt});
  use_catalogue();
  EXPECT_EQ(decide(), Reason::kStale);
  EXPECT_EQ(preflight(), Reason::kStale);
}

TEST_F(ReplicaDeciderTest, RefusesUntilThereIsACatalogue) {
  const auto writer = published_with(entry());
  EXPECT_EQ(decide(), Reason::kUnavailable);
  EXPECT_EQ(preflight(), Reason::kUnavailable);
  use_catalogue();
  EXPECT_EQ(decide(), Reason::kAllowed);
  EXPECT_EQ(preflight(), Reason::kPreflight);
  use_catalogue("/elsewhere");
  EXPECT_EQ(decide(), Reason::kNoModule);
  EXPECT_EQ(preflight(), Reason::kNoCredential);
  catalogue_.set(nullptr);
  EXPECT_EQ(decide(), Reason::kUnavailable);
}

TEST_F(ReplicaDeciderTest, LooksForAReplicaOnceInAWhile) {
  use_catalogue();
  EXPECT_EQ(decide(), Reason::kUnavailable);
  EXPECT_EQ(preflight(), Reason::kUnavailable);
  const auto writer = published_with(entry());
  const auto due = kNow + base::kReplicaOpenInterval;
  EXPECT_EQ(decide(due - milliseconds{1}), Reason::kUnavailable);
  EXPECT_EQ(decide(due), Reason::kAllowed);
}

TEST_F(ReplicaDeciderTest, LooksForAReplicaAtOnceWhenTheClockWasSetBack) {
  use_catalogue();
  EXPECT_EQ(decide(kNow + milliseconds{500}), Reason::kUnavailable);
  const auto writer = published_with(entry());
  EXPECT_EQ(decide(kNow), Reason::kAllowed);
}

TEST_F(ReplicaDeciderTest, FindsAReplicaThatTookThePlaceOfAStaleOne) {
  use_catalogue();
  {
    const auto writer = published_with(entry());
    EXPECT_EQ(decide(), Reason::kAllowed);
  }
  std::filesystem::remove(source_.path);
  EXPECT_EQ(decide(kNow + kStaleness), Reason::kAllowed) << "what is mapped is still there";
  const auto later = kNow + kStaleness + milliseconds{1};
  EXPECT_EQ(decide(later), Reason::kStale);
  auto writer = published(later);
  auto disabled = entry();
  disabled.status = domain::TokenStatus::kDisabled;
  ASSERT_TRUE(writer.put(disabled).has_value());
  EXPECT_EQ(decide(later), Reason::kStale) << "it was looked for a moment ago";
  EXPECT_EQ(decide(later + base::kReplicaOpenInterval), Reason::kDisabled);
}

TEST_F(ReplicaDeciderTest, RefusesWhenTheFileThatReplacedItsOwnIsGone) {
  use_catalogue();
  auto writer = published_with(entry());
  EXPECT_EQ(decide(), Reason::kAllowed);
  ASSERT_TRUE(writer.compact().has_value());
  std::filesystem::remove(source_.path);
  EXPECT_EQ(decide(), Reason::kUnavailable);
  EXPECT_EQ(preflight(), Reason::kUnavailable);
}

// What the store does not know yet, and the replica has room for.
TEST_F(ReplicaDeciderTest, ObeysTheTimesOfATokenAndFromWhereItMayBeUsed) {
  auto limited = entry();
  limited.not_before = kNow;
  limited.expires_at = kNow + milliseconds{2};
  limited.addresses = {*base::IpNetwork::parse("192.0.2.0/24")};
  const auto writer = published_with(limited);
  use_catalogue();
  const auto tick = milliseconds{1};
  EXPECT_EQ(decide(kNow - tick), Reason::kNotYetValid);
  EXPECT_EQ(decide(kNow + 2 * tick), Reason::kExpired);
  EXPECT_EQ(decide_in_full(kNow, "192.0.2.9").reason, Reason::kAllowed);
  EXPECT_EQ(decide_in_full(kNow, "192.0.3.9").reason, Reason::kAddressRefused);
  EXPECT_EQ(decide_in_full(kNow, "").reason, Reason::kAddressRefused);
  EXPECT_EQ(verdict_of(Reason::kNotYetValid), Verdict::kUnauthenticated);
  EXPECT_EQ(verdict_of(Reason::kExpired), Verdict::kUnauthenticated);
  EXPECT_EQ(verdict_of(Reason::kAddressRefused), Verdict::kForbidden);
}

TEST_F(ReplicaDeciderTest, R125NotesTheAccessesThatItAllowsAndNoOther) {
  const auto writer = published_with(entry());
  use_catalogue();
  const auto waiting = [this] {
    std::vector<domain::TokenAccess> accesses;
    decider_.accesses().take(accesses);
    return accesses.size();
  };
  (void)decider_.decide({"idt:TKN-1234-5678:another", "GET", "/billing", "", kNow});
  (void)decider_.decide({kCredential, "GET", "/elsewhere", "", kNow});
  (void)decider_.decide({kCredential, "GET", "/..", "", kNow});
  EXPECT_EQ(waiting(), 0U);
  EXPECT_EQ(decide(), Reason::kAllowed);
  EXPECT_EQ(waiting(), 1U);
  const auto later = kNow + base::kLastAccessInterval;
  source_.max_staleness = base::kLastAccessInterval;
  catalogue_.set(std::make_shared<const Catalogue>(
      std::vector{numbered_module(1, {{"/billing", {}}, {"/billing/journals", {}}})}));
  const auto read_in_two_ways = decider_.decide({kCredential, "GET", "/billing/journals;x", "", later});
  EXPECT_EQ(read_in_two_ways.reason, Reason::kAllowed);
  EXPECT_EQ(waiting(), 1U);
}

TEST_F(ReplicaDeciderTest, AllocatesNothing) {
  const auto writer = published_with(entry());
  use_catalogue();
  const auto allocated = [&](std::string_view credential, std::string_view target) {
    const AccessRequest request{credential, "GET", target, "203.0.113.7", kNow};
    (void)decider_.decide(request);
    const auto before = allocations;
    for (int i = 0; i < 100; ++i) (void)decider_.decide(request);
    for (int i = 0; i < 100; ++i) (void)decider_.decide_preflight(target, kNow);
    return allocations - before;
  };
  const auto before = allocations;
  EXPECT_FALSE(std::string(100, 'x').empty());
  EXPECT_GT(allocations, before) << "or nothing is counted";
  for (const auto* target :
       {"/billing/invoices/2026?page=2", "/billing/a-name-that-no-string-has-room-for-in-itself;x=1",
        "/elsewhere", "/..", "/billing/%6a%20invoices/of-a-name-that-no-string-has-room-for"}) {
    EXPECT_EQ(allocated(kCredential, target), 0U) << target;
  }
  const std::string unknown = "idt:TKN-1234-5678-9999-9999-9999:" + std::string(49, 'a');
  for (const auto* credential : {"", "idt:nonsense", "idt:TKN-1234-5678:another", unknown.c_str()}) {
    EXPECT_EQ(allocated(credential, "/billing"), 0U) << credential;
  }
}

}  // namespace
}  // namespace jeton::verify
