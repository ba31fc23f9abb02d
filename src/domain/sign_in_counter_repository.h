#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

/// Part of the port to the database; `domain/store.h` says what holds for every call.
namespace jeton::domain {

/// How often something was counted in the window that is under way.
struct SignInCounter {
  std::string digest;  ///< SHA-256 of what is counted, hex: names and addresses are not stored.
  std::int64_t tally = 0;
  base::Timestamp ends_at;  ///< The first instant after the window.
};

class SignInCounterRepository {
 public:
  virtual ~SignInCounterRepository() = default;
  /// Adds one to each counter, and answers what they are then. A counter that is new, or whose window is over
  /// at `now`, starts at one with a window until `ends_at`. Of two transactions the second waits for the
  /// first and counts on from it: no two are given the same number. The counters are held in the order of
  /// their digests, so that transactions never wait for each other in a circle.
  virtual base::Result<std::vector<SignInCounter>> increment(std::vector<std::string> digests,
                                                             base::Timestamp now,
                                                             base::Timestamp ends_at) = 0;
  /// Takes one off each of `given_back` that is still in the same window, never below zero, and removes those
  /// called `forgotten`. Held in the same order as by `increment`.
  virtual base::Result<void> settle(std::vector<SignInCounter> given_back,
                                    std::vector<std::string> forgotten) = 0;
  /// Those whose window is not over at `now`.
  virtual base::Result<std::vector<SignInCounter>> find(std::vector<std::string> digests,
                                                        base::Timestamp now) = 0;
  /// At most `count_max` of those whose window is over. Counters that another transaction holds are left.
  virtual base::Result<void> remove_expired(base::Timestamp now, std::size_t count_max) = 0;
};

}  // namespace jeton::domain
