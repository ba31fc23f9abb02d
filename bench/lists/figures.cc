#include "lists/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace jeton::bench {
namespace {

constexpr std::size_t kUnmeasuredRuns = 10;
constexpr std::size_t kRunsMin = 20;
constexpr double kSecondsMax = 5;

using SteadyClock = std::chrono::steady_clock;

double milliseconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count();
}

}  // namespace

Times measure(std::size_t runs_max, const std::function<void()>& once) {
  for (std::size_t run = 0; run < kUnmeasuredRuns; ++run) once();
  std::vector<double> all;
  const auto start = SteadyClock::now();
  while (all.size() < runs_max && (all.size() < kRunsMin || milliseconds_since(start) < kSecondsMax * 1000)) {
    const auto before = SteadyClock::now();
    once();
    all.push_back(milliseconds_since(before));
  }
  std::sort(all.begin(), all.end());
  return {all[all.size() / 2], all[(all.size() * 95 + 99) / 100 - 1], all.size()};
}

bool within_limit(const Figure& figure) {
  return !figure.limit_ms || figure.times.p95_ms <= *figure.limit_ms;
}

void print_header(const std::string& title) {
  fmt::print("\n{}\n{:<72} {:<9} {:>8} {:>8} {:>8} {:>9} {:>6} {:>6}\n", title, "request", "who", "total",
             "p50 ms", "p95 ms", "small p95", "ratio", "limit");
}

void print(const Figure& figure) {
  const auto small = figure.small_p95_ms ? fmt::format("{:.2f}", *figure.small_p95_ms) : "";
  const auto ratio =
      figure.small_p95_ms ? fmt::format("{:.1f}", figure.times.p95_ms / *figure.small_p95_ms) : "";
  const auto limit = figure.limit_ms ? fmt::format("{:.0f}", *figure.limit_ms) : "-";
  fmt::print("{:<72} {:<9} {:>8} {:>8.2f} {:>8.2f} {:>9} {:>6} {:>6}{}\n", figure.what, figure.who,
             figure.total, figure.times.p50_ms, figure.times.p95_ms, small, ratio, limit,
             within_limit(figure) ? "" : "  EXCEEDED");
  std::fflush(stdout);
}

}  // namespace jeton::bench
