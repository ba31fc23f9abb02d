#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"

namespace jeton::app {

/// The revisions of an object that a change may replace, as its caller knows them (`If-Match`). Without
/// `any_of` any revision will do.
struct ExpectedRevision {
  std::optional<std::vector<std::int64_t>> any_of;
};

/// For commands, right after the row has been found and locked: an object that the caller cannot see remains
/// not found, and nothing else about the change is checked first. Errors: precondition failed.
base::Result<void> check_revision(const ExpectedRevision& expected, std::int64_t revision);

}  // namespace jeton::app
