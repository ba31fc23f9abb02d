#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/log.h"
#include "base/metrics.h"
#include "base/result.h"

namespace jeton::server {

/// Whether the server can do its work, checked every `kProbeInterval` on a thread of its own: probes are
/// answered from what is known. A change is logged, as `ready.no` or `ready.yes`; the duration of each check
/// goes into `jeton_database_probe_seconds`. Safe from any thread.
class Readiness {
 public:
  using Check = std::function<base::Result<void>()>;
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  /// `check` may block. `log` and `metrics` outlive the object.
  Readiness(Check check, const base::Log& log, base::Metrics& metrics,
            Clock clock = &std::chrono::steady_clock::now);
  /// Stops.
  ~Readiness();
  Readiness(const Readiness&) = delete;
  Readiness& operator=(const Readiness&) = delete;

  void start();
  /// Waits for the check under way.
  void stop();
  /// Checks on the calling thread.
  void check();

  /// Why not, for the log; nothing when it is. Never blocks. A check that takes longer than it may says no,
  /// before it has ended.
  [[nodiscard]] std::optional<std::string> why_not() const;

 private:
  void loop();

  const Check check_;
  const base::Log& log_;
  base::Metrics& metrics_;
  const Clock now_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::optional<std::string> why_not_ = "nothing has been checked yet";
  std::optional<std::chrono::steady_clock::time_point> checks_since_;  ///< Of the check under way.
  std::thread thread_;
};

}  // namespace jeton::server
