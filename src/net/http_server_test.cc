#include "net/http_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "net/problem.h"
#include "net/test_server_test.h"

namespace jeton::net {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view kGet = "GET /a%20b?x=%2F&y HTTP/1.1\r\nHost: h\r\n\r\n";

std::string post(std::string_view body) {
  return "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         std::string{body};
}

TEST(HttpServerTest, HandsMethodPathQueryAndBodyToTheHandler) {
  const TestServer server{echo};
  auto client = server.connect();
  EXPECT_EQ(client.exchange(kGet).body, "GET\n/a b\nx=%2F&y\n");
  EXPECT_EQ(client.exchange(post("hello")).body, "POST\n/\n\nhello");
}

TEST(HttpServerTest, AddsSecurityHeadersDateAndLength) {
  const TestServer server{echo};
  const auto answer = server.connect().exchange(kGet);
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.head, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(answer.header("Referrer-Policy"), "no-referrer");
  EXPECT_EQ(answer.header("Cache-Control"), "no-store");
  EXPECT_EQ(answer.header("Date"), "Fri, 02 Jan 2026 03:04:05 GMT");
  EXPECT_EQ(answer.header("Content-Length"), std::to_string(answer.body.size()));
}

TEST(HttpServerTest, KeepsTheConnectionForManyRequests) {
  const TestServer server{echo};
  auto client = server.connect();
  for (int i = 0; i < 50; ++i) ASSERT_EQ(client.exchange(kGet).status, 200) << i;
}

TEST(HttpServerTest, AnswersPipelinedRequestsInTheirOrder) {
  const TestServer server{echo};
  auto client = server.connect();
  std::string all;
  for (int i = 0; i < 20; ++i) all += post("number " + std::to_string(i));
  ASSERT_TRUE(client.send(all));
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(client.receive().body, "POST\n/\n\nnumber " + std::to_string(i));
  }
}

TEST(HttpServerTest, ReadsARequestThatComesByteByByte) {
  const TestServer server{echo};
  auto client = server.connect();
  const std::string request =
      "POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;e=f\r\nde\r\n0\r\n\r\n";
  for (const char c : request) ASSERT_TRUE(client.send({&c, 1}));
  EXPECT_EQ(client.receive().body, "POST\n/x\n\nabcde");
}

