#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "net/test_server_test.h"

// Requests of one kind never take the workers of another.
namespace jeton::net {
namespace {

using testing::HasSubstr;

constexpr std::size_t kQuick = 0;
constexpr std::size_t kSlow = 1;

std::string get(std::string_view path) {
  return "GET " + std::string{path} + " HTTP/1.1\r\nHost: h\r\n\r\n";
}

/// `/slow` has a lane of one worker and one waiting request, and is answered once it may; all else is quick.
class LanesTest : public testing::Test {
 protected:
  static ServerOptions two_lanes() {
    ServerOptions options;
    options.lanes = {{"quick", 1, 8}, {"slow", 1, 1}};
    return options;
  }

  Service service() {
    return {
        .handle =
            [this](const Request& request) {
              if (request.path() == "/slow") go_on.wait();
              return echo(request);
            },
        .place =
            [](const Request& head) { return Placement{.lane = head.path() == "/slow" ? kSlow : kQuick}; }};
  }

  std::promise<void> may_go_on;
  std::shared_future<void> go_on = may_go_on.get_future().share();
};

TEST_F(LanesTest, AFullLaneRefusesAtOnceAndLeavesTheOthersAlone) {
  const TestServer server{service(), two_lanes()};
  auto running = server.connect();
  ASSERT_TRUE(running.send(get("/slow")));
  server.wait_until_shows(R"(jeton_lane_busy{lane="slow"} 1)");
  auto waiting = server.connect();
  ASSERT_TRUE(waiting.send(get("/slow")));
  server.wait_until_shows(R"(jeton_lane_waiting{lane="slow"} 1)");

  auto refused = server.connect();
  for (int i = 1; i <= 3; ++i) {
    const auto answer = refused.exchange(get("/slow"));
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.header("Retry-After"), "1");
    EXPECT_TRUE(server.shows(R"(jeton_lane_refused_total{lane="slow"} )" + std::to_string(i)));
    EXPECT_EQ(refused.exchange(get("/quick")).status, 200);
  }
  may_go_on.set_value();
  EXPECT_EQ(running.receive().status, 200);
  EXPECT_EQ(waiting.receive().status, 200);
  server.wait_until_shows(R"(jeton_lane_busy{lane="slow"} 0)");
  EXPECT_TRUE(server.shows(R"(jeton_lane_waiting{lane="slow"} 0)"));
  EXPECT_FALSE(server.shows(R"(jeton_lane_refused_total{lane="quick"} 1)"));
}

TEST_F(LanesTest, TheTimeInTheQueueIsPartOfTheRecordedTime) {
  auto options = two_lanes();
  options.limits.header_timeout = std::chrono::milliseconds{200};
  TestServer server{service(), options};
  auto running = server.connect();
  ASSERT_TRUE(running.send(get("/slow")));
  server.wait_until_shows(R"(jeton_lane_busy{lane="slow"} 1)");
  auto waiting = server.connect();
  ASSERT_TRUE(waiting.send("PUT /slow HTTP/1.1\r\nHost: h\r\n\r\n"));
  server.wait_until_shows(R"(jeton_lane_waiting{lane="slow"} 1)");
  server.let_header_timeout_pass();
  may_go_on.set_value();
  EXPECT_EQ(waiting.receive().status, 200);
  server.stop();
  for (const auto& line : server.log.lines()) {
    const auto at = line.find(R"("duration_ms":)");
    ASSERT_NE(at, std::string::npos);
    EXPECT_GE(std::stod(line.substr(at + 14)), 30.0) << line;
  }
  EXPECT_THAT(server.metrics.expose(),
              HasSubstr(R"(jeton_http_request_seconds_bucket{route="echo",le="0.025"} 0)"));
}

TEST_F(LanesTest, ARequestIsPlacedByItsHeadAlone) {
  std::promise<std::string> seen;
  auto with_place = service();
  with_place.place = [&seen](const Request& head) {
    seen.set_value(head.method() + " " + head.path() + " " + std::string{head.header("X-A").value_or("")} +
                   head.body());
    return Placement{.lane = kQuick, .body_bytes_max = 10};
  };
  const TestServer server{std::move(with_place), two_lanes()};
  auto client = server.connect();
  ASSERT_TRUE(client.send("POST /p HTTP/1.1\r\nHost: h\r\nX-A: b\r\nContent-Length: 4\r\n\r\n"));
  EXPECT_EQ(seen.get_future().get(), "POST /p b");
  EXPECT_EQ(client.exchange("body").body, "POST\n/p\n\nbody");
}

TEST_F(LanesTest, WhatPlacingThrowsIsA500) {
  auto with_place = service();
  with_place.place = [](const Request&) -> Placement { throw std::runtime_error{"no such lane"}; };
  const TestServer server{std::move(with_place), two_lanes()};
  const auto answer = server.connect().exchange(get("/quick"));
  EXPECT_EQ(answer.status, 500);
  EXPECT_TRUE(server.log.contains("no such lane"));
}

class TwoWords final : public BodyProducer {
 public:
  explicit TwoWords(std::shared_future<void> second) : second_{std::move(second)} {}
  base::Result<Next> produce(std::string& chunk) override {
    if (calls_++ > 0) second_.wait();
    chunk += "word";
    return calls_ == 2 ? Next::kEnd : Next::kMore;
  }

