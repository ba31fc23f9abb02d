#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "net/test_server_test.h"

// Requests that nobody honest sends: each is answered as a problem, never reaches the handler, and ends the
// connection, because nobody knows where the next request would start.
namespace jeton::net {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::StartsWith;
using namespace std::string_literals;

struct Malformed {
  std::string name;
  std::string bytes;
  int status = 400;
};

class MalformedRequestTest : public testing::TestWithParam<Malformed> {};

TEST_P(MalformedRequestTest, IsRefusedAndEndsTheConnection) {
  int handled = 0;
  TestServer server{[&handled](const Request& request) {
    ++handled;
    return echo(request);
  }};
  auto client = server.connect();
  // What follows must not be taken for a second request.
  const auto answer = client.exchange(GetParam().bytes + "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(answer.status, GetParam().status);
  EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
  EXPECT_EQ(answer.header("Connection"), "close");
  EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
  EXPECT_THAT(answer.body, HasSubstr("\"status\":" + std::to_string(GetParam().status)));
  EXPECT_THAT(answer.body, HasSubstr(R"("traceId":"00-)"));
  EXPECT_TRUE(client.is_closed());
  server.stop();
  EXPECT_EQ(handled, 0);
  EXPECT_TRUE(server.log.contains(R"("route":"refused")"));
}

const Malformed kMalformed[] = {
    // RFC 9112 section 11.2: what two servers could read differently.
    {"LengthAndChunked",
     "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
    {"ChunkedAndLength",
     "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"},
    {"TwoLengths", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx"},
    {"TwoEqualLengths", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx"},
    {"ListOfLengths", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1, 1\r\n\r\nx"},
    {"SignedLength", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +1\r\n\r\nx"},
    {"NegativeLength", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\nx"},
    {"HexadecimalLength", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0x1\r\n\r\nx"},
    {"EmptyLength", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length:\r\n\r\nx"},
    {"HugeLength", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9999999999999999\r\n\r\nx", 413},
    {"WrappingLength", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 18446744073709551617\r\n\r\nx"},
    {"OtherEncoding", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
    {"ChunkedTwice", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"},
    {"EncodingTwice",
     "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: "
     "identity\r\n\r\n0\r\n\r\n"},
    {"DisguisedEncoding", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"},
    {"EncodingInHttp10", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
    {"BlankBeforeColon", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length : 1\r\n\r\nx"},
    {"FoldedHeader", "GET / HTTP/1.1\r\nHost: h\r\nX-A: b\r\n c\r\n\r\n"},
    {"FoldedFirstHeader", "GET / HTTP/1.1\r\n Host: h\r\n\r\n"},
    {"BareLineFeed", "GET / HTTP/1.1\r\nHost: h\nX-A: b\r\n\r\n"},
    {"BareCarriageReturn", "GET / HTTP/1.1\r\nHost: h\r\nX-A: b\rX-B: c\r\n\r\n"},
    {"NulInHeader", "GET / HTTP/1.1\r\nHost: h\r\nX-A: b\0c\r\n\r\n"s},
    {"HeaderWithoutColon", "GET / HTTP/1.1\r\nHost: h\r\nnonsense\r\n\r\n"},
    {"HeaderWithoutName", "GET / HTTP/1.1\r\nHost: h\r\n: b\r\n\r\n"},
    {"ChunkSizeIsNoNumber",
     "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n"},
    {"ChunkSizeWraps",
     "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1000000000000000a\r\nab\r\n0\r\n\r\n"},
    {"ChunkLongerThanItsSize",
     "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n"},
    // Who is meant, and who asks.
    {"NoHost", "GET / HTTP/1.1\r\nX-A: b\r\n\r\n"},
    {"TwoHosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"},
    {"HostWithPath", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"},
    {"TwoCredentials",
     "GET / HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n"},
    // The request line.
    {"NoVersion", "GET /\r\n\r\n"},
    {"OldVersion", "GET / HTTP/0.9\r\nHost: h\r\n\r\n", 505},
    {"NewVersion", "PRI * HTTP/2.0\r\n\r\n", 505},
    {"BlankInTarget", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n"},
    {"TlsHandshake", std::string{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11}},
    {"NotHttp", "\r\n\r\n\r\n"},
    {"UnknownExpectation", "POST / HTTP/1.1\r\nHost: h\r\nExpect: tea\r\nContent-Length: 1\r\n\r\nx", 417},
};

INSTANTIATE_TEST_SUITE_P(All, MalformedRequestTest, testing::ValuesIn(kMalformed),
                         [](const testing::TestParamInfo<Malformed>& param) { return param.param.name; });

// The message is complete, so its end is known and the connection may go on; the target is nonsense.
class MalformedTargetTest : public testing::TestWithParam<std::string> {};

TEST_P(MalformedTargetTest, IsAnsweredAsABadRequest) {
  const TestServer server{echo};
  auto client = server.connect();
  const auto answer = client.exchange("GET " + GetParam() + " HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(answer.body, HasSubstr(R"("errors":{"path":[)"));
}

INSTANTIATE_TEST_SUITE_P(All, MalformedTargetTest,
                         testing::Values("*", "host:80", "/%", "/%0", "/%zz", "/%00", "/%0a", "/%c0%af",
                                         "/%ff", "/a#b", "no-slash", "ftp://host/"));

// A trailer is read after the head was checked: it must not become a header.
TEST(ChunkedBodyTest, TrailersAreNotHeaders) {
  const TestServer server{[](const Request& request) {
    return text_response(200, std::string{request.header("Authorization").value_or("none")} + request.body());
  }};
  auto client = server.connect();
  EXPECT_EQ(client
                .exchange("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n"
                          "Authorization: Bearer smuggled\r\n\r\n")
                .body,
            "nonex");
}

TEST(HttpServerTest, SkipsAnEmptyLineBeforeARequest) {
  const TestServer server{echo};
  auto client = server.connect();
  EXPECT_EQ(client.exchange("\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n").status, 200);
}

TEST(HttpServerTest, SaysNothingToAClientThatLeavesInTheMiddle) {
  TestServer server{echo};
  auto client = server.connect();
  ASSERT_TRUE(client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhalf"));
  client.finish_sending();
  EXPECT_TRUE(client.is_closed());
  server.stop();
  EXPECT_THAT(server.log.lines(), IsEmpty());
}

TEST(HttpServerTest, NoHeaderValueCanAddAHeader) {
  const TestServer server{[](const Request&) {
    auto response = no_content();
    response.set_header("X-Name", "a\r\nSet-Cookie: b=c");
    return response;
  }};
  const auto answer = server.connect().exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(answer.header("X-Name"), "a  Set-Cookie: b=c");
  EXPECT_EQ(answer.header("Set-Cookie"), "");
}

}  // namespace
}  // namespace jeton::net
