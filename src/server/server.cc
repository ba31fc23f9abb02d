#include "server/server.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <utility>

#include "api/api.h"
#include "app/people/invitations.h"
#include "app/tokens/last_accesses.h"
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
#include "server/lanes.h"
#include "server/static_console.h"
#include "verify/reference_verifier.h"

namespace jeton::server {
namespace {

net::ServerOptions server_options(const Config& config) {
  net::ServerOptions options;
  options.listen = config.listen;
  options.io_threads = config.io_threads;
  options.lanes = lanes_of(config);
  options.stream_lane = static_cast<std::size_t>(LaneName::kStreams);
  options.trusted_proxies = net::TrustedProxies{config.trusted_proxies};
  return options;
}

/// With its own threads and sockets: scraping takes nothing from requests.
net::ServerOptions metrics_options(const Config& config) {
  net::ServerOptions options;
  if (config.metrics_listen) options.listen = {*config.metrics_listen};
  options.listen_setting = "--metrics-listen";
  options.lanes = {{"metrics", 1, base::kMetricsConnectionsMax}};
  options.limits.connections_max = base::kMetricsConnectionsMax;
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

/// Off loopback only a proxy that is trusted, and that had TLS itself, is answered; a request is HTTPS
/// by that proxy's word alone. Probes carry nothing worth hiding.
std::optional<net::Response> plain_http_refusal(const Config& config, const net::Request& head) {
  if (listens_on_loopback(config) || head.is_https() || is_health(head.path())) return std::nullopt;
  return net::problem_response({base::ErrorKind::kDenied,
                                "Plain HTTP is answered on loopback, or through a trusted proxy that sends "
                                "X-Forwarded-Proto: https."},
                               head);
}

net::Placement at(LaneName lane) {
  return {.lane = static_cast<std::size_t>(lane)};
}

base::Result<void> warn_if_empty(domain::Store& store, const base::Log& log) {
  JETON_TRY(const auto unit, store.begin_read());
  JETON_TRY(const auto operations, unit->accounts().find_operations());
  if (operations) return {};
  log.warning("platform.empty", {{"advice",
                                  "There is no operations account: nobody can sign in. Run jeton init, or "
                                  "jeton apply with a file that states one."}});
  return {};
}

}  // namespace

struct Server::State {
  State(Config stated, Dependencies taken)
      : config{std::move(stated)},
        dependencies{std::move(taken)},
        services{*dependencies.store,  *dependencies.clock, *dependencies.random,
                 *dependencies.sealer, *dependencies.log,   accesses},
        sign_in{services, dependencies.password_cost},
        verifier{decision_store(), accesses, *dependencies.log},
        authorize{verifier, *dependencies.clock, metrics},
        reference{*dependencies.random},
        console{*dependencies.random},
        background{{*dependencies.store, *dependencies.clock, *dependencies.log, metrics},
                   draw_holder(*dependencies.random)},
        http{server_options(config),
             {*dependencies.log, metrics, *dependencies.clock, *dependencies.random},
             net::Service{.handle = [this](const net::Request& request) { return answer(request); },
                          .place = [this](const net::Request& head) { return place(head); },
                          .admit = [this](const net::Request& head) { return admit(head); }}},
        metrics_http{
            metrics_options(config),
            {*dependencies.log, metrics, *dependencies.clock, *dependencies.random},
            net::Service{.handle = [this](const net::Request& request) { return show_metrics(request); },
                         .place = [](const net::Request&) { return net::Placement{}; }}} {}

  [[nodiscard]] domain::Store& decision_store() const {
    return dependencies.decision_store ? *dependencies.decision_store : *dependencies.store;
  }

  [[nodiscard]] std::string base_url() const {
    if (!config.base_url.empty()) return config.base_url;
    return fmt::format("http://{}:{}", config.listen.front().address.host_text(), http.port());
  }

  void add_jobs();
  [[nodiscard]] net::Placement place(const net::Request& head) const;
  std::optional<net::Response> admit(const net::Request& head);
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

net::Placement Server::State::place(const net::Request& head) const {
  const auto& path = head.path();
  if (is_health(path)) return at(LaneName::kHealth);
  if (gateway::Authorize::owns(path)) return at(LaneName::kDecisions);
  auto placement = at(LaneName::kInteractive);
  if (!api::Api::owns(path)) return placement;
  const auto intake = api->intake(head);
  placement.body_bytes_max = intake.body_bytes_max;
  if (intake.needs_caller) placement.admission_lane = placement.lane;
  if (intake.is_slow) placement.lane = static_cast<std::size_t>(LaneName::kSlow);
  return placement;
}

/// Asked for the API alone: nothing else takes a body.
std::optional<net::Response> Server::State::admit(const net::Request& head) {
  if (auto refused = plain_http_refusal(config, head)) return refused;
  return api->admit(head);
}

net::Response Server::State::answer(const net::Request& request) {
  const auto& path = request.path();
  if (auto refused = plain_http_refusal(config, request)) return *std::move(refused);
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
  auto reached = decision_store().ping();
  // Connections of their own see no change that was refused on others.
  if (reached && dependencies.store->has_refused_changes()) reached = dependencies.store->ping();
  if (reached.has_error()) {
    dependencies.log->warning("ready.no", {{"detail", reached.error().detail()}});
    auto response = net::text_response(503, "The database does not answer, or takes no changes.\n");
    response.set_header("Retry-After", "1");
    return response;
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
                      .streams_max = streams_max(state_->config),
                      .streams_per_account_max = streams_per_account_max(state_->config)});
}

Server::~Server() {
  stop();
}

base::Result<void> Server::start() {
  const auto& config = state_->config;
  const auto& log = *state_->dependencies.log;
  JETON_CHECK(warn_if_empty(store(), log));
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
