#pragma once

#include <array>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <string>
#include <thread>
#include <utility>

namespace jeton::client {

/// A proxy for one connection: it makes the tunnel of a `CONNECT`, and passes on a request with an absolute
/// target as the server wants it. With an `answer` it says that and does neither.
class ProxyServer {
 public:
  explicit ProxyServer(std::string answer = {}) : answer_{std::move(answer)} {
    thread_ = std::thread{[this] { serve(); }};
  }
  ~ProxyServer() {
    // Ends the wait for a connection that did not come.
    boost::system::error_code ignored;
    Socket last{context_};
    last.connect(acceptor_.local_endpoint(), ignored);
    last.close(ignored);
    thread_.join();
  }
  ProxyServer(const ProxyServer&) = delete;
  ProxyServer& operator=(const ProxyServer&) = delete;

  [[nodiscard]] std::string authority() const {
    return "127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
  }
  /// The head of the request that came; to be read after the exchange.
  [[nodiscard]] const std::string& received() const { return received_; }

 private:
  using Socket = boost::asio::ip::tcp::socket;

  void serve() {
    boost::system::error_code failed;
    auto client = acceptor_.accept();
    std::string bytes;
    const auto head_size =
        boost::asio::read_until(client, boost::asio::dynamic_buffer(bytes), "\r\n\r\n", failed);
    if (failed) return;
    received_ = bytes.substr(0, head_size);
    if (!answer_.empty()) {
      boost::asio::write(client, boost::asio::buffer(answer_), failed);
      return;
    }
    const auto target_begin = received_.find(' ') + 1;
    auto target = received_.substr(target_begin, received_.find(' ', target_begin) - target_begin);
    const bool is_tunnel = received_.starts_with("CONNECT ");
    if (!is_tunnel) target.erase(0, std::string{"http://"}.size());
    const auto authority = target.substr(0, target.find('/'));
    const auto colon = authority.rfind(':');
    Socket server{context_};
    boost::asio::ip::tcp::resolver resolver{context_};
    boost::asio::connect(server, resolver.resolve(authority.substr(0, colon), authority.substr(colon + 1)),
                         failed);
    if (failed) return;
    if (is_tunnel) {
      const std::string made = "HTTP/1.1 200 Connection established\r\n\r\n";
      boost::asio::write(client, boost::asio::buffer(made), failed);
    } else {
      bytes.erase(target_begin, std::string{"http://"}.size() + authority.size());
      boost::asio::write(server, boost::asio::buffer(bytes), failed);
    }
    std::thread back{[&client, &server] { pass(server, client); }};
    pass(client, server);
    back.join();
  }

  static void pass(Socket& from, Socket& to) {
    std::array<char, 4096> piece{};
    boost::system::error_code failed;
    while (!failed) {
      const auto size = from.read_some(boost::asio::buffer(piece), failed);
      if (size > 0) boost::asio::write(to, boost::asio::buffer(piece.data(), size), failed);
    }
    boost::system::error_code ignored;
    to.shutdown(Socket::shutdown_send, ignored);
  }

  std::string answer_;
  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_{context_, {boost::asio::ip::address_v4::loopback(), 0}};
  std::string received_;
  std::thread thread_;
};

}  // namespace jeton::client
