#pragma once

#include "base/clock.h"
#include "base/metrics.h"
#include "net/request.h"
#include "net/response.h"
#include "verify/decision.h"

namespace jeton::gateway {

/// The HTTP face of `verify/` for gateways that ask before they pass a request on (nginx `auth_request`,
/// forward-auth). The request asked about is described by `Authorization` and by `X-Forwarded-Method` with
/// `X-Forwarded-Uri`, or `X-Original-Method` with `X-Original-URI`.
///
/// 200 with `X-Jeton-Token`, `X-Jeton-Account` and `X-Jeton-Module`; 401 with `WWW-Authenticate: Bearer`
/// (RFC 6750 section 3); 403; 400 when the request asked about is not described; 503 when it cannot be
/// decided now. The body is always empty: gateways throw it away.
class Authorize {
 public:
  /// All outlive the object.
  Authorize(verify::Verifier& verifier, const base::Clock& clock, base::Metrics& metrics);

  /// Safe from any thread.
  net::Response operator()(const net::Request& request) const;

 private:
  verify::Verifier& verifier_;
  const base::Clock& clock_;
  base::Metrics& metrics_;
};

}  // namespace jeton::gateway
