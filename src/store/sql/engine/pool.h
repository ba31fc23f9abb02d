#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "base/log.h"
#include "base/result.h"
#include "store/sql/engine/connection.h"

namespace jeton::store::sql {

/// A bounded number of connections, opened when they are first needed. Safe from any thread.
class Pool {
 public:
  struct Bounds {
    std::size_t connections = 8;
    std::chrono::milliseconds wait_max{10'000};
  };

  /// `dialect` and `log` (which may be null) must outlive the pool.
  Pool(const Dialect& dialect, Access access, Bounds bounds, const base::Log* log);

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

  /// Waits for a connection and runs `begin` on it. A lost connection is replaced
  /// by a new one. Errors: unavailable when none is free in time or none can be opened.
  base::Result<Lease> begin(std::string_view begin);

  /// Whether a connection came back on which the database had refused a change, since the last
  /// `forget_refused_writes`. All connections of that time are closed: they lead to the same server.
  [[nodiscard]] bool has_refused_writes() const noexcept { return has_refused_writes_; }
  void forget_refused_writes() noexcept { has_refused_writes_ = false; }

 private:
  base::Result<Lease> take();
  void put_back(std::unique_ptr<Connection> connection, std::uint64_t generation);
  void close_all();
  void discard(std::unique_ptr<Connection> connection);

  const Dialect& dialect_;
  const Access access_;
  const Bounds bounds_;
  const base::Log* log_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::size_t leased_ = 0;
  std::uint64_t generation_ = 0;  ///< Connections of an earlier one are closed when they come back.
  std::atomic<bool> has_refused_writes_ = false;
};

}  // namespace jeton::store::sql
