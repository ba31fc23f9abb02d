#include "client/http.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <string>
#include <thread>

#include "client/server_for_client_test.h"
#include "client/tls_server_test.h"

namespace jeton::client {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using base::ErrorKind;
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

net::Response echo(const net::Request& request) {
  auto response = net::text_response(200, request.method() + " " + request.target() + " " + request.body());
  response.set_header("X-Host", std::string{request.header("Host").value_or("")});
  response.set_header("X-Length", std::string{request.header("Content-Length").value_or("none")});
  response.set_header("X-Authorization", std::string{request.header("Authorization").value_or("none")});
  return response;
}

TEST(HttpClientTest, SendsTheRequestAndBringsTheAnswer) {
  ServerForClient server{echo};
  const base::Secret token{"idt:TKN-4410-0912:q0V9mX2s7Yt4"};
  HttpRequest request{"POST", server.url() + "/a%20b?c=d&e", {{"X-A", "b"}}, &token, "body"};
  const auto response = HttpClient{}.send(request);
  ASSERT_TRUE(response.has_value());
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->body, "POST /a%20b?c=d&e body");
  EXPECT_EQ(response->header("x-host"), server.url().substr(7));
  EXPECT_EQ(response->header("X-Authorization"), "Bearer idt:TKN-4410-0912:q0V9mX2s7Yt4");
  EXPECT_EQ(response->header("X-Missing"), std::nullopt);
}

TEST(HttpClientTest, SendsALengthWithAPostThatHasNoBody) {
  ServerForClient server{echo};
  EXPECT_EQ(HttpClient{}.send({.method = "POST", .url = server.url()})->header("X-Length"), "0");
  EXPECT_EQ(HttpClient{}.send({.url = server.url()})->header("X-Length"), "none");
  EXPECT_EQ(HttpClient{}.send({.url = server.url()})->body, "GET / ");
}

TEST(HttpClientTest, TakesAnswersWithoutABody) {
  ServerForClient server{[](const net::Request&) { return net::no_content(); }};
  EXPECT_EQ(HttpClient{}.send({.method = "DELETE", .url = server.url()})->status, 204);
  ServerForClient other{echo};
  EXPECT_EQ(HttpClient{}.send({.method = "HEAD", .url = other.url()})->body, "");
}

TEST(HttpClientTest, DoesNotFollowRedirects) {
  ServerForClient server{[](const net::Request&) {
    auto moved = net::empty_response(302);
    moved.set_header("Location", "http://elsewhere.invalid/");
    return moved;
  }};
  EXPECT_EQ(HttpClient{}.send({.url = server.url()})->status, 302);
}

TEST(HttpClientTest, RefusesAddressesThatAreNone) {
  for (const auto* url : {"", "h", "ftp://h/", "http:///p", "//h/", "http://h h/"}) {
    const auto response = HttpClient{}.send({.url = url});
    ASSERT_TRUE(response.has_error()) << url;
    EXPECT_EQ(response.error().kind(), ErrorKind::kInvalid) << url;
  }
}

TEST(HttpClientTest, NoTokenOrHeaderCanAddAHeader) {
  ServerForClient server{echo};
  const base::Secret token{"a\r\nX-Admin: yes"};
  EXPECT_TRUE(HttpClient{}.send({.url = server.url(), .bearer = &token}).has_error());
  EXPECT_TRUE(HttpClient{}.send({.url = server.url(), .headers = {{"X-A", "a\nX-Admin: yes"}}}).has_error());
}

TEST(HttpClientTest, SaysThatNobodyAnswers) {
  std::string url;
  {
    ServerForClient server{echo};
    url = server.url();
  }
  const auto response = HttpClient{}.send({.url = url});
  ASSERT_TRUE(response.has_error());
  const auto error = response.error();
  EXPECT_EQ(error.kind(), ErrorKind::kUnavailable);
  EXPECT_THAT(error.message(), HasSubstr("Cannot reach " + url));
}

TEST(HttpClientTest, WaitsNoLongerThanItMay) {
  asio::io_context context;
  tcp::acceptor silent{context, {asio::ip::address_v4::loopback(), 0}};
  HttpOptions options;
  options.answer_timeout = milliseconds{100};
  const auto response =
      HttpClient{options}.send({.url = "http://127.0.0.1:" + std::to_string(silent.local_endpoint().port())});
  ASSERT_TRUE(response.has_error());
  EXPECT_EQ(response.error().kind(), ErrorKind::kUnavailable);
  EXPECT_THAT(response.error().message(), HasSubstr("no answer in time"));
}

TEST(HttpClientTest, TakesNoMoreThanItMay) {
  ServerForClient server{[](const net::Request&) { return net::text_response(200, std::string(1001, 'x')); }};
  HttpOptions options;
  options.body_bytes_max = 1001;
  EXPECT_EQ(HttpClient{options}.send({.url = server.url()})->body.size(), 1001U);
  options.body_bytes_max = 1000;
  EXPECT_EQ(HttpClient{options}.send({.url = server.url()}).error().kind(), ErrorKind::kUnavailable);
}

