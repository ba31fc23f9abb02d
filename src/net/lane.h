#pragma once

#include <cstddef>
#include <string>

namespace jeton::net {

/// Requests of one kind, with their own threads and queue: however many there are, and however
/// long each takes, other lanes are not affected.
struct Lane {
  std::string name;  ///< Label of metrics, from a fixed set.
  std::size_t workers = 8;
  /// How many may wait for a worker. The next one is answered 503 immediately.
  std::size_t queue_max = 1024;
};

}  // namespace jeton::net
