#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cli/remote_commands_test.h"
#include "net/problem.h"

namespace jeton::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST_F(RemoteCommands, WhatTheServerSaysCannotSteerTheTerminal) {
  answer = [](const net::Request&) {
    return net::json_response(
        200,
        R"({"data":[{"id":"TKN-1","name":"a\u001b]0;b\u0007\u009bc\u202ed"}],"$meta":{"pagination":{}}})");
  };
  const auto table = run({"token", "list"});
  EXPECT_EQ(table.code, 0) << table.err;
  EXPECT_THAT(table.out, HasSubstr("TKN-1  a?]0;b??c?d"));
  const auto json = run({"token", "list", "--output", "json"});
  EXPECT_THAT(json.out, HasSubstr(R"(a\u001b]0;b\u0007\u009bc\u202ed)"));
  answer = [](const net::Request& request) {
    return net::problem_response(base::Error::invalid("name", "No \x1b[31m."), request);
  };
  EXPECT_THAT(run({"token", "list"}).err, HasSubstr("name: No ?[31m."));
}

TEST_F(RemoteCommands, AListSaysThatThereIsMore) {
  answer = [](const net::Request&) {
    return net::json_response(
        200, R"({"data":[{"id":"TKN-1"}],"$meta":{"pagination":{"offset":4,"limit":1,"total":9}}})");
  };
  const auto listed = run({"token", "list", "--limit", "1", "--offset", "4"});
  EXPECT_EQ(listed.out, "ID     NAME  STATUS  ACCOUNT  LAST ACCESS\nTKN-1\n");
  EXPECT_EQ(listed.err, "1 of 9 tokens. --offset 5 shows the next page, --all shows all.\n");
  EXPECT_THAT(run({"token", "list", "--output", "json"}).err, IsEmpty());
}

TEST_F(RemoteCommands, AListPassesOnWhatItIsAsked) {
  run({"token", "list", "--filter", "ilike(name,'*a b*')", "--order", "-name", "--select", "-*,name",
       "--limit", "5", "--offset", "10"});
  run({"audit", "list", "--render"});
  run({"audit", "list", "--order", "timestamp"});
  EXPECT_THAT(asked,
              ElementsAre("GET /public/v1/accounts/api-tokens?limit=5&offset=10&order=-name&select=-*,name&"
                          "ilike(name,'*a%20b*')",
                          "GET /public/v1/audit/records?order=-timestamp&render()",
                          "GET /public/v1/audit/records?order=timestamp"));
}

TEST_F(RemoteCommands, AnEditIsForTheVersionThatItRead) {
  std::vector<std::string> versions;
  answer = [&versions](const net::Request& request) {
    versions.emplace_back(request.header("If-Match").value_or("none"));
    auto response = net::json_response(200, R"({"id":"TKN-8857-1729"})");
    response.set_header("ETag", "\"7\"");
    return response;
  };
  EXPECT_EQ(run({"token", "edit", "TKN-8857-1729", "--name", "b"}).code, 0);
  EXPECT_THAT(versions, ElementsAre("none", "\"7\""));
  EXPECT_THAT(asked, ElementsAre("GET /public/v1/accounts/api-tokens/TKN-8857-1729?select=-*,-token",
                                 "PUT /public/v1/accounts/api-tokens/TKN-8857-1729?select=-token"));
}

TEST_F(RemoteCommands, AnEditSaysThatSomebodyElseWasFaster) {
  answer = [](const net::Request& request) {
    if (request.method() == "GET") return net::json_response(200, "{}");
    return net::problem_response(base::Error{base::ErrorKind::kPreconditionFailed, "Other."}, request);
  };
  const auto ended = run({"token", "edit", "TKN-8857-1729", "--name", "b"});
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, HasSubstr("Someone else changed TKN-8857-1729"));
}

TEST_F(RemoteCommands, ACreateIsRepeatedWithItsKeyAndTheNextHasAnother) {
  std::vector<std::string> keys;
  answer = [&keys](const net::Request& request) {
    keys.emplace_back(request.header("Idempotency-Key").value_or("none"));
    return keys.size() == 1 ? net::empty_response(503) : net::json_response(201, "{}");
  };
  EXPECT_EQ(run({"token", "create", "--name", "a"}).code, 0);
  EXPECT_EQ(run({"token", "create", "--name", "a"}).code, 0);
  ASSERT_EQ(keys.size(), 3U);
  EXPECT_EQ(keys[0].size(), 32U);
  EXPECT_EQ(keys[0], keys[1]);
  EXPECT_NE(keys[1], keys[2]);
}

