#pragma once

#include <atomic>
#include <chrono>

#include "base/clock.h"

namespace jeton::base::testing {

/// A clock that is stopped until it is moved. Starts at 2026-01-02T03:04:05.678Z unless told
/// otherwise. Safe from any thread.
class ManualClock final : public Clock {
 public:
  ManualClock() : ManualClock{Timestamp{std::chrono::milliseconds{1'767'323'045'678}}} {}
  explicit ManualClock(Timestamp start) : now_{start} {}

  [[nodiscard]] Timestamp now() const override { return now_.load(); }
  void advance(std::chrono::milliseconds by) { now_.store(now_.load() + by); }
  void set(Timestamp at) { now_.store(at); }

 private:
  std::atomic<Timestamp> now_;
};

}  // namespace jeton::base::testing
