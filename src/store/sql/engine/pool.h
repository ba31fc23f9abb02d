#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "base/log.h"
#include "base/result.h"
#include "store/sql/engine/availability.h"
#include "store/sql/engine/connection.h"

namespace jeton::store::sql {

/// A bounded number of connections, opened when they are first needed. When the database gives fewer than
/// that, those that it gives are shared, and twice as many are tried every `kPoolGrowInterval`. Safe from any
/// thread.
class Pool {
 public:
  struct Bounds {
    std::size_t connections = 8;
    std::chrono::milliseconds wait_max{10'000};
  };

  /// Whether a connection leads to where it should.
  using Check = std::function<base::Result<void>(Connection& connection)>;

  /// All must outlive the pool; `log` may be null. `check` is asked of each connection before it is used.
  Pool(const Dialect& dialect, Access access, Bounds bounds, Availability& availability, const base::Log* log,
       Check check);
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  /// A connection that returns to the pool when the lease is destroyed. The pool must outlive it.
  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<Connection> connection, std::uint64_t generation);
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease();
    Connection& operator*() const noexcept { return *connection_; }
    Connection* operator->() const noexcept { return connection_.get(); }

   private:
    Pool* pool_;
    std::unique_ptr<Connection> connection_;
    std::uint64_t generation_;
  };

  /// What a connection is for.
  enum class Purpose : std::uint8_t {
    kWork,   ///< Unavailable at once while the database is silent.
    kProbe,  ///< Finds out whether it is, within `kProbeTimeMax` for each call, and notes that it is.
  };

  /// Waits for a connection and runs `begin` on it. A lost connection is replaced
  /// by a new one. Errors: unavailable when none is free in time or none can be opened.
  base::Result<Lease> begin(std::string_view begin, Purpose purpose = Purpose::kWork);

  /// Whether a connection came back on which the database had refused a change, since the last
  /// `forget_refused_writes`. All connections of that time are closed: they lead to the same server.
  [[nodiscard]] bool has_refused_writes() const noexcept { return has_refused_writes_; }
  void forget_refused_writes() noexcept { has_refused_writes_ = false; }

  /// Has the connections of now replaced by new ones as they become free.
  void renew();

 private:
  base::Result<Lease> take(Purpose purpose);
  base::Result<std::unique_ptr<Connection>> open(Purpose purpose);
  base::Result<Lease> begin_once(std::string_view begin, Purpose purpose, bool& is_worth_another);
  bool shrink();
  [[nodiscard]] ConnectionUse use() const;
  void put_back(std::unique_ptr<Connection> connection, std::uint64_t generation);
  void close_all();
  void discard(std::unique_ptr<Connection> connection);

  const Dialect& dialect_;
  const Access access_;
  const Bounds bounds_;
  Availability& availability_;
  const base::Log* log_;
  const Check check_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::size_t leased_ = 0;
  std::size_t waiting_ = 0;
  std::size_t limit_;  ///< At most `bounds_.connections`.
  std::chrono::steady_clock::time_point grows_at_;
  std::uint64_t lost_ = 0;
  std::uint64_t generation_ = 0;  ///< Connections of an earlier one are closed when they come back.
  std::atomic<bool> has_refused_writes_ = false;
};

}  // namespace jeton::store::sql
