#include "net/tls_certificate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "base/testing/certificate_files.h"
#include "base/tls_limits.h"

namespace jeton::net {
namespace {

using base::testing::make_certificate;
using testing::HasSubstr;
using testing::StartsWith;

TlsCertificate::Files of(const base::testing::CertificateFiles& files) {
  return {files.certificate(), files.key()};
}

struct Said {
  std::string setting;
  std::string rule;
};

Said refusal_of(const TlsCertificate::Files& files) {
  const auto loaded = TlsCertificate::load(files);
  if (loaded.has_value()) return {};
  const auto error = loaded.error();
  const auto& field = error.fields().front();
  return {field.path, field.message};
}

TEST(TlsCertificateTest, SaysWhenItEnds) {
  const base::testing::CertificateFiles files;
  const auto before = base::SystemClock{}.now();
  files.write(make_certificate("IP:127.0.0.1", std::chrono::hours{48}));
  const auto loaded = TlsCertificate::load(of(files));
  ASSERT_TRUE(loaded.has_value());
  EXPECT_GE((*loaded)->expires_at(), before + std::chrono::hours{48} - std::chrono::seconds{2});
  EXPECT_LE((*loaded)->expires_at(), base::SystemClock{}.now() + std::chrono::hours{48});
}

TEST(TlsCertificateTest, NamesTheFileThatIsMissing) {
  const base::testing::CertificateFiles files;
  auto missing = of(files);
  missing.certificate = "/nowhere/certificate.pem";
  EXPECT_EQ(refusal_of(missing).setting, "tls_certificate");
  EXPECT_THAT(refusal_of(missing).rule, StartsWith("/nowhere/certificate.pem "));
  missing = of(files);
  missing.key = "/nowhere/key.pem";
  EXPECT_EQ(refusal_of(missing).setting, "tls_key");
  EXPECT_THAT(refusal_of(missing).rule, StartsWith("/nowhere/key.pem "));
}

TEST(TlsCertificateTest, RefusesWhatIsNoCertificateAndWhatIsNoKey) {
  const base::testing::CertificateFiles files;
  files.write("certificate.pem", "no certificate");
  EXPECT_EQ(refusal_of(of(files)).setting, "tls_certificate");
  EXPECT_THAT(refusal_of(of(files)).rule, HasSubstr("is not a certificate in PEM that can be used: "));

  files.write(make_certificate("IP:127.0.0.1"));
  files.write("key.pem", "no key");
  EXPECT_EQ(refusal_of(of(files)).setting, "tls_key");
  EXPECT_THAT(refusal_of(of(files)).rule, HasSubstr("is not a private key in PEM without a passphrase: "));
}

TEST(TlsCertificateTest, RefusesTheKeyOfAnotherCertificate) {
  const base::testing::CertificateFiles files;
  files.write("key.pem", make_certificate("IP:127.0.0.1").key);
  const auto said = refusal_of(of(files));
  EXPECT_EQ(said.setting, "tls_key");
  EXPECT_EQ(said.rule, files.key() + " is not the key of the certificate in " + files.certificate());
}

TEST(TlsCertificateTest, ReadsFilesUpToTheirLimit) {
  const base::testing::CertificateFiles files;
  const auto made = make_certificate("IP:127.0.0.1");
  const std::string padding(base::kTlsFileBytesMax - made.certificate.size(), '\n');
  files.write("key.pem", made.key);
  files.write("certificate.pem", made.certificate + padding);
  EXPECT_TRUE(TlsCertificate::load(of(files)).has_value());
  files.write("certificate.pem", made.certificate + padding + "\n");
  EXPECT_EQ(refusal_of(of(files)).setting, "tls_certificate");
  EXPECT_THAT(refusal_of(of(files)).rule, HasSubstr("262144"));
}

TEST(TlsCertificateTest, KeepsWhatItHasWhenTheFilesAreWrong) {
  const base::testing::CertificateFiles files;
  const auto loaded = TlsCertificate::load(of(files));
  ASSERT_TRUE(loaded.has_value());
  const auto& certificate = *loaded;
  const auto context = certificate->context();
  files.write("certificate.pem", "half writ");
  EXPECT_TRUE(certificate->reload().has_error());
  EXPECT_EQ(certificate->context(), context);

  files.write(make_certificate("IP:127.0.0.1", std::chrono::hours{100}));
  const auto ended = certificate->expires_at();
  ASSERT_TRUE(certificate->reload().has_value());
  EXPECT_NE(certificate->context(), context);
  EXPECT_GT(certificate->expires_at(), ended);
}

}  // namespace
}  // namespace jeton::net
