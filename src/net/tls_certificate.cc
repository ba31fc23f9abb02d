#include "net/tls_certificate.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <boost/asio/buffer.hpp>
#include <chrono>
#include <ctime>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "base/read_file.h"
#include "base/tls_limits.h"

namespace jeton::net {
namespace {

namespace ssl = boost::asio::ssl;
using base::Error;
using base::Result;
using boost::system::error_code;

/// Of TLS 1.2; all of those of TLS 1.3 are good. What "intermediate" means to most who recommend settings,
/// without finite-field Diffie-Hellman, which needs parameters of its own.
constexpr const char* kCiphers =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
    "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
/// ALPN (RFC 7301): a name with its length in front.
constexpr std::string_view kHttp11 = "\x08http/1.1";

Result<std::string> read(const std::string& path, std::string_view setting) {
  auto text = base::read_file(path, base::kTlsFileBytesMax);
  if (text.has_error()) {
    return Error::invalid(std::string{setting}, fmt::format("{} {}", path, base::words_of(text.error())));
  }
  return text;
}

/// A client that asks for something else gets HTTP/1.1 too: it may have offered `h2` alone by mistake, and
/// says so itself.
int choose_protocol(SSL* /*connection*/, const unsigned char** chosen, unsigned char* size,
                    const unsigned char* offered, unsigned offered_size, void* /*unused*/) {
  unsigned char* found = nullptr;
  if (SSL_select_next_proto(&found, size, reinterpret_cast<const unsigned char*>(kHttp11.data()),
                            kHttp11.size(), offered, offered_size) != OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_NOACK;
  }
  *chosen = found;
  return SSL_TLSEXT_ERR_OK;
}

void harden(ssl::context& context) {
  SSL_CTX* native = context.native_handle();
  JETON_ASSERT(SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) == 1);
  JETON_ASSERT(SSL_CTX_set_cipher_list(native, kCiphers) == 1);
  SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  // Tickets carry what a session needs, so that the server keeps none.
  SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
  // 34 kB of each idle connection.
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
  // Instead of a question at the terminal.
  context.set_password_callback([](std::size_t, ssl::context::password_purpose) { return std::string{}; });
}

base::Timestamp end_of(const X509* certificate) {
  std::tm parts{};
  JETON_ASSERT(ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &parts) == 1);
  return base::Timestamp{std::chrono::seconds{::timegm(&parts)}};
}

}  // namespace

TlsCertificate::TlsCertificate(Files files, Loaded loaded)
    : files_{std::move(files)}, loaded_{std::move(loaded)} {}

Result<TlsCertificate::Loaded> TlsCertificate::read(const Files& files) {
  JETON_TRY(const auto certificate, net::read(files.certificate, "tls_certificate"));
  JETON_TRY(auto key, net::read(files.key, "tls_key"));
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  harden(*context);
  error_code failed;
  context->use_certificate_chain(boost::asio::buffer(certificate), failed);
  if (failed) {
    return Error::invalid("tls_certificate",
                          fmt::format("{} is not a certificate in PEM that can be used: {}",
                                      files.certificate, failed.message()));
  }
  context->use_private_key(boost::asio::buffer(key), ssl::context::pem, failed);
  OPENSSL_cleanse(key.data(), key.size());
  ERR_clear_error();
  if (failed.value() != 0 &&
      ERR_GET_REASON(static_cast<unsigned long>(failed.value())) == X509_R_KEY_VALUES_MISMATCH) {
    return Error::invalid(
        "tls_key", fmt::format("{} is not the key of the certificate in {}", files.key, files.certificate));
  }
  if (failed) {
    return Error::invalid("tls_key", fmt::format("{} is not a private key in PEM without a passphrase: {}",
                                                 files.key, failed.message()));
  }
  return Loaded{context, end_of(SSL_CTX_get0_certificate(context->native_handle()))};
}

Result<std::shared_ptr<TlsCertificate>> TlsCertificate::load(Files files) {
  JETON_TRY(auto loaded, read(files));
  return std::shared_ptr<TlsCertificate>{new TlsCertificate{std::move(files), std::move(loaded)}};
}

Result<void> TlsCertificate::reload() {
  JETON_TRY(auto loaded, read(files_));
  const std::lock_guard lock{mutex_};
  loaded_ = std::move(loaded);
  return {};
}

std::shared_ptr<ssl::context> TlsCertificate::context() const {
  const std::lock_guard lock{mutex_};
  return loaded_.context;
}

base::Timestamp TlsCertificate::expires_at() const {
  const std::lock_guard lock{mutex_};
  return loaded_.expires_at;
}

}  // namespace jeton::net
