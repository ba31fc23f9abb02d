#include "net/http_server.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>

#include "base/check.h"
#include "net/connection.h"

namespace jeton::net {
namespace {

namespace asio = boost::asio;
using base::Error;
using base::ErrorKind;
using base::Result;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

// Out of file descriptors: trying again at once would only spin.
constexpr std::chrono::milliseconds kAcceptPause{100};
constexpr std::string_view kFull =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

Error cannot_listen(const ListenAddress& address, const std::string& setting, const error_code& why) {
  return {ErrorKind::kUnavailable, "Cannot listen on " + address.text() + ": " + why.message() +
                                       ". Choose another address with " + setting + "."};
}

Tcp::endpoint endpoint_of(const ListenAddress& address) {
  return {asio::ip::make_address(address.address.text()), address.port};
}

}  // namespace

class HttpServer::Impl {
 public:
  Impl(ServerOptions options, ServerDependencies dependencies, Service service)
      : options_{std::move(options)},
        service_{std::move(service)},
        bodies_{options_.limits.buffered_body_bytes_max, dependencies.metrics},
        context_{options_, dependencies, service_, lanes_, bodies_} {
    JETON_ASSERT(options_.stream_lane < options_.lanes.size());
    for (const auto& lane : options_.lanes) {
      lanes_.push_back(std::make_unique<LaneWorkers>(lane, dependencies.metrics));
    }
    for (std::size_t i = 0; i < std::max<std::size_t>(options_.io_threads, 1); ++i) {
      loops_.push_back(std::make_unique<EventLoop>());
    }
  }
  ~Impl() { stop(); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Result<void> start();
  void stop();
  void adopt(Adopted adopted);
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] std::size_t connections() {
    const std::lock_guard lock{context_.mutex};
    return context_.count;
  }

 private:
  using Acceptor = asio::basic_socket_acceptor<Tcp, asio::io_context::executor_type>;

  /// Takes new connections on the first loop's thread and deals them out to all.
  struct Listener {
    explicit Listener(asio::io_context& context) : acceptor{context}, pause{context} {}

    Acceptor acceptor;
    asio::steady_timer pause;
  };

  Result<void> open(const ListenAddress& address);
  void accept(Listener& listener);
  void on_accepted(Listener& listener, EventLoop& loop, error_code failed, Socket socket);
  [[nodiscard]] bool has_room();
  void on_each_connection(void (Connection::*what)());
  void stop_workers();

