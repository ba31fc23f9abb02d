#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace jeton::net {

/// Requests of one kind, with their own threads and queue: however many there are, and however
/// long each takes, other lanes are not affected.
struct Lane {
  std::string name;  ///< Label of metrics, from a fixed set.
  std::size_t workers = 8;
  /// How many may wait for a worker. The next one is answered 503 immediately. One owner has half of them at
  /// most, and leaves workers to others (`WorkerPool::fair_bounds`).
  std::size_t queue_max = 1024;
  /// What has waited for longer is answered 503 and not worked on: its client has gone, or will not wait.
  std::chrono::milliseconds wait_max{30'000};
};

}  // namespace jeton::net
