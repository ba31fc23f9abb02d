#include "server/readiness.h"

#include <fmt/format.h>

#include <utility>

#include "base/database_limits.h"

namespace jeton::server {

Readiness::Readiness(Check check, const base::Log& log, base::Metrics& metrics, Clock clock)
    : check_{std::move(check)}, log_{log}, metrics_{metrics}, now_{std::move(clock)} {}

Readiness::~Readiness() {
  stop();
}

void Readiness::start() {
  thread_ = std::thread{[this] { loop(); }};
}

void Readiness::stop() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Readiness::loop() {
  while (true) {
    check();
    std::unique_lock lock{mutex_};
    if (wake_.wait_for(lock, base::kProbeInterval, [this] { return stopping_; })) return;
  }
}

void Readiness::check() {
  const auto begun = now_();
  {
    const std::lock_guard lock{mutex_};
    checks_since_ = begun;
  }
  const auto checked = check_();
  metrics_.observe("jeton_database_probe_seconds", "Time that the database took to answer a probe.", {},
                   now_() - begun);
  std::optional<std::string> why_not;
  if (checked.has_error()) why_not = checked.error().detail();
  bool has_changed = false;
  {
    const std::lock_guard lock{mutex_};
    checks_since_.reset();
    has_changed = why_not.has_value() != why_not_.has_value();
    why_not_ = why_not;
  }
  if (!has_changed) return;
  if (why_not) {
    log_.warning("ready.no", {{"detail", std::string_view{*why_not}}});
  } else {
    log_.info("ready.yes");
  }
}

std::optional<std::string> Readiness::why_not() const {
  const std::lock_guard lock{mutex_};
  // As long as one call of a check may take, and a moment for who ends it.
  constexpr auto kTakesTooLong = base::kProbeTimeMax + base::kProbeInterval;
  if (checks_since_ && now_() - *checks_since_ > kTakesTooLong) {
    return fmt::format("the database has not answered for more than {} ms", kTakesTooLong.count());
  }
  return why_not_;
}

}  // namespace jeton::server
