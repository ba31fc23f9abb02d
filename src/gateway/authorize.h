#pragma once

#include <cstdint>
#include <string_view>

#include "base/clock.h"
#include "base/log.h"
#include "base/metrics.h"
#include "gateway/described_request.h"
#include "gateway/refusal_sample.h"
#include "net/request.h"
#include "net/response.h"
#include "verify/decision.h"

namespace jeton::gateway {

/// Counts decisions in `jeton_decisions_total`.
void count_decisions(base::Metrics& metrics, verify::Reason reason, std::uint64_t decisions);

/// The HTTP face of `verify/` for gateways that ask before they pass a request on (nginx `auth_request`,
/// forward-auth, Envoy's ext_authz). `described_request` says how the request asked about is described.
///
/// 200 with `X-Jeton-Token`, `X-Jeton-Account` and `X-Jeton-Module`, or with none of them for a CORS
/// preflight, which names no token; 401 with `WWW-Authenticate: Bearer` (RFC 6750 section 3); 403; 400 when
/// the request asked about is not described, or inconsistently; 503 when no decision is possible now. The
/// body is always empty: gateways discard it.
///
/// A refusal is logged as `decision.refused`, with its reason and the ids that are known, up to
/// `RefusalSample::kPerSecond` times a second; the next line says how many were left out. Never the
/// credential.
class Authorize {
 public:
  /// All outlive the object.
  Authorize(verify::Verifier& verifier, const base::Clock& clock, base::Metrics& metrics,
            const base::Log& log);

  /// Whether the path is the endpoint, or has the path asked about behind it.
  static bool owns(std::string_view path) noexcept;

  /// Safe from any thread. `request` is one for a path that it owns.
  net::Response operator()(const net::Request& request) const;

 private:
  verify::Decision decide(const net::Request& question, const DescribedRequest& described) const;

  void log_refusal(const net::Request& question, const verify::Decision& decision) const;

  verify::Verifier& verifier_;
  const base::Clock& clock_;
  base::Metrics& metrics_;
  const base::Log& log_;
  mutable RefusalSample sample_;
};

}  // namespace jeton::gateway
