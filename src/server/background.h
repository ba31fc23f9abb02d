#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/result.h"
#include "domain/store.h"

namespace jeton::server {

/// How many servers may do a job at a time.
enum class JobScope : std::uint8_t {
  kEveryServer,  ///< Each does its own.
  kOneServer,    ///< One server of a database at a time: it holds a lease in the database during that time.
};

/// Work that no request waits for.
struct Job {
  std::string name;  ///< In the log and in the metrics: `invitations.expire`.
  std::chrono::milliseconds interval;
  JobScope scope = JobScope::kEveryServer;
  /// Also at shutdown, whatever the time.
  bool at_stop = false;
  std::function<base::Result<void>()> run;
};

/// Does jobs, one after the other, on one thread: each when the server starts and then at its interval. A
/// failure is counted, logged as `job.failed`, and the job is retried on its next run. Counted in
/// `jeton_jobs_total` by job and outcome (`done`, `failed`, `elsewhere`) and `jeton_job_seconds`.
class Background {
 public:
  /// What it takes from outside. All outlive it.
  struct Dependencies {
    domain::Store& store;
    const base::Clock& clock;
    const base::Log& log;
    base::Metrics& metrics;
  };

  /// `holder` names this server in leases: no other server of the database has the name.
  Background(const Dependencies& dependencies, std::string holder);
  ~Background() { stop(); }
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  /// Before `start`.
  void add(Job job);
  /// Starting and stopping are for one thread.
  void start();
  /// Waits for the running job, then runs those that are `at_stop`.
  void stop();

  /// Runs what is due now, on the calling thread. Safe from any thread.
  void run_due();

 private:
  struct Kept {
    Job job;
    std::optional<base::Timestamp> last_start{};
  };

  void loop();
  /// False when another server is running it.
  base::Result<bool> run_within_scope(const Job& job);
  base::Result<bool> take_lease(const Job& job);
  void release_lease(const Job& job);
  void run(const Job& job);

  Dependencies outside_;
  const std::string holder_;
  std::mutex running_;  ///< Held while jobs run; guards `jobs_`.
  std::vector<Kept> jobs_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace jeton::server
