#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "net/test_server_test.h"

// Answers whose body is made while it is sent.
namespace jeton::net {
namespace {

using base::Error;
using base::Result;
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
constexpr std::string_view kOldGet = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
constexpr milliseconds kShort{200};

using Next = BodyProducer::Next;
using Produce = std::function<Result<Next>(std::string& chunk)>;

/// What became of a producer, which outlives neither its answer nor, sometimes, the server.
struct Fate {
  std::atomic<std::size_t> calls = 0;
  std::atomic<std::size_t> bytes = 0;
  std::promise<std::thread::id> destroyed;

  /// Waits for the end of the producer; where it ended.
  std::thread::id end() { return destroyed.get_future().get(); }
};

class WatchedProducer final : public BodyProducer {
 public:
  WatchedProducer(std::shared_ptr<Fate> fate, Produce produce)
      : fate_{std::move(fate)}, produce_{std::move(produce)} {}
  ~WatchedProducer() override { fate_->destroyed.set_value(std::this_thread::get_id()); }

  Result<Next> produce(std::string& chunk) override {
    EXPECT_TRUE(chunk.empty());
    ++fate_->calls;
    auto next = produce_(chunk);
    fate_->bytes += chunk.size();
    return next;
  }

 private:
  std::shared_ptr<Fate> fate_;
  Produce produce_;
};

/// Answers `/` with what `produce` makes, once, and everything else with an echo.
struct Streamed {
  explicit Streamed(Produce produce) : produce_{std::move(produce)} {}

  [[nodiscard]] HttpServer::Handler handler() {
    return [this](const Request& request) {
      if (request.path() != "/") return echo(request);
      handler_thread = std::this_thread::get_id();
      auto response = streamed_response("text/plain", std::make_unique<WatchedProducer>(fate, produce_));
      response.status = request.query() == "304" ? 304 : 200;
      return response;
    };
  }

  std::shared_ptr<Fate> fate = std::make_shared<Fate>();
  std::thread::id handler_thread;

