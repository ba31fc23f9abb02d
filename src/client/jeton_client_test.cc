#include "client/jeton_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <mutex>
#include <string>
#include <vector>

#include "client/server_for_client_test.h"
#include "net/problem.h"

namespace jeton::client {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kToken = "idt:TKN-4410-0912:q0V9mX2s7Yt4Kd1RzLb8nWcE";

/// A server that remembers what it was asked and answers what it is told.
class JetonClientTest : public testing::Test {
 protected:
  JetonClientTest() {
    answer = [](const net::Request&) { return net::json_response(200, R"({"id":"TKN-4410-0912"})"); };
  }

  net::Response on_request(const net::Request& request) {
    const std::lock_guard lock{mutex_};
    EXPECT_EQ(request.header("Authorization"), "Bearer " + std::string{kToken});
    EXPECT_EQ(request.header("Accept"), "application/json");
    EXPECT_EQ(request.header("User-Agent"), "jeton");
    EXPECT_EQ(request.header("Content-Type").has_value(), !request.body().empty());
    asked.push_back(request.method() + " " + request.target());
    if (!request.body().empty()) asked.back() += " " + request.body();
    return answer(request);
  }

  JetonClient client() {
    ClientOptions options;
    options.url = server_.url() + "/public/v1/";
    options.token = base::Secret{kToken};
    options.pause = [this](milliseconds pause) { pauses.push_back(pause); };
    auto created = JetonClient::create(std::move(options));
    EXPECT_TRUE(created.has_value());
    return *std::move(created);
  }

  void answer_with(int status) {
    answer = [status](const net::Request&) {
      return net::problem_of_status(status, "words", {std::string(32, 'a'), std::string(16, 'b')});
    };
  }

  std::vector<std::string> asked;
  std::vector<milliseconds> pauses;
  std::function<net::Response(const net::Request&)> answer;

