#include "gateway/authorize.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <utility>

#include "base/testing/captured_log.h"
#include "base/testing/manual_clock.h"

namespace jeton::gateway {
namespace {

using ::testing::HasSubstr;
using verify::Reason;

/// Answers what it is told and keeps what it was asked: which question the headers make is what is tested
/// here; real decisions are tested in `verify/` and `tests/`.
class ToldVerifier final : public verify::Verifier {
 public:
  verify::Decision decide(const verify::AccessRequest& request) override {
    asked = std::string{request.credential} + " " + std::string{request.method} + " " +
            std::string{request.target};
    return told;
  }

  verify::Decision decide_preflight(std::string_view target) override {
    asked = "preflight " + std::string{target};
    return told;
  }

  verify::Decision told;
  std::string asked;
};

class AuthorizeTest : public ::testing::Test {
 protected:
  net::Response ask(net::Headers headers) {
    net::RequestParts parts;
    parts.target = "/gateway/authorize";
    parts.headers = std::move(headers);
    return authorize(*net::Request::create(std::move(parts)));
  }
  net::Response ask_told(Reason reason) {
    verifier.told.reason = reason;
    return ask(
        {{"Authorization", "Bearer idt:x"}, {"X-Original-Method", "GET"}, {"X-Original-URI", "/billing"}});
  }

  ToldVerifier verifier;
  base::testing::ManualClock clock;
  base::Metrics metrics;
  base::testing::CapturedLog log;
  Authorize authorize{verifier, clock, metrics, log.log()};
};

TEST_F(AuthorizeTest, TellsTheServiceWhoItIs) {
  verifier.told = {Reason::kAllowed, domain::TokenId::parse("TKN-1234-5678"),
                   domain::AccountId::parse("ACC-1234-5678"), domain::ModuleId::parse("MOD-1234")};
  const auto response = ask({{"authorization", "bearer idt:x"},
                             {"X-Forwarded-Method", "POST"},
                             {"X-Forwarded-Uri", "/billing?page=2"}});
  EXPECT_EQ(verifier.asked, "idt:x POST /billing?page=2");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.header("X-Jeton-Token"), "TKN-1234-5678");
  EXPECT_EQ(response.header("X-Jeton-Account"), "ACC-1234-5678");
  EXPECT_EQ(response.header("X-Jeton-Module"), "MOD-1234");
}

// RFC 6750 section 3: the challenge says no more than the status.
TEST_F(AuthorizeTest, TellsTheCallerLessThanItKnows) {
  for (const auto reason :
       {Reason::kMalformed, Reason::kUnknown, Reason::kWrongSecret, Reason::kDisabled, Reason::kDeleted}) {
    const auto response = ask_told(reason);
    EXPECT_EQ(response.status, 401);
    EXPECT_EQ(response.header("WWW-Authenticate"), R"(Bearer error="invalid_token")") << to_string(reason);
  }
  EXPECT_EQ(ask_told(Reason::kNoCredential).header("WWW-Authenticate"), "Bearer");
  for (const auto reason :
       {Reason::kAmbiguousPath, Reason::kNoModule, Reason::kMethodNotOwned, Reason::kModuleNotGranted}) {
    const auto response = ask_told(reason);
    EXPECT_EQ(response.status, 403);
    EXPECT_EQ(response.header("WWW-Authenticate"), R"(Bearer error="insufficient_scope")")
        << to_string(reason);
  }
}

// What a gateway's operator looks for, in place of a line for each request.
TEST_F(AuthorizeTest, LogsWhoWasRefusedAndWhyAndNothingOfWhatIsAllowed) {
  verifier.told = {Reason::kAllowed, domain::TokenId::parse("TKN-1234-5678"),
                   domain::AccountId::parse("ACC-1234-5678"), domain::ModuleId::parse("MOD-1234")};
  ask_told(Reason::kAllowed);
  ask_told(Reason::kPreflight);
  EXPECT_TRUE(log.lines().empty());
  ask_told(Reason::kModuleNotGranted);
  EXPECT_TRUE(log.contains(R"("event":"decision.refused","reason":")" +
                           std::string{to_string(Reason::kModuleNotGranted)} +
                           R"(","token":"TKN-1234-5678","account":"ACC-1234-5678","module":"MOD-1234")"));
  EXPECT_FALSE(log.contains("idt:x"));
  verifier.told = {};
  ask_told(Reason::kUnknown);
  EXPECT_TRUE(log.contains(R"("token":"","account":"")"));
}

TEST_F(AuthorizeTest, LogsAFloodOfRefusalsAsASample) {
  for (int i = 0; i < RefusalSample::kPerSecond + 5; ++i) ask_told(Reason::kUnknown);
  EXPECT_EQ(log.lines().size(), static_cast<std::size_t>(RefusalSample::kPerSecond));
  clock.advance(std::chrono::seconds{1});
  ask_told(Reason::kUnknown);
  EXPECT_TRUE(log.contains(R"("leftOut":5)"));
}

TEST_F(AuthorizeTest, RefusesWhenItCannotDecide) {
  const auto response = ask_told(Reason::kUnavailable);
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.header("Retry-After"), "1");
  EXPECT_FALSE(response.header("X-Jeton-Token").has_value());
}

