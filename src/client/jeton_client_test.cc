#include "client/jeton_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
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
    if (!request.header("MPT-Streaming")) {
      EXPECT_EQ(request.header("Accept"), "application/json");
    }
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

  void stop() { server_.stop(); }

  std::vector<std::string> asked;
  std::vector<milliseconds> pauses;
  std::function<net::Response(const net::Request&)> answer;

 private:
  std::mutex mutex_;
  ServerForClient server_{[this](const net::Request& request) { return on_request(request); }};
};

constexpr std::string_view kTokens = "accounts/api-tokens";
constexpr ObjectName kName{kTokens, "TKN-4410-0912"};

TEST_F(JetonClientTest, CallsEachOperationAsTheApiSays) {
  const auto jeton = client();
  ListQuery query;
  query.limit = 5;
  query.filter = "eq(name,'a b')";
  EXPECT_TRUE(jeton.list(kTokens, query).has_value());
  ListQuery rendered;
  rendered.select = "-token,+audit";
  rendered.render = true;
  EXPECT_TRUE(jeton.get(kName).has_value());
  EXPECT_TRUE(jeton.get(kName, rendered).has_value());
  EXPECT_TRUE(jeton.add(kTokens, {{"name", "Ledger sync"}}, "key").has_value());
  EXPECT_TRUE(jeton.update(kName, {{"name", "Ledger"}}).has_value());
  EXPECT_TRUE(jeton.act(kName, "enable", {.if_match = {}, .select = "-token"}).has_value());
  answer = [](const net::Request&) { return net::no_content(); };
  EXPECT_TRUE(jeton.remove(kName).has_value());
  EXPECT_THAT(asked,
              ElementsAre("GET /public/v1/accounts/api-tokens?limit=5&eq(name,'a%20b')",
                          "GET /public/v1/accounts/api-tokens/TKN-4410-0912",
                          "GET /public/v1/accounts/api-tokens/TKN-4410-0912?select=-token,+audit&render()",
                          R"(POST /public/v1/accounts/api-tokens {"name":"Ledger sync"})",
                          R"(PUT /public/v1/accounts/api-tokens/TKN-4410-0912 {"name":"Ledger"})",
                          "POST /public/v1/accounts/api-tokens/TKN-4410-0912/enable?select=-token",
                          "DELETE /public/v1/accounts/api-tokens/TKN-4410-0912"));
}

TEST_F(JetonClientTest, BringsBackTheObjectAndItsVersion) {
  answer = [](const net::Request&) {
    auto response = net::json_response(200, R"({"id":"TKN-4410-0912"})");
    response.set_header("ETag", "\"3\"");
    return response;
  };
  const auto found = client().get(kName);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->object, json::parse(R"({"id":"TKN-4410-0912"})").as_object());
  EXPECT_EQ(found->etag, "\"3\"");
}

TEST_F(JetonClientTest, SaysForWhichVersionAChangeIs) {
  std::vector<std::string> versions;
  answer = [&versions](const net::Request& request) {
    versions.emplace_back(request.header("If-Match").value_or("none"));
    return net::json_response(200, "{}");
  };
  const auto jeton = client();
  EXPECT_TRUE(jeton.update(kName, {}, {.if_match = "\"3\"", .select = {}}).has_value());
  EXPECT_TRUE(jeton.act(kName, "enable", {.if_match = "\"4\"", .select = {}}).has_value());
  EXPECT_TRUE(jeton.update(kName, {}).has_value());
  EXPECT_THAT(versions, ElementsAre("\"3\"", "\"4\"", "none"));
}

