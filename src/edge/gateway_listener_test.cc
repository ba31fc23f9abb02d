#include "edge/gateway_listener.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <regex>
#include <thread>

#include "base/testing/becomes.h"
#include "base/testing/captured_log.h"
#include "base/testing/manual_clock.h"
#include "base/testing/seeded_random.h"
#include "edge/loop.h"
#include "edge/random_questions_test.h"
#include "edge/responder_world_test.h"
#include "net/problem.h"
#include "net/raw_client_test.h"

namespace jeton::edge {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::Not;

/// Long enough for a loaded machine to answer in, short enough to wait for.
constexpr milliseconds kShort{300};

class GatewayListenerTest : public ::testing::Test {
 protected:
  GatewayListenerTest() {
    while (allowed_.empty()) {
      here_ = std::make_unique<ReplicaOfWorld>(random_);
      allowed_ = here_->allowed_questions();
    }
    question_ = allowed_.front();
    asked_ = asked_by_nginx(question_);
    auto unknown = question_;
    unknown.credential = "idt:TKN-9999-9999:opaque";
    refused_ = asked_by_nginx(unknown);
    verifier_ = std::make_unique<verify::ReplicaVerifier>(here_->source, here_->catalogue, clock_);
    authorize_ = std::make_unique<gateway::Authorize>(*verifier_, clock_, metrics_, log_.log());
    options_.ordinary.listen_setting = "--gateway-listen";
    options_.ordinary.lanes = {{"decisions", 2, 1024}};
  }
  ~GatewayListenerTest() override {
    if (listener_) listener_->stop();
  }

  [[nodiscard]] net::ServerDependencies outside() { return {log_.log(), metrics_, clock_, random_}; }
  [[nodiscard]] net::Service service() {
    return {.handle =
                [this](const net::Request& request) {
                  ++handled_;
                  if (before_answer_) before_answer_();
                  if (!gateway::Authorize::owns(request.path())) {
                    return net::problem_response(base::Error::not_found(), request);
                  }
                  auto response = (*authorize_)(request);
                  response.route = "authorize";
                  return response;
                },
            .place = [](const net::Request&) { return net::Placement{.is_routine = true}; }};
  }

  void start() {
    listener_ = std::make_unique<GatewayListener>(options_, Replica{here_->source, here_->catalogue},
                                                  outside(), service());
    const auto started = listener_->start();
    ASSERT_TRUE(started.has_value()) << started.error().message();
  }
  [[nodiscard]] net::RawClient connect() const { return net::RawClient{listener_->port()}; }
  void wait_for_connections(std::size_t count) const {
    ASSERT_TRUE(base::testing::becomes([&] { return listener_->connections() == count; }))
        << listener_->connections();
  }
  std::string shown() {
    listener_->note(metrics_);
    return metrics_.expose();
  }

  /// What was answered on loops.
  long allowed() {
    const auto text = shown();
    constexpr std::string_view kName = "\njeton_decisions_total{reason=\"allowed\"} ";
    const auto at = text.find(kName);
    return at == std::string::npos ? 0 : std::strtol(text.c_str() + at + kName.size(), nullptr, 10);
  }

