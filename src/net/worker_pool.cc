#include "net/worker_pool.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace jeton::net {
namespace {

/// Far past any number of jobs, and idle threads can be added to it.
constexpr std::size_t kNoBound = std::numeric_limits<std::size_t>::max() / 2;

}  // namespace

WorkerPool::WorkerPool(std::size_t threads, std::size_t queue_max) : queue_max_{queue_max} {
  threads = std::max<std::size_t>(threads, 1);
  // Counted from the start, so that a job posted before the threads have come up finds them idle.
  idle_ = threads;
  threads_.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

WorkerPool::~WorkerPool() {
  stop();
}

bool WorkerPool::try_post(Job job) {
  return post(std::move(job), queue_max_);
}

bool WorkerPool::post_continuation(Job job) {
  return post(std::move(job), kNoBound);
}

bool WorkerPool::post(Job job, std::size_t queued_max) {
  {
    const std::lock_guard lock{mutex_};
    if (has_no_room(queued_max)) return false;
    queue_.push_back(std::move(job));
  }
  wake_.notify_one();
  return true;
}

bool WorkerPool::is_full() {
  const std::lock_guard lock{mutex_};
  return has_no_room(queue_max_);
}

/// Under the lock. Jobs that an idle thread is about to take do not wait.
bool WorkerPool::has_no_room(std::size_t queued_max) const {
  return stopped_ || queue_.size() >= queued_max + idle_;
}

void WorkerPool::stop() {
  std::deque<Job> dropped;
  {
    const std::lock_guard lock{mutex_};
    stopped_ = true;
    dropped.swap(queue_);
  }
  wake_.notify_all();
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void WorkerPool::run() {
  std::unique_lock lock{mutex_};
  while (true) {
    wake_.wait(lock, [this] { return stopped_ || !queue_.empty(); });
    if (stopped_) return;
    auto job = std::move(queue_.front());
    queue_.pop_front();
    --idle_;
    lock.unlock();
    job();
    // What the job holds may end a connection, which must not happen under the lock.
    job = nullptr;
    lock.lock();
    ++idle_;
  }
}

}  // namespace jeton::net
