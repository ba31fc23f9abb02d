#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace jeton::net {

/// Threads that run what may block, with a bounded queue before them. Safe from any thread.
class WorkerPool {
 public:
  using Job = std::function<void()>;

  /// `queue_max` is how many jobs may wait for a thread.
  WorkerPool(std::size_t threads, std::size_t queue_max);
  /// Stops.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Runs `job` on some thread, soon. False, and nothing happens, when the queue is full or the pool was
  /// stopped. A job that throws ends the program.
  [[nodiscard]] bool try_post(Job job);

  /// The same for a job that continues something already begun, such as the next chunk of an answer: it
  /// cannot be refused, so the queue is never full for it. False only when the pool was stopped.
  [[nodiscard]] bool post_continuation(Job job);

  /// Whether `try_post` would refuse now.
  [[nodiscard]] bool is_full();

  /// Waits for running jobs and drops waiting ones. Not from a job. May be called twice.
  void stop();

 private:
  bool post(Job job, std::size_t queued_max);
  [[nodiscard]] bool has_no_room(std::size_t queued_max) const;
  void run();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> queue_;
  std::size_t queue_max_;
  std::size_t idle_ = 0;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace jeton::net
