#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/remote_commands_test.h"
#include "client/proxy_server_test.h"

// Values as shells, files and editors leave them.
namespace jeton::cli {
namespace {

using namespace std::string_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kToken = "idt:TKN-8857-1730:0123456789abcdef0123456789abcdef";

class Values : public RemoteCommands {
 protected:
  Values() {
    answer = [this](const net::Request& request) {
      presented = request.header("Authorization").value_or("none");
      body = request.body();
      return net::json_response(200, R"({"id":"TKN-8857-1730","status":"Active","name":"Till"})");
    };
  }

  std::string presented;
  std::string body;
};

TEST_F(Values, WhiteSpaceAroundATokenDoesNotCount) {
  for (const std::string end : {"", "\n", "\r\n", "\n\n", " ", "\t", " \r\n\r\n"}) {
    presented.clear();
    const auto padded = fmt::format("{}{}{}", end, kToken, end);
    environment["JETON_TOKEN"] = padded;
    EXPECT_EQ(run({"token", "list"}).code, 0) << ::testing::PrintToString(end);
    EXPECT_EQ(presented, "Bearer "s + kToken);
    presented.clear();
    EXPECT_EQ(run({"token", "verify"}).code, 0) << ::testing::PrintToString(end);
    EXPECT_EQ(presented, "Bearer "s + kToken);
    presented.clear();
    EXPECT_EQ(run({"token", "verify", "--token-file", "-"}, padded).code, 0);
    EXPECT_EQ(presented, "Bearer "s + kToken);
    presented.clear();
    EXPECT_EQ(run({"token", "verify", "--token-file", write("token", "\xEF\xBB\xBF" + padded)}).code, 0);
    EXPECT_EQ(presented, "Bearer "s + kToken);
  }
}

TEST_F(Values, AnEmptyTokenIsAMistakeThatIsNamed) {
  for (const auto* empty : {"", " ", "\n", "\r\n"}) {
    environment["JETON_TOKEN"] = empty;
    for (const auto& words : std::vector<std::vector<std::string>>{{"token", "list"}, {"token", "verify"}}) {
      const auto ended = run(words);
      EXPECT_EQ(ended.code, 2) << ::testing::PrintToString(empty);
      EXPECT_EQ(ended.err, "jeton: JETON_TOKEN: It is set but empty.\n");
    }
    const auto file = run({"token", "verify", "--token-file", "-"}, empty);
    EXPECT_EQ(file.code, 2);
    EXPECT_THAT(file.err, HasSubstr("- is empty."));
  }
  environment.erase("JETON_TOKEN");
  EXPECT_EQ(run({"token", "list"}).code, 3);
  EXPECT_EQ(run({"token", "verify"}).code, 2);
  EXPECT_THAT(asked, IsEmpty());
}

TEST_F(Values, ATokenWithSomethingElseBesideItIsAMistakeThatDoesNotRepeatIt) {
  for (const auto& text :
       {"Bearer "s + kToken, kToken + "\n"s + kToken, kToken + "\x7F"s, kToken + "\u00A0"s}) {
    environment["JETON_TOKEN"] = text;
    const auto ended = run({"token", "list"});
    EXPECT_EQ(ended.code, 2) << text;
    EXPECT_THAT(ended.err, AllOf(StartsWith("jeton: JETON_TOKEN: "), Not(HasSubstr("0123456789"))));
  }
  EXPECT_THAT(asked, IsEmpty());
}

TEST_F(Values, ATokenFileOfAnotherEncodingIsRefusedWithTheReason) {
  const auto ended = run({"token", "verify", "--token-file", "-"}, "\xFF\xFEi\0d\0"s);
  EXPECT_EQ(ended.code, 2);
  EXPECT_THAT(ended.err, HasSubstr("UTF-16"));
}

TEST_F(Values, AnAddressMayHaveWhiteSpaceAndSlashesAroundIt) {
  const auto url = environment["JETON_URL"];
  for (const auto& text : {url + "\n", " " + url + "/ ", url + "//", url + "/public/v1/\r\n"}) {
    environment["JETON_URL"] = text;
    EXPECT_EQ(run({"token", "show", "TKN-1"}).code, 0) << text;
    EXPECT_EQ(asked.back(), "GET /public/v1/accounts/api-tokens/TKN-1?select=-token") << text;
  }
}

TEST_F(Values, ABodyMayBeginWithAByteOrderMark) {
  EXPECT_EQ(run({"token", "create", "--body", "-"}, "\xEF\xBB\xBF{\"name\":\"a\"}").code, 0);
  EXPECT_EQ(body, R"({"name":"a"})");
  EXPECT_EQ(run({"token", "create", "--body", write("body.json", "\xEF\xBB\xBF{\"name\":\"b\"}")}).code, 0);
  EXPECT_EQ(body, R"({"name":"b"})");
  asked.clear();
  const auto utf16 = run({"token", "create", "--body", "-"}, "\xFF\xFE{\0}\0"s);
  EXPECT_EQ(utf16.code, 2);
  EXPECT_EQ(utf16.err, "jeton: --body: - is UTF-16 or UTF-32: JSON must be UTF-8.\n");
  const auto broken = run({"token", "create", "--body", "-"}, "{\n \"name\": a}");
  EXPECT_EQ(broken.code, 2);
  EXPECT_EQ(broken.err, "jeton: --body: - is not well-formed JSON: line 2, column 10: unexpected 'a'.\n");
  EXPECT_EQ(run({"token", "create", "--body", "-"}, "[]").err, "jeton: --body: - must be a JSON object.\n");
  EXPECT_THAT(asked, IsEmpty());
}

TEST_F(Values, ChoicesIgnoreCase) {
  const auto json = run({"token", "list", "--output", "JSON"});
  EXPECT_EQ(json.code, 0) << json.err;
  EXPECT_THAT(json.out, StartsWith("{"));
  EXPECT_EQ(run({"account", "create", "--name", "a", "--type", "vendor"}).code, 0);
  EXPECT_THAT(body, HasSubstr(R"("type":"Vendor")"));
  EXPECT_EQ(run({"account", "edit", "ACC-1", "--reveal-tokens", "TRUE"}).code, 0);
  EXPECT_THAT(body, HasSubstr("true"));
  EXPECT_EQ(run({"token", "edit", "TKN-1", "--clear", "Description"}).code, 0);
  EXPECT_EQ(body, R"({"description":null})");
}

TEST_F(Values, TheProxyOfTheEnvironmentIsAsked) {
  const auto url = environment["JETON_URL"];
  for (const auto* name : {"HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"}) {
    const client::ProxyServer proxy;
    environment[name] = "http://ada:zqxjkv@" + proxy.authority() + "\n";
    EXPECT_EQ(run({"token", "show", "TKN-1"}).code, 0) << name;
    EXPECT_THAT(proxy.received(), AllOf(StartsWith("GET " + url + "/public/v1/"),
                                        HasSubstr("Proxy-Authorization: Basic YWRhOnpxeGprdg==")))
        << name;
    environment.erase(name);
  }
}

TEST_F(Values, TheLowerCaseProxyWinsAndNoProxyExceptsTheServer) {
  const client::ProxyServer proxy;
  environment["HTTP_PROXY"] = proxy.authority();
  environment["no_proxy"] = "127.0.0.1";
  EXPECT_EQ(run({"token", "show", "TKN-1"}).code, 0);
  environment["no_proxy"] = "other.example";
  environment["http_proxy"] = "socks5://h";
  const auto ended = run({"token", "show", "TKN-1"});
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, HasSubstr("HTTP_PROXY: "));
  environment.erase("http_proxy");
  environment["REQUEST_METHOD"] = "GET";
  EXPECT_EQ(run({"token", "show", "TKN-1"}).code, 0);
  EXPECT_EQ(proxy.received(), "");
}

TEST_F(Commands, NoProxyIsAskedForTheUsualAddress) {
  const client::ProxyServer proxy;
  environment["JETON_TOKEN"] = kToken;
  environment["HTTP_PROXY"] = proxy.authority();
  EXPECT_THAT(run({"token", "delete", "TKN-1"}).err, Not(HasSubstr(proxy.authority())));
  EXPECT_EQ(proxy.received(), "");
}

TEST_F(Values, ARedirectIsNotFollowedAndSaysWhereItLeads) {
  answer = [](const net::Request&) {
    auto moved = net::empty_response(301);
    moved.set_header("Location", "https://tokens.example/public/v1/");
    return moved;
  };
  const auto ended = run({"token", "list"});
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, HasSubstr("redirects to https://tokens.example/public/v1/"));
  EXPECT_EQ(asked.size(), 1U);
}