  base::testing::SeededRandom random_{2};
  base::testing::ManualClock clock_{kNow};
  base::testing::CapturedLog log_{base::LogLevel::kInfo};
  base::Metrics metrics_;
  std::unique_ptr<ReplicaOfWorld> here_;
  std::vector<verify::Question> allowed_;
  verify::Question question_;
  std::string asked_;
  std::string refused_;
  std::unique_ptr<verify::ReplicaVerifier> verifier_;
  std::unique_ptr<gateway::Authorize> authorize_;
  GatewayListenerOptions options_;
  std::atomic<int> handled_ = 0;
  std::function<void()> before_answer_;
  std::unique_ptr<GatewayListener> listener_;
};

TEST_F(GatewayListenerTest, AllowsWithoutTheOrdinaryWay) {
  start();
  auto client = connect();
  for (int i = 0; i < 3; ++i) {
    const auto answer = client.exchange(asked_);
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(question_.credential.starts_with("idt:" + answer.header("X-Jeton-Token") + ":"));
  }
  EXPECT_EQ(handled_, 0);
  EXPECT_TRUE(log_.lines().empty());
}

TEST_F(GatewayListenerTest, RefusesInTheOrdinaryWayAndHasTheConnectionBack) {
  start();
  auto client = connect();
  EXPECT_EQ(client.exchange(asked_).status, 200);
  EXPECT_EQ(client.exchange(refused_).status, 401);
  EXPECT_TRUE(log_.contains("decision.refused"));
  EXPECT_EQ(handled_, 1);
  EXPECT_EQ(client.exchange(asked_).status, 200);
  EXPECT_EQ(client.exchange(asked_).status, 200);
  EXPECT_EQ(handled_, 1);
  EXPECT_EQ(listener_->connections(), 1U);
}

TEST_F(GatewayListenerTest, AnswersWhatIsPipelinedInItsOrder) {
  start();
  auto client = connect();
  ASSERT_TRUE(client.send(asked_ + asked_ + refused_ + asked_ + refused_ + asked_));
  for (const int status : {200, 200, 401, 200, 401, 200}) EXPECT_EQ(client.receive().status, status);
  EXPECT_EQ(client.exchange(asked_).status, 200);
}

TEST_F(GatewayListenerTest, KeepsTheAnswersOfManyConnectionsApart) {
  start();
  std::vector<net::RawClient> clients;
  for (int i = 0; i < 100; ++i) clients.push_back(connect());
  for (int round = 0; round < 5; ++round) {
    for (std::size_t i = 0; i < clients.size(); ++i) {
      const auto asked = asked_by_nginx(allowed_[i % allowed_.size()]);
      for (const auto& each : {asked, i % 3 == 0 ? refused_ : asked, asked}) {
        ASSERT_TRUE(clients[i].send(each));
      }
    }
    for (std::size_t i = 0; i < clients.size(); ++i) {
      for (const int status : {200, i % 3 == 0 ? 401 : 200, 200}) {
        const auto answer = clients[i].receive();
        ASSERT_EQ(answer.status, status);
        if (status != 200) continue;
        ASSERT_TRUE(allowed_[i % allowed_.size()].credential.starts_with(
            "idt:" + answer.header("X-Jeton-Token") + ":"));
      }
    }
  }
}

TEST_F(GatewayListenerTest, TakesAQuestionInPieces) {
  start();
  auto client = connect();
  ASSERT_TRUE(client.send(asked_ + asked_.substr(0, 7)));
  EXPECT_EQ(client.receive().status, 200);
  for (const char c : asked_.substr(7)) ASSERT_TRUE(client.send({&c, 1}));
  EXPECT_EQ(client.receive().status, 200);
  EXPECT_EQ(client.exchange(asked_).status, 200);
}

TEST_F(GatewayListenerTest, AnswersAClientThatHasEndedItsSide) {
  start();
  for (const auto& [request, status] : {std::pair{asked_, 200}, {refused_, 401}}) {
    auto client = connect();
    ASSERT_TRUE(client.send(request));
    client.finish_sending();
    EXPECT_EQ(client.receive().status, status);
    EXPECT_TRUE(client.is_closed());
    EXPECT_FALSE(client.was_reset());
  }
  wait_for_connections(0);
}

// More than is answered before the others have their turn.
TEST_F(GatewayListenerTest, AnswersALongPipeline) {
  start();
  auto client = connect();
  constexpr int kQuestions = 2000;
  std::string all;
  for (int i = 0; i < kQuestions; ++i) all += asked_;
  std::thread sender{[&client, &all] {
    EXPECT_TRUE(client.send(all));
    client.finish_sending();
  }};
  for (int i = 0; i < kQuestions; ++i) ASSERT_EQ(client.receive().status, 200) << i;
  sender.join();
  EXPECT_TRUE(client.is_closed());
}

TEST_F(GatewayListenerTest, WaitsForAClientThatReadsNothingYet) {
  start();
  auto client = connect();
  auto other = connect();
  const auto questions = (std::size_t{9} << 20) / asked_.size();
  std::string all;
  for (std::size_t i = 0; i < questions; ++i) all += asked_;
  std::thread sender{[&client, &all] {
    EXPECT_TRUE(client.send(all));
    client.finish_sending();
  }};
  // Until nothing is answered but what this one asks.
  constexpr int kAtOnce = 200;
  for (auto before = allowed();; before = allowed()) {
    for (int i = 0; i < kAtOnce; ++i) ASSERT_EQ(other.exchange(asked_).status, 200);
    if (before > 0 && allowed() == before + kAtOnce) break;
  }
  const int handled = handled_;
  const auto answers = client.receive_rest();
  sender.join();
  std::size_t answered = 0;
  for (auto at = answers.find("HTTP/1.1 200 OK\r\n"); at != std::string::npos;
       at = answers.find("HTTP/1.1 200 OK\r\n", at + 1)) {
    ++answered;
  }
  EXPECT_EQ(answered, questions);
  EXPECT_GT(handled_, handled) << "it was answered in the ordinary way from then on";
}

TEST_F(GatewayListenerTest, ReadsNoRequestOutOfABody) {
  start();
  for (const auto* length : {"Content-Length: 500\r\n", "Transfer-Encoding: chunked\r\n"}) {
    auto client = connect();
    ASSERT_TRUE(client.send(asked_.substr(0, asked_.size() - 2) + length + "\r\n" + asked_ + asked_));
    EXPECT_EQ(client.receive().status, 200);
    EXPECT_EQ(client.receive().status, 0);
  }
}

TEST_F(GatewayListenerTest, KnowsTheGatewaysQuestionAlone) {
  start();
  EXPECT_EQ(connect().exchange("GET /public/v1/users HTTP/1.1\r\nHost: h\r\n\r\n").status, 404);
  EXPECT_EQ(connect().exchange("nonsense\r\n\r\n").status, 400);
  EXPECT_EQ(connect().exchange("\x16\x03\x01").status, 400);
  EXPECT_EQ(connect().exchange("GET /" + std::string(base::kRequestHeaderBytesMax, 'a')).status, 431);
}

TEST_F(GatewayListenerTest, EndsSilence) {
  options_.ordinary.limits.header_timeout = kShort;
  options_.ordinary.limits.idle_timeout = 10 * kShort;
  start();
  auto silent = connect();
  auto idle = connect();
  EXPECT_EQ(idle.exchange(asked_).status, 200);
  auto refused = connect();
  EXPECT_EQ(refused.exchange(refused_).status, 401);
  EXPECT_TRUE(silent.is_closed());
  EXPECT_EQ(idle.exchange(asked_).status, 200) << "has asked, so has more time";
  EXPECT_TRUE(idle.is_closed());
  EXPECT_TRUE(refused.is_closed());
  wait_for_connections(0);
}

TEST_F(GatewayListenerTest, EndsAHeadThatNeverEnds) {
  options_.ordinary.limits.header_timeout = kShort;
  start();
  auto client = connect();
  const auto began_at = std::chrono::steady_clock::now();
  while (client.send("G") && std::chrono::steady_clock::now() - began_at < 20 * kShort) {
    std::this_thread::sleep_for(kShort / 10);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - began_at, 20 * kShort);
  wait_for_connections(0);
}

TEST_F(GatewayListenerTest, HasNoMoreConnectionsThanItMay) {
  options_.ordinary.limits.connections_max = 2;
  start();
  auto first = connect();
  auto second = connect();
  EXPECT_EQ(first.exchange(asked_).status, 200);
  EXPECT_EQ(second.exchange(refused_).status, 401);
  auto third = connect();
  EXPECT_EQ(third.receive().status, 503);
  EXPECT_TRUE(third.is_closed());
  EXPECT_EQ(first.exchange(asked_).status, 200);
  EXPECT_EQ(second.exchange(asked_).status, 200);
}

TEST_F(GatewayListenerTest, ClosesTheLongestSilentForANewOne) {
  options_.ordinary.limits.connections_max = 2;
  options_.silent_for_good = milliseconds{0};
  start();
  auto first = connect();
  EXPECT_EQ(first.exchange(asked_).status, 200);
  auto second = connect();
  EXPECT_EQ(second.exchange(asked_).status, 200);
  auto third = connect();
  EXPECT_EQ(third.exchange(asked_).status, 200);
  EXPECT_TRUE(first.is_closed());
  EXPECT_EQ(second.exchange(asked_).status, 200);
  EXPECT_EQ(listener_->connections(), 2U);
  // One that has never asked goes before those that have.
  auto silent = connect();
  EXPECT_TRUE(third.is_closed() || second.is_closed());
  EXPECT_EQ(connect().exchange(asked_).status, 200);
  EXPECT_TRUE(silent.is_closed());
}

// The loop hears at once of a question and of the connection that takes the asker's place.
TEST_F(GatewayListenerTest, GivesNoAnswerToWhoTakesTheAskersPlace) {
  const auto other = std::find_if(allowed_.begin(), allowed_.end(), [this](const auto& question) {
    return question.credential != question_.credential;
  });
  ASSERT_NE(other, allowed_.end());
  options_.ordinary.limits.connections_max = 1;
  options_.silent_for_good = milliseconds{0};
  start();
  auto asker = std::make_unique<net::RawClient>(listener_->port());
  EXPECT_EQ(asker->exchange(asked_).status, 200);
  for (int round = 0; round < 300; ++round) {
    ASSERT_TRUE(asker->send(asked_));
    auto next = std::make_unique<net::RawClient>(listener_->port());
    const auto answer = next->exchange(asked_by_nginx(*other));
    ASSERT_EQ(answer.status, 200) << round;
    ASSERT_TRUE(other->credential.starts_with("idt:" + answer.header("X-Jeton-Token") + ":")) << round;
    asker = std::move(next);
  }
}

TEST_F(GatewayListenerTest, KeepsTenThousandIdleConnections) {
  rlimit limit{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &limit), 0);
  limit.rlim_cur = limit.rlim_max;
  (void)::setrlimit(RLIMIT_NOFILE, &limit);
  // Both ends are this process's.
  const auto idle_max = std::min<std::size_t>(base::kConnectionsMax, (limit.rlim_cur - 200) / 2);
  options_.ordinary.limits.connections_max = idle_max;
  start();
  std::vector<net::RawClient> clients;
  for (std::size_t i = 0; i < idle_max; ++i) clients.push_back(connect());
  wait_for_connections(idle_max);
  EXPECT_EQ(clients.front().exchange(asked_).status, 200);
  EXPECT_EQ(clients.back().exchange(asked_).status, 200);
  EXPECT_EQ(connect().receive().status, 503);
  clients.clear();
  wait_for_connections(0);
}

