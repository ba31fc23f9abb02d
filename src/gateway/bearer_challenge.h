#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "net/request.h"
#include "verify/decision.h"

namespace jeton::gateway {

/// The credential behind `Authorization: Bearer`, scheme without case; nothing for none or another scheme.
std::optional<std::string_view> presented_credential(const net::Request& request);

/// The `WWW-Authenticate` value for a refusal (RFC 6750 section 3): no error code when there was no
/// credential, `invalid_token` for every invalid credential, `insufficient_scope` for a valid one. It
/// reveals no more than the status does.
std::string bearer_challenge(verify::Reason reason);

}  // namespace jeton::gateway