// A-130
TEST_F(JetonClientTest, SendsAPictureInAFormWhoseBoundaryIsNotInIt) {
  const Picture picture{"account", "logo", "\x89PNG jeton-form-0"};
  EXPECT_TRUE(client().add("accounts/accounts", {{"name", "a"}}, "key", &picture).has_value());
  EXPECT_THAT(asked, ElementsAre("POST /public/v1/accounts/accounts "
                                 "--jeton-form-1\r\n"
                                 "Content-Disposition: form-data; name=\"account\"\r\n"
                                 "Content-Type: application/json\r\n\r\n"
                                 "{\"name\":\"a\"}\r\n"
                                 "--jeton-form-1\r\n"
                                 "Content-Disposition: form-data; name=\"logo\"; filename=\"picture.png\"\r\n"
                                 "Content-Type: image/png\r\n\r\n"
                                 "\x89PNG jeton-form-0\r\n"
                                 "--jeton-form-1--\r\n"));
}

TEST_F(JetonClientTest, AnIdCannotLeaveItsSegment) {
  EXPECT_TRUE(client().get({kTokens, "../user-groups?x"}).has_value());
  EXPECT_THAT(asked, ElementsAre("GET /public/v1/accounts/api-tokens/..%2Fuser-groups%3Fx"));
}

TEST_F(JetonClientTest, BringsBackTheServersError) {
  answer = [](const net::Request& request) {
    return net::problem_response(Error::invalid({{"name", "Too long."}, {"modules", "Unknown."}}), request);
  };
  const auto created = client().add(kTokens, {{"name", "x"}}, "key");
  ASSERT_TRUE(created.has_error());
  const auto error = created.error();
  EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
  EXPECT_EQ(error.fields(), (std::vector<base::FieldError>{{"name", "Too long."}, {"modules", "Unknown."}}));
}

TEST_F(JetonClientTest, ASuccessThatIsNoObjectIsAnError) {
  const auto jeton = client();
  for (const std::string body : {"", "<html>", "[]"}) {
    answer = [body](const net::Request&) { return net::json_response(200, body); };
    const auto got = jeton.get(kName);
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
    EXPECT_TRUE(client().list(kTokens, {}).has_value()) << status;
    EXPECT_EQ(asked.size(), 3U);
    EXPECT_THAT(pauses, ElementsAre(milliseconds{250}, milliseconds{500}));
  }
}

TEST_F(JetonClientTest, RepeatsACreateWithTheSameKey) {
  std::vector<std::string> keys;
  answer = [&keys](const net::Request& request) {
    keys.emplace_back(request.header("Idempotency-Key").value_or("none"));
    return keys.size() < 3 ? net::empty_response(503) : net::json_response(201, "{}");
  };
  EXPECT_TRUE(client().add(kTokens, {}, "key-1").has_value());
  EXPECT_THAT(keys, ElementsAre("key-1", "key-1", "key-1"));
}

TEST_F(JetonClientTest, GivesUpAfterThreeRetries) {
  answer_with(503);
  const auto listed = client().list(kTokens, {});
  ASSERT_TRUE(listed.has_error());
  EXPECT_EQ(listed.error().kind(), ErrorKind::kUnavailable);
  EXPECT_EQ(asked.size(), 4U);
}

TEST_F(JetonClientTest, TriesAServerThatIsNotThereAgainUnlessTheWriteMayBeDone) {
  const auto jeton = client();
  stop();
  EXPECT_EQ(jeton.add(kTokens, {}, "key").error().kind(), ErrorKind::kUnavailable);
  EXPECT_THAT(pauses, ElementsAre(milliseconds{250}, milliseconds{500}, milliseconds{1000}));
  pauses.clear();
  EXPECT_TRUE(jeton.update(kName, {}).has_error());
  EXPECT_TRUE(jeton.remove(kName).has_error());
  EXPECT_THAT(pauses, IsEmpty());
}

TEST_F(JetonClientTest, WaitsAsLongAsTheServerSaysUnlessThatIsTooLong) {
  auto wait = std::string{"2"};
  answer = [this, &wait](const net::Request&) {
    auto response = asked.size() < 2 ? net::empty_response(429) : net::json_response(200, "{}");
    response.set_header("Retry-After", wait);
    return response;
  };
  EXPECT_TRUE(client().list(kTokens, {}).has_value());
  EXPECT_THAT(pauses, ElementsAre(milliseconds{2000}));
  asked.clear();
  pauses.clear();
  wait = "60";
  EXPECT_EQ(client().list(kTokens, {}).error().kind(), ErrorKind::kTooManyRequests);
  EXPECT_THAT(pauses, IsEmpty());
}

