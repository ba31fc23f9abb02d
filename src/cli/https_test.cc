#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <string>

#include "base/testing/becomes.h"
#include "base/testing/certificate_files.h"
#include "cli/transcript_test.h"

namespace jeton::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

constexpr std::string_view kOneOperator = R"(
accounts:
  - type: Operations
    name: Platform Operations
    modules: [access-management]
tokens:
  - account: Platform Operations
    id: TKN-5101-0001
    name: Operator
    modules: [access-management]
    valueFrom: { env: JETON_TOKEN }
)";

/// `jeton serve` with a certificate, and commands that trust it.
class HttpsCommands : public ServedCommands {
 protected:
  HttpsCommands() {
    std::filesystem::permissions(files_.key(), std::filesystem::perms::owner_read);
    environment["JETON_TOKEN"] = "idt:TKN-5101-0001:zqxjkvbp0123456789abcdef01";
    environment["JETON_CA_FILE"] = files_.certificate();
    environment["JETON_TLS_CERTIFICATE"] = files_.certificate();
    environment["JETON_TLS_KEY"] = files_.key();
    EXPECT_EQ(run({"init"}).code, 0);
    const auto applied = run({"apply", "-f", "-"}, std::string{kOneOperator});
    EXPECT_EQ(applied.code, 0) << applied.err;
  }

  base::testing::CertificateFiles files_;
};

TEST_F(HttpsCommands, ServeTakesHttpsAndReloadsTheCertificateWithSighup) {
  const auto log = write("jeton.log", "");
  const auto line = serve({"--log-file", log, "--log-level", "error"});
  EXPECT_THAT(line, MatchesRegex("jeton is listening on https://127.0.0.1:[0-9]+"));
  environment["JETON_URL"] = line.substr(line.find("http"));
  const auto listed = run({"token", "list"});
  EXPECT_EQ(listed.code, 0) << listed.err;
  EXPECT_THAT(listed.out, HasSubstr("Operator"));

  // Authorities that the server's certificate has nothing to do with.
  const auto before = text_of(files_.certificate());
  std::filesystem::permissions(files_.key(), std::filesystem::perms::owner_all);
  files_.write(base::testing::make_certificate("IP:127.0.0.1"));
  EXPECT_NE(run({"token", "list"}).code, 0);
  signal(SIGHUP);
  environment["JETON_CA_FILE"] = files_.certificate();
  ASSERT_TRUE(base::testing::becomes([this] { return run({"token", "list"}).code == 0; }));
  environment["JETON_CA_FILE"] = write("before.pem", before);
  EXPECT_NE(run({"token", "list"}).code, 0);

  files_.write("key.pem", "half writ");
  signal(SIGHUP);
  EXPECT_THAT(wait_for_text(log), AllOf(HasSubstr(R"("event":"tls.not_reloaded")"), HasSubstr(files_.key())));
  environment["JETON_CA_FILE"] = files_.certificate();
  EXPECT_EQ(run({"token", "list"}).code, 0);
  EXPECT_EQ(stop(), 0);
}

TEST_F(HttpsCommands, ServeDoesNotFallBackToHttp) {
  files_.write("certificate.pem", "no certificate");
  const auto data = environment["JETON_DATA"] + "-elsewhere";
  environment["JETON_DATA"] = data;
  const auto ended = run({"serve", "--listen", "127.0.0.1:0", "--metrics-listen", "off"});
  EXPECT_EQ(ended.code, 2);
  EXPECT_THAT(ended.err,
              HasSubstr("tls_certificate: " + files_.certificate() + " is not a certificate in PEM"));
  EXPECT_FALSE(std::filesystem::exists(data));
}

// Those who may manage the database need not be those who may prove the server's name.
TEST_F(HttpsCommands, OthersThanServeLeaveTheKeyAlone) {
  std::filesystem::permissions(files_.key(), std::filesystem::perms::all);
  EXPECT_EQ(run({"migrate"}).code, 0);
  EXPECT_EQ(run({"serve", "--listen", "127.0.0.1:0", "--metrics-listen", "off"}).code, 2);
}

}  // namespace
}  // namespace jeton::cli
