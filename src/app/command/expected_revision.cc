#include "app/command/expected_revision.h"

#include <algorithm>

namespace jeton::app {

base::Result<void> check_revision(const ExpectedRevision& expected, std::int64_t revision) {
  if (!expected.any_of) return {};
  const auto& revisions = *expected.any_of;
  if (std::find(revisions.begin(), revisions.end(), revision) != revisions.end()) return {};
  return base::Error{base::ErrorKind::kPreconditionFailed,
                     "The revision of the object does not match If-Match. Read it again."};
}

}  // namespace jeton::app
