#include "feed/follower_thread.h"

#include <algorithm>

namespace jeton::feed {

FollowerThread::FollowerThread(Follower& follower, const base::Log& log)
    : FollowerThread{follower, log, Pace{}} {}

FollowerThread::FollowerThread(Follower& follower, const base::Log& log, Pace pace)
    : follower_{follower}, log_{log}, pace_{pace} {}

void FollowerThread::start() {
  thread_ = std::thread{[this] { loop(); }};
}

void FollowerThread::stop() {
  {
    const std::lock_guard lock{mutex_};
    is_stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void FollowerThread::wake() {
  {
    const std::lock_guard lock{mutex_};
    is_woken_ = true;
  }
  changed_.notify_all();
}

void FollowerThread::loop() {
  for (;;) {
    {
      const std::lock_guard lock{mutex_};
      if (is_stopping_) return;
      // From here on: what wakes it during the step may come too late for it.
      is_woken_ = false;
    }
    const auto done = follower_.step();
    note(done);
    if (done.has_value() && *done == Pending::kMore) continue;
    std::unique_lock lock{mutex_};
    if (retry_) {
      changed_.wait_for(lock, *retry_, [this] { return is_stopping_; });
      continue;
    }
    changed_.wait_for(lock, pace_.rest, [this] { return is_stopping_; });
    changed_.wait_for(lock, pace_.poll, [this] { return is_stopping_ || is_woken_; });
  }
}

void FollowerThread::note(const base::Result<Pending>& done) {
  if (done.has_error()) {
    if (!retry_) {
      log_.warning("replica.behind", {{"reason", std::string_view{done.error().message()}},
                                      {"detail", std::string_view{done.error().detail()}}});
    }
    retry_ = std::min(retry_ ? *retry_ * 2 : pace_.rest * 2, pace_.retry_max);
    return;
  }
  if (!retry_ || *done == Pending::kMore) return;
  retry_.reset();
  log_.info("replica.caught_up");
}

}  // namespace jeton::feed
