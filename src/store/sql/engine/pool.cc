#include "store/sql/engine/pool.h"

#include <fmt/format.h>

#include <utility>

namespace jeton::store::sql {

using base::Error;
using base::Result;

Pool::Pool(const Dialect& dialect, Access access, Bounds bounds, const base::Log* log)
    : dialect_{dialect}, access_{access}, bounds_{bounds}, log_{log} {}

Pool::Lease::Lease(Pool& pool, std::unique_ptr<Connection> connection, std::uint64_t generation)
    : pool_{&pool}, connection_{std::move(connection)}, generation_{generation} {}

Pool::Lease::~Lease() {
  if (connection_) pool_->put_back(std::move(connection_), generation_);
}

Result<Pool::Lease> Pool::take() {
  std::unique_lock lock{mutex_};
  const bool free = freed_.wait_for(lock, bounds_.wait_max, [this] { return leased_ < bounds_.connections; });
  if (!free) {
    return Error::unavailable(fmt::format("no database connection became free in {} ms (of {})",
                                          bounds_.wait_max.count(), bounds_.connections));
  }
  ++leased_;
  const auto generation = generation_;
  if (!idle_.empty()) {
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return Lease{*this, std::move(connection), generation};
  }
  lock.unlock();
  auto opened = Connection::open(dialect_, access_);
  if (opened.has_error()) {
    discard(nullptr);
    if (log_ != nullptr) log_->warning("store.unreachable", {{"detail", opened.error().detail()}});
    return std::move(opened).error();
  }
  return Lease{*this, *std::move(opened), generation};
}

Result<Pool::Lease> Pool::begin(std::string_view begin) {
  // Each lost connection is dropped, so after as many tries as there are places a new one has been opened.
  for (std::size_t tries = 0;; ++tries) {
    JETON_TRY(auto lease, take());
    auto begun = lease->run("begin", begin);
    if (!begun.has_error()) return lease;
    if (!lease->lost() || tries >= bounds_.connections) return std::move(begun).error();
  }
}

void Pool::put_back(std::unique_ptr<Connection> connection, std::uint64_t generation) {
  if (connection->writes_refused()) close_all();
  if (connection->lost()) {
    if (log_ != nullptr && !connection->retired()) log_->warning("store.connection_lost");
    discard(std::move(connection));
    return;
  }
  {
    const std::lock_guard lock{mutex_};
    if (generation == generation_) idle_.push_back(std::move(connection));
    --leased_;
  }
  freed_.notify_one();
}

void Pool::close_all() {
  std::vector<std::unique_ptr<Connection>> closed;
  {
    const std::lock_guard lock{mutex_};
    ++generation_;
    closed.swap(idle_);
  }
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