TEST_F(RemoteCommands, ABodyIsMadeOfFlagsAndFiles) {
  std::string body;
  answer = [&body](const net::Request& request) {
    body = request.body();
    return net::json_response(200, "{}");
  };
  run({"account", "create", "--body", write("account.json", R"({"name":"a","address":{"state":"b"},"x":1})"),
       "--name", "c", "--city", "d", "--reveal-tokens", "false", "--type", "Client"});
  EXPECT_EQ(body,
            R"({"name":"c","address":{"state":"b","city":"d"},"x":1,"revealTokens":false,"type":"Client"})");
  run({"token", "edit", "TKN-1", "--module", "MOD-1", "--module", "MOD-2", "--clear", "description",
       "--clear", "icon"});
  EXPECT_EQ(body, R"({"description":null,"icon":null,"modules":[{"id":"MOD-1"},{"id":"MOD-2"}]})");
  run({"member", "invite", "--email", "a@b.example", "--account", "ACC-1", "--group", "UGR-1"});
  EXPECT_EQ(body, R"({"groups":[{"id":"UGR-1"}],"user":{"email":"a@b.example"},"account":{"id":"ACC-1"}})");
  EXPECT_EQ(run({"audit", "submit", "--event", "extensions.a.b", "--documents", "-"}, R"({"n":214})").code,
            0);
  EXPECT_EQ(body, R"({"event":"extensions.a.b","documents":{"n":214}})");
}

TEST_F(RemoteCommands, APictureGoesWithItsObjectInAForm) {
  std::string body;
  answer = [&body](const net::Request& request) {
    body = request.body();
    return net::json_response(200, "{}");
  };
  EXPECT_EQ(run({"token", "create", "--name", "a", "--logo", "-"}, "\x89PNG...").code, 0);
  EXPECT_THAT(body, AllOf(HasSubstr("name=\"apiToken\""), HasSubstr(R"({"name":"a"})"),
                          HasSubstr("name=\"icon\"; filename=\"picture.png\""), HasSubstr("\x89PNG...")));
  EXPECT_EQ(run({"account", "edit", "ACC-1", "--logo", write("logo.jpg", "\xFF\xD8")}).code, 0);
  EXPECT_THAT(body,
              AllOf(HasSubstr("name=\"account\""), HasSubstr("name=\"logo\"; filename=\"picture.jpg\"")));
}

TEST_F(RemoteCommands, WrongUsageAsksNobody) {
  for (const auto& words :
       std::vector<std::vector<std::string>>{{"token", "edit", "TKN-1"},
                                             {"token", "show"},
                                             {"token", "list", "--limit", "-1"},
                                             {"token", "list", "--all", "--limit", "1"},
                                             {"token", "list", "--render"},
                                             {"token", "edit", "TKN-1", "--clear", "name"},
                                             {"token", "create", "--name", "a", "--name", "b"},
                                             {"account", "create", "--type", "Operations"},
                                             {"account", "edit", "ACC-1", "--reveal-tokens", "maybe"},
                                             {"token", "create", "--body", "/nowhere.json"},
                                             {"token", "create", "--body", write("list.json", "[]")},
                                             {"token", "create", "--logo", "/nowhere.png"},
                                             {"audit", "submit", "--documents", write("broken.json", "{")}}) {
    const auto ended = run(words);
    EXPECT_EQ(ended.code, 2) << ::testing::PrintToString(words);
    EXPECT_THAT(ended.err, Not(IsEmpty())) << ::testing::PrintToString(words);
  }
  EXPECT_THAT(asked, IsEmpty());
}

TEST_F(RemoteCommands, TheMembershipsAndUsersAreWhereTheApiHasThem) {
  run({"member", "list"});
  run({"member", "resend-invite", "AUSR-1"});
  run({"member", "remove", "AUSR-1"});
  run({"user", "show", "ada@alder-freight.example"});
  run({"user", "block", "USR-1"});
  run({"user", "delete", "USR-1"});
  run({"audit", "event-type", "show", "AET-1"});
  EXPECT_THAT(
      asked, ElementsAre("GET /public/v1/accounts/account-users",
                         "POST /public/v1/accounts/account-users/AUSR-1/resend-invite",
                         "DELETE /public/v1/accounts/account-users/AUSR-1",
                         "GET /public/v1/accounts/users/ada%40alder-freight.example",
                         "POST /public/v1/accounts/users/USR-1/block",
                         "DELETE /public/v1/accounts/users/USR-1", "GET /public/v1/audit/event-types/AET-1"));
}

TEST_F(RemoteCommands, AWholeListThatIsCutShortEndsWithAnErrorAfterWhatCame) {
  answer = [](const net::Request&) {
    auto response = net::text_response(200, "{\"id\":\"TKN-1\"}\n{\"id\":");
    response.set_header("MPT-Streaming", "true");
    return response;
  };
  const auto ended = run({"token", "list", "--all"});
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.out, HasSubstr("TKN-1"));
  EXPECT_THAT(ended.err, Not(IsEmpty()));
}

TEST_F(Commands, NoServerNoTokenAndNoAddressAreToldApart) {
  EXPECT_EQ(run({"token", "list"}).code, 3);
  environment["JETON_TOKEN"] = "idt:TKN-8857-1730:0123456789abcdef0123456789abcdef";
  environment["JETON_URL"] = "localhost";
  const auto no_address = run({"token", "list"});
  EXPECT_EQ(no_address.code, 1);
  EXPECT_THAT(no_address.err, AllOf(HasSubstr("JETON_URL"), Not(HasSubstr("0123456789"))));
  EXPECT_EQ(run({"token", "verify", "--token-file", "/nowhere"}).code, 2);
  EXPECT_EQ(run({"token", "verify", "--token-file", "-"}, "nonsense").code, 3);
}

}  // namespace
}  // namespace jeton::cli
