#pragma once

#include <openssl/x509.h>
#include <openssl/x509v3.h>
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
#include <utility>
#include <vector>

#include "client/http.h"

namespace jeton::client {

/// A certificate for 127.0.0.1 or for another name, signed by itself.
struct Certificate {
  std::vector<unsigned char> key;
  std::vector<unsigned char> der;
};

inline Certificate make_certificate(const std::string& name) {
  EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_NAME* subject = X509_get_subject_name(certificate);
  const std::string common_name = "Cedar Cloud";
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(common_name.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate, subject);
  X509_set_pubkey(certificate, key);
  X509V3_CTX context{};
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  for (const auto& [id, value] : {std::pair<int, std::string>{NID_subject_alt_name, name},
                                  {NID_basic_constraints, "critical,CA:TRUE"}}) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
  }
  X509_sign(certificate, key, EVP_sha256());
  Certificate made;
  made.key.resize(static_cast<std::size_t>(i2d_PrivateKey(key, nullptr)));
  auto* out = made.key.data();
  i2d_PrivateKey(key, &out);
  made.der.resize(static_cast<std::size_t>(i2d_X509(certificate, nullptr)));
  out = made.der.data();
  i2d_X509(certificate, &out);
  X509_free(certificate);
  EVP_PKEY_free(key);
  return made;
}

/// A TLS server that answers one connection, and the authority that vouches for it.
class TlsServer {
 public:
  explicit TlsServer(const std::string& name) : authority_{authority_path()} {
    const auto certificate = make_certificate(name);
    tls_.use_certificate(boost::asio::buffer(certificate.der), boost::asio::ssl::context::asn1);
    tls_.use_private_key(boost::asio::buffer(certificate.key), boost::asio::ssl::context::asn1);
    std::string text(certificate.der.size() * 2, '\0');
    text.resize(static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                                         certificate.der.data(),
                                                         static_cast<int>(certificate.der.size()))));
    std::ofstream file{authority_};
    file << "-----BEGIN CERTIFICATE-----\n";
    for (std::size_t at = 0; at < text.size(); at += 64) file << text.substr(at, 64) << '\n';
    file << "-----END CERTIFICATE-----\n";
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
