#pragma once

#include <memory>

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "net/tls_certificate.h"
#include "server/config.h"

namespace jeton::server {

/// The certificate that `config` names; null if it names none. Errors: those of `TlsCertificate::load`, also
/// for a key that everybody on the machine may read or replace.
base::Result<std::shared_ptr<net::TlsCertificate>> open_certificate(const Config& config);

/// Reads its files again. What is wrong with them is logged, and connections go on with what there was.
void reload_certificate(net::TlsCertificate& certificate, const Config& config, const base::Clock& clock,
                        base::Log& log);

/// Logs a warning if the certificate ends within `base::kTlsExpiryWarning`, or has ended.
void warn_before_expiry(const net::TlsCertificate& certificate, const base::Clock& clock,
                        const base::Log& log);

}  // namespace jeton::server
