#pragma once

#include "base/error.h"
#include "client/http.h"

namespace jeton::client {

/// The error behind an answer that is no success. Fields come from both shapes of `errors` (spec A-061,
/// A-062), with placeholders filled in; the message is the problem's `detail`, or its `title`. The `traceId`
/// is in `Error::detail()`. An answer that is not a problem gets a message that says so.
base::Error error_of(const HttpResponse& response);

}  // namespace jeton::client