TEST_F(Commands, OnlyTheLineEndsOfAPasswordFileDoNotCount) {
  ASSERT_EQ(run({"init", "--email", "alex@platform.example"}).code, 0);
  const std::vector<std::string> set{"user", "set-password", "alex@platform.example", "--password-file", "-"};
  for (const auto* end : {"\n", "\r\n", "\n\n", "\r\n\r\n"}) {
    EXPECT_EQ(run(set, "Horse-7a"s + end).code, 0) << ::testing::PrintToString(end);
    EXPECT_EQ(run(set, "Horse-7"s + end).code, 1) << ::testing::PrintToString(end);
  }
  // Eight characters with a blank that counts, and seven behind a byte order mark that does not.
  EXPECT_EQ(run(set, "Horse-7 \n").code, 0);
  EXPECT_EQ(run(set, "\xEF\xBB\xBFHorse-7a").code, 0);
  EXPECT_EQ(run(set, "\xEF\xBB\xBFHorse-7").code, 1);
  const auto utf16 = run(set, "\xFF\xFEH\0o\0"s);
  EXPECT_EQ(utf16.code, 1);
  EXPECT_THAT(utf16.err, HasSubstr("UTF-16"));
}

TEST_F(Commands, SettingsAndPlatformFilesMayBeginWithAByteOrderMark) {
  const auto settings = write("settings.yaml", "\xEF\xBB\xBFlog_level: debug\n");
  EXPECT_THAT(run({"config", "--config", settings}).out,
              ::testing::ContainsRegex("log_level +debug +file\n"));
  ASSERT_EQ(run({"init"}).code, 0);
  const auto platform =
      "\xEF\xBB\xBFmodules:\n  - { id: MOD-5101, code: billing, name: Billing, accountTypes: [Client], "
      "paths: [/billing] }\n";
  EXPECT_THAT(run({"apply", "-f", write("platform.yaml", platform)}).out, HasSubstr("1 created"));
}

TEST_F(Commands, ValuesOfAPlatformFileAndSettingsMayEndWithALineEnd) {
  ASSERT_EQ(run({"init"}).code, 0);
  const auto file = write(
      "platform.yaml",
      "accounts:\n  - { id: ACC-5101-0002, type: Client, name: Birch Retail }\n"
      "tokens:\n  - { id: TKN-5101-0002, account: Birch Retail, name: Till, valueFrom: { env: TILL } }\n");
  environment["TILL"] = " \n";
  EXPECT_THAT(run({"apply", "-f", file}).err, HasSubstr("the environment variable TILL is empty"));
  environment["TILL"] = " idt:TKN-5101-0002:zqxjkvbp0123456789abcdef\r\n";
  EXPECT_EQ(run({"apply", "-f", file}).code, 0);
  environment["JETON_LOG_LEVEL"] = "debug\n";
  EXPECT_THAT(run({"config"}).out, ::testing::ContainsRegex("log_level +debug +environment\n"));
}

}  // namespace
}  // namespace jeton::cli
