#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "base/limits.h"
#include "base/log.h"
#include "base/result.h"
#include "feed/follower.h"

namespace jeton::feed {

/// Steps a follower on a thread of its own: at once while there is more, else when it is woken, or at an
/// interval. After a failure it waits, longer with each one, and logs `replica.behind` once; when it has
/// caught up, `replica.caught_up`.
class FollowerThread {
 public:
  struct Pace {
    std::chrono::milliseconds poll = base::kFeedPollInterval;
    std::chrono::milliseconds rest = base::kFeedRest;  ///< Between two steps however often it is woken.
    std::chrono::milliseconds retry_max = base::kFeedRetryMax;
  };

  /// Both outlive it. Nothing else steps the follower while it runs.
  FollowerThread(Follower& follower, const base::Log& log);
  FollowerThread(Follower& follower, const base::Log& log, Pace pace);
  ~FollowerThread() { stop(); }
  FollowerThread(const FollowerThread&) = delete;
  FollowerThread& operator=(const FollowerThread&) = delete;

  /// Starting and stopping are for one thread.
  void start();
  /// Waits for the step under way.
  void stop();
  /// There may be something to read. Safe from any thread.
  void wake();

 private:
  void loop();
  void note(const base::Result<Pending>& done);

  Follower& follower_;
  const base::Log& log_;
  const Pace pace_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_stopping_ = false;
  bool is_woken_ = false;
  std::optional<std::chrono::milliseconds> retry_;  ///< The last pause; none while nothing fails.
  std::thread thread_;
};

}  // namespace jeton::feed
