#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <mutex>
#include <string>

#include "base/clock.h"
#include "base/result.h"

namespace jeton::net {

/// What a server proves its name with: a certificate and its key, from files that may be replaced while it
/// runs. Safe from any thread.
///
/// TLS 1.2 and 1.3, with the suites that give forward secrecy and authenticated encryption (RFC 9325). No
/// renegotiation and no compression.
class TlsCertificate {
 public:
  struct Files {
    std::string certificate;  ///< PEM: the server's own, then those between it and the root.
    std::string key;          ///< PEM, without a passphrase.
  };

  /// Errors: invalid at `tls_certificate` or `tls_key`.
  static base::Result<std::shared_ptr<TlsCertificate>> load(Files files);

  /// Reads the files again, for connections from now on. Errors: as `load`; then nothing changes.
  base::Result<void> reload();

  /// For one connection, which keeps what it began with.
  [[nodiscard]] std::shared_ptr<boost::asio::ssl::context> context() const;
  /// The last moment when clients accept the server's own certificate.
  [[nodiscard]] base::Timestamp expires_at() const;

 private:
  struct Loaded {
    std::shared_ptr<boost::asio::ssl::context> context;
    base::Timestamp expires_at;
  };

  TlsCertificate(Files files, Loaded loaded);
  static base::Result<Loaded> read(const Files& files);

  const Files files_;
  mutable std::mutex mutex_;
  Loaded loaded_;  ///< Guarded by `mutex_`.
};

}  // namespace jeton::net
