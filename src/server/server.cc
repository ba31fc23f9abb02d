#include "server/server.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "api/api.h"
#include "app/invitations.h"
#include "app/last_accesses.h"
#include "base/check.h"
#include "base/limits.h"
#include "base/metrics.h"
#include "crypto/digest.h"
#include "gateway/authorize.h"
#include "identity/sign_in.h"
#include "net/http_server.h"
#include "net/problem.h"
#include "server/api_reference.h"
#include "server/background.h"
#include "server/embedded_pages.h"
#include "server/static_console.h"
#include "verify/reference_verifier.h"

namespace jeton::server {
namespace {

net::ServerOptions server_options(const Config& config) {
  net::ServerOptions options;
  options.listen = config.listen;
  options.io_threads = config.io_threads;
  options.worker_threads = config.worker_threads;
  options.trusted_proxies = net::TrustedProxies{config.trusted_proxies};
  return options;
}

/// Of its own threads and sockets: whoever scrapes takes nothing from requests.
net::ServerOptions metrics_options(const Config& config) {
  net::ServerOptions options;
  if (config.metrics_listen) options.listen = {*config.metrics_listen};
  options.listen_setting = "--metrics-listen";
  options.worker_threads = 1;
  options.limits.connections_max = base::kMetricsConnectionsMax;
  options.limits.queue_max = base::kMetricsConnectionsMax;
  return options;
}

bool uses_https(const Config& config) {
  return config.base_url.starts_with("https://") || !listens_on_loopback(config);
}

/// What leases call this server.
std::string draw_holder(base::RandomSource& random) {
  std::array<std::byte, 16> bytes{};
  random.fill(bytes);
  return crypto::to_hex(bytes);
}

bool is_health(std::string_view path) {
  return path == "/healthz" || path == "/readyz";
}

}  // namespace

struct Server::State {
  State(Config stated, Dependencies taken)
      : config{std::move(stated)},
        dependencies{std::move(taken)},
        services{*dependencies.store,  *dependencies.clock, *dependencies.random,
                 *dependencies.sealer, *dependencies.log,   accesses},
        sign_in{services, dependencies.password_cost},
        verifier{*dependencies.store, accesses, *dependencies.log},
        authorize{verifier, *dependencies.clock, metrics},
        reference{*dependencies.random},
        console{*dependencies.random},
        background{{*dependencies.store, *dependencies.clock, *dependencies.log, metrics},
                   draw_holder(*dependencies.random)},
        http{server_options(config),
             {*dependencies.log, metrics, *dependencies.clock, *dependencies.random},
             [this](const net::Request& request) { return answer(request); }},
        metrics_http{metrics_options(config),
                     {*dependencies.log, metrics, *dependencies.clock, *dependencies.random},
                     [this](const net::Request& request) { return show_metrics(request); }} {}

  [[nodiscard]] std::string base_url() const {
    if (!config.base_url.empty()) return config.base_url;
    return fmt::format("http://{}:{}", config.listen.front().address.host_text(), http.port());
  }

  void add_jobs();
  net::Response answer(const net::Request& request);
  net::Response health(const net::Request& request) const;
  net::Response show_metrics(const net::Request& request);

