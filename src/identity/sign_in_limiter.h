#pragma once

#include <chrono>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"

namespace jeton::identity {

/// Counts failed sign-ins per key in fixed windows (`kSignInFailureWindow`) and remembers at most
/// `kSignInLimiterEntriesMax` keys, the oldest windows go first. Per process. Safe from any thread.
class SignInLimiter {
 public:
  /// Whether `key` has had `failures_max` failures in the window that is under way.
  [[nodiscard]] bool is_exhausted(std::string_view key, int failures_max, base::Timestamp now) const;
  void record_failure(std::string_view key, base::Timestamp now);
  /// Forgets the failures of `key`.
  void clear(std::string_view key);

 private:
  struct Window {
    std::string key;
    base::Timestamp started_at;
    int failures = 0;
  };

  void erase(std::list<Window>::iterator window);

  mutable std::mutex mutex_;
  std::list<Window> windows_;  // Oldest first.
  std::unordered_map<std::string, std::list<Window>::iterator> by_key_;
};

}  // namespace jeton::identity
