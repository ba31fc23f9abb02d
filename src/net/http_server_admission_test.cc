#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "net/problem.h"
#include "net/test_server_test.h"

// Who may send a body is known before it is read.
namespace jeton::net {
namespace {

using testing::HasSubstr;

constexpr std::size_t kBytesMax = 20'000;

std::string head_of(std::string_view path, std::string_view headers) {
  return "POST " + std::string{path} + " HTTP/1.1\r\nHost: h\r\n" + std::string{headers} + "\r\n";
}

std::string with_length(std::size_t bytes, std::string_view more = {}) {
  return "Content-Length: " + std::to_string(bytes) + "\r\n" + std::string{more};
}

constexpr std::string_view kKnown = "X-Known: yes\r\n";

/// `/open` takes a body from everybody, `/closed` from who is known, everything else takes none.
class AdmissionTest : public testing::Test {
 protected:
  static ServerOptions options() {
    ServerOptions options;
    options.lanes = {{"requests", 2, 200}, {"admissions", 1, 200}};
    return options;
  }

  Service service() {
    return {.handle =
                [this](const Request& request) {
                  ++handled;
                  return text_response(200, std::to_string(request.body().size()));
                },
            .place =
                [](const Request& head) {
                  Placement placement;
                  if (head.path() == "/open" || head.path() == "/closed")
                    placement.body_bytes_max = kBytesMax;
                  if (head.path() == "/closed") placement.admission_lane = 1;
                  return placement;
                },
            .admit = [this](const Request& head) -> std::optional<Response> {
              ++asked;
              EXPECT_EQ(head.body(), "");
              if (head.header("X-Known")) return std::nullopt;
              return problem_response(base::Error::unauthenticated(), head);
            }};
  }

