#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

namespace jeton::api {

/// How many answers may stream at once. Each holds a database connection for as long as its client reads,
/// so without a bound a few slow readers would leave none for anybody else. Safe from any thread.
class StreamSlots {
 public:
  /// `count` at least 1.
  explicit StreamSlots(std::size_t count) : free_{std::make_shared<std::atomic<std::size_t>>(count)} {}

  /// Gives the slot back when the last copy dies; may outlive the object it came from.
  using Slot = std::shared_ptr<void>;

  /// Null when none is free.
  [[nodiscard]] Slot take() const {
    auto free = free_->load();
    while (free > 0) {
      if (free_->compare_exchange_weak(free, free - 1)) {
        return {free_.get(), [counter = free_](void*) { ++*counter; }};
      }
    }
    return nullptr;
  }

 private:
  std::shared_ptr<std::atomic<std::size_t>> free_;
};

}  // namespace jeton::api
