#include "client/http.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "client/server_for_client_test.h"

namespace jeton::client {
namespace {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
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
  ServerForClient server{[](const net::Request&) { return net::redirect(302, "http://elsewhere.invalid/"); }};
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

/// A certificate for 127.0.0.1 or for another name, signed by itself.
struct Certificate {
  std::vector<unsigned char> key;
  std::vector<unsigned char> der;
};

Certificate make_certificate(const std::string& name) {
  EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_NAME* subject = X509_get_subject_name(certificate);
  const std::string common_name = "Cedar Cloud";
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(common_name.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate, subject);
  X509_set_pubkey(certificate, key);
  X509V3_CTX context{};
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  for (const auto& [id, value] : {std::pair<int, std::string>{NID_subject_alt_name, name},
                                  {NID_basic_constraints, "critical,CA:TRUE"}}) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
  }
  X509_sign(certificate, key, EVP_sha256());
  Certificate made;
  made.key.resize(static_cast<std::size_t>(i2d_PrivateKey(key, nullptr)));
  auto* out = made.key.data();
  i2d_PrivateKey(key, &out);
  made.der.resize(static_cast<std::size_t>(i2d_X509(certificate, nullptr)));
  out = made.der.data();
  i2d_X509(certificate, &out);
  X509_free(certificate);
  EVP_PKEY_free(key);
  return made;
}

/// A TLS server that answers one connection, and the authority that vouches for it.
class TlsServer {
 public:
  explicit TlsServer(const std::string& name) : authority_{authority_path()} {
    const auto certificate = make_certificate(name);
    tls_.use_certificate(asio::buffer(certificate.der), ssl::context::asn1);
    tls_.use_private_key(asio::buffer(certificate.key), ssl::context::asn1);
    std::string text(certificate.der.size() * 2, '\0');
    text.resize(static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                                         certificate.der.data(),
                                                         static_cast<int>(certificate.der.size()))));
    std::ofstream file{authority_};
    file << "-----BEGIN CERTIFICATE-----\n";
    for (std::size_t at = 0; at < text.size(); at += 64) file << text.substr(at, 64) << '\n';
    file << "-----END CERTIFICATE-----\n";
    thread_ = std::thread{[this] { serve(); }};
  }
  ~TlsServer() {
    thread_.join();
    std::filesystem::remove(authority_);
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  [[nodiscard]] std::string url() const {
    return "https://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + "/";
  }
  [[nodiscard]] HttpOptions trusting() const {
    HttpOptions options;
    options.ca_file = authority_.string();
    return options;
  }
  [[nodiscard]] const std::string& received() const { return received_; }

 private:
  static std::filesystem::path authority_path() {
    static int made = 0;
    return std::filesystem::temp_directory_path() /
           ("jeton-authority-" + std::to_string(::getpid()) + "-" + std::to_string(made++) + ".pem");
  }

  void serve() {
    boost::system::error_code failed;
    ssl::stream<tcp::socket> stream{acceptor_.accept(), tls_};
    stream.handshake(ssl::stream_base::server, failed);
    if (failed) return;
    asio::read_until(stream, asio::dynamic_buffer(received_), "\r\n\r\n", failed);
    if (failed) return;
    const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecure";
    asio::write(stream, asio::buffer(answer), failed);
    stream.shutdown(failed);
  }

  std::filesystem::path authority_;
  asio::io_context context_;
  tcp::acceptor acceptor_{context_, {asio::ip::address_v4::loopback(), 0}};
  ssl::context tls_{ssl::context::tls_server};
  std::string received_;
  std::thread thread_;
};

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
