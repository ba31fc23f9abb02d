#pragma once

#include <string_view>

#include "base/result.h"
#include "net/request.h"

namespace jeton::net {

/// Whether an `Accept` value allows `media_type` (RFC 9110 section 12.5.1): the most specific range that fits
/// decides, `q=0` refuses. An empty value allows everything.
bool accepts(std::string_view accept, std::string_view media_type);

/// Whether the request's `Accept` asks for `media_type` by name: wildcards do not count.
bool asks_for(const Request& request, std::string_view media_type);

/// Errors: not acceptable when the request's `Accept` does not allow `media_type` (spec A-014).
base::Result<void> check_accept(const Request& request, std::string_view media_type);

}  // namespace jeton::net
