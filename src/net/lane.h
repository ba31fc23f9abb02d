#pragma once

#include <cstddef>
#include <string>

namespace jeton::net {

/// Requests of one kind, which have threads and a queue of their own: however many of them come, and however
/// long each takes, requests of other lanes find theirs free.
struct Lane {
  std::string name;  ///< Label of metrics, from a fixed set.
  std::size_t workers = 8;
  /// How many may wait for a worker. The next one is answered 503 at once.
  std::size_t queue_max = 1024;
};

}  // namespace jeton::net