TEST_F(JetonClientTest, NeverRepeatsAnotherWriteNorAnErrorThatStays) {
  answer_with(503);
  const auto jeton = client();
  EXPECT_TRUE(jeton.update(kName, {}).has_error());
  EXPECT_TRUE(jeton.act(kName, "enable").has_error());
  EXPECT_TRUE(jeton.remove(kName).has_error());
  EXPECT_EQ(asked.size(), 3U);
  answer_with(500);
  EXPECT_TRUE(jeton.get(kName).has_error());
  EXPECT_EQ(asked.size(), 4U);
  EXPECT_THAT(pauses, IsEmpty());
}

class JetonClientStreamTest : public JetonClientTest {
 protected:
  base::Result<void> stream() {
    return client().stream(kTokens, {}, [this](const json::object& object) -> base::Result<void> {
      taken.push_back(json::serialize(object));
      return {};
    });
  }

  void answer_with_lines(const std::string& lines) {
    answer = [lines](const net::Request& request) {
      EXPECT_EQ(request.header("Accept"), "application/jsonl");
      EXPECT_EQ(request.header("MPT-Streaming"), "true");
      auto response = net::text_response(200, lines);
      response.set_header("MPT-Streaming", "true");
      return response;
    };
  }

  std::vector<std::string> taken;
};

// A-080
TEST_F(JetonClientStreamTest, TakesEachLineWithOrWithoutItsEnd) {
  answer_with_lines("{\"id\":1}\n{\"id\":2}\n{\"id\":3}");
  EXPECT_TRUE(stream().has_value());
  EXPECT_THAT(taken, ElementsAre(R"({"id":1})", R"({"id":2})", R"({"id":3})"));
}

TEST_F(JetonClientStreamTest, JoinsWhatComesInPieces) {
  const std::string name(300'000, 'x');
  answer_with_lines(R"({"name":")" + name + "\"}\n{}\n");
  EXPECT_TRUE(stream().has_value());
  EXPECT_THAT(taken, ElementsAre(R"({"name":")" + name + "\"}", "{}"));
}

TEST_F(JetonClientStreamTest, ReadsNothingWithoutTheEcho) {
  answer = [](const net::Request&) { return net::json_response(200, "{}"); };
  EXPECT_TRUE(stream().has_error());
  EXPECT_THAT(taken, IsEmpty());
}

TEST_F(JetonClientStreamTest, IsAskedForAgainUntilItBegins) {
  answer_with_lines("{}\n{\"id\":\n");
  const auto stream_once_there_is_room = answer;
  answer = [&](const net::Request& request) {
    return asked.size() < 3 ? net::empty_response(503) : stream_once_there_is_room(request);
  };
  EXPECT_EQ(stream().error().kind(), ErrorKind::kInternal);
  EXPECT_EQ(asked.size(), 3U);
  EXPECT_THAT(taken, ElementsAre("{}"));
}

TEST_F(JetonClientStreamTest, BringsBackTheServersErrorAndABrokenLine) {
  answer_with(503);
  EXPECT_EQ(stream().error().kind(), ErrorKind::kUnavailable);
  answer_with_lines("{}\n{\"id\":\n");
  EXPECT_EQ(stream().error().kind(), ErrorKind::kInternal);
  EXPECT_THAT(taken, ElementsAre("{}"));
}

TEST(JetonClientCreateTest, RefusesAnAddressThatIsNone) {
  ClientOptions options;
  options.url = "localhost:8080";
  EXPECT_TRUE(JetonClient::create(std::move(options)).has_error());
}

}  // namespace
}  // namespace jeton::client
