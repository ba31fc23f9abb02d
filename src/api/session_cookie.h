#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/api.h"
#include "base/secret.h"
#include "net/request.h"

/// The cookie of a browser session: `HttpOnly`, `SameSite=Lax`, and `Secure` with the `__Host-` prefix unless
/// the server speaks plain HTTP on loopback.
namespace jeton::api {

/// The `Set-Cookie` value that opens a session, and the one that ends it.
std::string session_cookie(const ApiOptions& options, const base::Secret& value);
std::string expired_session_cookie(const ApiOptions& options);

/// The session cookie of a request. The view points into the request.
std::optional<std::string_view> find_session_cookie(const ApiOptions& options, const net::Request& request);

}  // namespace jeton::api
