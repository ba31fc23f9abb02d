#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "api/api.h"
#include "app/testing/platform.h"
#include "base/limits.h"
#include "identity/sign_in.h"
#include "support/running_server.h"

// Whole lists as JSON Lines, over the wire, on both engines (spec ).
namespace jeton::tests {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kGroups = "/public/v1/accounts/user-groups";

/// The chunks of a body put together; `whole` says whether the last one was there.
std::string joined(const std::string& body, bool& whole) {
  std::string text;
  std::size_t at = 0;
  whole = false;
  while (at < body.size()) {
    const auto line = body.find("\r\n", at);
    if (line == std::string::npos) break;
    const auto size = std::stoul(body.substr(at, line - at), nullptr, 16);
    whole = size == 0;
    text += body.substr(line + 2, size);
    at = line + 2 + size + 2;
  }
  return text;
}

class JsonLines : public ::testing::TestWithParam<store::sql::Engine> {
 protected:
  static Ask ask(const std::string& target) {
    return {.target = target, .headers = {{"Accept", "application/jsonl"}, {"MPT-Streaming", "true"}}};
  }

  /// Every line of the answer as an object; fails the test for anything but a whole stream.
  std::vector<json::object> lines(const Answer& answer) {
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.header("content-type"), "application/jsonl");
    EXPECT_EQ(answer.header("mpt-streaming"), "true");
    EXPECT_EQ(answer.header("transfer-encoding"), "chunked");
    bool whole = false;
    std::istringstream text{joined(answer.body, whole)};
    EXPECT_TRUE(whole);
    std::vector<json::object> objects;
    for (std::string line; std::getline(text, line);) objects.push_back(json::parse(line).as_object());
    return objects;
  }

  std::vector<json::object> tokens(const std::string& query = {}) {
    return lines(server.as_browser(admin, ask(std::string{RunningServer::kTokens} + query)));
  }

  std::string create(const std::string& name) {
    const auto created = server.as_browser(
        admin, json_ask("POST", std::string{RunningServer::kTokens}, "{\"name\": \"" + name + "\"}"));
    EXPECT_EQ(created.status, 201) << created.body;
    return std::string{created.json().at("id").as_string()};
  }

  /// Tokens that are written to the store, many times as fast.
  void add_tokens(int count) {
    auto unit = server.server->store().begin_write();
    for (int number = 1; number <= count; ++number) {
      const auto id = domain::TokenId::parse(fmt::format("TKN-7000-{:04}", number)).value();
      domain::Token token{id,
                          server.platform->alder.id,
                          fmt::format("Bulk {:04}", number),
                          {},
                          {},
                          {},
                          {},
                          {},
                          {},
                          1,
                          server.platform->alder.created,
                          {},
                          {},
                          {},
                          {}};
      domain::TokenSecret secret{id, {}, {}, server.platform->alder.created.at};
      ASSERT_TRUE((*unit)->tokens().insert(token, secret).has_value());
    }
    ASSERT_TRUE((*unit)->commit().has_value());
  }

  std::size_t reveals(const std::string& token) {
    auto unit = server.server->store().begin_read();
    const auto records = *(*unit)->audit().list_of_object(token);
    return static_cast<std::size_t>(std::count_if(records.begin(), records.end(), [](const auto& record) {
      return record.event.find("reveal") != std::string::npos;
    }));
  }

  RunningServer server{GetParam()};
  const Browser admin = server.sign_in("admin@alder.example");
};

INSTANTIATE_TEST_SUITE_P(Engines, JsonLines, both_engines(), engine_name);

TEST_P(JsonLines, HaveOneObjectALineAsAListHasIt) {
  create("Beta");
  create("Alpha");
  const auto page = server.as_browser(admin, {.target = std::string{RunningServer::kTokens} + "?order=name"})
                        .json()
                        .at("data")
                        .as_array();
  const auto streamed = tokens("?order=name");
  ASSERT_EQ(streamed.size(), 2U);
  EXPECT_EQ(json::serialize(streamed[0]), json::serialize(page[0]));
  EXPECT_EQ(json::serialize(streamed[1]), json::serialize(page[1]));
}

TEST_P(JsonLines, TakeFilterOrderAndSelectButNoPage) {
  for (const auto* name : {"Alpha", "Beta", "Gamma"}) create(name);
  const auto streamed = tokens("?select=-*,name&order=-name&limit=1&offset=1&ne(name,Beta)");
  ASSERT_EQ(streamed.size(), 2U);
  EXPECT_EQ(streamed[0].at("name").as_string(), "Gamma");
  EXPECT_EQ(streamed[1].at("name").as_string(), "Alpha");
  EXPECT_EQ(streamed[0].size(), 2U);  // A-053a: id is always there.
  EXPECT_EQ(tokens("?name=Nobody").size(), 0U);
}

