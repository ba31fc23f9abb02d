#include "verify/reference_verifier.h"

#include <gtest/gtest.h>

#include "app/testing/platform.h"
#include "app/tokens/tokens.h"
#include "credential/token_text.h"
#include "verify/imported_token_test.h"

namespace jeton::verify {
namespace {

class ReferenceVerifierTest : public ::testing::Test {
 protected:
  ReferenceVerifierTest() {
    app::CreateToken command;
    command.draft.name = "Export";
    command.draft.modules = {"MOD-2001"};
    auto created = app::create_token(platform.services(), admin, command);
    text = std::string{created->text.reveal()};
    id = created->token.id.str();
  }

  Decision decide(std::string_view credential, std::string_view method, std::string_view target) {
    return verifier.decide({credential, method, target, "203.0.113.7", platform.clock.now()});
  }

  /// Makes that the path of Reports.
  void give_reports(const char* prefix) {
    auto unit = platform.store().begin_write();
    ASSERT_TRUE(unit.has_value());
    auto reports = (*unit)->modules().find(platform.reports);
    ASSERT_TRUE(reports.has_value() && reports->has_value());
    (*reports)->paths = {{prefix, {"GET"}}};
    ++(*reports)->revision;
    ASSERT_TRUE((*unit)->modules().update(**reports).has_value());
    ASSERT_TRUE((*unit)->commit().has_value());
  }

