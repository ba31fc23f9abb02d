#pragma once

#include <optional>
#include <string_view>

#include "net/request.h"

namespace jeton::gateway {

/// The request that a gateway asks about. Views live as long as the question.
struct DescribedRequest {
  std::string_view method;
  std::string_view target;    ///< A path, with or without a query.
  bool is_preflight = false;  ///< A CORS preflight, which carries no credential.
};

/// Reads the request asked about out of `question`, where each of these may describe it:
/// - `X-Original-Method` with `X-Original-URI` (a path), or `X-Original-URL` (absolute, of ingress-nginx), or
/// both;
/// - `X-Forwarded-Method` with `X-Forwarded-Uri`;
/// - the question's own method, with what its path has behind `endpoint` (Envoy).
///
/// Nothing unless at least one does and all that do agree, byte by byte: a client may have sent the headers
/// that the gateway did not set. Nothing either for a header that is given twice or is empty, a method
/// without a target or the reverse, a method that is no token, and a target that is not a path where a path
/// belongs.
std::optional<DescribedRequest> described_request(const net::Request& question, std::string_view endpoint);

}  // namespace jeton::gateway
