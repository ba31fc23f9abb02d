#include "server/docs_server.h"

#include <fmt/format.h>

#include <utility>

#include "base/clock.h"
#include "base/docs_limits.h"
#include "base/log.h"
#include "base/metrics.h"
#include "crypto/random.h"
#include "net/http_server.h"
#include "net/problem.h"
#include "server/documentation.h"

namespace jeton::server {
namespace {

net::ServerOptions options_of(net::ListenAddress listen) {
  net::ServerOptions options;
  options.listen = {listen};
  options.lanes = {{"docs", base::kDocsWorkers, base::kDocsQueueMax}};
  options.limits.body_bytes_max = 0;
  return options;
}

}  // namespace

struct DocsServer::State {
  State(std::string folder, net::ListenAddress address)
      : listen{address},
        documentation{{DocsFolder{{}, std::move(folder)}}, [this] { return base_url(); }, log, clock},
        http{options_of(address),
             {log, metrics, clock, random},
             net::Service{.handle = [this](const net::Request& request) { return answer(request); },
                          .place = [](const net::Request&) { return net::Placement{}; }}} {}

  net::Response answer(const net::Request& request) {
    if (Documentation::owns(request.path())) {
      documentation.refresh();
      return documentation(request);
    }
    if (request.path() == "/") {
      auto moved = net::empty_response(307);
      moved.set_header("Location", "/docs");
      return moved;
    }
    return net::problem_response(base::Error::not_found(), request);
  }

  [[nodiscard]] std::string base_url() const {
    return fmt::format("http://{}:{}", listen.address.host_text(), http.port());
  }

  net::ListenAddress listen;
  base::Log log{base::LogLevel::kWarning};
  base::Metrics metrics;
  base::SystemClock clock;
  crypto::SystemRandom random;
  Documentation documentation;
  net::HttpServer http;
};

DocsServer::DocsServer(std::string folder, net::ListenAddress listen)
    : state_{std::make_unique<State>(std::move(folder), listen)} {}

DocsServer::~DocsServer() {
  stop();
}

base::Result<void> DocsServer::start() {
  JETON_CHECK(state_->documentation.open());
  return state_->http.start();
}

void DocsServer::stop() {
  state_->http.stop();
}

std::uint16_t DocsServer::port() const {
  return state_->http.port();
}

std::string DocsServer::base_url() const {
  return state_->base_url();
}

}  // namespace jeton::server
