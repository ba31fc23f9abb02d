#include "net/request_reader.h"

#include <gtest/gtest.h>

#include <string>

namespace jeton::net {
namespace {

using State = RequestReader::State;

const ServerLimits kLimits;

TEST(RequestReaderTest, LeavesWhatFollowsTheRequest) {
  std::string bytes = "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nokGET / HTTP/1.1";
  RequestReader reader{kLimits};
  EXPECT_EQ(reader.read(bytes), State::kHeadComplete);
  EXPECT_EQ(reader.read(bytes), State::kComplete);
  EXPECT_EQ(bytes, "GET / HTTP/1.1");
  const auto parts = reader.take();
  EXPECT_EQ(parts.method, "POST");
  EXPECT_EQ(parts.target, "/a");
  EXPECT_EQ(parts.body, "ok");
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
        if (state == State::kHeadComplete) state = reader.read(bytes);
      }
      bytes += at < text.size() ? text.substr(at) : "";
      ASSERT_EQ(state, State::kComplete) << piece;
      EXPECT_EQ(bytes, "NEXT") << piece;
      EXPECT_EQ(reader.take().body, text == whole ? "abcd" : "");
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
