#include "server/background.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "base/limits.h"

namespace jeton::server {
namespace {

using base::Error;
using base::Result;

/// How often the thread looks at the clock, which may move as it likes.
constexpr std::chrono::seconds kTick{1};

Result<void> call(const Job& job) {
  try {
    return job.run();
  } catch (const std::exception& thrown) {
    return Error::internal(thrown.what());
  } catch (...) {
    return Error::internal("something other than a std::exception was thrown");
  }
}

}  // namespace

Background::Background(const Dependencies& dependencies, std::string holder)
    : outside_{dependencies}, holder_{std::move(holder)} {}

void Background::add(Job job) {
  const std::lock_guard lock{running_};
  jobs_.push_back({std::move(job)});
}

void Background::start() {
  thread_ = std::thread{[this] { loop(); }};
}

void Background::stop() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
  const std::lock_guard lock{running_};
  for (const auto& kept : jobs_) {
    if (kept.job.at_stop) run(kept.job);
  }
}

void Background::loop() {
  std::unique_lock lock{mutex_};
  while (!stopping_) {
    lock.unlock();
    run_due();
    lock.lock();
    wake_.wait_for(lock, kTick, [this] { return stopping_; });
  }
}

void Background::run_due() {
  const std::lock_guard lock{running_};
  for (auto& kept : jobs_) {
    const auto now = outside_.clock.now();
    // A clock that was set back must not hold a job up until it has caught up.
    const bool due =
        !kept.last_start || now - *kept.last_start >= kept.job.interval || now < *kept.last_start;
    if (!due) continue;
    kept.last_start = now;
    run(kept.job);
  }
}

void Background::run(const Job& job) {
  const auto began = std::chrono::steady_clock::now();
  const base::Metrics::Labels labels{{"job", job.name}};
  auto running = outside_.metrics.gauge("jeton_job_running", "Background jobs at work.", labels);
  running.add(1);
  const auto done = run_within_scope(job);
  const auto took = std::chrono::steady_clock::now() - began;
  const std::string outcome = done.has_error() ? "failed" : *done ? "done" : "elsewhere";
  outside_.metrics.count("jeton_jobs_total", "Turns of background jobs, by outcome.",
                         {{"job", job.name}, {"outcome", outcome}});
  outside_.metrics.observe("jeton_job_seconds", "Time that a turn of a background job took.",
                           {{"job", job.name}}, took);
  running.add(-1);
  if (done.has_value() && *done) {
    outside_.metrics
        .gauge("jeton_job_last_done_timestamp_seconds", "When a background job was last done, in Unix time.",
               labels)
        .set(std::chrono::duration<double>(outside_.clock.now().time_since_epoch()).count());
  }
  if (done.has_error()) {
    outside_.log.warning("job.failed",
                         {{"job", std::string_view{job.name}}, {"detail", done.error().detail()}});
  }
}

Result<bool> Background::run_within_scope(const Job& job) {
  if (job.scope == JobScope::kOneServer) {
    JETON_TRY(const bool taken, take_lease(job));
    if (!taken) return false;
  }
  const auto done = call(job);
  if (job.scope == JobScope::kOneServer) release_lease(job);
  if (done.has_error()) return done.error();
  return true;
}

Result<bool> Background::take_lease(const Job& job) {
  const auto now = outside_.clock.now();
  JETON_TRY(const auto unit, outside_.store.begin_write(base::kBackgroundLockWait));
  JETON_TRY(const bool taken, unit->leases().take(job.name, holder_, now, now + base::kJobLease));
  if (!taken) return false;
  JETON_CHECK(unit->commit());
  return true;
}

void Background::release_lease(const Job& job) {
  const auto release = [&]() -> Result<void> {
    JETON_TRY(const auto unit, outside_.store.begin_write(base::kBackgroundLockWait));
    JETON_CHECK(unit->leases().release(job.name, holder_));
    return unit->commit();
  };
  // It ends by itself; until then this server may still take it again.
  if (const auto released = release(); released.has_error()) {
    outside_.log.warning("job.lease_kept",
                         {{"job", std::string_view{job.name}}, {"detail", released.error().detail()}});
  }
}

}  // namespace jeton::server
