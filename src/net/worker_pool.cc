#include "net/worker_pool.h"

#include <algorithm>
#include <utility>

namespace jeton::net {

WorkerPool::Bounds WorkerPool::fair_bounds(std::size_t threads, std::size_t queue_max) {
  threads = std::max<std::size_t>(threads, 1);
  const auto left_to_others = threads == 1 ? 0 : std::max<std::size_t>(threads / 4, 1);
  return {.threads = threads,
          .queue_max = queue_max,
          .owner_threads_max = threads - left_to_others,
          .owner_queue_max = (queue_max + 1) / 2};
}

WorkerPool::WorkerPool(std::size_t threads, std::size_t queue_max)
    : WorkerPool{fair_bounds(threads, queue_max)} {}

WorkerPool::WorkerPool(Bounds bounds) : bounds_{bounds} {
  // Counted from the start, so that a job posted before the threads have come up finds them idle.
  idle_ = bounds_.threads;
  threads_.reserve(bounds_.threads);
  for (std::size_t i = 0; i < bounds_.threads; ++i) threads_.emplace_back([this] { run(); });
}

WorkerPool::~WorkerPool() {
  stop();
}

bool WorkerPool::try_post(Job job, const std::string& owner) {
  return post(std::move(job), owner, true);
}

bool WorkerPool::post_continuation(Job job) {
  return post(std::move(job), {}, false);
}

bool WorkerPool::post(Job job, const std::string& owner, bool is_bounded) {
  {
    const std::lock_guard lock{mutex_};
    if (stopped_ || (is_bounded && has_no_room(owner))) return false;
    owner_of(owner).waiting.push_back(std::move(job));
    ++waiting_;
  }
  wake_.notify_one();
  return true;
}

bool WorkerPool::is_full(const std::string& owner) {
  const std::lock_guard lock{mutex_};
  return stopped_ || has_no_room(owner);
}

/// Under the lock. Jobs that an idle thread is about to take do not wait.
bool WorkerPool::has_no_room(const std::string& owner) const {
  if (waiting_ >= bounds_.queue_max + idle_) return true;
  const auto found = owner.empty() ? by_name_.end() : by_name_.find(owner);
  if (found == by_name_.end()) return false;
  const auto& one = *found->second;
  return one.waiting.size() + one.running >= bounds_.owner_queue_max + bounds_.owner_threads_max;
}

/// Under the lock.
WorkerPool::Owner& WorkerPool::owner_of(const std::string& name) {
  const auto [found, is_new] = by_name_.try_emplace(name);
  if (is_new) found->second = owners_.insert(owners_.end(), Owner{name, {}, 0});
  return *found->second;
}

/// Under the lock: who is next to have a job run, or the end.
WorkerPool::Owners::iterator WorkerPool::next_owner() {
  return std::find_if(owners_.begin(), owners_.end(), [this](const Owner& owner) {
    return !owner.waiting.empty() && (owner.name.empty() || owner.running < bounds_.owner_threads_max);
  });
}

void WorkerPool::stop() {
  Owners dropped;
  {
    const std::lock_guard lock{mutex_};
    stopped_ = true;
    for (auto& owner : owners_) {
      dropped.emplace_back().waiting.swap(owner.waiting);
    }
    waiting_ = 0;
  }
  wake_.notify_all();
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void WorkerPool::run() {
  std::unique_lock lock{mutex_};
  while (true) {
    auto owner = owners_.end();
    wake_.wait(lock, [&] { return stopped_ || (owner = next_owner()) != owners_.end(); });
    if (stopped_) return;
    auto job = std::move(owner->waiting.front());
    owner->waiting.pop_front();
    --waiting_;
    ++owner->running;
    --idle_;
    // Behind everybody else who waits.
    owners_.splice(owners_.end(), owners_, owner);
    lock.unlock();
    job();
    // What the job holds may end a connection, which must not happen under the lock.
    job = nullptr;
    lock.lock();
    ++idle_;
    if (--owner->running == 0 && owner->waiting.empty()) {
      by_name_.erase(owner->name);
      owners_.erase(owner);
    }
  }
}

}  // namespace jeton::net