  std::atomic<int> asked = 0;
  std::atomic<int> handled = 0;
};

TEST_F(AdmissionTest, ARefusalComesBeforeTheBodyAndEndsTheConnection) {
  const TestServer server{service(), options()};
  auto client = server.connect();
  const auto answer = client.exchange(head_of("/closed", with_length(kBytesMax)));
  EXPECT_EQ(answer.status, 401);
  EXPECT_EQ(answer.header("Connection"), "close");
  client.finish_sending();
  EXPECT_TRUE(client.is_closed());
  EXPECT_EQ(handled, 0);
}

TEST_F(AdmissionTest, WhoWaitsForAContinueGetsTheRefusalInItsPlace) {
  const TestServer server{service(), options()};
  const auto head = head_of("/closed", with_length(kBytesMax, "Expect: 100-continue\r\n"));
  EXPECT_EQ(server.connect().exchange(head).status, 401);
  const auto known =
      head_of("/closed", with_length(kBytesMax, "Expect: 100-continue\r\n" + std::string{kKnown}));
  auto client = server.connect();
  ASSERT_TRUE(client.send(known));
  EXPECT_EQ(client.receive().status, 100);
  EXPECT_EQ(client.exchange(std::string(kBytesMax, 'b')).body, std::to_string(kBytesMax));
}

TEST_F(AdmissionTest, AClientThatGoesOnSendingGetsTheRefusalToo) {
  const TestServer server{service(), options()};
  auto client = server.connect();
  ASSERT_TRUE(client.send(head_of("/closed", with_length(99'999'999))));
  const std::string piece(1'000'000, 'b');
  for (int i = 0; i < 10; ++i) client.send(piece);
  EXPECT_EQ(client.receive().status, 401);
}

TEST_F(AdmissionTest, ARefusalComesBeforeTheLengthOfTheBodyIsLookedAt) {
  const TestServer server{service(), options()};
  EXPECT_EQ(server.connect().exchange(head_of("/closed", with_length(kBytesMax + 1))).status, 401);
  EXPECT_EQ(server.connect().exchange(head_of("/closed", with_length(kBytesMax + 1, kKnown))).status, 413);
  EXPECT_EQ(server.connect().exchange(head_of("/open", with_length(kBytesMax + 1))).status, 413);
}

TEST_F(AdmissionTest, ABodyMayHaveWhatItsRouteTakesAndNotAByteMore) {
  const TestServer server{service(), options()};
  auto client = server.connect();
  for (const std::string path : {"/open", "/closed"}) {
    EXPECT_EQ(
        client.exchange(head_of(path, with_length(kBytesMax, kKnown)) + std::string(kBytesMax, 'b')).body,
        std::to_string(kBytesMax));
    const auto answer =
        server.connect().exchange(head_of(path, "Transfer-Encoding: chunked\r\n" + std::string{kKnown}) +
                                  "4e21\r\n" + std::string(kBytesMax + 1, 'b') + "\r\n0\r\n\r\n");
    EXPECT_EQ(answer.status, 413);
    EXPECT_THAT(answer.body, HasSubstr("longer than 20000 bytes"));
  }
  EXPECT_EQ(asked, 2);  // `/open` asks nobody.
}

TEST_F(AdmissionTest, ABodyThatComesWithItsHeadIsLeftToTheHandler) {
  const TestServer server{service(), options()};
  auto client = server.connect();
  EXPECT_EQ(client.exchange(head_of("/closed", with_length(3)) + "abc").body, "3");
  EXPECT_EQ(asked, 0);
  // In one piece, but too long: then who asks comes first.
  EXPECT_EQ(client.exchange(head_of("/closed", with_length(kBytesMax + 1)) + "abc").status, 401);
  EXPECT_EQ(asked, 1);
}

TEST_F(AdmissionTest, WhereNoBodyIsTakenTheRequestIsHandledWithoutItAndTheConnectionEnds) {
  const TestServer server{service(), options()};
  for (const auto& framing :
       {with_length(33), with_length(5'000'000'000), std::string{"Transfer-Encoding: chunked\r\n"}}) {
    handled = 0;
    auto client = server.connect();
    // The body looks like a request, and must not be taken for one.
    const auto answer =
        client.exchange(head_of("/other", framing) + "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "0");
    EXPECT_EQ(answer.header("Connection"), "close");
    client.finish_sending();
    EXPECT_TRUE(client.is_closed());
    EXPECT_EQ(handled, 1);
  }
  EXPECT_EQ(asked, 0);
}

TEST_F(AdmissionTest, WhatItThrowsIsA500) {
  auto failing = service();
  failing.admit = [](const Request&) -> std::optional<Response> { throw std::runtime_error{"no database"}; };
  const TestServer server{std::move(failing), options()};
  EXPECT_EQ(server.connect().exchange(head_of("/closed", with_length(10))).status, 500);
  EXPECT_EQ(handled, 0);
}

TEST_F(AdmissionTest, BodiesOfStrangersAreNotKept) {
  std::promise<void> may_decide;
  auto go_on = may_decide.get_future().share();
  auto waiting = service();
  waiting.admit = [admit = waiting.admit, go_on](const Request& head) {
    go_on.wait();
    return admit(head);
  };
  const TestServer server{std::move(waiting), options()};
  std::vector<RawClient> clients;
  const std::string piece(10'000, 'b');
  for (int i = 0; i < 150; ++i) {
    clients.push_back(server.connect());
    ASSERT_TRUE(clients.back().send(head_of("/closed", with_length(6'000'000)) + piece));
  }
  // One is asked about, the others wait to be.
  server.wait_until_shows(R"(jeton_lane_waiting{lane="admissions"} 149)");
  EXPECT_TRUE(server.shows("jeton_http_body_bytes 0"));
  may_decide.set_value();
  for (auto& client : clients) EXPECT_EQ(client.receive().status, 401);
  EXPECT_TRUE(server.shows("jeton_http_body_bytes 0"));
  EXPECT_EQ(handled, 0);
}

TEST_F(AdmissionTest, AFullLaneOfAdmissionsRefusesAtOnce) {
  std::promise<void> may_decide;
  auto waiting = service();
  waiting.admit = [go_on = may_decide.get_future().share()](const Request&) -> std::optional<Response> {
    go_on.wait();
    return std::nullopt;
  };
  auto narrow = options();
  narrow.lanes[1].queue_max = 0;
  const TestServer server{std::move(waiting), narrow};
  auto first = server.connect();
  ASSERT_TRUE(first.send(head_of("/closed", with_length(10))));
  server.wait_until_shows(R"(jeton_lane_busy{lane="admissions"} 1)");
  const auto answer = server.connect().exchange(head_of("/closed", with_length(10)));
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.header("Retry-After"), "1");
  EXPECT_EQ(answer.header("Connection"), "close");
  may_decide.set_value();
  EXPECT_EQ(first.exchange("0123456789").body, "10");
}

TEST_F(AdmissionTest, ABodyForAFullLaneIsNotReadAndNobodyIsAsked) {
  std::promise<void> may_go_on;
  auto busy = service();
  busy.handle = [go_on = may_go_on.get_future().share()](const Request&) {
    go_on.wait();
    return no_content();
  };
  auto narrow = options();
  narrow.lanes[0] = {"requests", 1, 0};
  const TestServer server{std::move(busy), narrow};
  auto running = server.connect();
  ASSERT_TRUE(running.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
  server.wait_until_shows(R"(jeton_lane_busy{lane="requests"} 1)");
  const auto answer = server.connect().exchange(
      head_of("/closed", with_length(10, "Expect: 100-continue\r\n" + std::string{kKnown})));
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(asked, 0);
  EXPECT_TRUE(server.shows(R"(jeton_lane_refused_total{lane="requests"} 1)"));
  may_go_on.set_value();
  EXPECT_EQ(running.receive().status, 204);
}

TEST_F(AdmissionTest, AllBodiesTogetherAreBounded) {
  auto narrow = options();
  narrow.limits.buffered_body_bytes_max = 10'000;
  const TestServer server{service(), narrow};
  auto slow = server.connect();
  ASSERT_TRUE(slow.send(head_of("/open", with_length(7'000)) + std::string(6'000, 'b')));
  server.wait_until_shows("jeton_http_body_bytes 6000");

  auto other = server.connect();
  const auto refused = other.exchange(head_of("/open", with_length(4'001)) + std::string(4'001, 'b'));
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("Retry-After"), "1");
  EXPECT_EQ(refused.header("Connection"), "close");
  EXPECT_TRUE(server.shows("jeton_http_bodies_refused_total 1"));
  EXPECT_EQ(server.connect().exchange(head_of("/open", with_length(4'000)) + std::string(4'000, 'b')).body,
            "4000");

  EXPECT_EQ(slow.exchange(std::string(1'000, 'b')).body, "7000");
  EXPECT_TRUE(server.shows("jeton_http_body_bytes 0"));
  EXPECT_EQ(slow.exchange(head_of("/open", with_length(10'000)) + std::string(10'000, 'b')).body, "10000");
  EXPECT_EQ(slow.exchange(head_of("/open", with_length(10'001)) + std::string(10'001, 'b')).status, 503);
  server.wait_until_shows("jeton_http_body_bytes 0");
}

TEST_F(AdmissionTest, ABodyIsCountedUntilItsRequestIsAnswered) {
  std::promise<void> may_go_on;
  auto busy = service();
  busy.handle = [go_on = may_go_on.get_future().share()](const Request&) {
    go_on.wait();
    return no_content();
  };
  const TestServer server{std::move(busy), options()};
  auto client = server.connect();
  ASSERT_TRUE(client.send(head_of("/open", with_length(500)) + std::string(500, 'b')));
  server.wait_until_shows(R"(jeton_lane_busy{lane="requests"} 1)");
  EXPECT_TRUE(server.shows("jeton_http_body_bytes 500"));
  may_go_on.set_value();
  EXPECT_EQ(client.receive().status, 204);
  EXPECT_TRUE(server.shows("jeton_http_body_bytes 0"));
}

TEST_F(AdmissionTest, ABodyThatTricklesInIsNotKeptForEver) {
  auto hasty = options();
  hasty.limits.body_timeout = std::chrono::milliseconds{200};
  const TestServer server{service(), hasty};
  auto client = server.connect();
  ASSERT_TRUE(client.send(head_of("/open", with_length(500)) + "b"));
  server.wait_until_shows("jeton_http_body_bytes 1");
  EXPECT_TRUE(client.is_closed());
  server.wait_until_shows("jeton_http_body_bytes 0");
}

TEST_F(AdmissionTest, ABodyOfAnUnreadableTargetIsNotRead) {
  const TestServer server{service(), options()};
  auto client = server.connect();
  const auto answer = client.exchange(head_of("/%zz", with_length(5)));
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.header("Connection"), "close");
}

}  // namespace
}  // namespace jeton::net
