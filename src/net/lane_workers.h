#pragma once

#include <chrono>
#include <string>

#include "base/metrics.h"
#include "net/lane.h"
#include "net/worker_pool.h"

namespace jeton::net {

/// The threads of a lane. Waiting and running requests are counted in `jeton_lane_waiting` and
/// `jeton_lane_busy`, refused ones in `jeton_lane_refused_total`. Safe from any thread.
class LaneWorkers {
 public:
  using Job = WorkerPool::Job;

  /// `metrics` outlives the object.
  LaneWorkers(const Lane& lane, base::Metrics& metrics);

  /// As `WorkerPool::try_post`. A refusal is counted.
  [[nodiscard]] bool try_post(Job job, const std::string& owner);
  /// As `WorkerPool::post_continuation`.
  [[nodiscard]] bool post_continuation(Job job);
  /// Whether `try_post` would refuse now, which is then counted as if it had.
  [[nodiscard]] bool refuses(const std::string& owner);
  /// Whether a job that waited so long comes too late, which is then counted in `jeton_lane_expired_total`.
  [[nodiscard]] bool is_too_late(std::chrono::steady_clock::duration waited);
  /// As `WorkerPool::stop`.
  void stop() { pool_.stop(); }

 private:
  Job counted(Job job);
  void count_refusal();

  base::Metrics& metrics_;
  base::Metrics::Labels labels_;
  base::Gauge waiting_;
  base::Gauge busy_;
  const std::chrono::milliseconds wait_max_;
  WorkerPool pool_;
};

}  // namespace jeton::net
