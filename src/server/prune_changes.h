#pragma once

#include <cstdint>

#include "base/limits.h"
#include "base/result.h"
#include "domain/store.h"

namespace jeton::server {

/// Removes the oldest entries of the change feed until `kept` are left, `at_once` in each unit of work, so
/// that nobody waits for it long.
base::Result<void> prune_changes(domain::Store& store, std::int64_t kept = base::kChangesKept,
                                 std::int64_t at_once = base::kChangesPrunedAtOnce);

}  // namespace jeton::server