TEST_P(JsonLines, GoFarBeyondAPage) {
  const int count = static_cast<int>(base::kStreamBatchRows) * 3 + 7;
  add_tokens(count);
  const auto streamed = tokens("?order=name&limit=10");
  ASSERT_EQ(streamed.size(), static_cast<std::size_t>(count));
  for (int number = 1; number <= count; ++number) {
    EXPECT_EQ(streamed[static_cast<std::size_t>(number - 1)].at("name").as_string(),
              fmt::format("Bulk {:04}", number));
  }
}

// both headers, and the type by its name.
TEST_P(JsonLines, AreAskedForByBothHeaders) {
  const auto get = [&](std::vector<std::pair<std::string, std::string>> headers) {
    return server.as_browser(admin,
                             {.target = std::string{RunningServer::kTokens}, .headers = std::move(headers)});
  };
  for (const auto& headers : std::vector<std::vector<std::pair<std::string, std::string>>>{
           {{"MPT-Streaming", "true"}},
           {{"Accept", "*/*"}, {"MPT-Streaming", "true"}},
           {{"Accept", "application/json"}, {"MPT-Streaming", "true"}},
           {{"Accept", "application/json, application/jsonl"}},
           {{"Accept", "application/json, application/jsonl"}, {"MPT-Streaming", "false"}}}) {
    const auto answer = get(headers);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("content-type"), "application/json");
    EXPECT_EQ(answer.header("mpt-streaming"), "");
    EXPECT_TRUE(answer.json().as_object().contains("data"));
  }
  EXPECT_EQ(get({{"Accept", "application/jsonl"}}).status, 406);
  EXPECT_EQ(get({{"Accept", "application/jsonl"}, {"MPT-Streaming", "no"}}).status, 406);
  lines(get({{"Accept", "application/json;q=0.5, application/jsonl"}, {"MPT-Streaming", "True"}}));
}

TEST_P(JsonLines, AreOfCollectionsAlone) {
  const auto id = create("Ledger sync");
  EXPECT_EQ(server.as_browser(admin, ask(std::string{RunningServer::kTokens} + "/" + id)).status, 406);
  auto post = ask(std::string{RunningServer::kTokens});
  post.method = "POST";
  EXPECT_EQ(server.as_browser(admin, post).status, 406);
}

TEST_P(JsonLines, ErrorsStayProblems) {
  const auto target = std::string{RunningServer::kTokens};
  const auto refused = server.as_browser(admin, ask(target + "?order=nothing"));
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.header("content-type"), "application/problem+json");
  EXPECT_EQ(refused.header("mpt-streaming"), "");
  EXPECT_EQ(server.as_nobody(ask(target)).status, 401);
  EXPECT_EQ(server.as_browser(server.sign_in("clerk@alder.example"), ask(target)).status, 403);
}

// R-016, table 3.1: a stream shows what a list shows.
TEST_P(JsonLines, ShowTheCallersOwnTokensAlone) {
  create("Ledger sync");
  EXPECT_EQ(tokens().size(), 1U);
  EXPECT_EQ(lines(server.as_browser(server.sign_in("admin@birch.example"),
                                    ask(std::string{RunningServer::kTokens})))
                .size(),
            0U);
}

//
TEST_P(JsonLines, RevealTextsOnRequestAndRecordEach) {
  const auto first = create("Alpha");
  const auto second = create("Beta");
  for (const auto& object : tokens()) EXPECT_FALSE(object.contains("token"));
  EXPECT_EQ(reveals(first), 0U);
  const auto streamed = tokens("?select=%2Btoken&name=Alpha");
  ASSERT_EQ(streamed.size(), 1U);
  EXPECT_THAT(std::string{streamed[0].at("token").as_string()}, HasSubstr("idt:" + first + ":"));
  EXPECT_EQ(reveals(first), 1U);
  EXPECT_EQ(reveals(second), 0U);
}

TEST_P(JsonLines, OfUserGroupsToo) {
  const auto answer = server.as_browser(admin, ask(std::string{kGroups} + "?order=-name"));
  const auto groups = lines(answer);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_TRUE(groups[0].contains("modules"));
  EXPECT_GT(groups[0].at("name").as_string(), groups[1].at("name").as_string());
}

TEST_P(JsonLines, HeadIsAnsweredWithoutLines) {
  auto head = ask(std::string{RunningServer::kTokens});
  head.method = "HEAD";
  const auto answer = server.as_browser(admin, head);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("mpt-streaming"), "true");
  EXPECT_EQ(answer.body, "");
}

// A collection that is added must not forget it: `collection_route` makes it so.
TEST(JsonLinesRoutes, AreAllThatList) {
  app::testing::TestPlatform platform;
  identity::SignIn sign_in{platform.services(), {1, 8192}};
  const api::Api api{platform.services(), sign_in, {}};
  for (const auto& route : api.routes()) {
    EXPECT_EQ(route.streams, route.operation_id.starts_with("list")) << route.operation_id;
  }
}

// Each holds a database connection: however often clients go, the places come back.
TEST_P(JsonLines, GiveTheirPlacesBack) {
  create("Ledger sync");
  for (int i = 0; i < 20; ++i) EXPECT_EQ(tokens().size(), 1U);
}

}  // namespace
}  // namespace jeton::tests