/// A server that says `text` to whoever asks, whatever that was, and hangs up.
class SayingServer {
 public:
  explicit SayingServer(std::string text) : text_{std::move(text)} {
    thread_ = std::thread{[this] { serve(); }};
  }
  ~SayingServer() { thread_.join(); }
  SayingServer(const SayingServer&) = delete;
  SayingServer& operator=(const SayingServer&) = delete;

  [[nodiscard]] std::string url() const {
    return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + "/";
  }

 private:
  void serve() {
    boost::system::error_code failed;
    auto stream = acceptor_.accept();
    std::string received;
    asio::read_until(stream, asio::dynamic_buffer(received), "\r\n\r\n", failed);
    asio::write(stream, asio::buffer(text_), failed);
  }

  std::string text_;
  asio::io_context context_;
  tcp::acceptor acceptor_{context_, {asio::ip::address_v4::loopback(), 0}};
  std::thread thread_;
};

constexpr const char* kChunkedHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

TEST(HttpClientTest, HandsOverABodyThatIsLongerThanItWouldBringBack) {
  ServerForClient server{
      [](const net::Request&) { return net::text_response(200, std::string(200'000, 'x')); }};
  const SayingServer chunked{std::string{kChunkedHead} + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"};
  HttpOptions options;
  options.body_bytes_max = 4;
  std::string taken;
  const BodyReader reader{.wants = [](const HttpResponse& head) { return head.status == 200; },
                          .take = [&taken](std::string_view piece) -> base::Result<void> {
                            taken += piece;
                            return {};
                          }};
  const auto response = HttpClient{options}.read({.url = chunked.url()}, reader);
  ASSERT_TRUE(response.has_value()) << response.error().message();
  EXPECT_EQ(taken, "abcde");
  EXPECT_EQ(response->body, "");
  taken.clear();
  EXPECT_TRUE(HttpClient{}.read({.url = server.url()}, reader).has_value());
  EXPECT_EQ(taken, std::string(200'000, 'x'));
}

TEST(HttpClientTest, BringsBackWhatTheReaderDoesNotWant) {
  ServerForClient server{echo};
  const BodyReader reader{.wants = [](const HttpResponse&) { return false; }, .take = nullptr};
  EXPECT_EQ(HttpClient{}.read({.url = server.url()}, reader)->body, "GET / ");
}

TEST(HttpClientTest, TellsABodyThatWasCutShort) {
  const SayingServer server{std::string{kChunkedHead} + "3\r\nabc\r\n"};
  std::string taken;
  const BodyReader reader{.wants = [](const HttpResponse&) { return true; },
                          .take = [&taken](std::string_view piece) -> base::Result<void> {
                            taken += piece;
                            return {};
                          }};
  const auto response = HttpClient{}.read({.url = server.url()}, reader);
  ASSERT_TRUE(response.has_error());
  EXPECT_EQ(response.error().kind(), ErrorKind::kUnavailable);
  EXPECT_THAT(response.error().message(), HasSubstr("cut short"));
  EXPECT_EQ(taken, "abc");
}

TEST(HttpClientTest, TheReaderMayEndIt) {
  ServerForClient server{echo};
  const BodyReader reader{
      .wants = [](const HttpResponse&) { return true; },
      .take = [](std::string_view) -> base::Result<void> { return base::Error::invalid("line", "No."); }};
  EXPECT_EQ(HttpClient{}.read({.url = server.url()}, reader).error().kind(), ErrorKind::kInvalid);
}

TEST(HttpClientTest, SpeaksTlsToAServerThatATrustedAuthorityVouchesFor) {
  const TlsServer server{"IP:127.0.0.1"};
  const auto response = HttpClient{server.trusting()}.send({.url = server.url()});
  ASSERT_TRUE(response.has_value()) << response.error().message();
  EXPECT_EQ(response->body, "secure");
}

TEST(HttpClientTest, TellsNothingToAServerThatNobodyVouchesFor) {
  const base::Secret token{"canary"};
  const TlsServer server{"IP:127.0.0.1"};
  const auto response = HttpClient{}.send({.url = server.url(), .bearer = &token});
  ASSERT_TRUE(response.has_error());
  EXPECT_EQ(response.error().kind(), ErrorKind::kUnavailable);
  EXPECT_THAT(response.error().message(), HasSubstr("certificate"));
  EXPECT_THAT(server.received(), Not(HasSubstr("canary")));
}

TEST(HttpClientTest, TellsNothingToAServerOfAnotherName) {
  const TlsServer server{"IP:127.0.0.2"};
  const auto response = HttpClient{server.trusting()}.send({.url = server.url()});
  ASSERT_TRUE(response.has_error());
  EXPECT_EQ(response.error().kind(), ErrorKind::kUnavailable);
  EXPECT_EQ(server.received(), "");
}

TEST(HttpClientTest, SaysThatTheAuthoritiesCannotBeRead) {
  HttpOptions options;
  options.ca_file = "no-such-file.pem";
  const auto response = HttpClient{options}.send({.url = "https://127.0.0.1:1/"});
  ASSERT_TRUE(response.has_error());
  EXPECT_THAT(response.error().message(), HasSubstr("no-such-file.pem"));
}

}  // namespace
}  // namespace jeton::client
