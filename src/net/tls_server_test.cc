#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <ctime>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "base/testing/certificate_files.h"
#include "net/test_server_test.h"
#include "net/tls_client_test.h"

// Everything that is the same without TLS has its tests elsewhere.
namespace jeton::net {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
constexpr std::string_view kLastGet = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

/// Answers whether the request came over HTTPS.
Response scheme(const Request& request) {
  return text_response(200, request.is_https() ? "https\n" : "http\n");
}

class TlsServerTest : public testing::Test {
 protected:
  ServerOptions options() {
    ServerOptions options;
    options.tls = certificate_;
    return options;
  }

  base::testing::CertificateFiles files_;
  std::shared_ptr<TlsCertificate> certificate_ = *TlsCertificate::load({files_.certificate(), files_.key()});
};

TEST_F(TlsServerTest, AnswersManyRequestsOfAConnection) {
  const TestServer server{scheme, options()};
  TlsClient client{server.port()};
  ASSERT_TRUE(client.is_agreed());
  EXPECT_EQ(client.version(), "TLSv1.3");
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(client.send(kGet));
    EXPECT_THAT(client.receive_until("https\n"), StartsWith("HTTP/1.1 200 OK\r\n"));
  }
}

TEST_F(TlsServerTest, TakesTls12AndNothingBelow) {
  const TestServer server{scheme, options()};
  EXPECT_EQ((TlsClient{server.port(), {.version_max = TLS1_2_VERSION}}.version()), "TLSv1.2");
  const TlsClient old{server.port(), {.version_min = TLS1_VERSION, .version_max = TLS1_1_VERSION}};
  EXPECT_FALSE(old.is_agreed());
  server.wait_until_shows("jeton_tls_handshakes_failed_total 1");
}

