#pragma once

#include <string_view>

#include "app/command/services.h"
#include "base/result.h"
#include "domain/caller.h"

namespace jeton::identity {

/// The caller that the token `credential` identifies (spec R-124); updates its `lastAccessAt` (spec R-125).
/// Errors: unauthenticated, the same for every reason: wrong shape, unknown id, wrong secret, not active.
base::Result<domain::Caller> authenticate_token(const app::Services& services, std::string_view credential,
                                                const domain::RequestOrigin& origin);

}  // namespace jeton::identity
