#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <exception>
#include <optional>
#include <utility>

#include "net/connection.h"

// Answers whose body is made while it is sent.
namespace jeton::net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

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
    return failed("Something other than a std::exception was thrown.");
  }
}

}  // namespace

void Connection::count_stream(bool is_streaming) {
  if (is_streaming == is_streaming_) return;
  is_streaming_ = is_streaming;
  context_.dependencies.metrics.gauge("jeton_http_streams", "Answers that are made while they are sent.", {})
      .add(is_streaming ? 1 : -1);
}

/// The head goes out before the first chunk is made: that may take long, and the client learns the status.
void Connection::begin_stream() {
  count_stream(true);
  // A client that takes nothing is seen by what the kernel still holds, so it may not hold much.
  const int unsent_max = static_cast<int>(base::kStreamChunkBytes);
  (void)::setsockopt(stream_.socket().native_handle(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent_max,
                     sizeof unsent_max);
  stream_.expires_after(
      std::min(context_.options.limits.write_timeout, context_.options.limits.stream_stall_timeout));
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
  if (context_.lanes[context_.options.stream_lane]->post_continuation([self = shared_from_this()]() mutable {
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
  unsent_ = {asio::buffer(head_), asio::buffer(chunk_),
             in_chunks && has_bytes ? asio::buffer(kLineEnd) : asio::const_buffer{},
             in_chunks && is_last ? asio::buffer(kLastChunk) : asio::const_buffer{}};
  write_ends_at_ = Clock::now() + context_.options.limits.write_timeout;
  write_more(is_last);
}

/// Piece by piece, to see whether the client takes anything at all.
void Connection::write_more(bool is_last) {
  if (asio::buffer_size(unsent_) == 0) {
    if (!is_last) return request_chunk();
    chunk_ = {};
    return on_written({});
  }
  stream_.expires_at(std::min(Clock::now() + context_.options.limits.stream_stall_timeout, write_ends_at_));
  stream_.async_write_some(unsent_,
                           [self = shared_from_this(), is_last](error_code failed, std::size_t size) {
                             self->on_some_written(failed, size, is_last);
                           });
}

void Connection::on_some_written(error_code failed, std::size_t size, bool is_last) {
  if (failed) return cut();
  for (auto& buffer : unsent_) {
    const auto written = std::min(size, buffer.size());
    buffer += written;
    size -= written;
  }
  write_more(is_last);
}

/// To a worker, because what it lets go of may block. One that is in use is dropped by its user.
void Connection::drop_producer() {
  if (is_producing_ || !response_.producer) return;
  // A job can be copied, a producer cannot. Refused by a pool that was stopped, it dies here.
  (void)context_.lanes[context_.options.stream_lane]->post_continuation(
      [dropped = std::shared_ptr<BodyProducer>{std::move(response_.producer)}] {});
}

}  // namespace jeton::net
