#pragma once

#include <vector>

namespace jeton::tests {

/// How many standard deviations the rank sum of `a` against `b` lies from what equal distributions give
/// (Mann and Whitney's test, with the correction for ties). Positive when `a` is larger.
double rank_sum_deviation(const std::vector<double>& a, const std::vector<double>& b);

double median_of(std::vector<double> values);

/// Whether somebody who measures could tell the two apart: the ranks differ beyond chance and the medians by
/// more than a quarter of the smaller.
bool samples_differ(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace jeton::tests
