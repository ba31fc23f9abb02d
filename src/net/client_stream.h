#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace jeton::net {

using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

/// The bytes to and from a client, over TLS or as they are. An asynchronous stream, as Boost.Asio's composed
/// operations want it; each operation ends by the time that `expires_after` or `expires_at` set. For one
/// thread.
class ClientStream {
 public:
  using executor_type = boost::asio::io_context::executor_type;

  /// Without `tls`: as they are.
  ClientStream(Socket socket, std::shared_ptr<boost::asio::ssl::context> tls)
      : plain_{std::move(socket)}, context_{std::move(tls)} {
    if (context_) tls_.emplace(plain_, *context_);
  }

  executor_type get_executor() { return plain_.get_executor(); }
  Socket& socket() { return plain_.socket(); }
  [[nodiscard]] bool is_encrypted() const noexcept { return tls_.has_value(); }

  void expires_after(std::chrono::steady_clock::duration after) { plain_.expires_after(after); }
  void expires_at(std::chrono::steady_clock::time_point at) { plain_.expires_at(at); }
  void expires_never() { plain_.expires_never(); }

  /// Only if it is encrypted, and before anything is read.
  template <class Handler>
  void async_handshake(Handler&& handler) {
    tls_->async_handshake(boost::asio::ssl::stream_base::server, std::forward<Handler>(handler));
  }

  template <class Buffers, class Handler>
  void async_read_some(const Buffers& buffers, Handler&& handler) {
    if (tls_) return tls_->async_read_some(buffers, std::forward<Handler>(handler));
    plain_.async_read_some(buffers, std::forward<Handler>(handler));
  }
  template <class Buffers, class Handler>
  void async_write_some(const Buffers& buffers, Handler&& handler) {
    if (tls_) return tls_->async_write_some(buffers, std::forward<Handler>(handler));
    plain_.async_write_some(buffers, std::forward<Handler>(handler));
  }

  /// Says to the client that nothing more will come: without that, an answer that ends with the connection
  /// might have been cut short. Only if it is encrypted.
  template <class Handler>
  void async_say_end(Handler&& handler) {
    tls_->async_shutdown(std::forward<Handler>(handler));
  }

  /// Reads what is not wanted any more, as it came over the wire: nothing else can be read afterwards.
  template <class Buffers, class Handler>
  void async_discard_some(const Buffers& buffers, Handler&& handler) {
    plain_.async_read_some(buffers, std::forward<Handler>(handler));
  }

  /// Not encrypted, whatever else is: for a client that does not speak TLS.
  template <class Buffers>
  void write_plain(const Buffers& buffers) {
    boost::system::error_code ignored;
    plain_.socket().non_blocking(true, ignored);
    plain_.socket().write_some(buffers, ignored);
  }

  /// Ends now. Operations under way fail.
  void close() { plain_.close(); }

 private:
  using Plain = boost::beast::basic_stream<boost::asio::ip::tcp, executor_type>;

  Plain plain_;
  std::shared_ptr<boost::asio::ssl::context> context_;
  std::optional<boost::asio::ssl::stream<Plain&>> tls_;
};

}  // namespace jeton::net