// The same names as on any other listener.
TEST_F(GatewayListenerTest, CountsAsAnyListenerDoes) {
  start();
  auto client = connect();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.exchange(asked_).status, 200);
  EXPECT_EQ(client.exchange(refused_).status, 401);
  (void)shown();
  EXPECT_EQ(client.exchange(asked_).status, 200);
  const auto text = shown();
  EXPECT_THAT(text, HasSubstr("\njeton_http_requests_total{method=\"GET\",route=\"authorize\",status=\"200\","
                              "status_class=\"2xx\"} 4\n"));
  EXPECT_THAT(text, HasSubstr("\njeton_http_requests_total{method=\"GET\",route=\"authorize\",status=\"401\","
                              "status_class=\"4xx\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("\njeton_decisions_total{reason=\"allowed\"} 4\n"));
  EXPECT_THAT(text, HasSubstr("\njeton_http_request_seconds_count{route=\"authorize\"} 5\n"));
  EXPECT_EQ(shown(), text) << "nothing is added twice";
}

// R-125
TEST_F(GatewayListenerTest, SaysWhoseTokensWereUsed) {
  start();
  EXPECT_EQ(connect().exchange(asked_).status, 200);
  const auto accesses = listener_->take_accesses();
  ASSERT_EQ(accesses.size(), 1U);
  EXPECT_TRUE(question_.credential.starts_with("idt:" + accesses[0].token.str() + ":"));
  EXPECT_TRUE(listener_->take_accesses().empty());
  EXPECT_EQ(listener_->dropped_accesses(), 0U);
}

