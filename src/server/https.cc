#include "server/https.h"

#include <string>
#include <string_view>

#include "base/read_file.h"
#include "base/tls_limits.h"
#include "server/file_modes.h"

namespace jeton::server {

using base::Result;

Result<std::shared_ptr<net::TlsCertificate>> open_certificate(const Config& config) {
  if (!serves_https(config)) return std::shared_ptr<net::TlsCertificate>{};
  JETON_CHECK(check_tls_key_mode(config.tls_key.string()));
  return net::TlsCertificate::load({config.tls_certificate.string(), config.tls_key.string()});
}

void reload_certificate(net::TlsCertificate& certificate, const Config& config, const base::Clock& clock,
                        base::Log& log) {
  auto reloaded = check_tls_key_mode(config.tls_key.string());
  if (reloaded.has_value()) reloaded = certificate.reload();
  if (reloaded.has_error()) {
    const auto words = base::words_of(reloaded.error());
    return log.error("tls.not_reloaded", {{"detail", std::string_view{words}}});
  }
  const auto ends = base::format_utc(certificate.expires_at());
  log.info("tls.reloaded", {{"expiresAt", std::string_view{ends}}});
  warn_before_expiry(certificate, clock, log);
}

void warn_before_expiry(const net::TlsCertificate& certificate, const base::Clock& clock,
                        const base::Log& log) {
  if (certificate.expires_at() - clock.now() >= base::kTlsExpiryWarning) return;
  const auto ends = base::format_utc(certificate.expires_at());
  log.warning("tls.expires",
              {{"expiresAt", std::string_view{ends}},
               {"advice", "Clients refuse an expired certificate. Replace the files and send SIGHUP."}});
}

}  // namespace jeton::server
