#pragma once

#include <atomic>
#include <cstddef>
#include <utility>

#include "base/metrics.h"

namespace jeton::net {

/// The bytes of bodies that all connections of a server keep at a time, bounded. The bytes held are in
/// `jeton_http_body_bytes`. Safe from any thread.
class BodyBudget {
 public:
  BodyBudget(std::size_t bytes_max, base::Metrics& metrics);

  /// What one body has taken; released when it is destroyed. For one thread. The budget outlives it.
  class Hold {
   public:
    Hold() = default;
    explicit Hold(BodyBudget& budget) : budget_{&budget} {}
    ~Hold() { release(); }
    Hold(Hold&& other) noexcept
        : budget_{std::exchange(other.budget_, nullptr)}, bytes_{std::exchange(other.bytes_, 0)} {}
    Hold& operator=(Hold&& other) noexcept;
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;

    /// Grows to `bytes`. False, and nothing changes, when that exceeds the budget.
    [[nodiscard]] bool grow_to(std::size_t bytes);
    void release() noexcept;

   private:
    BodyBudget* budget_ = nullptr;
    std::size_t bytes_ = 0;
  };

  [[nodiscard]] std::size_t used() const noexcept { return used_; }

 private:
  bool take(std::size_t bytes);
  void give_back(std::size_t bytes) noexcept;

  const std::size_t bytes_max_;
  std::atomic<std::size_t> used_ = 0;
  base::Metrics& metrics_;
  base::Gauge gauge_;
};

}  // namespace jeton::net
