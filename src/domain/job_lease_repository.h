#pragma once

#include <string_view>

#include "base/clock.h"
#include "base/result.h"

/// Part of the port to the database; `domain/store.h` says what holds for every call.
namespace jeton::domain {

/// Which server runs a job that only one may run at a time.
class JobLeaseRepository {
 public:
  virtual ~JobLeaseRepository() = default;
  /// Gives `holder` the job until `until`. False if another holder has it at `now`.
  virtual base::Result<bool> take(std::string_view job, std::string_view holder, base::Timestamp now,
                                  base::Timestamp until) = 0;
  /// Releases it; does nothing if `holder` does not have it.
  virtual base::Result<void> release(std::string_view job, std::string_view holder) = 0;
};

}  // namespace jeton::domain
