#include "net/connection.h"

#include <fmt/format.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <exception>
#include <optional>
#include <utility>

#include "net/problem.h"
#include "net/request_record.h"
#include "net/response_head.h"

namespace jeton::net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

constexpr std::size_t kHeadReadBytes = std::size_t{4} * 1024;
constexpr std::size_t kBodyReadBytes = std::size_t{64} * 1024;
/// How long a client may go on sending what nobody reads any more.
constexpr std::chrono::milliseconds kDrainTimeout{2000};
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

std::string address_of(const Socket& socket) {
  error_code failed;
  const auto endpoint = socket.remote_endpoint(failed);
  return failed ? std::string{} : endpoint.address().to_string();
}

Response call_handler(const HttpServer::Handler& handler, const base::Log& log, const Request& request) {
  const auto failed = [&log, &request](std::string_view what) {
    log.error("request.failed", {{"detail", what}, {"traceId", std::string_view{request.trace().trace_id}}});
    return problem_response(base::Error::internal({}), request);
  };
  try {
    return handler(request);
  } catch (const std::exception& error) {
    return failed(error.what());
  } catch (...) {
    return failed("Something that is no std::exception was thrown.");
  }
}

/// Nothing when it failed, which is logged.
std::optional<BodyProducer::Next> call_producer(BodyProducer& producer, const base::Log& log,
                                                std::string_view trace_id, std::string& chunk) {
  const auto failed = [&log, trace_id](std::string_view what) {
    log.error("response.cut", {{"detail", what}, {"traceId", trace_id}});
    return std::nullopt;
  };
  try {
    const auto next = producer.produce(chunk);
    if (next.has_error()) return failed(next.error().detail());
    return *next;
  } catch (const std::exception& error) {
    return failed(error.what());
  } catch (...) {
    return failed("Something that is no std::exception was thrown.");
  }
}

}  // namespace

Connection::Connection(ConnectionContext& context, EventLoop& loop, Socket socket)
    : context_{context},
      loop_{loop},
      stream_{std::move(socket)},
      peer_{address_of(stream_.socket())},
      reader_{context.options.limits} {}

Connection::~Connection() {
  loop_.connections.erase(this);
  {
    const std::lock_guard lock{context_.mutex};
    --context_.count;
  }
  context_.ended.notify_all();
}

void Connection::start() {
  loop_.connections.insert(this);
  if (context_.stopping) return;
  error_code ignored;
  stream_.socket().set_option(Tcp::no_delay{true}, ignored);
  // The first request's time runs from the connection, so that one which never says anything ends.
  stream_.expires_after(context_.options.limits.header_timeout);
  read_some();
}

void Connection::end_when_idle() {
  if (is_idle_) cut();
}

void Connection::cut() {
  is_cut_ = true;
  stream_.close();
  drop_producer();
}

void Connection::begin_request() {
  reader_ = RequestReader{context_.options.limits};
  is_idle_ = true;
  reading_body_ = false;
  is_head_ = false;
  version_ = 11;
  if (bytes_.empty()) {
    if (context_.stopping) return cut();
    stream_.expires_after(context_.options.limits.idle_timeout);
    read_some();
    return;
  }
  is_idle_ = false;
  stream_.expires_after(context_.options.limits.header_timeout);
  advance();
}

void Connection::read_some() {
  const auto before = bytes_.size();
  const auto room = reading_body_ ? kBodyReadBytes : kHeadReadBytes;
  bytes_.resize(before + room);
  stream_.async_read_some(asio::buffer(bytes_.data() + before, room),
                          [self = shared_from_this(), before](error_code failed, std::size_t size) {
                            self->on_read(failed, size, before);
                          });
}

void Connection::on_read(error_code failed, std::size_t size, std::size_t before) {
  bytes_.resize(before + size);
  // The other end has gone, or has been silent for too long: there is nobody to tell.
  if (failed) return cut();
  if (is_idle_) {
    is_idle_ = false;
    stream_.expires_after(context_.options.limits.header_timeout);
  }
  advance();
}

void Connection::advance() {
  switch (reader_.read(bytes_)) {
    case RequestReader::State::kNeedsMore: return read_some();
    case RequestReader::State::kHeadComplete: return on_head();
    case RequestReader::State::kComplete: return dispatch();
    case RequestReader::State::kRefused: return refuse();
  }
}

