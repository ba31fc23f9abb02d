#include "store/sql/engine/availability.h"

#include <algorithm>
#include <utility>

namespace jeton::store::sql {
namespace {

/// How late a call is ended at most. Looking costs a microsecond; waking for each deadline would cost every
/// call a system call.
constexpr std::chrono::milliseconds kTick{100};

}  // namespace

Availability::Availability(std::chrono::milliseconds patience)
    : patience_{patience}, thread_{[this] { watch(); }} {}

Availability::~Availability() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Availability::note_silent(std::string why) {
  {
    const std::lock_guard lock{mutex_};
    why_silent_ = std::move(why);
  }
  silent_ = true;
}

std::string Availability::why_silent() {
  const std::lock_guard lock{mutex_};
  return ended_ ? "this server stops" : why_silent_;
}

DatabaseCalls Availability::calls() const noexcept {
  return {count_, ended_calls_, std::chrono::nanoseconds{nanoseconds_}};
}

void Availability::add_pool(const void* pool, std::function<ConnectionUse()> use) {
  const std::lock_guard lock{pools_mutex_};
  pools_.emplace(pool, std::move(use));
}

void Availability::remove_pool(const void* pool) {
  const std::lock_guard lock{pools_mutex_};
  pools_.erase(pool);
}

ConnectionUse Availability::connections() {
  const std::lock_guard lock{pools_mutex_};
  ConnectionUse all;
  for (const auto& [pool, use] : pools_) {
    const auto one = use();
    all.open += one.open;
    all.busy += one.busy;
    all.limit += one.limit;
    all.waiting += one.waiting;
    all.lost += one.lost;
  }
  return all;
}

void Availability::add(WatchedCalls& calls) {
  const std::lock_guard lock{mutex_};
  watched_.insert(&calls);
}

void Availability::remove(WatchedCalls& calls) {
  const std::lock_guard lock{mutex_};
  watched_.erase(&calls);
}

void Availability::watch() {
  std::unique_lock lock{mutex_};
  while (!wake_.wait_for(lock, kTick, [this] { return stopping_; })) {
    const auto now = WatchedCalls::Clock::now();
    for (auto* calls : watched_) {
      const auto begun = calls->begun_.load();
      if (begun == 0) continue;
      auto limit = calls->time_max();
      if (silent_) limit = std::min(limit, patience_);
      if (ended_) limit = {};
      const WatchedCalls::Clock::time_point began{WatchedCalls::Clock::duration{begun}};
      if (now - began < limit) continue;
      // Before the brake: who sees the call fail shall know why.
      if (!calls->was_ended_.exchange(true)) ++ended_calls_;
      calls->brake_->pull();
    }
  }
}

WatchedCalls::WatchedCalls(Availability& availability, std::unique_ptr<Brake> brake,
                           std::chrono::milliseconds time_max)
    : availability_{availability}, brake_{std::move(brake)}, time_max_ms_{time_max.count()} {
  availability_.add(*this);
}

WatchedCalls::~WatchedCalls() {
  availability_.remove(*this);
}

std::chrono::milliseconds WatchedCalls::time_max() const noexcept {
  return std::chrono::milliseconds{time_max_ms_};
}

void WatchedCalls::set_time_max(std::chrono::milliseconds time_max) noexcept {
  time_max_ms_ = time_max.count();
}

WatchedCalls::Call::Call(WatchedCalls* calls) : calls_{calls}, begun_{Clock::now()} {
  if (calls_ != nullptr) calls_->begun_ = begun_.time_since_epoch().count();
}

WatchedCalls::Call::~Call() {
  if (calls_ == nullptr) return;
  calls_->begun_ = 0;
  auto& availability = calls_->availability_;
  ++availability.count_;
  availability.nanoseconds_ += std::chrono::nanoseconds{Clock::now() - begun_}.count();
}

}  // namespace jeton::store::sql
