#pragma once

#include "app/command/services.h"
#include "credential/token_text.h"
#include "domain/account.h"
#include "domain/token.h"

namespace jeton::app {

/// What is kept of `value`, the value of a token of `account`: its digest, and its opaque part sealed unless
/// the account has reveal off (spec R-122). The one place that decides so.
domain::TokenSecret secret_to_keep(const Services& services, const domain::Account& account,
                                   const credential::TokenValue& value);

}  // namespace jeton::app