void Connection::on_head() {
  reading_body_ = true;
  stream_.expires_after(context_.options.limits.body_timeout);
  if (!reader_.expects_continue() || !bytes_.empty()) return advance();
  asio::async_write(stream_, asio::buffer(kContinue),
                    [self = shared_from_this()](error_code failed, std::size_t) {
                      if (failed) return self->cut();
                      self->advance();
                    });
}

void Connection::refuse() {
  keeps_alive_ = false;
  must_drain_ = true;
  version_ = reader_.version();
  const auto trace = begin_trace(find_header(reader_.headers(), "traceparent"), context_.dependencies.random);
  const auto& refusal = reader_.refusal();
  auto response = refusal.status == 400
                      ? problem_response({base::ErrorKind::kInvalid, refusal.detail}, trace, {})
                      : problem_of_status(refusal.status, refusal.detail, trace);
  record_refusal(context_.dependencies.log, context_.dependencies.metrics, trace, response.status);
  respond(std::move(response));
}

void Connection::dispatch() {
  keeps_alive_ = reader_.keeps_alive();
  must_drain_ = false;
  version_ = reader_.version();
  auto parts = reader_.take();
  parts.trace = begin_trace(find_header(parts.headers, "traceparent"), context_.dependencies.random);
  auto client = context_.options.trusted_proxies.client_of(peer_, parts.headers, false);
  if (!client.ignored_header.empty()) note_ignored_proxy(client.ignored_header);
  parts.remote_address = std::move(client.address);
  parts.is_https = client.is_https;
  const auto trace = parts.trace;

  auto created = Request::create(std::move(parts));
  if (created.has_error()) {
    auto response = problem_response(created.error(), trace, {});
    record_refusal(context_.dependencies.log, context_.dependencies.metrics, trace, response.status);
    return respond(std::move(response));
  }
  const auto request = std::make_shared<const Request>(*std::move(created));
  is_head_ = request->method() == "HEAD";
  stream_.expires_never();
  // A connection belongs to its loop's thread, so it must not die on the worker's: the job gives its hold
  // away.
  if (context_.workers.try_post([self = shared_from_this(), request]() mutable {
        auto& connection = *self;
        connection.answer(*request, std::move(self));
      })) {
    return;
  }

  auto response = problem_response(base::Error::unavailable("The queue is full."), *request);
  record_request(context_.dependencies.log, context_.dependencies.metrics, *request, response, {});
  respond(std::move(response));
}

/// Everybody behind a proxy that is not trusted has one address, and with it the limits of one.
void Connection::note_ignored_proxy(std::string_view header) {
  const auto& outside = context_.dependencies;
  if (!context_.ignored_proxies.is_due(peer_, outside.clock.now())) return;
  outside.log.warning("proxy.not_trusted",
                      {{"peer", std::string_view{peer_}},
                       {"header", header},
                       {"detail", "The header is ignored: the peer is not among trusted_proxies."}});
}

/// On a worker's thread.
void Connection::answer(const Request& request, std::shared_ptr<Connection> self) {
  const auto began = Clock::now();
  auto response =
      std::make_shared<Response>(call_handler(context_.handler, context_.dependencies.log, request));
  record_request(context_.dependencies.log, context_.dependencies.metrics, request, *response,
                 Clock::now() - began);
  const bool is_streamed = response->producer != nullptr;
  if (is_head_ || !has_body(response->status)) response->producer.reset();
  if (is_streamed) trace_id_ = request.trace().trace_id;
  asio::post(loop_.context, [connection = std::move(self), response, is_streamed] {
    connection->respond(std::move(*response), is_streamed);
  });
}

void Connection::respond(Response response, bool is_streamed) {
  if (context_.stopping) keeps_alive_ = false;
  response_ = std::move(response);
  // Cut by a server that stops, while the handler ran.
  if (is_cut_) return drop_producer();
  if (response_.producer && version_ < 11) keeps_alive_ = false;
  head_ = write_head(response_, {keeps_alive_, version_, context_.dependencies.clock.now(), is_streamed});
  if (response_.producer) return begin_stream();
  const bool sends_body = !is_head_ && has_body(response_.status);
  const std::array<asio::const_buffer, 2> buffers{
      asio::buffer(head_), sends_body ? asio::buffer(response_.body) : asio::const_buffer{}};
  stream_.expires_after(context_.options.limits.write_timeout);
  asio::async_write(stream_, buffers, [self = shared_from_this()](error_code failed, std::size_t) {
    self->on_written(failed);
  });
}