 private:
  std::mutex mutex_;
  ServerForClient server_{[this](const net::Request& request) { return on_request(request); }};
};

TEST_F(JetonClientTest, CallsEachOperationAsTheApiSays) {
  const auto jeton = client();
  ListQuery query;
  query.limit = 5;
  query.filter = "eq(name,'a b')";
  EXPECT_TRUE(jeton.list_tokens(query).has_value());
  EXPECT_TRUE(jeton.get_token("TKN-4410-0912").has_value());
  EXPECT_TRUE(jeton.get_token("TKN-4410-0912", "-token,+audit").has_value());
  EXPECT_TRUE(jeton.create_token({{"name", "Ledger sync"}}).has_value());
  EXPECT_TRUE(jeton.update_token("TKN-4410-0912", {{"name", "Ledger"}}).has_value());
  EXPECT_TRUE(jeton.enable_token("TKN-4410-0912").has_value());
  EXPECT_TRUE(jeton.disable_token("TKN-4410-0912").has_value());
  EXPECT_TRUE(jeton.list_groups({}).has_value());
  answer = [](const net::Request&) { return net::no_content(); };
  EXPECT_TRUE(jeton.delete_token("TKN-4410-0912").has_value());
  EXPECT_THAT(asked, ElementsAre("GET /public/v1/accounts/api-tokens?limit=5&eq(name,'a%20b')",
                                 "GET /public/v1/accounts/api-tokens/TKN-4410-0912",
                                 "GET /public/v1/accounts/api-tokens/TKN-4410-0912?select=-token,+audit",
                                 R"(POST /public/v1/accounts/api-tokens {"name":"Ledger sync"})",
                                 R"(PUT /public/v1/accounts/api-tokens/TKN-4410-0912 {"name":"Ledger"})",
                                 "POST /public/v1/accounts/api-tokens/TKN-4410-0912/enable",
                                 "POST /public/v1/accounts/api-tokens/TKN-4410-0912/disable",
                                 "GET /public/v1/accounts/user-groups",
                                 "DELETE /public/v1/accounts/api-tokens/TKN-4410-0912"));
}

TEST_F(JetonClientTest, BringsBackTheObject) {
  EXPECT_EQ(client().get_token("TKN-4410-0912").value(),
            json::parse(R"({"id":"TKN-4410-0912"})").as_object());
}

TEST_F(JetonClientTest, AnIdCannotLeaveItsSegment) {
  EXPECT_TRUE(client().get_token("../user-groups?x").has_value());
  EXPECT_THAT(asked, ElementsAre("GET /public/v1/accounts/api-tokens/..%2Fuser-groups%3Fx"));
}

TEST_F(JetonClientTest, BringsBackTheServersError) {
  answer = [](const net::Request& request) {
    return net::problem_response(Error::invalid({{"name", "Too long."}, {"modules", "Unknown."}}), request);
  };
  const auto created = client().create_token({{"name", "x"}});
  ASSERT_TRUE(created.has_error());
  const auto error = created.error();
  EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
  EXPECT_EQ(error.fields(), (std::vector<base::FieldError>{{"name", "Too long."}, {"modules", "Unknown."}}));
}

TEST_F(JetonClientTest, ASuccessThatIsNoObjectIsAnError) {
  const auto jeton = client();
  for (const std::string body : {"", "<html>", "[]"}) {
    answer = [body](const net::Request&) { return net::json_response(200, body); };
    const auto got = jeton.get_token("TKN-4410-0912");
    ASSERT_TRUE(got.has_error()) << body;
    EXPECT_EQ(got.error().kind(), ErrorKind::kInternal);
  }
}

// A-015
TEST_F(JetonClientTest, AsksAgainForReadsThatAreTurnedAwayForTheMoment) {
  for (const int status : {429, 502, 503, 504}) {
    asked.clear();
    pauses.clear();
    answer = [this, status](const net::Request&) {
      return asked.size() < 3 ? net::empty_response(status) : net::json_response(200, "{}");
    };
    EXPECT_TRUE(client().list_tokens({}).has_value()) << status;
    EXPECT_EQ(asked.size(), 3U);
    EXPECT_THAT(pauses, ElementsAre(milliseconds{250}, milliseconds{500}));
  }
}

TEST_F(JetonClientTest, GivesUpAfterThreeRetries) {
  answer_with(503);
  const auto listed = client().list_tokens({});
  ASSERT_TRUE(listed.has_error());
  EXPECT_EQ(listed.error().kind(), ErrorKind::kUnavailable);
  EXPECT_EQ(asked.size(), 4U);
}

TEST_F(JetonClientTest, WaitsAsLongAsTheServerSaysUnlessThatIsTooLong) {
  auto wait = std::string{"2"};
  answer = [this, &wait](const net::Request&) {
    auto response = asked.size() < 2 ? net::empty_response(429) : net::json_response(200, "{}");
    response.set_header("Retry-After", wait);
    return response;
  };
  EXPECT_TRUE(client().list_tokens({}).has_value());
  EXPECT_THAT(pauses, ElementsAre(milliseconds{2000}));
  asked.clear();
  pauses.clear();
  wait = "60";
  EXPECT_EQ(client().list_tokens({}).error().kind(), ErrorKind::kTooManyRequests);
  EXPECT_THAT(pauses, IsEmpty());
}

TEST_F(JetonClientTest, NeverRepeatsAWriteNorAnErrorThatStays) {
  answer_with(503);
  const auto jeton = client();
  EXPECT_TRUE(jeton.create_token({}).has_error());
  EXPECT_TRUE(jeton.update_token("a", {}).has_error());
  EXPECT_TRUE(jeton.enable_token("a").has_error());
  EXPECT_TRUE(jeton.delete_token("a").has_error());
  EXPECT_EQ(asked.size(), 4U);
  answer_with(500);
  EXPECT_TRUE(jeton.get_token("a").has_error());
  EXPECT_EQ(asked.size(), 5U);
  EXPECT_THAT(pauses, IsEmpty());
}

TEST(JetonClientCreateTest, RefusesAnAddressThatIsNone) {
  ClientOptions options;
  options.url = "localhost:8080";
  EXPECT_TRUE(JetonClient::create(std::move(options)).has_error());
}

}  // namespace
}  // namespace jeton::client
