#include "base/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace jeton::base {

struct Metrics::State {
  prometheus::Registry registry;
};

Metrics::Metrics() : state_{std::make_unique<State>()} {}
Metrics::~Metrics() = default;

void Metrics::count(const std::string& name, const std::string& help, const Labels& labels) {
  prometheus::BuildCounter().Name(name).Help(help).Register(state_->registry).Add(labels).Increment();
}

void Metrics::observe(const std::string& name, const std::string& help, const Labels& labels,
                      std::chrono::nanoseconds duration) {
  static const prometheus::Histogram::BucketBoundaries kBuckets{
      0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5};
  prometheus::BuildHistogram()
      .Name(name)
      .Help(help)
      .Register(state_->registry)
      .Add(labels, kBuckets)
      .Observe(std::chrono::duration<double>(duration).count());
}

std::string Metrics::expose() const {
  return prometheus::TextSerializer{}.Serialize(state_->registry.Collect());
}

}  // namespace jeton::base
