#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <string>

#include "base/clock.h"

namespace jeton::portal {

/// Bounds how many questions one client asks in a minute: each takes as long as hundreds of pages. Of IPv6 a
/// /64 is one client. Safe from any thread.
class AskLimiter {
 public:
  explicit AskLimiter(const base::Clock& clock) : clock_{clock} {}

  /// Counts a question; whether it may be asked.
  bool admit(const std::string& address);

 private:
  const base::Clock& clock_;
  std::mutex mutex_;
  base::Timestamp minute_{};
  std::map<std::string, std::size_t> asked_;  ///< In this minute.
};

}  // namespace jeton::portal
