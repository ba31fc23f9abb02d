#pragma once

#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "base/testing/certificate.h"
#include "client/http.h"

namespace jeton::client {

/// A TLS server that answers one connection, and the authority that vouches for it.
class TlsServer {
 public:
  explicit TlsServer(const std::string& name) : authority_{authority_path()} {
    const auto certificate = base::testing::make_certificate(name);
    tls_.use_certificate(boost::asio::buffer(certificate.certificate), boost::asio::ssl::context::pem);
    tls_.use_private_key(boost::asio::buffer(certificate.key), boost::asio::ssl::context::pem);
    std::ofstream{authority_} << certificate.certificate;
    thread_ = std::thread{[this] { serve(); }};
  }
  ~TlsServer() {
    thread_.join();
    std::filesystem::remove(authority_);
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  [[nodiscard]] std::string url() const {
    return "https://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + "/";
  }
  [[nodiscard]] HttpOptions trusting() const {
    HttpOptions options;
    options.ca_file = authority_.string();
    return options;
  }
  [[nodiscard]] const std::string& received() const { return received_; }

 private:
  static std::filesystem::path authority_path() {
    static int made = 0;
    return std::filesystem::temp_directory_path() /
           ("jeton-authority-" + std::to_string(::getpid()) + "-" + std::to_string(made++) + ".pem");
  }

  void serve() {
    boost::system::error_code failed;
    boost::asio::ssl::stream<boost::asio::ip::tcp::socket> stream{acceptor_.accept(), tls_};
    stream.handshake(boost::asio::ssl::stream_base::server, failed);
    if (failed) return;
    boost::asio::read_until(stream, boost::asio::dynamic_buffer(received_), "\r\n\r\n", failed);
    if (failed) return;
    const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecure";
    boost::asio::write(stream, boost::asio::buffer(answer), failed);
    stream.shutdown(failed);
  }

  std::filesystem::path authority_;
  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_{context_, {boost::asio::ip::address_v4::loopback(), 0}};
  boost::asio::ssl::context tls_{boost::asio::ssl::context::tls_server};
  std::string received_;
  std::thread thread_;
};

}  // namespace jeton::client
