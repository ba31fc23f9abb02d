#include "server/https.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <string>

#include "base/testing/captured_log.h"
#include "base/testing/certificate_files.h"
#include "base/testing/manual_clock.h"
#include "base/tls_limits.h"

namespace jeton::server {
namespace {

using base::testing::CapturedLog;
using base::testing::ManualClock;
using std::filesystem::perms;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class HttpsTest : public testing::Test {
 protected:
  HttpsTest() {
    config_.tls_certificate = files_.certificate();
    config_.tls_key = files_.key();
    allow(perms::owner_read | perms::owner_write);
  }

  void allow(perms who) const { std::filesystem::permissions(config_.tls_key, who); }
  [[nodiscard]] std::string refusal() const {
    const auto opened = open_certificate(config_);
    return opened.has_value() ? std::string{} : opened.error().fields().front().message;
  }

  base::testing::CertificateFiles files_;
  Config config_;
  CapturedLog log_;
  ManualClock clock_;
};

TEST_F(HttpsTest, WithoutACertificateThereIsNone) {
  const auto opened = open_certificate(Config{});
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(*opened, nullptr);
}

TEST_F(HttpsTest, OwnerAndGroupMayReadTheKeyAndNobodyElse) {
  allow(perms::owner_read | perms::owner_write | perms::group_read);
  EXPECT_EQ(refusal(), "");
  const auto key = config_.tls_key.string();
  for (const auto more : {perms::group_write, perms::others_read, perms::others_write, perms::others_exec}) {
    allow(perms::owner_read | more);
    EXPECT_EQ(refusal(), fmt::format("{0} can be read or replaced by others. Run: chmod g-w,o= {0}", key));
  }
}

TEST_F(HttpsTest, WarnsTwoWeeksBeforeTheCertificateEnds) {
  const auto certificate = open_certificate(config_).value();
  clock_.set(certificate->expires_at() - base::kTlsExpiryWarning);
  warn_before_expiry(*certificate, clock_, log_.log());
  EXPECT_THAT(log_.lines(), IsEmpty());
  clock_.advance(std::chrono::milliseconds{1});
  warn_before_expiry(*certificate, clock_, log_.log());
  EXPECT_THAT(log_.lines(),
              ElementsAre(AllOf(HasSubstr(R"("event":"tls.expires")"), HasSubstr(R"("level":"warning")"))));
}

TEST_F(HttpsTest, LogsWhatKeepsItFromReloading) {
  const auto certificate = open_certificate(config_).value();
  allow(perms::all);
  reload_certificate(*certificate, config_, clock_, log_.log());
  EXPECT_THAT(log_.lines(),
              ElementsAre(AllOf(HasSubstr(R"("event":"tls.not_reloaded")"), HasSubstr("by others"))));
  allow(perms::owner_read | perms::owner_write);
  files_.write("key.pem", "no key");
  const auto before = certificate->context();
  reload_certificate(*certificate, config_, clock_, log_.log());
  EXPECT_TRUE(log_.contains("is not a private key in PEM"));
  EXPECT_EQ(certificate->context(), before);

  files_.write(base::testing::make_certificate("IP:127.0.0.1"));
  clock_.set(certificate->expires_at());
  reload_certificate(*certificate, config_, clock_, log_.log());
  EXPECT_TRUE(log_.contains(R"("event":"tls.reloaded")"));
  EXPECT_TRUE(log_.contains(R"("event":"tls.expires")"));
  EXPECT_NE(certificate->context(), before);
}

}  // namespace
}  // namespace jeton::server
