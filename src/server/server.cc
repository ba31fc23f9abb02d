#include "server/server.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "api/api.h"
#include "app/people/invitations.h"
#include "app/tokens/last_accesses.h"
#include "base/check.h"
#include "base/database_limits.h"
#include "base/docs_limits.h"
#include "base/hex.h"
#include "base/limits.h"
#include "base/metrics.h"
#include "crypto/digest.h"
#include "edge/gateway_listener.h"
#include "gateway/authorize.h"
#include "identity/sign_in.h"
#include "net/http_server.h"
#include "net/problem.h"
#include "server/api_reference.h"
#include "server/background.h"
#include "server/decisions.h"
#include "server/documentation.h"
#include "server/embedded_pages.h"
#include "server/https.h"
#include "server/lanes.h"
#include "server/owners.h"
#include "server/process_metrics.h"
#include "server/prune_changes.h"
#include "server/readiness.h"
#include "server/replication.h"
#include "server/static_console.h"

namespace jeton::server {
namespace {

net::ServerOptions server_options(const Config& config, const net::TrustedProxies& proxies,
                                  std::shared_ptr<const net::TlsCertificate> certificate) {
  net::ServerOptions options;
  options.listen = config.listen;
  options.io_threads = config.io_threads;
  options.lanes = lanes_of(config);
  options.stream_lane = static_cast<std::size_t>(LaneName::kStreams);
  options.trusted_proxies = proxies;
  options.tls = std::move(certificate);
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

edge::GatewayListenerOptions gateway_options(const Config& config, const net::TrustedProxies& proxies,
                                             std::shared_ptr<const net::TlsCertificate> certificate) {
  edge::GatewayListenerOptions options;
  options.ordinary.listen = config.gateway_listen;
  options.ordinary.listen_setting = "--gateway-listen";
  options.ordinary.lanes = gateway_lanes(config);
  options.ordinary.trusted_proxies = proxies;
  options.ordinary.tls = std::move(certificate);
  options.threads = config.gateway_threads;
  options.is_loopback = are_loopback(config.gateway_listen);
  return options;
}

bool uses_https(const Config& config) {
  return (config.base_url && config.base_url->is_https()) || serves_https(config) ||
         !listens_on_loopback(config);
}

/// What leases call this server.
std::string draw_holder(base::RandomSource& random) {
  return base::random_hex(random, 16);
}

bool is_health(std::string_view path) {
  return path == "/healthz" || path == "/readyz";
}

/// Off loopback, a request that came over TLS is answered, to this server or to a proxy that is
/// trusted. Probes carry nothing worth hiding.
std::optional<net::Response> plain_http_refusal(const std::vector<net::ListenAddress>& listen,
                                                const net::Request& head) {
  if (are_loopback(listen) || head.is_https() || is_health(head.path())) return std::nullopt;
  return net::problem_response(
      {base::ErrorKind::kDenied,
       "Plain HTTP is answered only on loopback, or through a trusted proxy that sends "
       "X-Forwarded-Proto: https."},
      head);
}

net::Placement at(LaneName lane) {
  return {.lane = static_cast<std::size_t>(lane)};
}

/// Credentials whose accounts are known: 200 bytes each.
constexpr std::size_t kOwnersKept = 10'000;

/// Does something later, unless it dies before.
class Later {
 public:
  Later(std::chrono::steady_clock::duration after, std::function<void()> what)
      : thread_{[this, after, what = std::move(what)] {
          std::unique_lock lock{mutex_};
          if (!wake_.wait_for(lock, after, [this] { return is_over_; })) what();
        }} {}
  ~Later() {
    {
      const std::lock_guard lock{mutex_};
      is_over_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }
  Later(const Later&) = delete;
  Later& operator=(const Later&) = delete;

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  bool is_over_ = false;
  std::thread thread_;
};

base::Result<void> warn_if_empty(domain::Store& store, const base::Log& log) {
  JETON_TRY(const auto unit, store.begin_read());
  JETON_TRY(const auto operations, unit->accounts().find_operations());
  if (operations) return {};
  log.warning("platform.empty", {{"advice",
                                  "There is no operations account: no one can sign in. Run jeton init, or "
                                  "jeton apply with a file that defines one."}});
  return {};
}

}  // namespace

struct Server::State {
  State(Config stated, Dependencies taken)
      : config{std::move(stated)},
        dependencies{std::move(taken)},
        replication{make_replication(config, {*dependencies.store, feed_store(), dependencies.listen,
                                              *dependencies.clock, *dependencies.log})},
        services{store(), *dependencies.clock, *dependencies.random, *dependencies.sealer, *dependencies.log,
                 accesses},
        sign_in{services, dependencies.password_cost},
        decisions{replication.get(), {decision_store(), accesses, *dependencies.clock, *dependencies.log}},
        authorize{decisions.verifier(), *dependencies.clock, metrics, *dependencies.log},
        reference{*dependencies.random},
        console{*dependencies.random},
        documentation{config.docs, [this] { return base_url(); }, *dependencies.log, *dependencies.clock},
        proxies{config.trusted_proxies},
        readiness{[this] { return check_database(); }, *dependencies.log, metrics},
        background{{store(), *dependencies.clock, *dependencies.log, metrics},
                   draw_holder(*dependencies.random)},
        http{server_options(config, proxies, dependencies.certificate),
             {*dependencies.log, metrics, *dependencies.clock, *dependencies.random},
             net::Service{.handle = [this](const net::Request& request) { return answer(request); },
                          .answer_at_once = [this](const net::Request& head) { return health(head); },
                          .place = [this](const net::Request& head) { return place(head); },
                          .admit = [this](const net::Request& head) { return admit(head); }}},
        metrics_http{
            metrics_options(config),
            {*dependencies.log, metrics, *dependencies.clock, *dependencies.random},
            net::Service{
                .handle = [this](const net::Request& request) { return show_metrics(request); },
                .answer_at_once =
                    [this](const net::Request& head) { return std::optional{show_metrics(head)}; }}} {
    if (config.gateway_listen.empty()) return;
    gateway = std::make_unique<edge::GatewayListener>(
        gateway_options(config, proxies, dependencies.certificate),
        replication ? edge::Replica{replication->source(), replication->catalogue()}
                    : edge::Replica{no_source, no_catalogue},
        net::ServerDependencies{*dependencies.log, metrics, *dependencies.clock, *dependencies.random},
        net::Service{.handle = [this](const net::Request& request) { return answer_gateway(request); },
                     .place =
                         [](const net::Request& head) {
                           return net::Placement{.is_routine = gateway::Authorize::owns(head.path())};
                         }});
  }

  [[nodiscard]] domain::Store& decision_store() const {
    return dependencies.decision_store ? *dependencies.decision_store : *dependencies.store;
  }

  [[nodiscard]] domain::Store& feed_store() const {
    return dependencies.feed_store ? *dependencies.feed_store : decision_store();
  }
  /// All changes go through it.
  [[nodiscard]] domain::Store& store() const {
    return replication ? replication->store() : *dependencies.store;
  }

  [[nodiscard]] std::string base_url() const {
    if (config.base_url) return config.base_url->text();
    return fmt::format("{}://{}:{}", dependencies.certificate ? "https" : "http",
                       config.listen.front().address.host_text(), http.port());
  }

  void add_jobs();
  [[nodiscard]] net::Placement place(const net::Request& head);
  std::optional<net::Response> admit(const net::Request& head);
  net::Response answer(const net::Request& request);
  net::Response answer_gateway(const net::Request& request);
  net::Response ask_gateway(const net::Request& request);
  base::Result<void> check_database() const;
  std::optional<net::Response> health(const net::Request& head) const;
  [[nodiscard]] std::string replica_age() const;
  net::Response show_metrics(const net::Request& request);
  void note_certificate();
  void note_database();

  Config config;
  Dependencies dependencies;
  base::Metrics metrics;
  app::LastAccesses accesses;
  std::unique_ptr<Replication> replication;  ///< None: without a replica.
  app::Services services;
  identity::SignIn sign_in;
  Decisions decisions;
  gateway::Authorize authorize;
  ApiReference reference;
  StaticConsole console;
  Documentation documentation;
  Owners owners{kOwnersKept};
  net::TrustedProxies proxies;
  Readiness readiness;
  Background background;
  std::unique_ptr<api::Api> api;
  net::HttpServer http;
  net::HttpServer metrics_http;
  // Of a server without a replica: nothing is decided from them.
  const verify::ReplicaSource no_source;
  const verify::CurrentCatalogue no_catalogue;
  std::unique_ptr<edge::GatewayListener> gateway;  ///< None: without an address of its own.
};

void Server::State::add_jobs() {
  background.add({.name = "invitations.expire",
                  .interval = base::kInvitationSweepInterval,
                  .scope = JobScope::kOneServer,
                  .run = [this] { return app::expire_invitations(services); }});
  background.add({.name = "changes.prune",
                  .interval = base::kChangesPruneInterval,
                  .scope = JobScope::kOneServer,
                  .run = [this] { return prune_changes(store()); }});
  background.add(
      {.name = "accesses.write", .interval = base::kLastAccessFlushInterval, .at_stop = true, .run = [this] {
         decisions.collect_accesses();
         if (gateway) {
           for (const auto& access : gateway->take_accesses()) accesses.record(access);
         }
         return accesses.write(store());
       }});
  if (!documentation.has_folders()) return;
  background.add({.name = "docs.refresh", .interval = base::kDocsRefreshInterval, .run = [this] {
                    documentation.refresh();
                    return base::Result<void>{};
                  }});
}

net::Placement Server::State::place(const net::Request& head) {
  const auto& path = head.path();
  if (gateway::Authorize::owns(path)) {
    auto placement = at(LaneName::kDecisions);
    placement.is_routine = true;
    return placement;
  }
  auto placement = at(Documentation::owns(path) ? LaneName::kDocs : LaneName::kInteractive);
  placement.owner = owners.of(head);
  if (!api::Api::owns(path)) return placement;
  const auto intake = api->intake(head);
  if (intake.is_long) placement.lane = static_cast<std::size_t>(LaneName::kReads);
  placement.body_bytes_max = intake.body_bytes_max;
  if (intake.needs_caller) placement.admission_lane = static_cast<std::size_t>(LaneName::kInteractive);
  if (intake.is_slow) placement.lane = static_cast<std::size_t>(LaneName::kSlow);
  return placement;
}

/// Asked for the API alone: nothing else takes a body.
std::optional<net::Response> Server::State::admit(const net::Request& head) {
  if (auto refused = plain_http_refusal(config.listen, head)) return refused;
  return api->admit(head);
}

net::Response Server::State::answer(const net::Request& request) {
  const auto& path = request.path();
  if (auto refused = plain_http_refusal(config.listen, request)) return *std::move(refused);
  if (api::Api::owns(path)) return api->handle(request);
  if (gateway::Authorize::owns(path)) return ask_gateway(request);
  if (ApiReference::owns(path)) {
    auto response = reference(request);
    response.route = "api-reference";
    return response;
  }
  if (Documentation::owns(path)) return documentation(request);
  auto response = console(request);
  response.route = "console";
  return response;
}

net::Response Server::State::ask_gateway(const net::Request& request) {
  auto response = authorize(request);
  response.route = "authorize";
  return response;
}

/// Nothing but the gateway's question.
net::Response Server::State::answer_gateway(const net::Request& request) {
  if (auto refused = plain_http_refusal(config.gateway_listen, request)) return *std::move(refused);
  if (gateway::Authorize::owns(request.path())) return ask_gateway(request);
  return net::problem_response(base::Error::not_found(), request);
}

base::Result<void> Server::State::check_database() const {
  JETON_CHECK(decision_store().ping());
  // Connections of their own see no change that was refused on others.
  if (dependencies.store->has_refused_changes()) return dependencies.store->ping();
  return {};
}

/// By what is known: a probe that waits for the database learns that it is slow, and gets a busy server
/// killed.
std::optional<net::Response> Server::State::health(const net::Request& head) const {
  const auto& path = head.path();
  if (!is_health(path)) return std::nullopt;
  auto response = net::text_response(200, path == "/healthz" ? "ok\n" : "ready\n" + replica_age());
  // A change that was just refused is news that no check has brought yet.
  if (path == "/readyz" && (readiness.why_not() || dependencies.store->has_refused_changes())) {
    response = net::text_response(503, "The database does not answer, or accepts no changes.\n");
    response.set_header("Retry-After", "1");
  }
  response.route = path.substr(1);
  return response;
}

/// A line on how old the replica is. Not a reason to be unready: changes are made without it.
std::string Server::State::replica_age() const {
  if (!replication) return {};
  const auto fresh_at = replication->fresh_at();
  if (!fresh_at) return "The replica is not ready.\n";
  const auto age = std::chrono::duration<double>(dependencies.clock->now() - *fresh_at).count();
  return fmt::format("The replica is {:.1f} s old.\n", age);
}

net::Response Server::State::show_metrics(const net::Request& request) {
  if (request.path() != "/metrics") return net::problem_response(base::Error::not_found(), request);
  if (auto refused = refuse_unless_read(request)) return *std::move(refused);
  metrics.raise_to("jeton_log_lines_lost_total", "Log lines dropped because the output was too slow.", {},
                   dependencies.log->lost_lines());
  decisions.note(metrics, gateway ? gateway->dropped_accesses() : 0);
  if (gateway) gateway->note(metrics);
  note_process(metrics);
  note_certificate();
  note_database();
  if (replication) replication->note(metrics);
  auto response = net::text_response(200, metrics.expose());
  response.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  response.route = "metrics";
  return response;
}

void Server::State::note_certificate() {
  if (!dependencies.certificate) return;
  const auto ends = dependencies.certificate->expires_at().time_since_epoch();
  metrics
      .gauge("jeton_tls_certificate_expires_timestamp_seconds", "When the certificate ends, in Unix time.",
             {})
      .set(std::chrono::duration<double>(ends).count());
}

void Server::State::note_database() {
  metrics.gauge("jeton_http_connections", "Connections of clients.", {})
      .set(static_cast<double>(http.connections() + (gateway ? gateway->connections() : 0)));
  const auto& availability = dependencies.availability;
  if (!availability) return;
  const auto use = availability->connections();
  const auto set = [this](const char* name, const char* help, std::size_t value) {
    metrics.gauge(name, help, {}).set(static_cast<double>(value));
  };
  set("jeton_database_connections_open", "Connections to the database.", use.open);
  set("jeton_database_connections_busy", "Connections to the database that are in use.", use.busy);
  set("jeton_database_connections_limit", "Connections to the database that there may be now.", use.limit);
  set("jeton_database_connections_waiting", "Requests that wait for a connection to the database.",
      use.waiting);
  metrics.raise_to("jeton_database_connections_lost_total", "Connections to the database that broke.", {},
                   use.lost);
  const auto calls = availability->calls();
  metrics.raise_to("jeton_database_calls_total", "Calls of the database.", {}, calls.count);
  metrics.raise_to("jeton_database_calls_timed_out_total",
                   "Calls of the database that were ended because they took too long.", {}, calls.ended);
  metrics.raise_to_fraction("jeton_database_call_seconds_total", "Time that calls of the database took.",
                            std::chrono::duration<double>(calls.time).count());
  metrics.gauge("jeton_database_answers", "1 while the database answers, else 0.", {})
      .set(availability->is_silent() ? 0 : 1);
}

Server::Server(Config config, Dependencies dependencies)
    : state_{std::make_unique<State>(std::move(config), std::move(dependencies))} {
  state_->add_jobs();
  state_->api = std::make_unique<api::Api>(
      state_->services, state_->sign_in,
      api::ApiOptions{.base_url = [state = state_.get()] { return state->base_url(); },
                      .secure_cookies = uses_https(state_->config),
                      .streams_max = streams_max(state_->config),
                      .streams_per_account_max = streams_per_account_max(state_->config),
                      .on_caller = [state = state_.get()](
                                       const net::Request& request,
                                       const std::string& owner) { state->owners.learn(request, owner); }});
}

Server::~Server() {
  stop();
}

base::Result<void> Server::start() {
  const auto& config = state_->config;
  const auto& log = *state_->dependencies.log;
  JETON_CHECK(warn_if_empty(store(), log));
  state_->readiness.check();
  JETON_CHECK(state_->documentation.open());
  // First: nothing is answered by a server that does not come up.
  if (config.metrics_listen) JETON_CHECK(state_->metrics_http.start());
  if (state_->replication) state_->replication->start();
  if (state_->gateway) JETON_CHECK(state_->gateway->start());
  JETON_CHECK(state_->http.start());
  state_->readiness.start();
  state_->background.start();
  if (const auto& certificate = state_->dependencies.certificate) {
    warn_before_expiry(*certificate, *state_->dependencies.clock, log);
  }
  log.info("server.started", {{"address", base_url()}});
  if (state_->gateway) log.info("gateway.started", {{"port", std::int64_t{gateway_port()}}});
  if (config.trusted_proxies.empty()) {
    log.warning("proxies.none_trusted",
                {{"detail",
                  "Fine without a proxy. Behind one, all clients have its address and share the limits of "
                  "one client: list it in trusted_proxies."}});
  }
  return {};
}

void Server::reload(const Config& stated) {
  auto& log = *state_->dependencies.log;
  log.set_threshold(stated.log_level);
  state_->proxies.replace(stated.trusted_proxies);
  if (const auto& certificate = state_->dependencies.certificate) {
    reload_certificate(*certificate, state_->config, *state_->dependencies.clock, log);
  }
  const auto names = fmt::format("{}", fmt::join(settings_for_a_restart(state_->config, stated), ", "));
  log.info("config.reloaded", {{"needRestart", std::string_view{names}}});
}

void Server::stop() {
  const auto& availability = state_->dependencies.availability;
  const Later end_calls{base::kShutdownCallsEnd, [&availability] {
                          if (availability) availability->end();
                        }};
  {
    // At the same time: each waits for requests under way, or for a database that does not answer.
    std::thread others_stop{[this] {
      if (state_->gateway) state_->gateway->stop();
      if (state_->replication) state_->replication->stop_listening();
    }};
    state_->http.stop();
    others_stop.join();
  }
  // Behind the last request, so that its access is written too.
  state_->background.stop();
  if (state_->replication) state_->replication->stop();
  state_->readiness.stop();
  state_->metrics_http.stop();
}

std::uint16_t Server::port() const {
  return state_->http.port();
}

std::uint16_t Server::metrics_port() const {
  return state_->metrics_http.port();
}

std::uint16_t Server::gateway_port() const {
  return state_->gateway ? state_->gateway->port() : std::uint16_t{0};
}

std::string Server::base_url() const {
  return state_->base_url();
}

void Server::run_background() {
  state_->background.run_due();
}

domain::Store& Server::store() {
  return state_->store();
}

}  // namespace jeton::server
