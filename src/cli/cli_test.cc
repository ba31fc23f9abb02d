#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "base/limits.h"
#include "cli/command.h"
#include "cli/completion/tree.h"
#include "cli/exit_code.h"
#include "cli/transcript_test.h"
#include "credential/token_text.h"

namespace jeton::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view kPlatform = R"(
modules:
  - { id: MOD-5101, code: billing, name: Billing, accountTypes: [Client], paths: [/billing] }
accounts:
  - { id: ACC-5101-0002, type: Client, name: Birch Retail, modules: [access-management, billing] }
users:
  - { email: robin@birch-retail.example, firstName: Robin, lastName: Birch, memberships: [{ account: Birch Retail }] }
tokens:
  - { id: TKN-5101-0002, account: Birch Retail, name: Till, modules: [billing], valueFrom: { env: TILL } }
)";
constexpr std::string_view kValue = "idt:TKN-5101-0002:zqxjkvbp0123456789abcdef";

// The numbers are an interface.
TEST(ExitCodes, SayWhatKindOfFailureItWas) {
  EXPECT_EQ(static_cast<int>(exit_code(base::ErrorKind::kInvalid)), 1);
  EXPECT_EQ(static_cast<int>(exit_code(base::ErrorKind::kConflict)), 1);
  EXPECT_EQ(static_cast<int>(exit_code(base::ErrorKind::kUnavailable)), 1);
  EXPECT_EQ(static_cast<int>(ExitCode::kUsage), 2);
  EXPECT_EQ(static_cast<int>(exit_code(base::ErrorKind::kUnauthenticated)), 3);
  EXPECT_EQ(static_cast<int>(exit_code(base::ErrorKind::kDenied)), 4);
  EXPECT_EQ(static_cast<int>(exit_code(base::ErrorKind::kNotFound)), 5);
}

/// All commands, as the parser knows them.
CompletedCommand all_commands() {
  CLI::App app;
  Chosen chosen;
  add_commands(app, chosen);
  return completed(app);
}

std::vector<std::string> words_of(const CompletedCommand& command) {
  std::istringstream words{command.words};
  return {std::istream_iterator<std::string>{words}, {}};
}

TEST_F(Commands, EveryCommandTeachesItself) {
  int count = 0;
  for_each_command(all_commands(), [&](const CompletedCommand& command) {
    auto words = words_of(command);
    words.emplace_back("--help");
    const auto help = run(words);
    EXPECT_EQ(help.code, 0) << command.words;
    EXPECT_THAT(help.out, HasSubstr("Usage:")) << command.words;
    EXPECT_THAT(help.err, IsEmpty()) << command.words;
    const bool has_examples = command.commands.empty() && command.name != "version";
    if (has_examples) {
      EXPECT_THAT(help.out, HasSubstr("Examples:\n  ")) << command.words;
    }
    EXPECT_THAT(help.out, Not(HasSubstr(" \n"))) << command.words;
    ++count;
  });
  EXPECT_GT(count, 50);
  EXPECT_THAT(run({"--help"}).out,
              AllOf(HasSubstr("First steps"), HasSubstr("Exit codes"), HasSubstr("JETON_TOKEN")));
  EXPECT_THAT(run({"apply", "--help"}).out,
              AllOf(HasSubstr("Examples"), HasSubstr("valueFrom"), HasSubstr("--dry-run")));
}

TEST_F(Commands, WrongUsageEndsWithTwoAndSaysWhy) {
  for (const auto& words : std::vector<std::vector<std::string>>{{},
                                                                 {"nonsense"},
                                                                 {"serve", "--no-such-flag"},
                                                                 {"apply"},
                                                                 {"user"},
                                                                 {"user", "invite", "a@b.example"},
                                                                 {"config", "--output", "xml"},
                                                                 {"config", "--listen", "8080"},
                                                                 {"serve", "--listen", "0.0.0.0:80"},
                                                                 {"token", "mint", "TKN-1"},
                                                                 {"user", "set-password", "a@b.example"}}) {
    const auto ended = run(words);
    EXPECT_EQ(ended.code, 2) << ::testing::PrintToString(words);
    EXPECT_THAT(ended.err, Not(IsEmpty())) << ::testing::PrintToString(words);
    EXPECT_THAT(ended.out, IsEmpty()) << ::testing::PrintToString(words);
  }
}

