#include "gateway/refusal_sample.h"

#include <chrono>
#include <utility>

namespace jeton::gateway {

std::optional<std::int64_t> RefusalSample::take(base::Timestamp now) {
  const std::lock_guard lock{mutex_};
  // A clock that was set back begins another second too.
  if (now < second_ || now - second_ >= std::chrono::seconds{1}) {
    second_ = now;
    logged_ = 0;
  }
  if (logged_ == kPerSecond) {
    ++left_out_;
    return std::nullopt;
  }
  ++logged_;
  return std::exchange(left_out_, 0);
}

}  // namespace jeton::gateway
