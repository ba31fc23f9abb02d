#include "net/connection.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/write.hpp>
#include <exception>
#include <optional>
#include <utility>

#include "net/content_type.h"
#include "net/problem.h"
#include "net/request_record.h"
#include "net/response_head.h"

namespace jeton::net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

constexpr std::size_t kHeadReadBytes = std::size_t{4} * 1024;
constexpr std::size_t kBodyReadBytes = std::size_t{16} * 1024;
/// How long a client may go on sending input that is discarded.
constexpr std::chrono::milliseconds kDrainTimeout{2000};
constexpr std::string_view kTooLate = "The request has waited too long.";
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

/// As much as a client that speaks HTTP needs.
constexpr std::string_view kHttpsHere =
    "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
    "36\r\nConnection: close\r\n\r\n"
    "This address takes HTTPS, not HTTP.\n";

bool is_plain_http(error_code failed) {
  return failed.category() == asio::error::get_ssl_category() &&
         ERR_GET_REASON(static_cast<unsigned long>(failed.value())) == SSL_R_HTTP_REQUEST;
}

std::string address_of(const Socket& socket) {
  error_code failed;
  const auto endpoint = socket.remote_endpoint(failed);
  return failed ? std::string{} : endpoint.address().to_string();
}

/// What `call` makes; `failed` of the words of what it throws.
template <class Call, class Failed>
auto guarded(const Call& call, const Failed& failed) -> decltype(call()) {
  try {
    return call();
  } catch (const std::exception& error) {
    return failed(error.what());
  } catch (...) {
    return failed("Something other than a std::exception was thrown.");
  }
}

/// For what a service throws.
auto answers_500(const base::Log& log, const Request& request) {
  return [&log, &request](std::string_view what) {
    log.error("request.failed", {{"detail", what}, {"traceId", std::string_view{request.trace().trace_id}}});
    return problem_response(base::Error::internal({}), request);
  };
}

base::Result<Placement> place_request(const Service& service, const ServerLimits& limits,
                                      const base::Log& log, const Request& head) {
  if (!service.place) {
    const bool is_form = media_type(head.header("Content-Type").value_or("")) == "multipart/form-data";
    return Placement{0, is_form ? limits.multipart_body_bytes_max : limits.body_bytes_max, {}};
  }
  return guarded(
      [&service, &head]() -> base::Result<Placement> { return service.place(head); },
      [&log, &head](std::string_view what) -> base::Result<Placement> {
        log.error("request.failed", {{"detail", what}, {"traceId", std::string_view{head.trace().trace_id}}});
        return base::Error::internal({});
      });
}

}  // namespace

Connection::Connection(ConnectionContext& context, EventLoop& loop, Socket socket)
    : context_{context},
      loop_{loop},
      stream_{std::move(socket), context.options.tls ? context.options.tls->context() : nullptr},
      peer_{address_of(stream_.socket())},
      reader_{context.options.limits} {}

Connection::~Connection() {
  loop_.connections.erase(this);
  if (adopted_.let_go) adopted_.let_go(-1);
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
  if (!stream_.is_encrypted()) return read_some();
  stream_.async_handshake([self = shared_from_this()](error_code failed) { self->on_handshake(failed); });
}

void Connection::start(Adopted adopted) {
  adopted_ = std::move(adopted);
  if (stream_.is_encrypted() || (adopted_.bytes.empty() && adopted_.unsent.empty())) return start();
  loop_.connections.insert(this);
  bytes_ = std::move(adopted_.bytes);
  is_idle_ = bytes_.empty();
  if (context_.stopping) return;
  if (adopted_.unsent.empty()) return on_unsent_written({});
  stream_.expires_after(context_.options.limits.write_timeout);
  asio::async_write(
      stream_, asio::buffer(adopted_.unsent),
      [self = shared_from_this()](error_code failed, std::size_t) { self->on_unsent_written(failed); });
}