 private:
  std::shared_future<void> second_;
  int calls_ = 0;
};

TEST_F(LanesTest, ChunksOfStreamedAnswersAreMadeInTheirOwnLane) {
  auto options = two_lanes();
  options.lanes.push_back({"streams", 1, 0});
  options.stream_lane = 2;
  std::promise<void> second;
  auto streaming = service();
  streaming.handle = [this, word = second.get_future().share()](const Request& request) {
    if (request.path() == "/list") return streamed_response("text/plain", std::make_unique<TwoWords>(word));
    if (request.path() == "/busy") go_on.wait();
    return echo(request);
  };
  const TestServer server{std::move(streaming), options};
  auto client = server.connect();
  ASSERT_TRUE(client.send(get("/list")));
  EXPECT_EQ(client.receive_head().status, 200);
  EXPECT_EQ(client.receive_chunk(), "word");
  server.wait_until_shows(R"(jeton_lane_busy{lane="streams"} 1)");
  // A chunk that takes long is not in the way of a request, nor a request in that of a chunk.
  EXPECT_EQ(server.connect().exchange(get("/quick")).status, 200);
  auto busy = server.connect();
  ASSERT_TRUE(busy.send(get("/busy")));
  server.wait_until_shows(R"(jeton_lane_busy{lane="quick"} 1)");
  second.set_value();
  EXPECT_EQ(client.receive_chunk(), "word");
  EXPECT_EQ(client.receive_chunk(), "");
  may_go_on.set_value();
  EXPECT_EQ(busy.receive().status, 200);
}

/// The same with owners by the first letter behind the slash.
class OwnersInLanes : public LanesTest {
 protected:
  Service by_owner() {
    return {.handle =
                [this](const Request& request) {
                  if (request.path().ends_with("/slow")) go_on.wait();
                  return echo(request);
                },
            .place = [](const Request& head) { return Placement{.owner = head.path().substr(1, 1)}; }};
  }
};

TEST_F(OwnersInLanes, OneIsRefusedWhenItsShareIsFullAndAnotherIsAnswered) {
  ServerOptions options;
  options.lanes = {{"requests", 2, 2}};
  const TestServer server{by_owner(), options};
  auto running = server.connect();
  ASSERT_TRUE(running.send(get("/a/slow")));
  server.wait_until_shows(R"(jeton_lane_busy{lane="requests"} 1)");
  auto waiting = server.connect();
  ASSERT_TRUE(waiting.send(get("/a/slow")));
  server.wait_until_shows(R"(jeton_lane_waiting{lane="requests"} 1)");
  EXPECT_EQ(server.connect().exchange(get("/a/quick")).status, 503);
  EXPECT_EQ(server.connect().exchange(get("/b/quick")).status, 200);
  may_go_on.set_value();
  EXPECT_EQ(running.receive().status, 200);
  EXPECT_EQ(waiting.receive().status, 200);
}

TEST_F(LanesTest, WhatHasWaitedTooLongIs503AndNotWorkedOn) {
  auto options = two_lanes();
  // Whatever comes has waited for longer.
  options.lanes[kSlow].wait_max = std::chrono::milliseconds{-1};
  std::atomic<int> worked_on = 0;
  auto counted = service();
  counted.handle = [&worked_on](const Request& request) {
    ++worked_on;
    return echo(request);
  };
  const TestServer server{counted, options};
  auto client = server.connect();
  const auto late = client.exchange(get("/slow"));
  EXPECT_EQ(late.status, 503);
  EXPECT_EQ(late.header("Retry-After"), "1");
  EXPECT_EQ(worked_on, 0);
  EXPECT_TRUE(server.shows(R"(jeton_lane_expired_total{lane="slow"} 1)"));
  EXPECT_EQ(client.exchange(get("/quick")).status, 200);
  EXPECT_EQ(worked_on, 1);
  EXPECT_FALSE(server.shows(R"(jeton_lane_expired_total{lane="quick"} 1)"));
}

TEST_F(LanesTest, TheSuccessOfARoutineIsNoLineAndItsFailureIs) {
  Service routine{
      .handle =
          [](const Request& request) {
            return request.path() == "/no" ? empty_response(403) : echo(request);
          },
      .place = [](const Request& head) { return Placement{.is_routine = head.path() != "/news"}; }};
  const TestServer server{std::move(routine)};
  auto client = server.connect();
  EXPECT_EQ(client.exchange(get("/yes")).status, 200);
  EXPECT_EQ(client.exchange(get("/news")).status, 200);
  EXPECT_EQ(client.exchange(get("/no")).status, 403);
  const auto is_logged_at = [&](std::string_view level, std::string_view path) {
    return server.log.contains("\"level\":\"" + std::string{level} + "\",\"event\":\"request.done\"," +
                               "\"method\":\"GET\",\"route\":\"" + (path == "/no" ? "other" : "echo") +
                               "\",\"path\":\"" + std::string{path} + "\"");
  };
  EXPECT_TRUE(is_logged_at("debug", "/yes"));
  EXPECT_TRUE(is_logged_at("info", "/news"));
  EXPECT_TRUE(is_logged_at("info", "/no"));
  EXPECT_TRUE(server.log.contains("\"ip\":\"127.0.0.1\""));
}

TEST_F(LanesTest, WhatIsKnownIsAnsweredWhateverTheLanesAreBusyWith) {
  auto knowing = service();
  knowing.answer_at_once = [](const Request& head) -> std::optional<Response> {
    if (head.path() == "/throws") throw std::runtime_error{"broken"};
    if (head.path() != "/known") return std::nullopt;
    auto response = text_response(200, "known");
    response.route = "known";
    return response;
  };
  auto options = two_lanes();
  options.lanes = {{"quick", 1, 0}, {"slow", 1, 0}};
  const TestServer server{knowing, options};
  auto running = server.connect();
  ASSERT_TRUE(running.send(get("/slow")));
  server.wait_until_shows(R"(jeton_lane_busy{lane="slow"} 1)");
  EXPECT_EQ(server.connect().exchange(get("/slow")).status, 503);
  auto client = server.connect();
  EXPECT_EQ(client.exchange(get("/known")).body, "known");
  EXPECT_EQ(client.exchange(get("/throws")).status, 500);
  EXPECT_EQ(client.exchange(get("/quick")).status, 200);
  // A body is not waited for.
  const auto with_body = client.exchange("POST /known HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n");
  EXPECT_EQ(with_body.status, 200);
  EXPECT_EQ(with_body.header("Connection"), "close");
  EXPECT_TRUE(server.shows(
      R"(jeton_http_requests_total{method="GET",route="known",status="200",status_class="2xx"} 1)"));
  EXPECT_TRUE(server.shows(R"(jeton_http_request_seconds_count{route="known"} 2)"));
  may_go_on.set_value();
  EXPECT_EQ(running.receive().status, 200);
}

}  // namespace
}  // namespace jeton::net
