#pragma once

#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace jeton::net {

/// A TLS client on loopback that sends the bytes it is given. Accepts every certificate: tests examine it. No
/// wait takes longer than ten seconds.
class TlsClient {
 public:
  struct Wants {
    int version_min = TLS1_2_VERSION;
    int version_max = TLS1_3_VERSION;
    std::string protocols{};  ///< ALPN's list; empty: none is offered.
    const char* ciphers = "DEFAULT@SECLEVEL=0";
  };

  explicit TlsClient(std::uint16_t port) : TlsClient{port, Wants{}} {}
  TlsClient(std::uint16_t port, const Wants& wants) : context_{SSL_CTX_new(TLS_client_method())} {
    // OpenSSL writes without MSG_NOSIGNAL, and some servers of tests have gone by then.
    std::signal(SIGPIPE, SIG_IGN);
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval ten_seconds{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &ten_seconds, sizeof ten_seconds);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &ten_seconds, sizeof ten_seconds);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return;
    SSL_CTX_set_cipher_list(context_.get(), wants.ciphers);
    SSL_CTX_set_min_proto_version(context_.get(), wants.version_min);
    SSL_CTX_set_max_proto_version(context_.get(), wants.version_max);
    if (!wants.protocols.empty()) {
      SSL_CTX_set_alpn_protos(context_.get(), reinterpret_cast<const unsigned char*>(wants.protocols.data()),
                              static_cast<unsigned>(wants.protocols.size()));
    }
    tls_.reset(SSL_new(context_.get()));
    SSL_set_fd(tls_.get(), socket_);
    is_agreed_ = SSL_connect(tls_.get()) == 1;
  }
  ~TlsClient() {
    tls_.reset();
    ::close(socket_);
  }
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;

  [[nodiscard]] bool is_agreed() const noexcept { return is_agreed_; }
  [[nodiscard]] std::string version() const { return SSL_get_version(tls_.get()); }
  [[nodiscard]] std::string protocol() const {
    const unsigned char* name = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(tls_.get(), &name, &size);
    return name == nullptr ? std::string{} : std::string{reinterpret_cast<const char*>(name), size};
  }
  /// When the certificate that the server showed ends, as OpenSSL compares times: -1, 1, or 0 for an error.
  [[nodiscard]] bool ends_before(std::time_t at) const {
    return X509_cmp_time(X509_get0_notAfter(SSL_get0_peer_certificate(tls_.get())), &at) == -1;
  }

  bool send(std::string_view bytes) const {
    return SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size())) ==
           static_cast<int>(bytes.size());
  }
  /// Everything until `end` has come, or the connection has ended.
  std::string receive_until(std::string_view end) {
    while (received_.find(end) == received_.npos && receive_some()) {
    }
    const auto at = received_.find(end);
    const auto size = at == received_.npos ? received_.size() : at + end.size();
    auto taken = received_.substr(0, size);
    received_.erase(0, size);
    return taken;
  }
  std::string receive_rest() {
    while (receive_some()) {
    }
    return std::move(received_);
  }
  /// Whether the server has said that nothing more comes.
  [[nodiscard]] bool was_told_the_end() const noexcept { return was_told_the_end_; }

 private:
  struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    void operator()(SSL* tls) const { SSL_free(tls); }
  };

  bool receive_some() {
    std::array<char, 16 * 1024> bytes{};
    const int size = SSL_read(tls_.get(), bytes.data(), static_cast<int>(bytes.size()));
    if (size > 0) received_.append(bytes.data(), static_cast<std::size_t>(size));
    was_told_the_end_ = SSL_get_error(tls_.get(), size) == SSL_ERROR_ZERO_RETURN;
    return size > 0;
  }

  std::unique_ptr<SSL_CTX, Free> context_;
  std::unique_ptr<SSL, Free> tls_;
  int socket_ = -1;
  bool is_agreed_ = false;
  bool was_told_the_end_ = false;
  std::string received_;
};

}  // namespace jeton::net