/// The head goes out before the first chunk is made: that may take long, and the client learns the status.
void Connection::begin_stream() {
  stream_.expires_after(context_.options.limits.write_timeout);
  asio::async_write(stream_, asio::buffer(head_),
                    [self = shared_from_this()](error_code failed, std::size_t) {
                      if (failed) return self->cut();
                      self->request_chunk();
                    });
}

void Connection::request_chunk() {
  stream_.expires_never();
  chunk_.clear();
  is_producing_ = true;
  if (context_.workers.post_continuation([self = shared_from_this()]() mutable {
        auto& connection = *self;
        connection.produce(std::move(self));
      })) {
    return;
  }
  is_producing_ = false;
  cut();
}

/// On a worker's thread.
void Connection::produce(std::shared_ptr<Connection> self) {
  std::optional<BodyProducer::Next> next;
  if (!is_cut_) {
    next = call_producer(*response_.producer, context_.dependencies.log, trace_id_, chunk_);
  }
  const bool is_last = next == BodyProducer::Next::kEnd;
  // Here and now rather than after the last write: it may hold a database connection.
  if (!next || is_last || is_cut_) response_.producer.reset();
  asio::post(loop_.context, [connection = std::move(self), failed = !next, is_last] {
    connection->on_produced(failed, is_last);
  });
}

void Connection::on_produced(bool failed, bool is_last) {
  is_producing_ = false;
  if (is_cut_) return drop_producer();
  if (failed) {
    // Without chunks an orderly end would say that the body is whole.
    error_code ignored;
    if (version_ < 11) stream_.socket().set_option(asio::socket_base::linger{true, 0}, ignored);
    return cut();
  }
  if (chunk_.empty() && !is_last) return request_chunk();
  write_chunk(is_last);
}

void Connection::write_chunk(bool is_last) {
  static constexpr std::string_view kLineEnd = "\r\n";
  static constexpr std::string_view kLastChunk = "0\r\n\r\n";
  const bool in_chunks = version_ >= 11;
  // A chunk of no bytes is the last one.
  const bool has_bytes = !chunk_.empty();
  head_ = in_chunks && has_bytes ? fmt::format("{:x}\r\n", chunk_.size()) : std::string{};
  const std::array<asio::const_buffer, 4> buffers{
      asio::buffer(head_), asio::buffer(chunk_),
      in_chunks && has_bytes ? asio::buffer(kLineEnd) : asio::const_buffer{},
      in_chunks && is_last ? asio::buffer(kLastChunk) : asio::const_buffer{}};
  stream_.expires_after(context_.options.limits.write_timeout);
  asio::async_write(stream_, buffers, [self = shared_from_this(), is_last](error_code failed, std::size_t) {
    if (failed) return self->cut();
    if (!is_last) return self->request_chunk();
    self->chunk_ = {};
    self->on_written(failed);
  });
}

/// To a worker, because what it lets go of may block. One that is in use is dropped by its user.
void Connection::drop_producer() {
  if (is_producing_ || !response_.producer) return;
  // A job can be copied, a producer cannot. Refused by a pool that was stopped, it dies here.
  (void)context_.workers.post_continuation(
      [dropped = std::shared_ptr<BodyProducer>{std::move(response_.producer)}] {});
}

void Connection::on_written(error_code failed) {
  if (failed) return cut();
  if (keeps_alive_) return begin_request();
  error_code ignored;
  stream_.socket().shutdown(Tcp::socket::shutdown_send, ignored);
  if (!must_drain_ && bytes_.empty()) return cut();
  is_idle_ = true;
  if (context_.stopping) return cut();
  stream_.expires_after(kDrainTimeout);
  drain();
}

void Connection::drain() {
  bytes_.resize(kBodyReadBytes);
  stream_.async_read_some(asio::buffer(bytes_), [self = shared_from_this()](error_code failed, std::size_t) {
    self->on_drained(failed);
  });
}

void Connection::on_drained(error_code failed) {
  if (failed) return cut();
  drain();
}

}  // namespace jeton::net