TEST_F(Commands, VersionIsOneLine) {
  EXPECT_THAT(run({"version"}).out, MatchesRegex("jeton [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST_F(Commands, ConfigSaysWhatIsInForceAndFromWhere) {
  environment["JETON_DATABASE"] = "postgres://jeton:zqxjkv@db.example/jeton";
  const auto table = run({"config", "--listen", "127.0.0.1:9000"});
  EXPECT_EQ(table.code, 0);
  EXPECT_THAT(table.out, HasSubstr("SETTING"));
  EXPECT_THAT(table.out, ::testing::ContainsRegex("listen +127.0.0.1:9000 +flag\n"));
  EXPECT_THAT(table.out, ::testing::ContainsRegex("database +postgres.*db.example.* +environment\n"));
  EXPECT_THAT(table.out, ::testing::ContainsRegex("io_threads +1 +default\n"));
  EXPECT_THAT(table.out, Not(HasSubstr("zqxjkv")));
  const auto json = run({"config", "--output", "json"});
  EXPECT_THAT(json.out, AllOf(HasSubstr(R"({"name":"io_threads","value":"1","source":"default"})"),
                              Not(HasSubstr("zqxjkv"))));
}

// Other settings take one value, and a second is a mistake.
TEST_F(Commands, AFlagOfAListMayBeRepeated) {
  const auto several = run({"config", "--listen", "127.0.0.1:1", "--listen", "[::1]:1,127.0.0.1:2"});
  EXPECT_EQ(several.code, 0) << several.err;
  EXPECT_THAT(several.out, ::testing::ContainsRegex("listen +127.0.0.1:1, \\[::1]:1, 127.0.0.1:2 +flag\n"));
  EXPECT_EQ(run({"config", "--listen", "127.0.0.1:1", "127.0.0.1:2"}).code, 2);
  EXPECT_EQ(run({"config", "--listen", "127.0.0.1:1,"}).code, 2);
  EXPECT_EQ(run({"config", "--metrics-listen", "127.0.0.1:1", "--metrics-listen", "127.0.0.1:2"}).code, 2);
  EXPECT_EQ(run({"config", "--io-threads", "1", "--io-threads", "2"}).code, 2);
}

TEST_F(Commands, ConfigReadsTheFileThatIsNamed) {
  const auto file = write("settings.yaml", "log_level: debug\n");
  EXPECT_THAT(run({"config", "--config", file}).out, ::testing::ContainsRegex("log_level +debug +file\n"));
  environment["JETON_CONFIG"] = file;
  EXPECT_THAT(run({"config"}).out, ::testing::ContainsRegex("log_level +debug +file\n"));
}

TEST_F(Commands, MintPrintsAFreshWellFormedValue) {
  const auto first = run({"token", "mint", "TKN-8857-1729"});
  EXPECT_EQ(first.code, 0);
  EXPECT_THAT(first.out, StartsWith("idt:TKN-8857-1729:"));
  EXPECT_TRUE(credential::parse(first.out.substr(0, first.out.size() - 1)).has_value());
  EXPECT_NE(run({"token", "mint", "TKN-8857-1729"}).out, first.out);
}

TEST_F(Commands, InitPrintsALinkOnceAndThenSaysThatItDidNothing) {
  const auto first =
      run({"init", "--email", "alex@platform.example", "--base-url", "https://tokens.example"});
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr("https://tokens.example/sign-in/link#"));
  EXPECT_THAT(first.out, HasSubstr("alex@platform.example"));
  const auto second = run({"init"});
  EXPECT_EQ(second.code, 0);
  EXPECT_THAT(second.out, HasSubstr("Nothing was changed"));
  EXPECT_THAT(second.out, Not(HasSubstr("#")));
}

TEST_F(Commands, InitTellsABrokenAddressAtItsField) {
  const auto broken = run({"init", "--email", "alex"});
  EXPECT_EQ(broken.code, 1);
  EXPECT_THAT(broken.err, HasSubstr("email: "));
}

TEST_F(Commands, MigrateSaysWhichSchemaIsInForce) {
  EXPECT_THAT(run({"migrate"}).out, MatchesRegex("The database is at schema version [0-9]+\\.\n"));
}

TEST_F(Commands, KeysAreListedAndOnlyALostOneIsAbandoned) {
  ASSERT_EQ(run({"init"}).code, 0);
  const auto listed = run({"keys", "list"});
  EXPECT_EQ(listed.code, 0) << listed.err;
  EXPECT_THAT(listed.out, ::testing::ContainsRegex("k[0-9a-f]+ +current"));
  const auto at = listed.out.find("\nk") + 1;
  const auto key = listed.out.substr(at, listed.out.find(' ', at) - at);
  const auto held = run({"keys", "abandon", key});
  EXPECT_EQ(held.code, 1);
  EXPECT_THAT(held.err, HasSubstr("it is not lost"));
  EXPECT_EQ(run({"keys", "abandon", "k00000000"}).code, 5);
  EXPECT_EQ(run({"keys"}).code, 2);
}

TEST_F(Commands, ApplyPrintsThePlanAndASecondTimeThatNothingChanges) {
  ASSERT_EQ(run({"init"}).code, 0);
  environment["TILL"] = kValue;
  const auto file = write("platform.yaml", kPlatform);
  const auto planned = run({"apply", "-f", file, "--dry-run"});
  EXPECT_EQ(planned.code, 0) << planned.err;
  EXPECT_THAT(planned.out, AllOf(HasSubstr("4 to create, 0 to update, 0 unchanged. Dry run"),
                                 ::testing::ContainsRegex("create +token +TKN-5101-0002 +Till")));
  const auto applied = run({"apply", "-f", file});
  EXPECT_THAT(applied.out, HasSubstr("4 created, 0 updated, 0 unchanged."));
  EXPECT_THAT(run({"apply", "-f", "-"}, std::string{kPlatform}).out,
              "Nothing to change: all 4 entries match the file.\n");
  EXPECT_THAT(planned.out + applied.out, Not(HasSubstr("zqxjkvbp")));
}

TEST_F(Commands, ApplySaysHowFarALargeFileIsOnceASecond) {
  ASSERT_EQ(run({"init"}).code, 0);
  std::string text{"tokens:\n"};
  for (std::size_t i = 0; i <= base::kApplyEntriesMax; ++i) {
    text += fmt::format("  - {{ account: Platform Operations, name: Token {} }}\n", i);
  }
  const auto file = write("large.yaml", text);
  const auto told = [&](std::chrono::milliseconds passing, const std::vector<std::string>& words) {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    Io io{in, out, err, environment};
    std::chrono::steady_clock::time_point now;
    io.now = [&] { return now += passing; };
    EXPECT_EQ(run_with(words, io), 0);
    return err.str();
  };
  EXPECT_THAT(told(std::chrono::milliseconds{0}, {"apply", "-f", file, "--dry-run"}), IsEmpty());
  EXPECT_EQ(told(std::chrono::milliseconds{1000}, {"apply", "-f", file}),
            "compared 250 of 251 entries\ncompared 251 of 251 entries\n"
            "applied 250 of 251 entries\napplied 251 of 251 entries\n");
  EXPECT_EQ(told(std::chrono::milliseconds{999}, {"apply", "-f", file}), "compared 251 of 251 entries\n");
}

TEST_F(Commands, ApplyTellsEachBrokenPlaceAndNeverAValue) {
  ASSERT_EQ(run({"init"}).code, 0);
  const auto missing = run({"apply", "-f", write("platform.yaml", kPlatform)});
  EXPECT_EQ(missing.code, 1);
  EXPECT_THAT(missing.err,
              HasSubstr("tokens[0].valueFrom.env: Line 9: the environment variable TILL is not set"));
  environment["TILL"] = "idt:TKN-5101-0002:zqxjkvbp";
  const auto broken = run({"apply", "-f", write("platform.yaml", kPlatform)});
  EXPECT_EQ(broken.code, 1);
  EXPECT_THAT(broken.err, AllOf(HasSubstr("tokens[0].value: "), Not(HasSubstr("zqxjkvbp"))));
  EXPECT_THAT(run({"apply", "-f", "/nowhere.yaml"}).err,
              HasSubstr("/nowhere.yaml cannot be read: there is no such file."));
  EXPECT_THAT(run({"apply", "-f", "/"}).err, HasSubstr("/ cannot be read: it is a folder."));
}

// The example is applied as README and tools/run-demo do it. Tests run in the project's folder.
TEST_F(Commands, TheExamplePlatformCanBeAppliedWithMintedValues) {
  environment["JETON_DEMO_TOKEN_BILLING"] = "";
  for (const auto& [name, id] :
       std::vector<std::pair<std::string, std::string>>{{"JETON_DEMO_TOKEN_BILLING", "TKN-8857-1729"},
                                                        {"JETON_DEMO_TOKEN_ADMINISTRATION", "TKN-8857-1730"},
                                                        {"JETON_DEMO_TOKEN_CATALOG", "TKN-4410-0912"},
                                                        {"JETON_DEMO_TOKEN_OPERATIONS", "TKN-1000-0001"}}) {
    const auto minted = run({"token", "mint", id}).out;
    environment[name] = minted.substr(0, minted.size() - 1);
  }
  const std::vector<std::string> words{"apply", "-f", "deploy/examples/platform.yaml"};
  const auto applied = run(words);
  EXPECT_EQ(applied.code, 0) << applied.err;
  EXPECT_THAT(run(words).out, StartsWith("Nothing to change"));
}

TEST_F(Commands, TheExamplePlatformCanBeAppliedAfterInit) {
  ASSERT_EQ(run({"init"}).code, 0);
  environment["JETON_DEMO_TOKEN_BILLING"] = "idt:TKN-8857-1729:0123456789abcdef0123456789abcdef";
  environment["JETON_DEMO_TOKEN_ADMINISTRATION"] = "idt:TKN-8857-1730:0123456789abcdef0123456789abcdef";
  environment["JETON_DEMO_TOKEN_CATALOG"] = "idt:TKN-4410-0912:0123456789abcdef0123456789abcdef";
  environment["JETON_DEMO_TOKEN_OPERATIONS"] = "idt:TKN-1000-0001:0123456789abcdef0123456789abcdef";
  const auto applied = run({"apply", "-f", "deploy/examples/platform.yaml"});
  EXPECT_EQ(applied.code, 0) << applied.err;
  EXPECT_EQ(run({"user", "sign-in-link", "administrator@birch-retail.example"}).code, 0);
}

TEST_F(Commands, UsersAreInvitedAndGetAPasswordAndALink) {
  ASSERT_EQ(run({"init"}).code, 0);
  environment["TILL"] = kValue;
  ASSERT_EQ(run({"apply", "-f", write("platform.yaml", kPlatform)}).code, 0);
  const std::vector<std::string> invite{"user",         "invite",    "dana@birch-retail.example",
                                        "--first-name", "Dana",      "--last-name",
                                        "Birch",        "--account", "ACC-5101-0002"};
  const auto invited = run(invite);
  EXPECT_EQ(invited.code, 0) << invited.err;
  EXPECT_THAT(invited.out, HasSubstr("Invited dana@birch-retail.example to ACC-5101-0002 as AUSR-"));
  EXPECT_EQ(run(invite).code, 1);

  const std::vector<std::string> set{"user", "set-password", "dana@birch-retail.example", "--password-file",
                                     "-"};
  EXPECT_EQ(run(set, "Correct-Horse-7\n").code, 0);
  const auto weak = run(set, "zqxjkv\n");
  EXPECT_EQ(weak.code, 1);
  EXPECT_THAT(weak.err, AllOf(HasSubstr("password: "), Not(HasSubstr("zqxjkv"))));
  EXPECT_EQ(
      run({"user", "set-password", "nobody@birch-retail.example", "--password-file", "-"}, "Correct-Horse-7")
          .code,
      5);

  const auto link =
      run({"user", "sign-in-link", "dana@birch-retail.example", "--base-url", "https://tokens.example/"});
  EXPECT_EQ(link.code, 0) << link.err;
  EXPECT_THAT(link.out, MatchesRegex("https://tokens.example/sign-in/link#[^\n]+\n"));
  EXPECT_EQ(run({"user", "sign-in-link", "nobody@birch-retail.example"}).code, 5);
}

TEST_F(ServedCommands, ServePrintsItsAddressOnceAndEndsWithASignal) {
  EXPECT_THAT(serve(), MatchesRegex("jeton is listening on http://127.0.0.1:[0-9]+"));
  EXPECT_EQ(stop(), 0);
}

// The terminal that it was started from, and whoever read its log, may go.
TEST_F(ServedCommands, ServeOutlivesItsTerminalAndItsLog) {
  serve();
  EXPECT_EQ(::raise(SIGHUP), 0);
  EXPECT_EQ(::raise(SIGPIPE), 0);
  EXPECT_EQ(stop(), 0);
}

// As logrotate does, and `systemctl reload`.
TEST_F(ServedCommands, ServeReloadsItsSettingsAndOpensItsLogAgainWithSighup) {
  const auto log = write("jeton.log", "");
  const auto renamed = log + ".1";
  const auto settings = write("settings.yaml", "log_level: error\n");
  serve({"--config", settings, "--log-file", log});
  EXPECT_THAT(text_of(log), IsEmpty());

  std::filesystem::rename(log, renamed);
  write("settings.yaml", "log_level: info\nworker_threads: 3\ntrusted_proxies: 10.0.0.0/8\n");
  signal(SIGHUP);
  EXPECT_THAT(wait_for_text(log), HasSubstr(R"("event":"config.reloaded","needRestart":"worker_threads")"));
  EXPECT_THAT(text_of(renamed), IsEmpty());

  std::filesystem::rename(log, renamed);
  write("settings.yaml", "log_level: loud\n");
  signal(SIGHUP);
  EXPECT_THAT(wait_for_text(log), AllOf(HasSubstr(R"("event":"config.not_reloaded")"),
                                        HasSubstr("must be debug, info, warning or error")));
  EXPECT_EQ(stop(), 0);
}

TEST_F(ServedCommands, ServeRefusesALogFileThatItCannotWrite) {
  const auto folder = write("x", "") + ".d";
  std::filesystem::create_directory(folder);
  const auto ended = run({"serve", "--listen", "127.0.0.1:0", "--log-file", folder});
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, HasSubstr("log_file: " + folder + " cannot be written: it is a folder."));
}

// What root runs must not leave a file that the server's user cannot write.
TEST_F(Commands, OthersThanServeLeaveTheLogFileAlone) {
  environment["JETON_LOG_FILE"] = write("x", "") + ".log";
  environment["JETON_LOG_LEVEL"] = "info";
  ASSERT_EQ(run({"init"}).code, 0);
  EXPECT_FALSE(std::filesystem::exists(environment["JETON_LOG_FILE"]));
}

TEST_F(ServedCommands, ServeTellsThatItsAddressIsTaken) {
  const auto line = serve();
  const auto taken = line.substr(line.find("127."));
  const auto second = run({"serve", "--listen", taken, "--metrics-listen", "off"});
  EXPECT_EQ(second.code, 1);
  EXPECT_THAT(second.err, HasSubstr("Choose another address with --listen."));
  EXPECT_THAT(second.out, IsEmpty());
  const auto third = run({"serve", "--listen", "127.0.0.1:0", "--metrics-listen", taken});
  EXPECT_EQ(third.code, 1);
  EXPECT_THAT(third.err, HasSubstr("Choose another address with --metrics-listen."));
  EXPECT_THAT(third.out, IsEmpty());
}

}  // namespace
}  // namespace jeton::cli