  app::testing::TestPlatform platform;
  const domain::Caller admin = platform.administrator_of(platform.alder);
  ReferenceVerifier verifier{platform.store(), platform.accesses, platform.log.log()};
  std::string text;
  std::string id;
};

TEST_F(ReferenceVerifierTest, AllowsATokenItsModulesPaths) {
  const auto decision = decide(text, "GET", "/billing/invoices?page=2");
  EXPECT_EQ(decision.reason, Reason::kAllowed);
  EXPECT_EQ(decision.verdict(), Verdict::kAllow);
  EXPECT_EQ(decision.token->str(), id);
  EXPECT_EQ(decision.account, platform.alder.id);
  EXPECT_EQ(decision.module, platform.billing);
}

TEST_F(ReferenceVerifierTest, NamesTheReasonOfEachRefusal) {
  EXPECT_EQ(decide("", "GET", "/billing").reason, Reason::kNoCredential);
  EXPECT_EQ(decide("idt:nonsense", "GET", "/billing").reason, Reason::kMalformed);
  EXPECT_EQ(decide("idt:TKN-9999-9999:" + std::string(30, 'a'), "GET", "/billing").reason, Reason::kUnknown);
  EXPECT_EQ(decide("idt:" + id + ":" + std::string(30, 'a'), "GET", "/billing").reason, Reason::kWrongSecret);
  EXPECT_EQ(decide(text, "GET", "/billing/../reports").reason, Reason::kAmbiguousPath);
  EXPECT_EQ(decide(text, "GET", "/elsewhere").reason, Reason::kNoModule);
  EXPECT_EQ(decide(text, "POST", "/reports").reason, Reason::kMethodNotOwned);
  EXPECT_EQ(decide(text, "GET", "/reports").reason, Reason::kModuleNotGranted);
  ASSERT_TRUE(app::disable_token(platform.services(), admin, id).has_value());
  EXPECT_EQ(decide(text, "GET", "/billing").reason, Reason::kDisabled);
  ASSERT_TRUE(app::delete_token(platform.services(), admin, id).has_value());
  EXPECT_EQ(decide(text, "GET", "/billing").reason, Reason::kDeleted);
}

// Only the digest of such a value was imported, so nothing is known of it but what a look-up finds.
TEST_F(ReferenceVerifierTest, R124AcceptsWhatWasImportedWhateverItsSize) {
  for (const std::size_t size : {1U, 21U, 22U, 48U, 49U, 50U, 201U, 238U}) {
    const std::string opaque(size, 'a');
    const auto imported = imported_token(platform, opaque);
    const auto presented = "idt:" + imported.str() + ":";
    EXPECT_EQ(decide(presented + opaque, "GET", "/billing").reason, Reason::kAllowed) << size;
    const auto other = size == credential::kMintedOpaqueSize ? Reason::kMalformed : Reason::kWrongSecret;
    EXPECT_EQ(decide(presented + std::string(size, 'b'), "GET", "/billing").reason, other) << size;
  }
  const std::string opaque(238, 'a');
  EXPECT_EQ(decide("idt:TKN-9999-9998:" + opaque, "GET", "/billing").reason, Reason::kUnknown);
  EXPECT_EQ(decide("idt:TKN-9999-9998:" + opaque + 'a', "GET", "/billing").reason, Reason::kMalformed);
}

TEST_F(ReferenceVerifierTest, CallsAMistypedTokenMalformedUnlessItsSecretIsRight) {
  auto mistyped = text;
  mistyped.back() = mistyped.back() == 'a' ? 'b' : 'a';
  const auto decision = decide(mistyped, "GET", "/billing");
  EXPECT_EQ(decision.reason, Reason::kMalformed);
  EXPECT_EQ(decision.token->str(), id);
  const std::string opaque(credential::kMintedOpaqueSize, 'a');
  const auto imported = imported_token(platform, opaque, domain::TokenStatus::kDisabled).str();
  EXPECT_EQ(decide("idt:" + imported + ":" + opaque, "GET", "/billing").reason, Reason::kDisabled);
  EXPECT_EQ(decide("idt:TKN-9999-9998:" + opaque, "GET", "/billing").reason, Reason::kMalformed);
}

// A decision neither waits for a write lock nor takes one, and what it could not write is written later.
TEST_F(ReferenceVerifierTest, DecidesWhileSomebodyHoldsTheWriteLock) {
  const auto stored = [&] {
    return (*(*platform.store().begin_read())->tokens().find(*domain::TokenId::parse(id)))->last_access;
  };
  const auto used = platform.clock.now();
  {
    const auto beside = platform.open_beside();
    const auto held = beside->begin_write();
    ASSERT_TRUE(held.has_value());
    EXPECT_EQ(decide(text, "GET", "/billing").reason, Reason::kAllowed);
    EXPECT_TRUE(platform.accesses.write(platform.store()).has_error());
    EXPECT_EQ(decide(text, "GET", "/billing").reason, Reason::kAllowed);
  }
  EXPECT_FALSE(stored().has_value());
  ASSERT_TRUE(platform.accesses.write(platform.store()).has_value());
  EXPECT_EQ(stored(), used);
}

TEST_F(ReferenceVerifierTest, RecordsTheAccessesThatItAllowsAndNoOther) {
  decide("idt:" + id + ":" + std::string(30, 'a'), "GET", "/billing");
  decide(text, "GET", "/elsewhere");
  decide(text, "GET", "/reports");
  EXPECT_EQ(platform.accesses.waiting(), 0U);
  decide(text, "GET", "/billing");
  EXPECT_EQ(platform.accesses.waiting(), 1U);
}

// A path is looked at only once the credential is known to be in force: the answer to a stranger tells
// nothing of the platform's modules.
TEST_F(ReferenceVerifierTest, TellsStrangersNothingOfPaths) {
  for (const auto* target : {"/billing", "/elsewhere", "/../x"}) {
    EXPECT_EQ(decide("idt:" + id + ":" + std::string(30, 'a'), "GET", target).verdict(),
              Verdict::kUnauthenticated);
  }
}

TEST_F(ReferenceVerifierTest, RefusesAHashInTheQueryToo) {
  EXPECT_EQ(decide(text, "GET", "/billing?x#y").reason, Reason::kAmbiguousPath);
}

// The header that the service gets names the owner of the path as it is plainly read.
TEST_F(ReferenceVerifierTest, NamesTheModuleOfThePlainReading) {
  app::CreateToken both;
  both.draft.name = "Both";
  both.draft.modules = {"MOD-2001", platform.reports.str()};
  const auto made = app::create_token(platform.services(), admin, both);
  ASSERT_TRUE(made.has_value());
  give_reports("/billing/journals");
  const auto decision = decide(made->text.reveal(), "GET", "/billing/journals;x");
  EXPECT_EQ(decision.reason, Reason::kAllowed);
  EXPECT_EQ(decision.module, platform.billing);
}

// Refuse rather than guess.
TEST_F(ReferenceVerifierTest, CannotDecideWithoutItsStore) {
  class NoStore final : public domain::Store {
   public:
    base::Result<std::unique_ptr<domain::UnitOfWork>> begin_read() override {
      return base::Error::unavailable("gone away");
    }
    base::Result<std::unique_ptr<domain::UnitOfWork>> begin_write() override { return begin_read(); }
    base::Result<std::unique_ptr<domain::UnitOfWork>> begin_write(std::chrono::milliseconds) override {
      return begin_read();
    }
    base::Result<int> migrate() override { return base::Error::unavailable("gone away"); }
    base::Result<int> schema_version() override { return migrate(); }
    base::Result<void> ping() override { return base::Error::unavailable("gone away"); }
    bool has_refused_changes() const noexcept override { return false; }
  } gone;
  ReferenceVerifier blind{gone, platform.accesses, platform.log.log()};
  for (const auto& decision : {blind.decide({text, "GET", "/billing", "203.0.113.7", platform.clock.now()}),
                               blind.decide_preflight("/billing")}) {
    EXPECT_EQ(decision.reason, Reason::kUnavailable);
    EXPECT_EQ(decision.verdict(), Verdict::kUnavailable);
    EXPECT_FALSE(decision.token || decision.account || decision.module);
  }
  EXPECT_TRUE(platform.log.contains("gone away"));
}

// The module of every reading is needed: Reports owns `/reports`, Billing `/billing` alone.
TEST_F(ReferenceVerifierTest, R111NeedsTheModuleUnderEveryReading) {
  EXPECT_EQ(decide(text, "GET", "/billing/7;x").reason, Reason::kAllowed);
  EXPECT_EQ(decide(text, "GET", "/billing#/../reports").reason, Reason::kAmbiguousPath);
  EXPECT_EQ(decide(text, "GET", "/billing/x%7Fy").reason, Reason::kAmbiguousPath);
  EXPECT_EQ(decide(text, "HEAD", "/reports").reason, Reason::kModuleNotGranted);
  const auto allowed = decide(text, "GET", "/billing/journals-old");
  EXPECT_EQ(allowed.reason, Reason::kAllowed);
  EXPECT_EQ(allowed.module, platform.billing);
}

TEST_F(ReferenceVerifierTest, R111RefusesWhatSomeReaderTakesForAModuleThatTheTokenLacks) {
  give_reports("/billing/journals");
  for (const auto* target : {"/billing/journals", "/billing/journals;x", "/billing/Journals/7"}) {
    EXPECT_EQ(decide(text, "GET", target).reason, Reason::kModuleNotGranted) << target;
    EXPECT_EQ(decide(text, "PUT", target).reason, Reason::kMethodNotOwned) << target;
  }
  EXPECT_EQ(decide(text, "GET", "/billing/journalsx").reason, Reason::kAllowed);
}

TEST_F(ReferenceVerifierTest, APreflightPassesForPathsOfModulesAlone) {
  const auto passed = verifier.decide_preflight("/reports/2026?x=1");
  EXPECT_EQ(passed.reason, Reason::kPreflight);
  EXPECT_EQ(passed.verdict(), Verdict::kAllow);
  EXPECT_FALSE(passed.token || passed.account || passed.module);
  for (const auto* target : {"/elsewhere", "/billing/../x", "/billing#", "*", ""}) {
    EXPECT_EQ(verifier.decide_preflight(target).reason, Reason::kNoCredential) << target;
  }
}

TEST(VerdictOf, RefusesForEveryReasonButTwo) {
  for (int i = 0; i <= static_cast<int>(Reason::kUnavailable); ++i) {
    const auto reason = static_cast<Reason>(i);
    EXPECT_EQ(verdict_of(reason) == Verdict::kAllow,
              reason == Reason::kAllowed || reason == Reason::kPreflight)
        << to_string(reason);
  }
}

}  // namespace
}  // namespace jeton::verify
