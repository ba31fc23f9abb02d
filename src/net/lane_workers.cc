#include "net/lane_workers.h"

#include <utility>

namespace jeton::net {

LaneWorkers::LaneWorkers(const Lane& lane, base::Metrics& metrics)
    : metrics_{metrics},
      labels_{{"lane", lane.name}},
      waiting_{metrics.gauge("jeton_lane_waiting", "Jobs waiting for a worker, by lane.", labels_)},
      busy_{metrics.gauge("jeton_lane_busy", "Busy workers, by lane.", labels_)},
      wait_max_{lane.wait_max},
      pool_{lane.workers, lane.queue_max} {}

LaneWorkers::Job LaneWorkers::counted(Job job) {
  waiting_.add(1);
  return [this, job = std::move(job)]() mutable {
    waiting_.add(-1);
    busy_.add(1);
    job();
    // What it holds may take long to let go.
    job = nullptr;
    busy_.add(-1);
  };
}

void LaneWorkers::count_refusal() {
  metrics_.count("jeton_lane_refused_total", "Requests refused because the queue was full, by lane.",
                 labels_);
}

bool LaneWorkers::try_post(Job job, const std::string& owner) {
  if (pool_.try_post(counted(std::move(job)), owner)) return true;
  waiting_.add(-1);
  count_refusal();
  return false;
}

bool LaneWorkers::post_continuation(Job job) {
  if (pool_.post_continuation(counted(std::move(job)))) return true;
  waiting_.add(-1);
  return false;
}

bool LaneWorkers::refuses(const std::string& owner) {
  if (!pool_.is_full(owner)) return false;
  count_refusal();
  return true;
}

bool LaneWorkers::is_too_late(std::chrono::steady_clock::duration waited) {
  if (waited <= wait_max_) return false;
  metrics_.count("jeton_lane_expired_total",
                 "Requests answered 503 because they had waited too long, by lane.", labels_);
  return true;
}

}  // namespace jeton::net
