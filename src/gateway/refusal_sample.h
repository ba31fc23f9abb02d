#pragma once

#include <cstdint>
#include <mutex>
#include <optional>

#include "base/clock.h"

namespace jeton::gateway {

/// Which refusals are logged: the first of each second, so that a flood of them does not fill the disk. Safe
/// from any thread.
class RefusalSample {
 public:
  static constexpr int kPerSecond = 10;

  /// When the refusal is logged: how many were left out since the last one that was. Nothing: it is left out.
  std::optional<std::int64_t> take(base::Timestamp now);

 private:
  std::mutex mutex_;
  base::Timestamp second_{};
  int logged_ = 0;  ///< In this second.
  std::int64_t left_out_ = 0;
};

}  // namespace jeton::gateway
