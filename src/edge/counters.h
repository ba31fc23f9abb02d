#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/metrics.h"
#include "edge/question.h"

namespace jeton::edge {

/// What one thread has answered. Written by that thread, read by any; nobody waits for anybody.
class alignas(64) Counters {
 public:
  /// A question that was answered with yes. `method` is one of `kQuestionMethods`.
  void count(std::string_view method) noexcept {
    const auto* const known = std::find(kQuestionMethods.begin(), kQuestionMethods.end(), method);
    raise(allowed_[static_cast<std::size_t>(known - kQuestionMethods.begin())], 1);
  }

  /// Of answers that took so long each.
  void add_times(std::uint64_t answers, std::chrono::nanoseconds each) noexcept {
    std::size_t bucket = 0;
    while (bucket < base::Metrics::kBuckets.size() && each > base::Metrics::kBuckets[bucket]) ++bucket;
    raise(in_bucket_[bucket], answers);
    raise(sum_ns_, answers * static_cast<std::uint64_t>(each.count()));
  }

  /// A connection that was handed over, with a question or an answer of its.
  void count_handed_over() noexcept { raise(handed_over_, 1); }

  [[nodiscard]] std::uint64_t handed_over() const noexcept {
    return handed_over_.load(std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint64_t allowed(std::size_t method) const noexcept {
    return allowed_[method].load(std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint64_t in_bucket(std::size_t bucket) const noexcept {
    return in_bucket_[bucket].load(std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint64_t sum_ns() const noexcept { return sum_ns_.load(std::memory_order_relaxed); }

 private:
  using Count = std::atomic<std::uint64_t>;

  /// Not `fetch_add`: nobody else writes, and that one locks the bus.
  static void raise(Count& count, std::uint64_t by) noexcept {
    count.store(count.load(std::memory_order_relaxed) + by, std::memory_order_relaxed);
  }

  std::array<Count, kQuestionMethods.size()> allowed_{};
  std::array<Count, base::Metrics::kBuckets.size() + 1> in_bucket_{};
  Count sum_ns_ = 0;
  Count handed_over_ = 0;
};

}  // namespace jeton::edge
