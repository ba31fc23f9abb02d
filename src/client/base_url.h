#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace jeton::client {

/// The address that `/public/v1/…` is appended to: `text` without a `/`, `/public` or `/public/v1` at its end
/// (spec A-002). Errors: invalid at `url` for anything but an http or https address of a host, and for one
/// with a user, a query or a fragment.
base::Result<std::string> normalize_base_url(std::string_view text);

}  // namespace jeton::client