// A line for each is what that level is for.
TEST_F(GatewayListenerTest, AnswersInTheOrdinaryWayWhileEveryRequestIsLogged) {
  start();
  auto client = connect();
  log_.log().set_threshold(base::LogLevel::kDebug);
  EXPECT_EQ(client.exchange(asked_).status, 200);
  EXPECT_EQ(handled_, 1);
  EXPECT_TRUE(log_.contains("request.done"));
  log_.log().set_threshold(base::LogLevel::kInfo);
  EXPECT_EQ(client.exchange(asked_).status, 200);
  EXPECT_EQ(handled_, 1);
}

// A-003: whether a question came over TLS is not for loops to judge.
TEST_F(GatewayListenerTest, AnswersInTheOrdinaryWayOffLoopback) {
  options_.is_loopback = false;
  start();
  auto client = connect();
  EXPECT_EQ(client.exchange(asked_).status, 200);
  EXPECT_EQ(client.exchange(asked_).status, 200);
  EXPECT_EQ(handled_, 2);
}

TEST_F(GatewayListenerTest, DoesNotShareItsPortWithAnotherServer) {
  options_.threads = 2;
  start();
  auto again = options_;
  again.ordinary.listen.front().port = listener_->port();
  GatewayListener second{again, {here_->source, here_->catalogue}, outside(), service()};
  const auto started = second.start();
  ASSERT_TRUE(started.has_error());
  EXPECT_THAT(started.error().message(), HasSubstr("--gateway-listen"));
}