TEST(HttpServerTest, EndsTheConnectionWhenTheClientAsksForIt) {
  const TestServer server{echo};
  auto client = server.connect();
  const auto answer = client.exchange("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("Connection"), "close");
  EXPECT_TRUE(client.is_closed());
}

TEST(HttpServerTest, ServesHttp10WithAndWithoutKeepAlive) {
  const TestServer server{echo};
  auto once = server.connect();
  EXPECT_EQ(once.exchange("GET / HTTP/1.0\r\n\r\n").status, 200);
  EXPECT_TRUE(once.is_closed());

  auto kept = server.connect();
  for (int i = 0; i < 2; ++i) {
    const auto answer = kept.exchange("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("Connection"), "keep-alive");
  }
}

TEST(HttpServerTest, AnswersHeadWithTheLengthAndWithoutTheBody) {
  const TestServer server{echo};
  auto client = server.connect();
  ASSERT_TRUE(client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n"));
  EXPECT_EQ(client.receive("HEAD").header("Content-Length"), "8");
  // Had a body been sent, the next answer would start inside it.
  EXPECT_EQ(client.exchange(kGet).status, 200);
}

TEST(HttpServerTest, Sends204And304WithoutLengthAndBody) {
  const TestServer server{[](const Request& request) {
    auto response = request.path() == "/304" ? empty_response(304) : no_content();
    response.body = "never sent";
    return response;
  }};
  auto client = server.connect();
  for (const auto* path : {"/204", "/304"}) {
    const auto answer = client.exchange("GET " + std::string{path} + " HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(answer.status, std::stoi(path + 1));
    EXPECT_EQ(answer.header("Content-Length"), "");
  }
}

TEST(HttpServerTest, ContinuesAClientThatExpectsIt) {
  const TestServer server{echo};
  auto client = server.connect();
  ASSERT_TRUE(client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"));
  EXPECT_EQ(client.receive().status, 100);
  EXPECT_EQ(client.exchange("ok").body, "POST\n/\n\nok");
}

TEST(HttpServerTest, TakesTheAbsoluteForm) {
  const TestServer server{echo};
  auto client = server.connect();
  EXPECT_EQ(client.exchange("GET http://elsewhere:1/p?q HTTP/1.1\r\nHost: h\r\n\r\n").body, "GET\n/p\nq\n");
  EXPECT_EQ(client.exchange("GET HTTPS://elsewhere HTTP/1.1\r\nHost: h\r\n\r\n").body, "GET\n/\n\n");
}

TEST(HttpServerTest, ServesAHundredConnectionsAtOnce) {
  ServerOptions options;
  options.io_threads = 2;
  const TestServer server{echo, options};
  std::vector<RawClient> clients;
  for (int i = 0; i < 100; ++i) clients.push_back(server.connect());
  for (auto& client : clients) ASSERT_TRUE(client.send(post("all at once")));
  for (auto& client : clients) EXPECT_EQ(client.receive().body, "POST\n/\n\nall at once");
}

TEST(HttpServerTest, AnswersWhatAHandlerThrowsWith500AndLogsItOnce) {
  TestServer server{[](const Request&) -> Response { throw std::runtime_error{"the disk is full"}; }};
  auto client = server.connect();
  const auto answer = client.exchange(kGet);
  EXPECT_EQ(answer.status, 500);
  EXPECT_THAT(answer.body, HasSubstr(R"("title":"Internal Server Error")"));
  EXPECT_THAT(answer.body, Not(HasSubstr("disk")));
  EXPECT_EQ(client.exchange(kGet).status, 500);  // The connection and the server go on.
  server.stop();
  int logged = 0;
  for (const auto& line : server.log.lines())
    logged += line.find("the disk is full") != std::string::npos ? 1 : 0;
  EXPECT_EQ(logged, 2);
}

TEST(HttpServerTest, LogsAndCountsByRouteWithoutHeadersQueryOrBody) {
  TestServer server{echo};
  auto client = server.connect();
  client.exchange(
      "POST /orders/idt:TKN-1:canary?canary=1 HTTP/1.1\r\nHost: canary\r\nX-A: canary\r\nContent-Length: "
      "6\r\n\r\ncanary");
  client.exchange("BREW / HTTP/1.1\r\nHost: h\r\n\r\n");
  server.stop();
  EXPECT_TRUE(server.log.contains(R"("event":"request.done")"));
  EXPECT_TRUE(server.log.contains(R"("route":"echo")"));
  EXPECT_TRUE(server.log.contains(R"("path":"/orders/*")"));
  EXPECT_TRUE(server.log.contains(R"("status":200)"));
  EXPECT_FALSE(server.log.contains("canary"));
  const auto metrics = server.metrics.expose();
  EXPECT_THAT(
      metrics,
      HasSubstr(
          R"(jeton_http_requests_total{method="POST",route="echo",status="200",status_class="2xx"} 1)"));
  EXPECT_THAT(
      metrics,
      HasSubstr(
          R"(jeton_http_requests_total{method="other",route="echo",status="200",status_class="2xx"} 1)"));
  EXPECT_THAT(metrics, HasSubstr(R"(jeton_http_request_seconds_count{route="echo"} 2)"));
}

// A-017
TEST(HttpServerTest, TakesTheTraceOfTheCaller) {
  const TestServer server{
      [](const Request& request) { return problem_response(base::Error::not_found(), request); }};
  const auto answer = server.connect().exchange(
      "GET / HTTP/1.1\r\nHost: h\r\ntraceparent: "
      "00-5f0c1b7e9a4d4c0f8b6a2e3d1c9f7a55-1d2c3b4a59687786-01\r\n\r\n");
  EXPECT_THAT(answer.body, HasSubstr(R"("traceId":"00-5f0c1b7e9a4d4c0f8b6a2e3d1c9f7a55-)"));
}

TEST(HttpServerTest, BelievesTheForwardedAddressOfATrustedProxyAlone) {
  const auto show = [](const Request& request) {
    return text_response(200, request.remote_address() + (request.is_https() ? " tls" : ""));
  };
  constexpr std::string_view kForwarded =
      "GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\n\r\n";
  const TestServer plain{show};
  EXPECT_EQ(plain.connect().exchange(kForwarded).body, "127.0.0.1");
  ServerOptions options;
  options.trusted_proxies = TrustedProxies{{base::IpNetwork::parse("127.0.0.0/8").value()}};
  const TestServer behind{show, options};
  EXPECT_EQ(behind.connect().exchange(kForwarded).body, "203.0.113.9 tls");
}

// Otherwise nobody learns that all clients share the limits of one.
TEST(HttpServerTest, LogsOnceThatAProxyIsNotTrusted) {
  constexpr std::string_view kForwarded = "GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 203.0.113.9\r\n\r\n";
  const auto lines_of = [](TestServer& server) {
    const auto lines = server.log.lines();
    return std::count_if(lines.begin(), lines.end(), [](const std::string& line) {
      return line.find("\"proxy.not_trusted\"") != line.npos &&
             line.find("\"peer\":\"127.0.0.1\",\"header\":\"X-Forwarded-For\"") != line.npos;
    });
  };
  TestServer server{echo};
  EXPECT_EQ(server.connect().exchange(kGet).status, 200);
  EXPECT_EQ(lines_of(server), 0);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(server.connect().exchange(kForwarded).status, 200);
  EXPECT_EQ(lines_of(server), 1);
  server.clock.advance(base::kUntrustedProxyLogInterval);
  EXPECT_EQ(server.connect().exchange(kForwarded).status, 200);
  EXPECT_EQ(lines_of(server), 2);

  ServerOptions options;
  options.trusted_proxies = TrustedProxies{{base::IpNetwork::parse("127.0.0.0/8").value()}};
  TestServer trusting{echo, options};
  EXPECT_EQ(trusting.connect().exchange(kForwarded).status, 200);
  EXPECT_EQ(lines_of(trusting), 0);
}

TEST(HttpServerTest, EveryAddressOfIpv6IsReachedByIpv4) {
  ServerOptions options;
  options.listen = parse_listen_addresses("[::]:0").value();
  const TestServer server{echo, options};
  EXPECT_EQ(server.connect().exchange(kGet).status, 200);
}

TEST(HttpServerTest, EveryAddressOfBothFamiliesIsListenedOnTogether) {
  const auto free_port = [] {
    const TestServer gone{echo};
    return std::to_string(gone.connect().exchange(kGet).status == 200 ? gone.port() : 0);
  };
  for (const std::string addresses : {"0.0.0.0:%,[::]:%", "[::]:%,0.0.0.0:%"}) {
    ServerOptions options;
    auto text = addresses;
    const auto port = free_port();
    for (auto at = text.find('%'); at != text.npos; at = text.find('%')) text.replace(at, 1, port);
    options.listen = parse_listen_addresses(text).value();
    const TestServer server{echo, options};
    EXPECT_EQ(server.connect().exchange(kGet).status, 200) << text;
  }
}

TEST(HttpServerTest, NamesTheSettingOfAnAddressThatIsTaken) {
  TestServer first{echo};
  ServerOptions options;
  options.listen = {{base::IpAddress::loopback(), first.port()}};
  options.listen_setting = "--metrics-listen";
  HttpServer second{options, {first.log.log(), first.metrics, first.clock, first.random}, echo};
  EXPECT_THAT(second.start().error().message(), HasSubstr("Choose another address with --metrics-listen."));
}

TEST(HttpServerTest, CannotTakeAPortThatIsTaken) {
  TestServer first{echo};
  ServerOptions options;
  options.listen = {{base::IpAddress::loopback(), first.server().port()}};
  HttpServer second{options, {first.log.log(), first.metrics, first.clock, first.random}, echo};
  const auto started = second.start();
  ASSERT_TRUE(started.has_error());
  EXPECT_EQ(started.error().kind(), base::ErrorKind::kUnavailable);
  EXPECT_THAT(started.error().message(), HasSubstr("Cannot listen on 127.0.0.1:"));
}

TEST(HttpServerTest, ListensOnSeveralAddresses) {
  ServerOptions options;
  options.listen = parse_listen_addresses("127.0.0.1:0,127.0.0.2:0").value();
  const TestServer server{echo, options};
  EXPECT_EQ(server.connect().exchange(kGet).status, 200);
}

TEST(HttpServerTest, LetsARequestUnderWayEndWhenItStops) {
  std::promise<void> entered;
  std::promise<void> may_leave;
  TestServer server{[&entered, &may_leave](const Request& request) {
    entered.set_value();
    may_leave.get_future().wait();
    return echo(request);
  }};
  auto busy = server.connect();
  auto idle = server.connect();
  ASSERT_TRUE(busy.send(kGet));
  entered.get_future().wait();
  auto stopped = std::async(std::launch::async, [&server] { server.stop(); });
  EXPECT_TRUE(idle.is_closed());  // So the stop has begun.
  may_leave.set_value();
  const auto answer = busy.receive();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("Connection"), "close");
  EXPECT_TRUE(busy.is_closed());
  stopped.get();
  EXPECT_EQ(server.server().connections(), 0U);
}

TEST(HttpServerTest, CutsWhatIsLeftAfterTheGracePeriod) {
  ServerOptions options;
  options.limits.shutdown_grace = std::chrono::milliseconds{50};
  std::promise<void> entered;
  std::promise<void> may_leave;
  TestServer server{[&entered, &may_leave](const Request& request) {
                      entered.set_value();
                      may_leave.get_future().wait();
                      return echo(request);
                    },
                    options};
  auto client = server.connect();
  ASSERT_TRUE(client.send(kGet));
  entered.get_future().wait();
  auto stopped = std::async(std::launch::async, [&server] { server.stop(); });
  EXPECT_TRUE(client.is_closed());
  may_leave.set_value();
  stopped.get();
}

}  // namespace
}  // namespace jeton::net