void Connection::on_unsent_written(error_code failed) {
  if (failed) return cut();
  adopted_.unsent = {};
  stream_.expires_after(adopted_.header_timeout);
  if (bytes_.empty()) return read_some();
  advance();
}

/// The connection goes on elsewhere.
void Connection::let_go() {
  error_code failed;
  const auto socket = stream_.socket().release(failed);
  if (failed) return cut();
  std::exchange(adopted_.let_go, {})(socket);
}

void Connection::on_handshake(error_code failed) {
  if (!failed) return read_some();
  context_.dependencies.metrics.count("jeton_tls_handshakes_failed_total",
                                      "Connections that failed to agree on TLS.", {});
  // Whoever follows an old http:// address should not have to guess.
  if (is_plain_http(failed)) stream_.write_plain(asio::buffer(kHttpsHere));
  cut();
}

void Connection::end_when_idle() {
  if (is_idle_) cut();
}

void Connection::cut() {
  is_cut_ = true;
  count_stream(false);
  stream_.close();
  drop_producer();
}

/// With all of its body that was read.
void Connection::forget_request() {
  request_.reset();
  reader_ = RequestReader{context_.options.limits};
  body_.release();
  if (keeps_alive_) return;
  // Nothing more will be read: whether the client was still sending has to be known, not what.
  must_drain_ = must_drain_ || !bytes_.empty();
  bytes_ = {};
}

