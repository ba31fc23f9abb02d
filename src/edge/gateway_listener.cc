#include "edge/gateway_listener.h"

#include <array>
#include <chrono>
#include <mutex>
#include <thread>
#include <utility>

#include "edge/loop.h"
#include "gateway/authorize.h"
#include "net/request_record.h"

namespace jeton::edge {
namespace {

using base::Result;

net::ServerOptions without_addresses(net::ServerOptions options) {
  options.listen.clear();
  return options;
}

}  // namespace

class GatewayListener::Impl {
 public:
  Impl(GatewayListenerOptions options, const Replica& replica, const net::ServerDependencies& dependencies,
       net::Service service)
      : options_{std::move(options)},
        replica_{replica},
        ordinary_{without_addresses(options_.ordinary), dependencies, std::move(service)},
        context_{dependencies.log,
                 dependencies.clock,
                 options_.ordinary.limits,
                 ordinary_,
                 options_.is_loopback && options_.ordinary.tls == nullptr,
                 options_.silent_for_good} {}
  ~Impl() { stop(); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Result<void> start();
  void stop();
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] std::size_t connections() const noexcept { return context_.connections; }
  std::vector<domain::TokenAccess> take_accesses();
  [[nodiscard]] std::uint64_t dropped_accesses() const noexcept;
  void note(base::Metrics& metrics);

 private:
  /// What all loops have counted.
  struct Counted {
    std::array<std::uint64_t, kQuestionMethods.size()> allowed{};
    std::array<std::uint64_t, base::Metrics::kBuckets.size() + 1> in_bucket{};
    std::uint64_t sum_ns = 0;
  };

  [[nodiscard]] Counted count() const noexcept;

  GatewayListenerOptions options_;
  const Replica replica_;
  /// Before what it lets go of connections to, and after that stopped.
  net::HttpServer ordinary_;
  LoopContext context_;
  std::vector<std::unique_ptr<Loop>> loops_;
  std::vector<std::thread> threads_;
  std::uint16_t port_ = 0;
  std::mutex mutex_;
  Counted noted_;  ///< Guarded by `mutex_`.
};

Result<void> GatewayListener::Impl::start() {
  const auto& listen = options_.ordinary.listen;
  JETON_TRY(auto listening, listen_on(listen, options_.threads, options_.ordinary.listen_setting));
  for (std::size_t i = 0; i < options_.threads; ++i) {
    std::vector<Descriptor> sockets;
    for (auto& address : listening) sockets.push_back(std::move(address.sockets[i]));
    loops_.push_back(
        std::make_unique<Loop>(context_, std::move(sockets), replica_.source, replica_.catalogue));
    if (loops_.back()->is_ready()) continue;
    loops_.clear();
    return base::Error::unavailable("The system has no room for a loop of " +
                                    options_.ordinary.listen_setting);
  }
  JETON_CHECK(ordinary_.start());
  port_ = listening.front().address.port;
  for (const auto& loop : loops_) threads_.emplace_back([&loop = *loop] { loop.run(); });
  return {};
}

void GatewayListener::Impl::stop() {
  for (std::size_t i = 0; i < threads_.size(); ++i) loops_[i]->stop();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
  ordinary_.stop();
  for (const auto& loop : loops_) loop->close_all();
}

std::vector<domain::TokenAccess> GatewayListener::Impl::take_accesses() {
  std::vector<domain::TokenAccess> accesses;
  for (const auto& loop : loops_) loop->responder().accesses().take(accesses);
  return accesses;
}

std::uint64_t GatewayListener::Impl::dropped_accesses() const noexcept {
  std::uint64_t dropped = 0;
  for (const auto& loop : loops_) dropped += loop->responder().accesses().dropped();
  return dropped;
}

GatewayListener::Impl::Counted GatewayListener::Impl::count() const noexcept {
  Counted all;
  for (const auto& loop : loops_) {
    const auto& counters = loop->responder().counters();
    for (std::size_t i = 0; i < all.allowed.size(); ++i) all.allowed[i] += counters.allowed(i);
    for (std::size_t i = 0; i < all.in_bucket.size(); ++i) all.in_bucket[i] += counters.in_bucket(i);
    all.sum_ns += counters.sum_ns();
  }
  return all;
}

void GatewayListener::Impl::note(base::Metrics& metrics) {
  std::uint64_t handed_over = 0;
  for (const auto& loop : loops_) handed_over += loop->responder().counters().handed_over();
  metrics.raise_to(
      "jeton_gateway_handed_over_total",
      "Times that a loop of the gateway's own listener left a connection to the threads of decisions.", {},
      handed_over);
  // Two scrapes at once must not add the same twice.
  const std::lock_guard lock{mutex_};
  const auto now = count();
  std::uint64_t decisions = 0;
  for (std::size_t i = 0; i < now.allowed.size(); ++i) {
    const auto more = now.allowed[i] - noted_.allowed[i];
    if (more > 0) net::count_requests(metrics, {"authorize", kQuestionMethods[i], 200}, more);
    decisions += more;
  }
  if (decisions > 0) gateway::count_decisions(metrics, verify::Reason::kAllowed, decisions);
  base::Metrics::Durations durations;
  for (std::size_t i = 0; i < now.in_bucket.size(); ++i) {
    durations.in_bucket[i] = now.in_bucket[i] - noted_.in_bucket[i];
  }
  durations.sum = std::chrono::nanoseconds{now.sum_ns - noted_.sum_ns};
  if (decisions > 0) net::add_request_times(metrics, "authorize", durations);
  noted_ = now;
}

GatewayListener::GatewayListener(GatewayListenerOptions options, const Replica& replica,
                                 const net::ServerDependencies& dependencies, net::Service service)
    : impl_{std::make_unique<Impl>(std::move(options), replica, dependencies, std::move(service))} {}

GatewayListener::~GatewayListener() = default;

Result<void> GatewayListener::start() {
  return impl_->start();
}

void GatewayListener::stop() {
  impl_->stop();
}

std::uint16_t GatewayListener::port() const noexcept {
  return impl_->port();
}

std::size_t GatewayListener::connections() const noexcept {
  return impl_->connections();
}

std::vector<domain::TokenAccess> GatewayListener::take_accesses() {
  return impl_->take_accesses();
}

std::uint64_t GatewayListener::dropped_accesses() const noexcept {
  return impl_->dropped_accesses();
}

void GatewayListener::note(base::Metrics& metrics) {
  impl_->note(metrics);
}

}  // namespace jeton::edge
