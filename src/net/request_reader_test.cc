#include "net/request_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace jeton::net {
namespace {

using State = RequestReader::State;

const ServerLimits kLimits;

TEST(RequestReaderTest, LeavesWhatFollowsTheRequest) {
  std::string bytes = "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nokGET / HTTP/1.1";
  RequestReader reader{kLimits};
  EXPECT_EQ(reader.read(bytes), State::kHeadComplete);
  EXPECT_EQ(reader.accept_body(2), State::kNeedsMore);
  EXPECT_EQ(reader.read(bytes), State::kComplete);
  EXPECT_EQ(bytes, "GET / HTTP/1.1");
  const auto parts = reader.take_head();
  EXPECT_EQ(parts.method, "POST");
  EXPECT_EQ(parts.target, "/a");
  EXPECT_EQ(reader.take_body(), "ok");
  EXPECT_EQ(parts.headers, (Headers{{"Host", "h"}, {"Content-Length", "2"}}));
}

// Beast's parser asserts on the last chunk when it comes in pieces.
TEST(RequestReaderTest, ReadsAChunkedBodyHoweverItIsCut) {
  const std::string whole =
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\nX-T: u\r\n\r\nNEXT";
  const std::string empty = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nNEXT";
  for (const auto& text : {whole, empty}) {
    for (std::size_t piece = 1; piece <= text.size(); ++piece) {
      RequestReader reader{kLimits};
      std::string bytes;
      auto state = State::kNeedsMore;
      std::size_t at = 0;
      while (at < text.size() && state != State::kComplete) {
        bytes += text.substr(at, piece);
        at += piece;
        state = reader.read(bytes);
        if (state != State::kHeadComplete) continue;
        ASSERT_EQ(reader.accept_body(4), State::kNeedsMore);
        state = reader.read(bytes);
      }
      bytes += at < text.size() ? text.substr(at) : "";
      ASSERT_EQ(state, State::kComplete) << piece;
      EXPECT_EQ(bytes, "NEXT") << piece;
      EXPECT_EQ(reader.take_body(), text == whole ? "abcd" : "");
    }
  }
}

TEST(RequestReaderTest, KeepsAliveAsVersionAndHeadersSay) {
  const auto keeps_alive = [](std::string bytes) {
    RequestReader reader{kLimits};
    EXPECT_EQ(reader.read(bytes), State::kComplete);
    return reader.keeps_alive();
  };
  EXPECT_TRUE(keeps_alive("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
  EXPECT_FALSE(keeps_alive("GET / HTTP/1.1\r\nHost: h\r\nConnection: x, Close\r\n\r\n"));
  EXPECT_FALSE(keeps_alive("GET / HTTP/1.0\r\n\r\n"));
  EXPECT_TRUE(keeps_alive("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"));
}

TEST(RequestReaderTest, AcceptsABodyUpToTheLimitThatIsGivenAfterTheHead) {
  for (const auto& [bytes_max, expected] : {std::pair{2U, State::kNeedsMore}, {1U, State::kRefused}}) {
    std::string bytes = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n";
    RequestReader reader{kLimits};
    ASSERT_EQ(reader.read(bytes), State::kHeadComplete);
    EXPECT_TRUE(reader.has_body());
    EXPECT_EQ(reader.accept_body(bytes_max), expected);
  }
  std::string bytes = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  RequestReader reader{kLimits};
  ASSERT_EQ(reader.read(bytes), State::kComplete);
  EXPECT_FALSE(reader.has_body());
}

TEST(RequestReaderTest, KnowsWhenTheWholeBodyHasComeWithTheHead) {
  const auto is_in = [](std::string bytes, std::size_t bytes_max) {
    RequestReader reader{kLimits};
    EXPECT_EQ(reader.read(bytes), State::kHeadComplete);
    return reader.is_body_in(bytes, bytes_max);
  };
  const std::string head = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n";
  EXPECT_TRUE(is_in(head + "ok", 2));
  EXPECT_TRUE(is_in(head + "okGET", 2));
  EXPECT_FALSE(is_in(head + "o", 2));
  EXPECT_FALSE(is_in(head + "ok", 1));
  EXPECT_FALSE(
      is_in("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", 2));
}

TEST(RequestReaderTest, StaysRefused) {
  std::string bytes = "\x16\x03";
  RequestReader reader{kLimits};
  EXPECT_EQ(reader.read(bytes), State::kRefused);
  bytes = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  EXPECT_EQ(reader.read(bytes), State::kRefused);
  EXPECT_EQ(reader.refusal().status, 400);
}

}  // namespace
}  // namespace jeton::net
