#pragma once

#include <array>
#include <atomic>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_set>
#include <vector>

#include "net/body_budget.h"
#include "net/client_stream.h"
#include "net/http_server.h"
#include "net/ignored_proxies.h"
#include "net/lane_workers.h"
#include "net/request_reader.h"

namespace jeton::net {

class Connection;

using Lanes = std::vector<std::unique_ptr<LaneWorkers>>;

/// One thread's event loop and the connections that live on it.
struct EventLoop {
  /// Where all connections discard what no one reads any more.
  std::array<char, std::size_t{64} * 1024> discarded;
  std::unordered_set<Connection*> connections;  ///< Touched by the loop's own thread alone.
  boost::asio::io_context context{1};
  std::thread thread;
};

/// What all connections of a server have in common. Outlives them.
struct ConnectionContext {
  const ServerOptions& options;
  ServerDependencies dependencies;
  const Service& service;
  Lanes& lanes;
  BodyBudget& bodies;
  std::atomic<bool> stopping = false;

  std::mutex mutex;
  std::condition_variable ended;
  std::size_t count = 0;  ///< Guarded by `mutex`.

  IgnoredProxies ignored_proxies{};
};

/// One client: reads a request, has a worker answer it, writes the answer, and again. Everything but what the
/// service does and the producer of a streamed body runs on the loop's thread. Keeps itself alive while
/// something is in progress.
class Connection final : public std::enable_shared_from_this<Connection> {
 public:
  /// Counted in `context.count` by its creator; uncounts itself.
  Connection(ConnectionContext& context, EventLoop& loop, Socket socket);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// On the loop's thread.
  void start();
  /// The same for one that was accepted and read from elsewhere.
  void start(Adopted adopted);
  /// The server stops: ends now if no request is in progress, otherwise after its answer.
  void end_when_idle();
  /// Ends now.
  void cut();

 private:
  using Clock = std::chrono::steady_clock;

  void on_unsent_written(boost::system::error_code failed);
  void on_handshake(boost::system::error_code failed);
  void let_go();
  void forget_request();
  void begin_request();
  void read_some();
  void on_read(boost::system::error_code failed, std::size_t size, std::size_t before);
  void advance();
  void on_head();
  [[nodiscard]] std::optional<Response> answer_at_once();
  [[nodiscard]] base::LogLevel level_of(const Response& response) const;
  [[nodiscard]] bool is_too_late(std::size_t lane) const;
  void ask_admission();
  void admit(const Request& head, std::shared_ptr<Connection> self);
  void on_admitted(std::optional<Response> refusal);
  void begin_body();
  void on_body();
  void dispatch();
  void note_ignored_proxy(std::string_view header);
  void refuse();
  void turn_away(Response response);
  [[nodiscard]] Response unavailable(std::string_view why) const;
  void answer(const Request& request, std::shared_ptr<Connection> self);
  void respond(Response response, bool is_streamed = false);
  void begin_stream();
  void request_chunk();
  void produce(std::shared_ptr<Connection> self);
  void on_produced(bool failed, bool is_last);
  void write_chunk(bool is_last);
  void write_more(bool is_last);
  void on_some_written(boost::system::error_code failed, std::size_t size, bool is_last);
  void drop_producer();
  void count_stream(bool is_streaming);
  void on_written(boost::system::error_code failed);
  void end_answering();
  void drain();
  void on_drained(boost::system::error_code failed);

  ConnectionContext& context_;
  EventLoop& loop_;
  ClientStream stream_;
  std::string peer_;
  Adopted adopted_;    ///< `let_go` is empty unless it was, and still is.
  std::string bytes_;  ///< Read and not yet used.
  RequestReader reader_;
  bool is_idle_ = true;  ///< No request has begun, or the last one has been answered.
  bool reading_body_ = false;
  bool keeps_alive_ = false;
  bool must_drain_ = false;  ///< Unread input would reset the connection during the answer.
  bool is_head_ = false;
  unsigned version_ = 11;
  std::string head_;
  Response response_;

  // Of the request that is read or waits for a worker.
  std::shared_ptr<Request> request_;
  Placement placement_;
  BodyBudget::Hold body_;
  Clock::time_point waits_since_;
  Clock::duration spent_{};  ///< Waiting and being worked on so far.

  // Of a streamed answer. While `is_producing_` the producer and the chunk are a worker's.
  std::string trace_id_;
  std::string chunk_;
  std::array<boost::asio::const_buffer, 4> unsent_;
  Clock::time_point write_ends_at_;
  bool is_producing_ = false;
  bool is_streaming_ = false;  ///< Counted among the streams.
  std::atomic<bool> is_cut_ = false;
};

}  // namespace jeton::net