TEST_F(AuthorizeTest, NeedsOneDescriptionOfTheRequest) {
  verifier.told.reason = Reason::kAllowed;
  EXPECT_EQ(ask({{"Authorization", "Bearer idt:x"}}).status, 400);
  EXPECT_EQ(ask({{"X-Original-Method", "GET"}}).status, 400);
  EXPECT_EQ(ask({{"X-Original-Method", "GET"}, {"X-Forwarded-Uri", "/billing"}}).status, 400);
  // A client may have sent the pair that the gateway did not set.
  EXPECT_EQ(ask({{"X-Original-Method", "GET"},
                 {"X-Original-URI", "/billing"},
                 {"X-Forwarded-Method", "GET"},
                 {"X-Forwarded-Uri", "/catalog"}})
                .status,
            400);
  EXPECT_EQ(verifier.asked, "");
}

TEST_F(AuthorizeTest, AsksWithoutACredentialWhenThereIsNone) {
  verifier.told.reason = Reason::kNoCredential;
  const net::Headers described{{"X-Original-Method", "GET"}, {"X-Original-URI", "/billing"}};
  EXPECT_EQ(ask(described).status, 401);
  EXPECT_EQ(verifier.asked, " GET /billing");
  for (const auto* other : {"", "Basic YTpi", "Bearer", "Bearer "}) {
    auto headers = described;
    headers.push_back({"Authorization", other});
    EXPECT_EQ(ask(headers).status, 401) << other;
    EXPECT_EQ(verifier.asked, " GET /billing") << other;
  }
}

TEST_F(AuthorizeTest, RefusesTwoCredentials) {
  EXPECT_EQ(ask({{"Authorization", "Bearer idt:x"},
                 {"authorization", "Bearer idt:x"},
                 {"X-Original-Method", "GET"},
                 {"X-Original-URI", "/billing"}})
                .status,
            400);
  EXPECT_EQ(verifier.asked, "");
}

TEST_F(AuthorizeTest, APreflightNamesNoToken) {
  verifier.told.reason = Reason::kPreflight;
  const auto response = ask({{"X-Original-Method", "OPTIONS"},
                             {"X-Original-URI", "/billing"},
                             {"Origin", "https://shop.example"},
                             {"Access-Control-Request-Method", "PUT"}});
  EXPECT_EQ(verifier.asked, "preflight /billing");
  EXPECT_EQ(response.status, 200);
  for (const auto* name : {"X-Jeton-Token", "X-Jeton-Account", "X-Jeton-Module"}) {
    EXPECT_FALSE(response.header(name).has_value()) << name;
  }
  EXPECT_THAT(metrics.expose(), HasSubstr(R"(jeton_decisions_total{reason="preflight"} 1)"));
}

TEST_F(AuthorizeTest, OptionsWithATokenIsNoPreflight) {
  verifier.told.reason = Reason::kMethodNotOwned;
  EXPECT_EQ(ask({{"Authorization", "Bearer idt:x"},
                 {"X-Original-Method", "OPTIONS"},
                 {"X-Original-URI", "/billing"},
                 {"Origin", "https://shop.example"},
                 {"Access-Control-Request-Method", "PUT"}})
                .status,
            403);
  EXPECT_EQ(verifier.asked, "idt:x OPTIONS /billing");
}

TEST_F(AuthorizeTest, TakesThePathBehindTheEndpoint) {
  net::RequestParts parts;
  parts.method = "POST";
  parts.target = "/gateway/authorize/billing/invoices?x=1";
  parts.headers = {{"Authorization", "Bearer idt:x"}};
  verifier.told.reason = Reason::kModuleNotGranted;
  EXPECT_EQ(authorize(*net::Request::create(std::move(parts))).status, 403);
  EXPECT_EQ(verifier.asked, "idt:x POST /billing/invoices?x=1");
}

TEST(AuthorizeOwns, TheEndpointAndWhatIsBehindIt) {
  EXPECT_TRUE(Authorize::owns("/gateway/authorize"));
  EXPECT_TRUE(Authorize::owns("/gateway/authorize/"));
  EXPECT_TRUE(Authorize::owns("/gateway/authorize/billing"));
  EXPECT_FALSE(Authorize::owns("/gateway/authorized"));
  EXPECT_FALSE(Authorize::owns("/gateway/authorize;x"));
  EXPECT_FALSE(Authorize::owns("/gateway/authoriz"));
  EXPECT_FALSE(Authorize::owns("/gateway"));
}

TEST_F(AuthorizeTest, CountsByReason) {
  (void)ask_told(Reason::kDisabled);
  EXPECT_THAT(metrics.expose(), HasSubstr(R"(jeton_decisions_total{reason="disabled"} 1)"));
}

}  // namespace
}  // namespace jeton::gateway