TEST_F(TlsServerTest, TakesNoSuiteOfTls12WithoutForwardSecrecy) {
  const TestServer server{scheme, options()};
  for (const auto* ciphers : {"AES128-GCM-SHA256@SECLEVEL=0", "ECDHE-ECDSA-AES128-SHA256@SECLEVEL=0"}) {
    const TlsClient client{server.port(), {.version_max = TLS1_2_VERSION, .ciphers = ciphers}};
    EXPECT_FALSE(client.is_agreed()) << ciphers;
  }
  const TlsClient good{server.port(),
                       {.version_max = TLS1_2_VERSION, .ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256"}};
  EXPECT_TRUE(good.is_agreed());
}

TEST_F(TlsServerTest, ChoosesHttp11AmongTheProtocolsOffered) {
  const TestServer server{scheme, options()};
  EXPECT_EQ((TlsClient{server.port(), {.protocols = "\x02h2\x08http/1.1"}}.protocol()), "http/1.1");
  const TlsClient modern{server.port(), {.protocols = "\x02h2"}};
  EXPECT_TRUE(modern.is_agreed());
  EXPECT_EQ(modern.protocol(), "");
}

TEST_F(TlsServerTest, TellsAClientThatSpeaksHttpWhatItTakes) {
  const TestServer server{scheme, options()};
  auto client = server.connect();
  const auto answer = client.exchange(kGet);
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.body, "This address takes HTTPS, not HTTP.\n");
  EXPECT_TRUE(client.is_closed());
}

TEST_F(TlsServerTest, EndsAConnectionThatDoesNotAgreeInTime) {
  auto quick = options();
  quick.limits.header_timeout = std::chrono::milliseconds{200};
  const TestServer server{scheme, quick};
  auto silent = server.connect();
  EXPECT_TRUE(silent.is_closed());
  auto slow = server.connect();
  // The beginning of a record that is never completed.
  ASSERT_TRUE(slow.send(std::string("\x16\x03\x01\x02", 4)));
  EXPECT_TRUE(slow.is_closed());
}

TEST_F(TlsServerTest, SaysThatNothingMoreComes) {
  const TestServer server{scheme, options()};
  TlsClient client{server.port()};
  ASSERT_TRUE(client.send(kLastGet));
  EXPECT_THAT(client.receive_rest(), EndsWith("https\n"));
  EXPECT_TRUE(client.was_told_the_end());
}

// A reset would take the answer from a client that has not read it yet.
TEST_F(TlsServerTest, LetsAClientReadTheAnswerToABodyThatIsNotWanted) {
  auto small = options();
  small.limits.body_bytes_max = 10;
  const TestServer server{echo, small};
  TlsClient client{server.port()};
  ASSERT_TRUE(client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 200000\r\n\r\n" +
                          std::string(100'000, 'b')));
  EXPECT_THAT(client.receive_rest(), StartsWith("HTTP/1.1 413 "));
  EXPECT_TRUE(client.was_told_the_end());
}

TEST_F(TlsServerTest, TakesAndGivesBodiesOfManyRecords) {
  auto large = options();
  large.limits.body_bytes_max = 1'000'000;
  const TestServer server{echo, large};
  const std::string body(1'000'000, 'b');
  TlsClient client{server.port()};
  ASSERT_TRUE(client.send(
      "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 1000000\r\n\r\n" + body));
  EXPECT_THAT(client.receive_rest(), EndsWith("POST\n/\n\n" + body));
}

/// A body of `count` chunks.
class CountedProducer final : public BodyProducer {
 public:
  explicit CountedProducer(int count) : left_{count} {}
  base::Result<Next> produce(std::string& chunk) override {
    chunk.assign(50'000, 'c');
    return --left_ > 0 ? Next::kMore : Next::kEnd;
  }

 private:
  int left_;
};

TEST_F(TlsServerTest, StreamsAnAnswer) {
  const TestServer server{[](const Request&) {
                            Response response;
                            response.status = 200;
                            response.producer = std::make_unique<CountedProducer>(20);
                            return response;
                          },
                          options()};
  TlsClient client{server.port()};
  ASSERT_TRUE(client.send(kLastGet));
  const auto received = client.receive_rest();
  EXPECT_THAT(received, EndsWith("0\r\n\r\n"));
  EXPECT_GT(received.size(), 20U * 50'000U);
  EXPECT_TRUE(client.was_told_the_end());
}

TEST_F(TlsServerTest, ShowsANewCertificateToNewConnectionsAndKeepsTheOldOnes) {
  const TestServer server{scheme, options()};
  TlsClient first{server.port()};
  ASSERT_TRUE(first.send(kGet));
  first.receive_until("https\n");
  files_.write(base::testing::make_certificate("IP:127.0.0.1", std::chrono::hours{100}));
  ASSERT_TRUE(certificate_->reload().has_value());

  const auto in_two_hours = std::time(nullptr) + 2 * 3600;
  EXPECT_TRUE(first.ends_before(in_two_hours));
  EXPECT_FALSE(TlsClient{server.port()}.ends_before(in_two_hours));
  ASSERT_TRUE(first.send(kGet));
  EXPECT_THAT(first.receive_until("https\n"), HasSubstr(" 200 "));
}

TEST_F(TlsServerTest, BelievesATrustedProxyThatItsClientHadNoHttps) {
  auto behind = options();
  behind.trusted_proxies = TrustedProxies{{*base::IpNetwork::parse("127.0.0.1/32")}};
  const TestServer server{scheme, behind};
  TlsClient client{server.port()};
  ASSERT_TRUE(client.send("GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-Proto: http\r\n\r\n"));
  EXPECT_THAT(client.receive_until("http\n"), HasSubstr(" 200 "));
}

TEST_F(TlsServerTest, ClosesWithoutAWordWhenItIsFull) {
  auto one = options();
  one.limits.connections_max = 1;
  TestServer server{scheme, one};
  const TlsClient client{server.port()};
  ASSERT_TRUE(client.is_agreed());
  EXPECT_TRUE(server.connect().is_closed());
  EXPECT_FALSE(TlsClient{server.port()}.is_agreed());
}

TEST_F(TlsServerTest, StopsWhileAClientStillAgrees) {
  TestServer server{scheme, options()};
  auto slow = server.connect();
  ASSERT_TRUE(slow.send(std::string("\x16\x03\x01\x02", 4)));
  server.stop();
  EXPECT_TRUE(slow.is_closed());
}

}  // namespace
}  // namespace jeton::net
