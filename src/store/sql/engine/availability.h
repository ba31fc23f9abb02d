#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>

namespace jeton::store::sql {

/// Ends the call that is under way on a connection, from another thread.
class Brake {
 public:
  virtual ~Brake() = default;
  virtual void pull() noexcept = 0;
};

/// Calls so far, and the time that they took.
struct DatabaseCalls {
  std::uint64_t count = 0;
  std::uint64_t ended = 0;  ///< Of these, how many were ended because they took too long.
  std::chrono::nanoseconds time{};
};

/// The connections of a pool, or of several.
struct ConnectionUse {
  std::size_t open = 0;
  std::size_t busy = 0;   ///< Of these, how many are in use.
  std::size_t limit = 0;  ///< How many there may be now: fewer than configured when the database gives fewer.
  std::size_t waiting = 0;  ///< Units that wait for one.
  std::uint64_t lost = 0;   ///< So far.
};

class WatchedCalls;

/// Whether a database answers, as far as is known, and a thread that ends calls which it does not answer in
/// time. A server that was stopped, or behind a network that swallows packets, keeps a connection open and
/// silent, and its driver would wait for as long. Shared by all pools of a database. Safe from any thread.
class Availability {
 public:
  /// While the database is silent, a call is ended after `patience`.
  explicit Availability(std::chrono::milliseconds patience);
  ~Availability();
  Availability(const Availability&) = delete;
  Availability& operator=(const Availability&) = delete;

  /// The database does not answer: nothing is begun until it does. `why` is for the log.
  void note_silent(std::string why);
  void note_answer() noexcept { silent_ = false; }
  [[nodiscard]] bool is_silent() const noexcept { return silent_ || ended_; }
  [[nodiscard]] std::string why_silent();
  /// Ends all calls, and those that begin later, for good.
  void end() noexcept { ended_ = true; }
  [[nodiscard]] DatabaseCalls calls() const noexcept;

  /// Adds the connections of `pool`, until it is removed.
  void add_pool(const void* pool, std::function<ConnectionUse()> use);
  void remove_pool(const void* pool);
  /// Of all pools.
  [[nodiscard]] ConnectionUse connections();

 private:
  friend class WatchedCalls;
  void add(WatchedCalls& calls);
  void remove(WatchedCalls& calls);
  void watch();

  const std::chrono::milliseconds patience_;
  std::atomic<bool> silent_ = false;
  std::atomic<bool> ended_ = false;
  std::atomic<std::uint64_t> count_ = 0;
  std::atomic<std::uint64_t> ended_calls_ = 0;
  std::atomic<std::int64_t> nanoseconds_ = 0;
  std::mutex mutex_;
  std::string why_silent_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::mutex pools_mutex_;
  std::unordered_map<const void*, std::function<ConnectionUse()>> pools_;
  std::unordered_set<WatchedCalls*> watched_;
  std::thread thread_;
};

/// The calls of one connection, one after the other.
class WatchedCalls {
 public:
  /// Both outlive the object. `time_max` is that of one call.
  WatchedCalls(Availability& availability, std::unique_ptr<Brake> brake, std::chrono::milliseconds time_max);
  ~WatchedCalls();
  WatchedCalls(const WatchedCalls&) = delete;
  WatchedCalls& operator=(const WatchedCalls&) = delete;

  /// A call, from its construction to its destruction.
  class Call {
   public:
    /// None: a call that nobody watches.
    explicit Call(WatchedCalls* calls);
    ~Call();
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

   private:
    WatchedCalls* calls_;
    std::chrono::steady_clock::time_point begun_;
  };

  [[nodiscard]] std::chrono::milliseconds time_max() const noexcept;
  /// Of the calls that begin from now on.
  void set_time_max(std::chrono::milliseconds time_max) noexcept;
  /// Whether a call has been ended.
  [[nodiscard]] bool was_ended() const noexcept { return was_ended_; }
  /// Makes calls fail instead of waiting for an answer.
  void pull_brake() noexcept { brake_->pull(); }

 private:
  friend class Availability;
  using Clock = std::chrono::steady_clock;

  Availability& availability_;
  std::unique_ptr<Brake> brake_;
  std::atomic<std::int64_t> time_max_ms_;
  std::atomic<Clock::rep> begun_ = 0;  ///< Of the call under way; 0 without one.
  std::atomic<bool> was_ended_ = false;
};

}  // namespace jeton::store::sql
