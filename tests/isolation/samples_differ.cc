#include "isolation/samples_differ.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "base/check.h"

namespace jeton::tests {
namespace {

/// One in some 16 000 for equal distributions. Noise of the machine moves all samples, which are interleaved.
constexpr double kDeviationMax = 4.0;
constexpr double kMedianRatioMax = 1.25;

}  // namespace

double rank_sum_deviation(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<std::pair<double, bool>> all;
  all.reserve(a.size() + b.size());
  for (const double value : a) all.emplace_back(value, true);
  for (const double value : b) all.emplace_back(value, false);
  std::sort(all.begin(), all.end());
  const auto count = static_cast<double>(all.size());
  double rank_sum = 0;
  double ties = 0;
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = begin;
    while (end < all.size() && all[end].first == all[begin].first) ++end;
    const auto size = static_cast<double>(end - begin);
    const double rank = (static_cast<double>(begin + end) + 1.0) / 2.0;
    for (std::size_t i = begin; i < end; ++i) rank_sum += all[i].second ? rank : 0.0;
    ties += size * size * size - size;
    begin = end;
  }
  const auto size_a = static_cast<double>(a.size());
  const auto size_b = static_cast<double>(b.size());
  const double expected = size_a * (count + 1.0) / 2.0;
  const double variance = size_a * size_b / 12.0 * (count + 1.0 - ties / (count * (count - 1.0)));
  return variance > 0 ? (rank_sum - expected) / std::sqrt(variance) : 0.0;
}

double median_of(std::vector<double> values) {
  JETON_ASSERT(!values.empty());
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

bool samples_differ(const std::vector<double>& a, const std::vector<double>& b) {
  const double median_a = median_of(a);
  const double median_b = median_of(b);
  return std::abs(rank_sum_deviation(a, b)) > kDeviationMax &&
         std::max(median_a, median_b) > kMedianRatioMax * std::min(median_a, median_b);
}

}  // namespace jeton::tests
