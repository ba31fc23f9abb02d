#pragma once

#include <chrono>
#include <thread>

namespace jeton::base::testing {

/// Whether it becomes true within a time that only a fault takes.
template <class Condition>
bool becomes(const Condition& is_true) {
  const auto ends_at = std::chrono::steady_clock::now() + std::chrono::seconds{30};
  while (!is_true()) {
    if (std::chrono::steady_clock::now() > ends_at) return false;
    std::this_thread::yield();
  }
  return true;
}

}  // namespace jeton::base::testing
