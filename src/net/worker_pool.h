#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace jeton::net {

/// Threads that run what may block, with a bounded queue before them. Owners take turns: however much one of
/// them posts, the next job of another waits for one job of each owner at most. Safe from any thread.
class WorkerPool {
 public:
  using Job = std::function<void()>;

  struct Bounds {
    std::size_t threads = 1;    ///< At least 1.
    std::size_t queue_max = 0;  ///< Jobs that may wait for a thread.
    /// Of one owner: jobs that run at a time, at least 1, and jobs that wait.
    std::size_t owner_threads_max = 1;
    std::size_t owner_queue_max = 0;
  };

  /// One owner may have all threads but a quarter, at least one, if there is another; and half of the queue.
  static Bounds fair_bounds(std::size_t threads, std::size_t queue_max);

  explicit WorkerPool(Bounds bounds);
  /// With `fair_bounds`.
  WorkerPool(std::size_t threads, std::size_t queue_max);
  /// Stops.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Runs `job` on some thread, soon. False, and nothing happens, when the queue, or what `owner` may have of
  /// it, is full or the pool was stopped. A job that throws ends the program. Empty: a job of nobody, which
  /// has no bounds but those of all.
  [[nodiscard]] bool try_post(Job job, const std::string& owner = {});

  /// The same for a job that continues something already begun, such as the next chunk of an answer: it
  /// cannot be refused, so the queue is never full for it. False only when the pool was stopped.
  [[nodiscard]] bool post_continuation(Job job);

  /// Whether `try_post` would refuse now.
  [[nodiscard]] bool is_full(const std::string& owner = {});

  /// Waits for running jobs and drops waiting ones. Not from a job. May be called twice.
  void stop();

 private:
  struct Owner {
    std::string name;
    std::deque<Job> waiting;
    std::size_t running = 0;
  };
  using Owners = std::list<Owner>;

  bool post(Job job, const std::string& owner, bool is_bounded);
  [[nodiscard]] bool has_no_room(const std::string& owner) const;
  Owner& owner_of(const std::string& name);
  Owners::iterator next_owner();
  void run();

  const Bounds bounds_;
  std::mutex mutex_;
  std::condition_variable wake_;
  Owners owners_;  ///< Those with jobs, by whose turn it is.
  std::unordered_map<std::string, Owners::iterator> by_name_;
  std::size_t waiting_ = 0;
  std::size_t idle_ = 0;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace jeton::net
