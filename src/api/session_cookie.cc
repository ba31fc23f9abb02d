#include "api/session_cookie.h"

#include <fmt/format.h>

#include "net/cookie.h"

namespace jeton::api {
namespace {

std::string_view cookie_name(const ApiOptions& options) {
  // RFC 6265bis section 4.1.3: a browser takes a `__Host-` cookie only over TLS, from this very host.
  return options.secure_cookies ? "__Host-jeton_session" : "jeton_session";
}

std::string set_cookie(const ApiOptions& options, std::string_view value, std::string_view extra) {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax{}{}", cookie_name(options), value,
                     options.secure_cookies ? "; Secure" : "", extra);
}

}  // namespace

std::string session_cookie(const ApiOptions& options, const base::Secret& value) {
  // Only to the browser that has just signed in.
  return set_cookie(options, value.reveal(), {});
}

std::string expired_session_cookie(const ApiOptions& options) {
  return set_cookie(options, {}, "; Max-Age=0");
}

std::optional<std::string_view> find_session_cookie(const ApiOptions& options, const net::Request& request) {
  const auto header = request.header("Cookie");
  if (!header) return std::nullopt;
  return net::find_cookie(*header, cookie_name(options));
}

}  // namespace jeton::api
