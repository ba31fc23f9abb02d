#include "base/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <mutex>
#include <system_error>
#include <vector>

#include "base/decimal.h"

namespace jeton::base {

namespace {

/// The library writes small and large numbers with an exponent.
std::string with_plain_value(std::string_view line) {
  const auto blank = line.rfind(' ');
  if (line.starts_with('#') || blank == line.npos) return std::string{line};
  const auto digits = line.substr(blank + 1);
  double value = 0;
  const auto* end = digits.data() + digits.size();
  const auto [stop, failed] = std::from_chars(digits.data(), end, value);
  if (failed != std::errc{} || stop != end || !std::isfinite(value)) return std::string{line};
  return std::string{line.substr(0, blank + 1)} + plain_decimal(value);
}

}  // namespace

struct Metrics::State {
  prometheus::Histogram& histogram(const std::string& name, const std::string& help, const Labels& labels) {
    static const auto kBoundsInSeconds = [] {
      prometheus::Histogram::BucketBoundaries bounds;
      for (const auto bound : kBuckets) bounds.push_back(std::chrono::duration<double>(bound).count());
      return bounds;
    }();
    return prometheus::BuildHistogram().Name(name).Help(help).Register(registry).Add(labels,
                                                                                     kBoundsInSeconds);
  }

  prometheus::Registry registry;
  std::mutex raising;
};

Metrics::Metrics() : state_{std::make_unique<State>()} {}
Metrics::~Metrics() = default;

void Metrics::count(const std::string& name, const std::string& help, const Labels& labels) {
  prometheus::BuildCounter().Name(name).Help(help).Register(state_->registry).Add(labels).Increment();
}

void Metrics::add(const std::string& name, const std::string& help, const Labels& labels, std::uint64_t by) {
  prometheus::BuildCounter()
      .Name(name)
      .Help(help)
      .Register(state_->registry)
      .Add(labels)
      .Increment(static_cast<double>(by));
}

void Metrics::raise_to(const std::string& name, const std::string& help, const Labels& labels,
                       std::uint64_t total) {
  auto& counter = prometheus::BuildCounter().Name(name).Help(help).Register(state_->registry).Add(labels);
  // Two scrapes at once must not add the same twice.
  const std::lock_guard lock{state_->raising};
  const auto more = static_cast<double>(total) - counter.Value();
  if (more > 0) counter.Increment(more);
}

void Metrics::raise_to_fraction(const std::string& name, const std::string& help, double total) {
  auto& counter = prometheus::BuildCounter().Name(name).Help(help).Register(state_->registry).Add({});
  const std::lock_guard lock{state_->raising};
  if (total > counter.Value()) counter.Increment(total - counter.Value());
}

void Gauge::set(double value) {
  gauge_->Set(value);
}

void Gauge::add(std::int64_t change) {
  gauge_->Increment(static_cast<double>(change));
}

Gauge Metrics::gauge(const std::string& name, const std::string& help, const Labels& labels) {
  return Gauge{prometheus::BuildGauge().Name(name).Help(help).Register(state_->registry).Add(labels)};
}

void Metrics::observe(const std::string& name, const std::string& help, const Labels& labels,
                      std::chrono::nanoseconds duration) {
  state_->histogram(name, help, labels).Observe(std::chrono::duration<double>(duration).count());
}

void Metrics::observe_all(const std::string& name, const std::string& help, const Labels& labels,
                          const Durations& durations) {
  const std::vector<double> counts{durations.in_bucket.begin(), durations.in_bucket.end()};
  state_->histogram(name, help, labels)
      .ObserveMultiple(counts, std::chrono::duration<double>(durations.sum).count());
}

std::string Metrics::expose() const {
  const auto text = prometheus::TextSerializer{}.Serialize(state_->registry.Collect());
  std::string plain;
  plain.reserve(text.size());
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    plain += with_plain_value(line);
    plain += '\n';
  }
  return plain;
}

}  // namespace jeton::base
