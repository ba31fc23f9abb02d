#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <future>
#include <string>
#include <vector>

#include "net/test_server_test.h"

// Each limit at its value and one past it.
namespace jeton::net {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
// Long enough for a loaded machine to answer in, short enough to wait for.
constexpr milliseconds kShort{200};

std::string get_with_head_of(std::size_t bytes) {
  const std::string begin = "GET / HTTP/1.1\r\nHost: h\r\nX-A: ";
  const std::string end = "\r\n\r\n";
  return begin + std::string(bytes - begin.size() - end.size(), 'a') + end;
}

std::string post_of(std::string_view type, std::size_t bytes) {
  return "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: " + std::string{type} +
         "\r\nContent-Length: " + std::to_string(bytes) + "\r\n\r\n" + std::string(bytes, 'b');
}

std::string chunked_of(std::size_t bytes, std::size_t chunk) {
  std::string request = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
  while (bytes > 0) {
    const auto size = std::min(bytes, chunk);
    char line[20];
    std::snprintf(line, sizeof line, "%zx\r\n", size);
    request += line + std::string(size, 'b') + "\r\n";
    bytes -= size;
  }
  return request + "0\r\n\r\n";
}

Response length(const Request& request) {
  return text_response(200, std::to_string(request.body().size()));
}

ServerOptions small() {
  ServerOptions options;
  options.limits.header_bytes_max = 1000;
  options.limits.body_bytes_max = 1000;
  options.limits.multipart_body_bytes_max = 2000;
  return options;
}

TEST(ServerLimitsTest, HeadersUpToTheLimitAreTaken) {
  const TestServer server{length, small()};
  EXPECT_EQ(server.connect().exchange(get_with_head_of(1000)).status, 200);
}

TEST(ServerLimitsTest, HeadersPastTheLimitAre431) {
  const TestServer server{length, small()};
  auto client = server.connect();
  const auto answer = client.exchange(get_with_head_of(1001));
  EXPECT_EQ(answer.status, 431);
  EXPECT_THAT(answer.body, HasSubstr("longer than 1000 bytes"));
  EXPECT_TRUE(client.is_closed());
  // Also when the end never comes.
  EXPECT_EQ(server.connect().exchange("GET /" + std::string(5000, 'a')).status, 431);
}

TEST(ServerLimitsTest, DefaultHeaderLimitIsThatOfTheLimitsFile) {
  const TestServer server{length};
  EXPECT_EQ(server.connect().exchange(get_with_head_of(base::kRequestHeaderBytesMax)).status, 200);
  EXPECT_EQ(server.connect().exchange(get_with_head_of(base::kRequestHeaderBytesMax + 1)).status, 431);
}

TEST(ServerLimitsTest, BodiesUpToTheLimitAreTaken) {
  const TestServer server{length, small()};
  auto client = server.connect();
  EXPECT_EQ(client.exchange(post_of("application/json", 1000)).body, "1000");
  EXPECT_EQ(client.exchange(post_of("Multipart/Form-Data; boundary=x", 2000)).body, "2000");
  EXPECT_EQ(client.exchange(chunked_of(1000, 300)).body, "1000");
}

TEST(ServerLimitsTest, BodiesPastTheLimitAre413AndEndTheConnection) {
  const TestServer server{length, small()};
  for (const auto& request :
       {post_of("application/json", 1001), post_of("multipart/form-data; boundary=x", 2001),
        chunked_of(1001, 300), chunked_of(1001, 1001)}) {
    auto client = server.connect();
    const auto answer = client.exchange(request);
    EXPECT_EQ(answer.status, 413);
    EXPECT_THAT(answer.body, HasSubstr(R"("title":"Payload Too Large")"));
    client.finish_sending();
    EXPECT_TRUE(client.is_closed());
  }
}

TEST(ServerLimitsTest, ABodyPastTheLimitIsRefusedBeforeItIsSent) {
  const TestServer server{length, small()};
  auto client = server.connect();
  const auto answer =
      client.exchange("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(answer.status, 413);
}

// The answer must survive a client that keeps sending: a reset would throw it away unread.
TEST(ServerLimitsTest, AClientStillSendingGetsTheAnswer) {
  const TestServer server{length};
  auto client = server.connect();
  ASSERT_TRUE(client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999\r\n\r\n"));
  const std::string piece(1'000'000, 'b');
  for (int i = 0; i < 20; ++i) client.send(piece);
  EXPECT_EQ(client.receive().status, 413);
}

TEST(ServerLimitsTest, DefaultBodyLimitsAreThoseOfTheLimitsFile) {
  const TestServer server{length};
  auto client = server.connect();
  EXPECT_EQ(client.exchange(post_of("application/json", base::kJsonBodyBytesMax)).status, 200);
  EXPECT_EQ(client.exchange(post_of("multipart/form-data; boundary=x", base::kMultipartBodyBytesMax)).status,
            200);
  EXPECT_EQ(
      client.exchange(post_of("multipart/form-data; boundary=x", base::kMultipartBodyBytesMax + 1)).status,
      413);
}

TEST(ServerLimitsTest, EndlessChunkExtensionsAndTrailersAreRefused) {
  const TestServer server{length, small()};
  const std::string head = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const auto& request :
       {head + "1;" + std::string(3000, 'e'), head + "0\r\nX-A: " + std::string(3000, 't')}) {
    EXPECT_EQ(server.connect().exchange(request).status, 400);
  }
}

TEST(ServerLimitsTest, AHeadThatTricklesInIsCutOff) {
  ServerOptions options;
  options.limits.header_timeout = kShort;
  const TestServer server{length, options};
  auto client = server.connect();
  auto other = server.connect();
  const auto began = std::chrono::steady_clock::now();
  ASSERT_TRUE(client.send("GET / HTTP/1.1\r\nHost: h\r\n"));
  auto trickle = std::async(std::launch::async, [&client, &other] {
    // Each byte is progress, but the head's time is counted from its start. An answer to somebody else in
    // between: the byte was read by itself.
    while (client.send("X")) EXPECT_EQ(other.exchange(kGet).status, 200);
  });
  EXPECT_TRUE(client.is_closed());
  EXPECT_GE(std::chrono::steady_clock::now() - began, kShort);
  client.finish_sending();
  trickle.get();
}

TEST(ServerLimitsTest, AConnectionThatSaysNothingIsCutOff) {
  ServerOptions options;
  options.limits.header_timeout = kShort;
  const TestServer server{length, options};
  EXPECT_TRUE(server.connect().is_closed());
}

TEST(ServerLimitsTest, ABodyThatDoesNotComeIsCutOff) {
  ServerOptions options;
  options.limits.body_timeout = kShort;
  const TestServer server{length, options};
  auto client = server.connect();
  ASSERT_TRUE(client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nb"));
  EXPECT_TRUE(client.is_closed());
}

TEST(ServerLimitsTest, AnIdleConnectionIsClosed) {
  ServerOptions options;
  options.limits.idle_timeout = kShort;
  const TestServer server{length, options};
  auto client = server.connect();
  EXPECT_EQ(client.exchange(kGet).status, 200);
  EXPECT_TRUE(client.is_closed());
}

TEST(ServerLimitsTest, AClientThatDoesNotReadIsCutOff) {
  ServerOptions options;
  options.limits.write_timeout = kShort;
  std::promise<void> entered;
  const TestServer server{[&entered](const Request&) {
                            entered.set_value();
                            // More than the kernel takes off our hands.
                            return text_response(200, std::string{}.assign(50'000'000, 'x'));
                          },
                          options};
  auto client = server.connect();
  ASSERT_TRUE(client.send(kGet));
  // Connected is not yet accepted.
  entered.get_future().wait();
  // The part that the kernel took arrives, and then the end: not the whole answer.
  server.wait_until_nobody_is_connected();
  EXPECT_EQ(client.receive().status, 0);
}

TEST(ServerLimitsTest, AHandlerMayTakeLongerThanAnyTimeout) {
  ServerOptions options;
  options.limits.header_timeout = options.limits.body_timeout = milliseconds{50};
  options.limits.idle_timeout = options.limits.write_timeout = milliseconds{50};
  const TestServer* itself = nullptr;
  const TestServer server{[&itself](const Request& request) {
                            for (int times = 0; times < 3; ++times) itself->let_header_timeout_pass();
                            return length(request);
                          },
                          options};
  itself = &server;
  EXPECT_EQ(server.connect().exchange(kGet).status, 200);
}

TEST(ServerLimitsTest, AConnectionPastTheLimitIsTurnedAway) {
  ServerOptions options;
  options.limits.connections_max = 3;
  const TestServer server{length, options};
  std::vector<RawClient> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(server.connect());
    ASSERT_EQ(clients.back().exchange(kGet).status, 200) << i;
  }
  auto turned_away = server.connect();
  const auto answer = turned_away.receive();
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.header("Retry-After"), "1");
  EXPECT_TRUE(turned_away.is_closed());
  EXPECT_EQ(clients.front().exchange(kGet).status, 200);
}

TEST(ServerLimitsTest, ARequestPastTheQueueIs503AndTheConnectionStays) {
  ServerOptions options;
  options.lanes = {{"requests", 1, 1}};
  std::promise<void> entered;
  std::promise<void> may_leave;
  auto let_go = may_leave.get_future().share();
  std::atomic<bool> is_first = true;
  TestServer server{[&](const Request& request) {
                      if (is_first.exchange(false)) {
                        entered.set_value();
                        let_go.wait();
                      }
                      return length(request);
                    },
                    options};
  auto running = server.connect();
  ASSERT_TRUE(running.send(kGet));
  entered.get_future().wait();
  // Of two more, one waits and one is refused; which of them came first is the kernel's to say.
  auto second = server.connect();
  auto third = server.connect();
  ASSERT_TRUE(second.send(kGet));
  ASSERT_TRUE(third.send(kGet));
  server.wait_until_shows(R"(jeton_lane_refused_total{lane="requests"} 1)");
  may_leave.set_value();
  const auto one = second.receive();
  const auto other = third.receive();
  EXPECT_EQ(running.receive().status, 200);
  EXPECT_EQ(one.status + other.status, 200 + 503);
  const auto& refused = one.status == 503 ? one : other;
  EXPECT_EQ(refused.header("Retry-After"), "1");
  EXPECT_THAT(refused.body, Not(HasSubstr("queue")));
  // Clients retry (spec A-015).
  EXPECT_EQ((one.status == 503 ? second : third).exchange(kGet).status, 200);
}

}  // namespace
}  // namespace jeton::net
