#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace jeton::base {

/// Counters and histograms of one server, in Prometheus' text format. Safe from any thread. A label value
/// is never taken from a request: only from a fixed set such as route names and status classes.
class Metrics {
 public:
  using Labels = std::map<std::string, std::string>;

  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  /// Adds one to the counter `name`. `help` is used the first time.
  void count(const std::string& name, const std::string& help, const Labels& labels);
  /// Records a duration in the histogram `name` (seconds).
  void observe(const std::string& name, const std::string& help, const Labels& labels,
               std::chrono::nanoseconds duration);

  /// Everything, in the text exposition format 0.0.4.
  [[nodiscard]] std::string expose() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace jeton::base