 private:
  Produce produce_;
};

/// `one`, `two`, `three`.
Produce three_words() {
  return [i = 0](std::string& chunk) mutable -> Result<Next> {
    static constexpr std::string_view kWords[] = {"one", "two", "three"};
    chunk += kWords[i++];
    return i < 3 ? Next::kMore : Next::kEnd;
  };
}

Produce endless(std::size_t chunk_bytes) {
  return [chunk_bytes](std::string& chunk) -> Result<Next> {
    chunk.append(chunk_bytes, 'x');
    return Next::kMore;
  };
}

ServerOptions one_worker() {
  ServerOptions options;
  options.lanes = {{"requests", 1, 1024}};
  return options;
}

TEST(StreamedAnswerTest, ComesInChunksAndLeavesTheConnectionUsable) {
  Streamed streamed{three_words()};
  const TestServer server{streamed.handler()};
  auto client = server.connect();
  ASSERT_TRUE(client.send(kGet));
  const auto head = client.receive_head();
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("Transfer-Encoding"), "chunked");
  EXPECT_EQ(head.header("Content-Length"), "");
  EXPECT_EQ(head.header("Content-Type"), "text/plain");
  EXPECT_EQ(client.receive_chunk(), "one");
  EXPECT_EQ(client.receive_chunk(), "two");
  EXPECT_EQ(client.receive_chunk(), "three");
  EXPECT_EQ(client.receive_chunk(), "");
  EXPECT_EQ(client.exchange("GET /again HTTP/1.1\r\nHost: h\r\n\r\n").body, "GET\n/again\n\n");
}

TEST(StreamedAnswerTest, AChunkIsSentBeforeTheNextIsMade) {
  std::promise<void> may_go_on;
  Streamed streamed{[&may_go_on, i = 0](std::string& chunk) mutable -> Result<Next> {
    if (i++ == 0) {
      chunk += "first";
      return Next::kMore;
    }
    may_go_on.get_future().wait();
    chunk += "second";
    return Next::kEnd;
  }};
  const TestServer server{streamed.handler()};
  auto client = server.connect();
  ASSERT_TRUE(client.send(kGet));
  EXPECT_EQ(client.receive_head().status, 200);
  EXPECT_EQ(client.receive_chunk(), "first");
  may_go_on.set_value();
  EXPECT_EQ(client.receive_chunk(), "second");
  EXPECT_EQ(client.receive_chunk(), "");
}

TEST(StreamedAnswerTest, TheNextChunkIsMadeOnceTheLastHasBeenWritten) {
  // More than the kernel takes, so it has not been written while nobody reads.
  constexpr std::size_t kHuge = 50'000'000;
  Streamed streamed{[i = 0](std::string& chunk) mutable -> Result<Next> {
    chunk.append(kHuge, 'x');
    return i++ == 0 ? Next::kMore : Next::kEnd;
  }};
  const TestServer server{streamed.handler()};
  auto client = server.connect();
  ASSERT_TRUE(client.send(kGet));
  EXPECT_EQ(client.receive_head().status, 200);
  EXPECT_EQ(server.connect().exchange("GET /other HTTP/1.1\r\nHost: h\r\n\r\n").status, 200);
  EXPECT_LE(streamed.fate->calls, 1U);
  EXPECT_EQ(client.receive_chunk()->size(), kHuge);
  EXPECT_EQ(client.receive_chunk()->size(), kHuge);
  EXPECT_EQ(client.receive_chunk(), "");
  EXPECT_EQ(streamed.fate->calls, 2U);
}

TEST(StreamedAnswerTest, TwoHundredMegabytesTakeTheMemoryOfAFewChunks) {
  constexpr std::size_t kTotal = 200'000'000;
  // What the kernel may hold between the two ends; the server itself holds one chunk.
  constexpr std::size_t kOnTheWay = 20'000'000;
  Streamed streamed{[made = std::size_t{0}](std::string& chunk) mutable -> Result<Next> {
    chunk.append(std::min(base::kStreamChunkBytes, kTotal - made), 'x');
    made += chunk.size();
    return made < kTotal ? Next::kMore : Next::kEnd;
  }};
  const TestServer server{streamed.handler()};
  auto client = server.connect();
  ASSERT_TRUE(client.send(kGet));
  EXPECT_EQ(client.receive_head().status, 200);
  std::size_t read = 0;
  std::size_t most_on_the_way = 0;
  while (true) {
    const auto chunk = client.receive_chunk();
    ASSERT_TRUE(chunk.has_value());
    if (chunk->empty()) break;
    read += chunk->size();
    most_on_the_way = std::max(most_on_the_way, streamed.fate->bytes - read);
  }
  EXPECT_EQ(read, kTotal);
  EXPECT_LT(most_on_the_way, kOnTheWay);
}

TEST(StreamedAnswerTest, AProducerMayAddNothing) {
  Streamed streamed{[i = 0](std::string& chunk) mutable -> Result<Next> {
    if (i == 1) chunk += "only";
    return i++ < 3 ? Next::kMore : Next::kEnd;
  }};
  const TestServer server{streamed.handler()};
  auto client = server.connect();
  ASSERT_TRUE(client.send(kGet));
  EXPECT_EQ(client.receive_head().status, 200);
  EXPECT_EQ(client.receive_chunk(), "only");
  EXPECT_EQ(client.receive_chunk(), "");
}

TEST(StreamedAnswerTest, AnHttp10ClientGetsItUpToTheEndOfTheConnection) {
  Streamed streamed{three_words()};
  const TestServer server{streamed.handler()};
  auto client = server.connect();
  ASSERT_TRUE(client.send(kOldGet));
  const auto head = client.receive_head();
  EXPECT_EQ(head.header("Transfer-Encoding"), "");
  EXPECT_EQ(head.header("Content-Length"), "");
  EXPECT_EQ(head.header("Connection"), "close");
  EXPECT_EQ(client.receive_rest(), "onetwothree");
  EXPECT_FALSE(client.was_reset());
}

TEST(StreamedAnswerTest, AFailureCutsItBeforeTheLastChunk) {
  for (const bool throws : {false, true}) {
    Streamed streamed{[throws, i = 0](std::string& chunk) mutable -> Result<Next> {
      chunk += "begun";
      if (i++ == 0) return Next::kMore;
      if (throws) throw std::runtime_error{"the disk is full"};
      return Error::internal("the disk is full");
    }};
    TestServer server{streamed.handler()};
    auto client = server.connect();
    ASSERT_TRUE(client.send(kGet));
    EXPECT_EQ(client.receive_head().status, 200);
    EXPECT_EQ(client.receive_chunk(), "begun");
    EXPECT_EQ(client.receive_rest(), "");
    server.stop();
    EXPECT_TRUE(server.log.contains(R"("event":"response.cut")"));
    EXPECT_TRUE(server.log.contains("the disk is full"));
  }
}

TEST(StreamedAnswerTest, AFailureResetsTheConnectionOfAnHttp10Client) {
  std::promise<void> may_fail;
  Streamed streamed{[&may_fail, i = 0](std::string& chunk) mutable -> Result<Next> {
    if (i++ > 0) {
      may_fail.get_future().wait();
      return Error::internal("gone");
    }
    chunk += "begun";
    return Next::kMore;
  }};
  const TestServer server{streamed.handler()};
  auto client = server.connect();
  ASSERT_TRUE(client.send(kOldGet));
  EXPECT_EQ(client.receive_head().status, 200);
  may_fail.set_value();
  EXPECT_THAT(client.receive_rest(), testing::AnyOf("begun", ""));
  EXPECT_TRUE(client.was_reset());
}

TEST(StreamedAnswerTest, HeadSendsTheHeadersAndAsksForNothing) {
  Streamed streamed{three_words()};
  const TestServer server{streamed.handler()};
  auto client = server.connect();
  ASSERT_TRUE(client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n"));
  const auto head = client.receive_head();
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("Transfer-Encoding"), "chunked");
  // Had a body been sent, the next answer would start inside it.
  EXPECT_EQ(client.exchange("GET /next HTTP/1.1\r\nHost: h\r\n\r\n").status, 200);
  EXPECT_EQ(streamed.fate->calls, 0U);
  streamed.fate->end();
}

TEST(StreamedAnswerTest, AStatusWithoutABodyAsksForNothing) {
  Streamed streamed{three_words()};
  const TestServer server{streamed.handler()};
  auto client = server.connect();
  ASSERT_TRUE(client.send("GET /?304 HTTP/1.1\r\nHost: h\r\n\r\n"));
  const auto head = client.receive_head();
  EXPECT_EQ(head.status, 304);
  EXPECT_EQ(head.header("Transfer-Encoding"), "");
  EXPECT_EQ(client.exchange("GET /next HTTP/1.1\r\nHost: h\r\n\r\n").status, 200);
  EXPECT_EQ(streamed.fate->calls, 0U);
  streamed.fate->end();
}

TEST(StreamedAnswerTest, TheProducerEndsOnAWorkerBeforeTheAnswerDoes) {
  Streamed streamed{three_words()};
  const TestServer server{streamed.handler(), one_worker()};
  auto client = server.connect();
  ASSERT_TRUE(client.send(kGet));
  EXPECT_EQ(client.receive_head().status, 200);
  const auto ended_on = streamed.fate->end();
  EXPECT_EQ(ended_on, streamed.handler_thread);
}

TEST(StreamedAnswerTest, AClientThatGoesAwayEndsTheProducerOnAWorker) {
  Streamed streamed{endless(base::kStreamChunkBytes)};
  const TestServer server{streamed.handler(), one_worker()};
  {
    auto client = server.connect();
    ASSERT_TRUE(client.send(kGet));
    EXPECT_EQ(client.receive_head().status, 200);
    EXPECT_EQ(client.receive_chunk()->size(), base::kStreamChunkBytes);
  }
  EXPECT_EQ(streamed.fate->end(), streamed.handler_thread);
}

TEST(StreamedAnswerTest, AClientThatDoesNotReadIsCutOff) {
  auto options = one_worker();
  options.limits.write_timeout = kShort;
  Streamed streamed{endless(base::kStreamChunkBytes)};
  const TestServer server{streamed.handler(), options};
  auto client = server.connect();
  ASSERT_TRUE(client.send(kGet));
  EXPECT_EQ(streamed.fate->end(), streamed.handler_thread);
  EXPECT_THAT(client.receive_rest(), Not(HasSubstr("\r\n0\r\n\r\n")));
}

TEST(StreamedAnswerTest, AClientThatTakesNothingIsCutOffLongBeforeAChunksTime) {
  auto options = one_worker();
  ASSERT_LT(options.limits.stream_stall_timeout * 3, options.limits.write_timeout);
  options.limits.stream_stall_timeout = kShort;
  Streamed streamed{endless(base::kStreamChunkBytes)};
  const TestServer server{streamed.handler(), options};
  auto client = server.connect();
  ASSERT_TRUE(client.send(kGet));
  // RawClient gives up after ten seconds, the time of a chunk is a minute.
  EXPECT_EQ(streamed.fate->end(), streamed.handler_thread);
  EXPECT_THAT(client.receive_rest(), Not(HasSubstr("\r\n0\r\n\r\n")));
}

TEST(StreamedAnswerTest, AClientThatTakesSomethingNowAndThenIsWaitedFor) {
  auto options = one_worker();
  options.limits.stream_stall_timeout = milliseconds{1000};
  options.limits.header_timeout = kShort;
  constexpr std::size_t kPiece = 4'500'000;
  constexpr std::size_t kPieces = 10;
  Streamed streamed{[](std::string& chunk) -> Result<Next> {
    chunk.append(kPiece * kPieces, 'x');
    return Next::kEnd;
  }};
  const TestServer server{streamed.handler(), options};
  auto client = server.connect();
  ASSERT_TRUE(client.send(kGet));
  EXPECT_EQ(client.receive_head().status, 200);
  // Longer than it may stall at a time.
  for (std::size_t i = 0; i < kPieces; ++i) {
    server.let_header_timeout_pass();
    ASSERT_EQ(client.receive_bytes(kPiece).size(), kPiece) << i;
  }
}

TEST(StreamedAnswerTest, MakingAChunkMayTakeLongerThanAnyTimeout) {
  ServerOptions options;
  options.limits.header_timeout = options.limits.body_timeout = milliseconds{50};
  options.limits.idle_timeout = options.limits.write_timeout = milliseconds{50};
  const TestServer* itself = nullptr;
  Streamed streamed{[&itself, words = three_words()](std::string& chunk) mutable {
    for (int times = 0; times < 2; ++times) itself->let_header_timeout_pass();
    return words(chunk);
  }};
  const TestServer server{streamed.handler(), options};
  itself = &server;
  auto client = server.connect();
  ASSERT_TRUE(client.send(kOldGet));
  EXPECT_EQ(client.receive_head().status, 200);
  EXPECT_EQ(client.receive_rest(), "onetwothree");
}

TEST(StreamedAnswerTest, MayEndWhileTheServerStops) {
  std::promise<void> may_go_on;
  Streamed streamed{[&may_go_on, i = 0](std::string& chunk) mutable -> Result<Next> {
    if (i++ > 0) may_go_on.get_future().wait();
    chunk += "part";
    return i < 2 ? Next::kMore : Next::kEnd;
  }};
  TestServer server{streamed.handler()};
  auto idle = server.connect();
  auto client = server.connect();
  ASSERT_TRUE(client.send(kGet));
  EXPECT_EQ(client.receive_head().status, 200);
  EXPECT_EQ(client.receive_chunk(), "part");
  auto stopped = std::async(std::launch::async, [&server] { server.stop(); });
  EXPECT_TRUE(idle.is_closed());  // So the stop has begun.
  may_go_on.set_value();
  EXPECT_EQ(client.receive_chunk(), "part");
  EXPECT_EQ(client.receive_chunk(), "");
  EXPECT_TRUE(client.is_closed());
  stopped.get();
}

TEST(StreamedAnswerTest, IsCutAfterTheGracePeriodAndLetsGoOfTheProducer) {
  ServerOptions options;
  options.limits.shutdown_grace = milliseconds{50};
  Streamed streamed{endless(base::kStreamChunkBytes)};
  TestServer server{streamed.handler(), options};
  auto client = server.connect();
  ASSERT_TRUE(client.send(kGet));
  EXPECT_EQ(client.receive_head().status, 200);
  server.stop();
  streamed.fate->end();
  EXPECT_EQ(server.server().connections(), 0U);
  EXPECT_THAT(client.receive_rest(), Not(HasSubstr("\r\n0\r\n\r\n")));
}

}  // namespace
}  // namespace jeton::net
