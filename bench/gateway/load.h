#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace jeton::bench {

struct LoadOptions {
  std::size_t connections = 64;
  std::size_t pipelined = 1;  ///< Questions that are sent at once on a connection.
  std::chrono::milliseconds duration{1000};
  /// Questions a second over all connections; 0: the next as soon as there is an answer.
  std::int64_t rate = 0;
};

struct LoadResult {
  std::uint64_t answers = 0;
  double seconds = 0;
  std::vector<double> latencies_us;  ///< Of each batch; kept only with a rate.
};

/// Asks from one thread over connections that are kept, each of `questions` in turn. Ends the program when an
/// answer is neither 200 nor 204.
LoadResult ask(std::uint16_t port, const std::vector<std::string>& questions, const LoadOptions& options);

}  // namespace jeton::bench
