#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "net/request.h"
#include "net/response.h"
#include "net/trace.h"

/// Errors as `application/problem+json` (spec ). The one place that maps a kind to a status.
namespace jeton::net {

/// The status of a kind: 400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 429, 500 or 503.
int status_of(base::ErrorKind kind) noexcept;

/// The body of an error: `errors` in shape 1 (path to messages) for 400 and wherever else a field is the
/// reason, in shape 2 (a list) for 409. The details of a 500 or 503 are not included. `instance` may be
/// empty.
Response problem_response(const base::Error& error, const Trace& trace, std::string_view instance);

/// The same for a request that was read; `instance` is its shown path. 401 carries `WWW-Authenticate:
/// Bearer`, 429 and 503 `Retry-After`; a 405's `Allow` is the caller's to add.
Response problem_response(const base::Error& error, const Request& request);

/// For protocol errors without a kind (408, 417, 431, 505 …). `detail` may be empty.
Response problem_of_status(int status, const std::string& detail, const Trace& trace);

}  // namespace jeton::net