TEST_F(GatewayListenerTest, DealsConnectionsOutToItsThreads) {
  options_.threads = 3;
  start();
  std::vector<net::RawClient> clients;
  for (int i = 0; i < 64; ++i) clients.push_back(connect());
  for (auto& client : clients) EXPECT_EQ(client.exchange(asked_).status, 200);
  EXPECT_THAT(shown(), HasSubstr("jeton_decisions_total{reason=\"allowed\"} 64\n"));
}

TEST_F(GatewayListenerTest, LetsRequestsUnderWayEndWhenItStops) {
  std::promise<void> entered;
  std::promise<void> may_go_on;
  before_answer_ = [&entered, goes_on = may_go_on.get_future().share()] {
    entered.set_value();
    goes_on.wait();
  };
  start();
  auto idle = connect();
  EXPECT_EQ(idle.exchange(asked_).status, 200);
  auto busy = connect();
  ASSERT_TRUE(busy.send(refused_));
  entered.get_future().wait();
  std::thread stopping{[this] { listener_->stop(); }};
  EXPECT_TRUE(idle.is_closed());
  may_go_on.set_value();
  EXPECT_EQ(busy.receive().status, 401);
  stopping.join();
  EXPECT_TRUE(busy.is_closed());
  EXPECT_EQ(listener_->connections(), 0U);
}

// Over sockets, refusals and malformed requests included: whatever a client sends, it cannot tell which
// listener it has.
TEST_F(GatewayListenerTest, AnswersEveryByteAsAnyListenerDoes) {
  start();
  net::HttpServer plain{options_.ordinary, outside(), service()};
  ASSERT_TRUE(plain.start().has_value());
  RandomQuestions questions{random_, here_->world, allowed_};
  const std::regex changing{R"(\r\nDate: [^\r]*|"traceId":"[^"]*"|-[0-9a-f]{32}-[0-9a-f]{16}-)"};
  const auto all_of = [&changing](std::uint16_t port, const std::string& bytes) {
    net::RawClient client{port};
    (void)client.send(bytes);
    client.finish_sending();
    return std::regex_replace(client.receive_rest(), changing, "");
  };
  for (int i = 0; i < 500; ++i) {
    const auto bytes = questions.next();
    ASSERT_EQ(all_of(listener_->port(), bytes), all_of(plain.port(), bytes)) << bytes;
  }
}

}  // namespace
}  // namespace jeton::edge
