#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/store.h"

namespace jeton::domain {

/// Moves the token's `lastAccessAt` to `now`, unless it moved less than `kLastAccessInterval` ago (spec
/// A convenience for people: callers log its errors and let the request pass.
base::Result<void> record_access_when_due(Store& store, const TokenCredential& token, base::Timestamp now);

}  // namespace jeton::domain