  Config config;
  Dependencies dependencies;
  base::Metrics metrics;
  app::LastAccesses accesses;
  app::Services services;
  identity::SignIn sign_in;
  verify::ReferenceVerifier verifier;
  gateway::Authorize authorize;
  ApiReference reference;
  StaticConsole console;
  Background background;
  std::unique_ptr<api::Api> api;
  net::HttpServer http;
  net::HttpServer metrics_http;
};

void Server::State::add_jobs() {
  background.add({.name = "invitations.expire",
                  .interval = base::kInvitationSweepInterval,
                  .scope = JobScope::kOneServer,
                  .run = [this] { return app::expire_invitations(services); }});
  background.add(
      {.name = "accesses.write", .interval = base::kLastAccessFlushInterval, .at_stop = true, .run = [this] {
         return accesses.write(*dependencies.store);
       }});
}

net::Response Server::State::answer(const net::Request& request) {
  const auto& path = request.path();
  // Off loopback only a proxy that is trusted, and that had TLS itself, is answered; a request is
  // HTTPS by that proxy's word alone. Probes carry nothing worth hiding.
  if (!listens_on_loopback(config) && !request.is_https() && !is_health(path)) {
    return net::problem_response({base::ErrorKind::kDenied,
                                  "Plain HTTP is answered on loopback, or through a trusted proxy that sends "
                                  "X-Forwarded-Proto: https."},
                                 request);
  }
  if (api::Api::owns(path)) return api->handle(request);
  if (gateway::Authorize::owns(path)) {
    auto response = authorize(request);
    response.route = "authorize";
    return response;
  }
  if (is_health(path)) {
    auto response = health(request);
    response.route = path.substr(1);
    return response;
  }
  if (ApiReference::owns(path)) {
    auto response = reference(request);
    response.route = "api-reference";
    return response;
  }
  auto response = console(request);
  response.route = "console";
  return response;
}

net::Response Server::State::health(const net::Request& request) const {
  if (request.path() == "/healthz") return net::text_response(200, "ok\n");
  const auto reached = dependencies.store->ping();
  if (reached.has_error()) {
    dependencies.log->warning("ready.no", {{"detail", reached.error().detail()}});
    return net::text_response(503, "The database does not answer.\n");
  }
  return net::text_response(200, "ready\n");
}

net::Response Server::State::show_metrics(const net::Request& request) {
  if (request.path() != "/metrics") return net::problem_response(base::Error::not_found(), request);
  if (auto refused = refuse_unless_read(request)) return *std::move(refused);
  metrics.raise_to("jeton_log_lines_lost_total", "Log lines that nobody took in time.", {},
                   dependencies.log->lost_lines());
  metrics.raise_to("jeton_last_accesses_dropped_total", "Last accesses of tokens that no room was left for.",
                   {}, accesses.dropped());
  auto response = net::text_response(200, metrics.expose());
  response.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  response.route = "metrics";
  return response;
}

Server::Server(Config config, Dependencies dependencies)
    : state_{std::make_unique<State>(std::move(config), std::move(dependencies))} {
  state_->add_jobs();
  state_->api = std::make_unique<api::Api>(
      state_->services, state_->sign_in,
      api::ApiOptions{.base_url = [state = state_.get()] { return state->base_url(); },
                      .secure_cookies = uses_https(state_->config),
                      // The other half is left to everybody else.
                      .streams_max = std::max<std::size_t>(1, state_->config.database_connections / 2)});
}

Server::~Server() {
  stop();
}

base::Result<void> Server::start() {
  const auto& config = state_->config;
  const auto& log = *state_->dependencies.log;
  // First: nothing is answered by a server that does not come up.
  if (config.metrics_listen) JETON_CHECK(state_->metrics_http.start());
  JETON_CHECK(state_->http.start());
  state_->background.start();
  log.info("server.started", {{"address", base_url()}});
  if (config.trusted_proxies.empty()) {
    log.warning("proxies.none_trusted",
                {{"detail",
                  "Fine without a proxy. Behind one, everybody has its address and shares the limits of "
                  "one client: name it in trusted_proxies."}});
  }
  return {};
}

void Server::stop() {
  state_->http.stop();
  // Behind the last request, so that its access is written too.
  state_->background.stop();
  state_->metrics_http.stop();
}

std::uint16_t Server::port() const {
  return state_->http.port();
}

std::uint16_t Server::metrics_port() const {
  return state_->metrics_http.port();
}

std::string Server::base_url() const {
  return state_->base_url();
}

void Server::run_background() {
  state_->background.run_due();
}

domain::Store& Server::store() {
  return *state_->dependencies.store;
}

}  // namespace jeton::server
