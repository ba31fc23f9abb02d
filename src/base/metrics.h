#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace prometheus {
class Gauge;
}

namespace jeton::base {

/// A number that goes up and down. Lives as long as the `Metrics` it came from. Safe from any thread.
class Gauge {
 public:
  void add(std::int64_t change);
  void set(double value);

 private:
  friend class Metrics;
  explicit Gauge(prometheus::Gauge& gauge) : gauge_{&gauge} {}
  prometheus::Gauge* gauge_;
};

/// Counters, gauges and histograms of one server, in Prometheus' text format. Safe from any thread. A label
/// value is never taken from a request: only from a fixed set such as route names and status classes.
class Metrics {
 public:
  using Labels = std::map<std::string, std::string>;

  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  /// Adds one to the counter `name`. `help` is used the first time.
  void count(const std::string& name, const std::string& help, const Labels& labels);
  /// Raises the counter `name` to a value counted elsewhere; a higher one is kept.
  void raise_to(const std::string& name, const std::string& help, const Labels& labels, std::uint64_t total);
  /// The same of a counter that has fractions, such as seconds.
  void raise_to_fraction(const std::string& name, const std::string& help, double total);
  /// Adds `by` to the counter `name`.
  void add(const std::string& name, const std::string& help, const Labels& labels, std::uint64_t by);
  /// The gauge `name` with those labels; the same one when asked for again.
  Gauge gauge(const std::string& name, const std::string& help, const Labels& labels);
  /// Records a duration in the histogram `name` (seconds).
  void observe(const std::string& name, const std::string& help, const Labels& labels,
               std::chrono::nanoseconds duration);

  /// The upper bounds of a histogram's buckets; one more is for what is longer than all of them.
  static constexpr std::array<std::chrono::microseconds, 15> kBuckets{
      std::chrono::microseconds{100},       std::chrono::microseconds{250},
      std::chrono::microseconds{500},       std::chrono::microseconds{1'000},
      std::chrono::microseconds{2'500},     std::chrono::microseconds{5'000},
      std::chrono::microseconds{10'000},    std::chrono::microseconds{25'000},
      std::chrono::microseconds{50'000},    std::chrono::microseconds{100'000},
      std::chrono::microseconds{250'000},   std::chrono::microseconds{500'000},
      std::chrono::microseconds{1'000'000}, std::chrono::microseconds{2'500'000},
      std::chrono::microseconds{5'000'000}};
  /// Durations that were counted elsewhere, by bucket.
  struct Durations {
    std::array<std::uint64_t, kBuckets.size() + 1> in_bucket{};
    std::chrono::nanoseconds sum{};
  };
  /// Adds them to the histogram `name`.
  void observe_all(const std::string& name, const std::string& help, const Labels& labels,
                   const Durations& durations);

  /// Everything, in the text exposition format 0.0.4. Numbers are plain decimals.
  [[nodiscard]] std::string expose() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace jeton::base
