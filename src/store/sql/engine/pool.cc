#include "store/sql/engine/pool.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/database_limits.h"

namespace jeton::store::sql {
namespace {

using base::Error;
using base::Result;
using Clock = std::chrono::steady_clock;

/// How soon one that waits for a connection sees that the database has fallen silent.
constexpr std::chrono::milliseconds kLook{100};

}  // namespace

Pool::Pool(const Dialect& dialect, Access access, Bounds bounds, Availability& availability,
           const base::Log* log, Check check)
    : dialect_{dialect},
      access_{access},
      bounds_{bounds},
      availability_{availability},
      log_{log},
      check_{std::move(check)},
      limit_{bounds.connections} {
  availability_.add_pool(this, [this] {
    const std::lock_guard lock{mutex_};
    return use();
  });
}

Pool::~Pool() {
  availability_.remove_pool(this);
}

Pool::Lease::Lease(Pool& pool, std::unique_ptr<Connection> connection, std::uint64_t generation)
    : pool_{&pool}, connection_{std::move(connection)}, generation_{generation} {}

Pool::Lease::~Lease() {
  if (connection_) pool_->put_back(std::move(connection_), generation_);
}

Result<Pool::Lease> Pool::take(Purpose purpose) {
  const auto wait_max = purpose == Purpose::kProbe ? base::kProbeTimeMax : bounds_.wait_max;
  const auto ends_at = Clock::now() + wait_max;
  while (true) {
    std::unique_lock lock{mutex_};
    const auto is_refused = [&] { return purpose == Purpose::kWork && availability_.is_silent(); };
    ++waiting_;
    while (leased_ >= limit_ && !is_refused() && Clock::now() < ends_at) {
      freed_.wait_until(lock, std::min(ends_at, Clock::now() + kLook));
    }
    --waiting_;
    if (is_refused()) {
      lock.unlock();
      return Error::unavailable(fmt::format("the database does not answer: {}", availability_.why_silent()));
    }
    if (leased_ >= limit_) {
      return Error::unavailable(
          fmt::format("no database connection became free in {} ms (of {})", wait_max.count(), limit_));
    }
    if (limit_ < bounds_.connections && Clock::now() >= grows_at_) {
      limit_ = std::min(limit_ * 2, bounds_.connections);
      grows_at_ = Clock::now() + base::kPoolGrowInterval;
    }
    ++leased_;
    const auto generation = generation_;
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return Lease{*this, std::move(connection), generation};
    }
    lock.unlock();
    auto opened = open(purpose);
    if (opened.has_value()) return Lease{*this, *std::move(opened), generation};
    if (!shrink()) return std::move(opened).error();
  }
}

Result<std::unique_ptr<Connection>> Pool::open(Purpose purpose) {
  auto opened = Connection::open(dialect_, access_, &availability_);
  if (opened.has_value()) {
    if (auto checked = check_(**opened); checked.has_error()) opened = std::move(checked).error();
  }
  if (opened.has_error() && purpose == Purpose::kWork && log_ != nullptr) {
    log_->warning("store.unreachable", {{"detail", opened.error().detail()}});
  }
  return opened;
}

/// After a connection that could not be opened. Others that are there say that the database gives no more;
/// without any, it is not there.
bool Pool::shrink() {
  std::size_t limit = 0;
  {
    const std::lock_guard lock{mutex_};
    --leased_;
    limit = leased_ + idle_.size();
    if (limit > 0) {
      limit_ = std::min(limit_, limit);
      grows_at_ = Clock::now() + base::kPoolGrowInterval;
    }
  }
  freed_.notify_one();
  if (limit == 0) return false;
  if (log_ != nullptr) {
    log_->warning("store.pool_shrunk", {{"connections", static_cast<std::int64_t>(limit)},
                                        {"wanted", static_cast<std::int64_t>(bounds_.connections)}});
  }
  return true;
}

Result<Pool::Lease> Pool::begin(std::string_view begin, Purpose purpose) {
  // Each lost connection is dropped, so after as many tries as there are places a new one has been opened.
  for (std::size_t tries = 0;; ++tries) {
    bool is_worth_another = false;
    auto begun = begin_once(begin, purpose, is_worth_another);
    if (begun.has_value()) return begun;
    if (!is_worth_another || tries >= bounds_.connections) return begun;
  }
}

Result<Pool::Lease> Pool::begin_once(std::string_view begin, Purpose purpose, bool& is_worth_another) {
  auto taken = take(purpose);
  if (taken.has_error()) {
    const std::lock_guard lock{mutex_};
    // All that there are may be at work, which says nothing about the database.
    const bool is_silent = purpose == Purpose::kProbe && leased_ == 0;
    if (is_silent) availability_.note_silent(taken.error().detail());
    return taken;
  }
  if (purpose == Purpose::kProbe) (*taken)->set_call_time_max(base::kProbeTimeMax);
  auto begun = (*taken)->run("begin", begin);
  if (begun.has_value()) return taken;
  const bool timed_out = (*taken)->timed_out();
  // Another one would take as long.
  is_worth_another = (*taken)->lost() && !timed_out;
  if (purpose == Purpose::kProbe && timed_out) availability_.note_silent(begun.error().detail());
  return std::move(begun).error();
}

/// Under the lock.
ConnectionUse Pool::use() const {
  return {
      .open = leased_ + idle_.size(), .busy = leased_, .limit = limit_, .waiting = waiting_, .lost = lost_};
}

void Pool::put_back(std::unique_ptr<Connection> connection, std::uint64_t generation) {
  if (connection->writes_refused()) close_all();
  if (connection->lost() || connection->timed_out()) {
    if (!connection->retired()) {
      {
        const std::lock_guard lock{mutex_};
        ++lost_;
        // The server may have been restarted, with more room than before.
        limit_ = bounds_.connections;
      }
      if (log_ != nullptr) log_->warning("store.connection_lost", {{"timedOut", connection->timed_out()}});
    }
    discard(std::move(connection));
    return;
  }
  connection->set_call_time_max(base::kDatabaseCallMax);
  {
    const std::lock_guard lock{mutex_};
    if (generation == generation_) idle_.push_back(std::move(connection));
    --leased_;
  }
  freed_.notify_one();
}

void Pool::renew() {
  std::vector<std::unique_ptr<Connection>> closed;
  {
    const std::lock_guard lock{mutex_};
    ++generation_;
    closed.swap(idle_);
  }
}

void Pool::close_all() {
  renew();
  if (!has_refused_writes_.exchange(true) && log_ != nullptr) log_->warning("store.writes_refused");
}

void Pool::discard(std::unique_ptr<Connection> connection) {
  connection.reset();
  {
    const std::lock_guard lock{mutex_};
    --leased_;
  }
  freed_.notify_one();
}

}  // namespace jeton::store::sql