void Connection::begin_request() {
  is_idle_ = true;
  reading_body_ = false;
  is_head_ = false;
  version_ = 11;
  if (bytes_.empty()) {
    bytes_ = {};
    if (context_.stopping) return cut();
    if (adopted_.returns && !stream_.is_encrypted()) return let_go();
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
  const auto room = reading_body_
                        ? std::min(kBodyReadBytes, std::max(placement_.body_bytes_max, kHeadReadBytes))
                        : kHeadReadBytes;
  bytes_.resize(before + room);
  stream_.async_read_some(asio::buffer(bytes_.data() + before, room),
                          [self = shared_from_this(), before](error_code failed, std::size_t size) {
                            self->on_read(failed, size, before);
                          });
}

void Connection::on_read(error_code failed, std::size_t size, std::size_t before) {
  bytes_.resize(before + size);
  // The other end has gone, or has been silent for too long: there is no one to answer.
  if (failed) return cut();
  if (is_idle_) {
    is_idle_ = false;
    stream_.expires_after(context_.options.limits.header_timeout);
  }
  if (reading_body_ && !body_.grow_to(reader_.body_bytes() + bytes_.size())) {
    return turn_away(unavailable("Too many bodies are kept."));
  }
  advance();
}

void Connection::advance() {
  switch (reader_.read(bytes_)) {
    case RequestReader::State::kNeedsMore: return read_some();
    case RequestReader::State::kHeadComplete: return on_head();
    case RequestReader::State::kComplete: return reading_body_ ? on_body() : on_head();
    case RequestReader::State::kRefused: return refuse();
  }
}

void Connection::on_head() {
  const bool has_body = reader_.has_body();
  keeps_alive_ = reader_.keeps_alive();
  must_drain_ = has_body;
  version_ = reader_.version();
  spent_ = {};
  auto parts = reader_.take_head();
  parts.trace = begin_trace(find_header(parts.headers, "traceparent"), context_.dependencies.random);
  auto client = context_.options.trusted_proxies.client_of(peer_, parts.headers, stream_.is_encrypted());
  if (!client.ignored_header.empty()) note_ignored_proxy(client.ignored_header);
  parts.remote_address = std::move(client.address);
  parts.is_https = client.is_https;
  const auto trace = parts.trace;

  auto created = Request::create(std::move(parts));
  if (created.has_error()) {
    if (has_body) keeps_alive_ = false;
    auto response = problem_response(created.error(), trace, {});
    record_refusal(context_.dependencies.log, context_.dependencies.metrics, trace, response.status);
    return respond(std::move(response));
  }
  request_ = std::make_shared<Request>(*std::move(created));
  is_head_ = request_->method() == "HEAD";
  if (auto known = answer_at_once()) return turn_away(*std::move(known));
  auto place = place_request(context_.service, context_.options.limits, context_.dependencies.log, *request_);
  if (place.has_error()) return turn_away(problem_response(place.error(), *request_));
  placement_ = *place;
  if (!has_body) return dispatch();
  if (placement_.body_bytes_max == 0) {
    keeps_alive_ = false;
    return dispatch();
  }
  // Before anything is asked or read: what cannot be worked on need not be sent.
  if (context_.lanes[placement_.lane]->refuses(placement_.owner))
    return turn_away(unavailable("The lane is full."));
  // A body that has come with its head costs nothing more, and the handler checks all that admission does.
  if (!placement_.admission_lane || reader_.is_body_in(bytes_, placement_.body_bytes_max)) {
    return begin_body();
  }
  ask_admission();
}

std::optional<Response> Connection::answer_at_once() {
  if (!context_.service.answer_at_once) return std::nullopt;
  const auto begun = Clock::now();
  const auto answer_500 = answers_500(context_.dependencies.log, *request_);
  auto known = guarded([this] { return context_.service.answer_at_once(*request_); },
                       [&answer_500](std::string_view what) { return std::optional{answer_500(what)}; });
  spent_ = Clock::now() - begun;
  placement_.is_routine = known.has_value();
  return known;
}

base::LogLevel Connection::level_of(const Response& response) const {
  const bool is_no_news = placement_.is_routine && response.status < 400;
  return is_no_news ? base::LogLevel::kDebug : base::LogLevel::kInfo;
}

/// Of a request that a worker of `lane` has begun on.
bool Connection::is_too_late(std::size_t lane) const {
  return context_.lanes[lane]->is_too_late(Clock::now() - waits_since_);
}

void Connection::ask_admission() {
  stream_.expires_never();
  waits_since_ = Clock::now();
  if (context_.lanes[*placement_.admission_lane]->try_post(
          [self = shared_from_this(), head = std::shared_ptr<const Request>{request_}]() mutable {
            auto& connection = *self;
            connection.admit(*head, std::move(self));
          },
          placement_.owner)) {
    return;
  }
  turn_away(unavailable("The lane of admissions is full."));
}

/// On a worker's thread.
void Connection::admit(const Request& head, std::shared_ptr<Connection> self) {
  using Refused = std::optional<Response>;
  const auto answer_500 = answers_500(context_.dependencies.log, head);
  auto refusal = std::make_shared<Refused>(guarded(
      [this, &head]() -> Refused {
        if (is_too_late(*placement_.admission_lane)) return unavailable(kTooLate);
        return context_.service.admit ? context_.service.admit(head) : Refused{};
      },
      [&answer_500](std::string_view what) { return Refused{answer_500(what)}; }));
  asio::post(loop_.context,
             [connection = std::move(self), refusal] { connection->on_admitted(std::move(*refusal)); });
}

void Connection::on_admitted(std::optional<Response> refusal) {
  // Cut by a server that stops.
  if (is_cut_) return;
  spent_ += Clock::now() - waits_since_;
  if (refusal) return turn_away(*std::move(refusal));
  begin_body();
}

void Connection::begin_body() {
  reading_body_ = true;
  if (reader_.accept_body(placement_.body_bytes_max) == RequestReader::State::kRefused) return refuse();
  body_ = BodyBudget::Hold{context_.bodies};
  if (!body_.grow_to(bytes_.size())) return turn_away(unavailable("Too many bodies are kept."));
  stream_.expires_after(context_.options.limits.body_timeout);
  if (!reader_.expects_continue() || !bytes_.empty()) return advance();
  asio::async_write(stream_, asio::buffer(kContinue),
                    [self = shared_from_this()](error_code failed, std::size_t) {
                      if (failed) return self->cut();
                      self->advance();
                    });
}

void Connection::on_body() {
  must_drain_ = false;
  *request_ = std::move(*request_).with_body(reader_.take_body());
  dispatch();
}

/// The bytes that came make no request that is taken.
void Connection::refuse() {
  const auto& refusal = reader_.refusal();
  version_ = reader_.version();
  const auto trace =
      request_ ? request_->trace()
               : begin_trace(find_header(reader_.headers(), "traceparent"), context_.dependencies.random);
  auto response = refusal.status == 400
                      ? problem_response({base::ErrorKind::kInvalid, refusal.detail}, trace, {})
                      : problem_of_status(refusal.status, refusal.detail, trace);
  if (request_) {
    response.route = "refused";
    return turn_away(std::move(response));
  }
  keeps_alive_ = false;
  must_drain_ = true;
  record_refusal(context_.dependencies.log, context_.dependencies.metrics, trace, response.status);
  respond(std::move(response));
}

/// Answers a request whose body, if it has one, is not wanted.
void Connection::turn_away(Response response) {
  if (must_drain_) keeps_alive_ = false;
  record_request(context_.dependencies.log, context_.dependencies.metrics, *request_, response, spent_,
                 level_of(response));
  respond(std::move(response));
}

Response Connection::unavailable(std::string_view why) const {
  return problem_response(base::Error::unavailable(std::string{why}), *request_);
}

void Connection::dispatch() {
  stream_.expires_never();
  waits_since_ = Clock::now();
  // A connection belongs to its loop's thread, so it must not die on the worker's: the job gives its hold
  // away.
  if (context_.lanes[placement_.lane]->try_post(
          [self = shared_from_this(), request = std::shared_ptr<const Request>{request_}]() mutable {
            auto& connection = *self;
            connection.answer(*request, std::move(self));
          },
          placement_.owner)) {
    return;
  }
  turn_away(unavailable("The lane is full."));
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
  auto response = std::make_shared<Response>(guarded(
      [this, &request] {
        return is_too_late(placement_.lane) ? unavailable(kTooLate) : context_.service.handle(request);
      },
      answers_500(context_.dependencies.log, request)));
  record_request(context_.dependencies.log, context_.dependencies.metrics, request, *response,
                 spent_ + (Clock::now() - waits_since_), level_of(*response));
  const bool is_streamed = response->producer != nullptr;
  if (is_head_ || !has_body(response->status)) response->producer.reset();
  if (is_streamed) trace_id_ = request.trace().trace_id;
  asio::post(loop_.context, [connection = std::move(self), response, is_streamed] {
    connection->respond(std::move(*response), is_streamed);
  });
}

void Connection::respond(Response response, bool is_streamed) {
  if (context_.stopping) keeps_alive_ = false;
  forget_request();
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

void Connection::on_written(error_code failed) {
  count_stream(false);
  if (failed) return cut();
  if (keeps_alive_) return begin_request();
  is_idle_ = true;
  if (!stream_.is_encrypted()) return end_answering();
  if (context_.stopping) return cut();
  stream_.expires_after(kDrainTimeout);
  stream_.async_say_end([self = shared_from_this()](error_code) { self->end_answering(); });
}

void Connection::end_answering() {
  error_code ignored;
  stream_.socket().shutdown(Tcp::socket::shutdown_send, ignored);
  if (!must_drain_ && bytes_.empty()) return cut();
  if (context_.stopping) return cut();
  stream_.expires_after(kDrainTimeout);
  drain();
}

void Connection::drain() {
  stream_.async_discard_some(
      asio::buffer(loop_.discarded),
      [self = shared_from_this()](error_code failed, std::size_t) { self->on_drained(failed); });
}

void Connection::on_drained(error_code failed) {
  if (failed) return cut();
  drain();
}

}  // namespace jeton::net
