#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "client/http.h"
#include "client/proxy_server_test.h"
#include "client/server_for_client_test.h"
#include "client/tls_server_test.h"

namespace jeton::client {
namespace {

using base::ErrorKind;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view kBasic = "Proxy-Authorization: Basic YWRhOnpxeGprdg==";

net::Response echo_of_proxied(const net::Request& request) {
  auto response = net::text_response(200, request.method() + " " + request.target() + " " + request.body());
  response.set_header("X-Host", std::string{request.header("Host").value_or("")});
  response.set_header("X-Authorization", std::string{request.header("Authorization").value_or("none")});
  return response;
}

TEST(ProxiedHttp, AsksForAnHttpAddressInWhole) {
  ServerForClient server{echo_of_proxied};
  std::string received;
  std::optional<ProxyServer> proxy{std::in_place};
  HttpOptions options;
  options.proxy.http = "http://ada:zqxjkv@" + proxy->authority();
  const base::Secret token{"idt:TKN-4410-0912:q0V9mX2s7Yt4"};
  const auto response = HttpClient{options}.send({"POST", server.url() + "/a%20b?c=d", {}, &token, "body"});
  ASSERT_TRUE(response.has_value()) << response.error().message();
  EXPECT_EQ(response->body, "POST /a%20b?c=d body");
  EXPECT_EQ(response->header("X-Host"), server.url().substr(7));
  EXPECT_EQ(response->header("X-Authorization"), "Bearer idt:TKN-4410-0912:q0V9mX2s7Yt4");
  EXPECT_THAT(proxy->received(), AllOf(StartsWith("POST " + server.url() + "/a%20b?c=d HTTP/1.1\r\n"),
                                       HasSubstr("Host: " + server.url().substr(7)), HasSubstr(kBasic)));
}

TEST(ProxiedHttp, TunnelsToAnHttpsAddressAndTellsTheProxyNothingElse) {
  const TlsServer server{"IP:127.0.0.1"};
  const ProxyServer proxy;
  auto options = server.trusting();
  options.proxy.https = "http://ada:zqxjkv@" + proxy.authority();
  const base::Secret token{"canary"};
  const auto response = HttpClient{options}.send({.url = server.url() + "path", .bearer = &token});
  ASSERT_TRUE(response.has_value()) << response.error().message();
  EXPECT_EQ(response->body, "secure");
  const auto authority = server.url().substr(8, server.url().size() - 9);
  EXPECT_THAT(proxy.received(), AllOf(StartsWith("CONNECT " + authority + " HTTP/1.1\r\n"),
                                      HasSubstr("Host: " + authority + "\r\n"), HasSubstr(kBasic),
                                      Not(HasSubstr("canary")), Not(HasSubstr("path"))));
  EXPECT_THAT(server.received(), AllOf(StartsWith("GET /path HTTP/1.1\r\n"), HasSubstr("Bearer canary"),
                                       Not(HasSubstr("Proxy-Authorization"))));
}

TEST(ProxiedHttp, TrustsNoProxyToBeTheServer) {
  const TlsServer server{"IP:127.0.0.2"};
  const ProxyServer proxy;
  auto options = server.trusting();
  options.proxy.https = proxy.authority();
  const base::Secret token{"canary"};
  const auto response = HttpClient{options}.send({.url = server.url(), .bearer = &token});
  ASSERT_TRUE(response.has_error());
  EXPECT_THAT(response.error().message(), HasSubstr("certificate"));
  EXPECT_EQ(server.received(), "");
  EXPECT_THAT(proxy.received(), Not(HasSubstr("Proxy-Authorization")));
}

TEST(ProxiedHttp, GoesPastTheProxyWhereThatIsSaid) {
  ServerForClient server{echo_of_proxied};
  const ProxyServer proxy;
  HttpOptions options;
  options.proxy = {.all = proxy.authority(), .none = "other.example,127.0.0.0/8"};
  EXPECT_EQ(HttpClient{options}.send({.url = server.url()})->body, "GET / ");
  options.proxy = {.https = proxy.authority()};
  EXPECT_EQ(HttpClient{options}.send({.url = server.url()})->body, "GET / ");
  EXPECT_EQ(proxy.received(), "");
}

TEST(ProxiedHttp, SaysThatTheProxyRefuses) {
  const auto refused = [](const std::string& status) {
    const ProxyServer proxy{"HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n"};
    HttpOptions options;
    options.proxy.https = "http://ada:zqxjkv@" + proxy.authority();
    const auto response = HttpClient{options}.send({.url = "https://tokens.example/"});
    EXPECT_TRUE(response.has_error());
    const auto error = response.error();
    EXPECT_THAT(error.message(), Not(HasSubstr("zqxjkv")));
    const auto message = error.fields().empty() ? error.message() : error.fields().front().message;
    EXPECT_THAT(message, AllOf(HasSubstr("The proxy " + proxy.authority()), Not(HasSubstr("zqxjkv"))));
    return std::pair{error.kind(), message};
  };
  EXPECT_EQ(refused("407").first, ErrorKind::kInvalid);
  EXPECT_THAT(refused("407").second, HasSubstr("user name and password"));
  EXPECT_EQ(refused("403").first, ErrorKind::kInvalid);
  EXPECT_THAT(refused("403").second, HasSubstr("it answered 403"));
  EXPECT_EQ(refused("302").first, ErrorKind::kInvalid);
  EXPECT_EQ(refused("502").first, ErrorKind::kUnavailable);
}

TEST(ProxiedHttp, TakesNothingThatTheProxySaysForTheServer) {
  const ProxyServer proxy{"HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"};
  HttpOptions options;
  options.proxy.https = proxy.authority();
  EXPECT_EQ(HttpClient{options}.send({.url = "https://tokens.example/"}).error().kind(),
            ErrorKind::kUnavailable);
}

TEST(ProxiedHttp, SaysThatTheProxyIsOutOfReach) {
  std::string authority;
  {
    const ProxyServer proxy;
    authority = proxy.authority();
  }
  HttpOptions options;
  options.proxy.all = "http://ada:zqxjkv@" + authority;
  for (const auto* url : {"http://tokens.example/", "https://tokens.example/"}) {
    const auto response = HttpClient{options}.send({.url = url});
    ASSERT_TRUE(response.has_error());
    EXPECT_EQ(response.error().kind(), ErrorKind::kUnavailable);
    EXPECT_THAT(response.error().message(),
                AllOf(HasSubstr("Cannot reach the proxy " + authority), Not(HasSubstr("zqxjkv"))));
  }
}

TEST(ProxiedHttp, AsksNobodyWhenTheProxysAddressIsNone) {
  HttpOptions options;
  options.proxy.http = "socks5://127.0.0.1:1";
  const auto response = HttpClient{options}.send({.url = "http://127.0.0.1:1/"});
  ASSERT_TRUE(response.has_error());
  EXPECT_EQ(response.error().fields().front().path, "HTTP_PROXY");
}

}  // namespace
}  // namespace jeton::client