  ServerOptions options_;
  Service service_;
  BodyBudget bodies_;
  Lanes lanes_;
  ConnectionContext context_;
  std::vector<std::unique_ptr<EventLoop>> loops_;
  std::vector<std::unique_ptr<Listener>> listeners_;
  std::vector<asio::executor_work_guard<asio::io_context::executor_type>> guards_;
  std::atomic<std::size_t> next_loop_ = 0;
  std::uint16_t port_ = 0;
  bool is_started_ = false;
};

Result<void> HttpServer::Impl::start() {
  JETON_ASSERT(!is_started_);
  for (const auto& address : options_.listen) {
    if (auto opened = open(address); opened.has_error()) {
      listeners_.clear();
      return opened;
    }
  }
  is_started_ = true;
  for (auto& listener : listeners_) accept(*listener);
  for (auto& loop : loops_) {
    guards_.emplace_back(loop->context.get_executor());
    loop->thread = std::thread{[&context = loop->context] { context.run(); }};
  }
  return {};
}

Result<void> HttpServer::Impl::open(const ListenAddress& address) {
  auto& context = loops_.front()->context;
  error_code failed;
  const auto endpoint = endpoint_of(address);
  auto listener = std::make_unique<Listener>(context);
  auto& acceptor = listener->acceptor;
  // One socket that deals out, not SO_REUSEPORT: with that a second server on the same port would start
  // without a word and take half of the requests.
  acceptor.open(endpoint.protocol(), failed);
  if (!failed) acceptor.set_option(asio::socket_base::reuse_address{true}, failed);
  if (!failed && endpoint.protocol() == Tcp::v6()) {
    acceptor.set_option(asio::ip::v6_only{takes_v6_alone(address, options_.listen)}, failed);
  }
  if (!failed) acceptor.bind(endpoint, failed);
  if (!failed) acceptor.listen(asio::socket_base::max_listen_connections, failed);
  if (failed) return cannot_listen(address, options_.listen_setting, failed);
  if (listeners_.empty()) port_ = acceptor.local_endpoint(failed).port();
  listeners_.push_back(std::move(listener));
  return {};
}

void HttpServer::Impl::accept(Listener& listener) {
  auto& loop = *loops_[next_loop_++ % loops_.size()];
  listener.acceptor.async_accept(loop.context, [this, &listener, &loop](error_code failed, Socket socket) {
    on_accepted(listener, loop, failed, std::move(socket));
  });
}

void HttpServer::Impl::on_accepted(Listener& listener, EventLoop& loop, error_code failed, Socket socket) {
  if (context_.stopping) return;
  if (failed == asio::error::no_descriptors || failed == asio::error::no_memory) {
    context_.dependencies.log.error("accept.failed", {{"detail", std::string_view{failed.message()}}});
    listener.pause.expires_after(kAcceptPause);
    listener.pause.async_wait([this, &listener](error_code) {
      if (!context_.stopping) accept(listener);
    });
    return;
  }
  if (!failed && has_room()) {
    const auto connection = std::make_shared<Connection>(context_, loop, std::move(socket));
    asio::post(loop.context, [connection] { connection->start(); });
  } else if (!failed) {
    // Nobody waits for this to be written: a full server must not be kept busy by those it turns away.
    error_code ignored;
    socket.non_blocking(true, ignored);
    if (!options_.tls) socket.write_some(asio::buffer(kFull), ignored);
  }
  accept(listener);
}

void HttpServer::Impl::adopt(Adopted adopted) {
  JETON_ASSERT(is_started_);
  auto& loop = *loops_[next_loop_++ % loops_.size()];
  auto taken = std::make_shared<Adopted>(std::move(adopted));
  asio::post(loop.context, [this, &loop, taken] {
    Socket socket{loop.context};
    error_code failed;
    // The family matters to nobody: an adopted socket is neither opened nor bound.
    socket.assign(Tcp::v4(), taken->socket, failed);
    JETON_ASSERT(!failed);
    {
      const std::lock_guard lock{context_.mutex};
      ++context_.count;
    }
    std::make_shared<Connection>(context_, loop, std::move(socket))->start(std::move(*taken));
  });
}

bool HttpServer::Impl::has_room() {
  const std::lock_guard lock{context_.mutex};
  if (context_.count >= options_.limits.connections_max) return false;
  ++context_.count;
  return true;
}

void HttpServer::Impl::on_each_connection(void (Connection::*what)()) {
  for (auto& loop : loops_) {
    asio::post(loop->context, [what, &loop = *loop] {
      // Ending one takes it out of the set.
      const auto connections = loop.connections;
      for (auto* connection : connections) {
        if (loop.connections.contains(connection)) (connection->*what)();
      }
    });
  }
}

void HttpServer::Impl::stop_workers() {
  for (const auto& lane : lanes_) lane->stop();
}

void HttpServer::Impl::stop() {
  if (!is_started_) return stop_workers();
  if (context_.stopping.exchange(true)) return;
  asio::post(loops_.front()->context, [this] {
    error_code ignored;
    for (auto& listener : listeners_) {
      listener->acceptor.close(ignored);
      listener->pause.cancel();
    }
  });
  on_each_connection(&Connection::end_when_idle);
  {
    std::unique_lock lock{context_.mutex};
    context_.ended.wait_for(lock, options_.limits.shutdown_grace, [this] { return context_.count == 0; });
  }
  on_each_connection(&Connection::cut);
  guards_.clear();
  for (auto& loop : loops_) {
    asio::post(loop->context, [&context = loop->context] { context.stop(); });
  }
  for (auto& loop : loops_) loop->thread.join();
  // After the loops: the jobs dropped here hold connections, which are the loops' to touch while they run.
  stop_workers();
  // What the last jobs left for the loops: connections that were cut, and what their answers hold.
  for (auto& loop : loops_) {
    loop->context.restart();
    loop->context.poll();
  }
}

HttpServer::HttpServer(ServerOptions options, ServerDependencies dependencies, Service service)
    : impl_{std::make_unique<Impl>(std::move(options), dependencies, std::move(service))} {}

HttpServer::HttpServer(ServerOptions options, ServerDependencies dependencies, Handler handler)
    : HttpServer{std::move(options), dependencies, Service{.handle = std::move(handler)}} {}

HttpServer::~HttpServer() = default;

Result<void> HttpServer::start() {
  return impl_->start();
}

void HttpServer::stop() {
  impl_->stop();
}

void HttpServer::adopt(Adopted adopted) {
  impl_->adopt(std::move(adopted));
}

std::uint16_t HttpServer::port() const noexcept {
  return impl_->port();
}

std::size_t HttpServer::connections() const noexcept {
  return impl_->connections();
}

}  // namespace jeton::net
