#pragma once

#include <array>
#include <cstddef>

namespace jeton::base {

/// The elements of all `arrays`, in order: for constant tables that share rows.
template <class T, std::size_t... kSizes>
constexpr std::array<T, (kSizes + ...)> joined(const T (&... arrays)[kSizes]) {
  std::array<T, (kSizes + ...)> all{};
  std::size_t next = 0;
  const auto append = [&all, &next](const auto& array) {
    for (const auto& element : array) all[next++] = element;
  };
  (append(arrays), ...);
  return all;
}

}  // namespace jeton::base
