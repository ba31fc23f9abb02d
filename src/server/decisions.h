#pragma once

#include <cstdint>
#include <optional>

#include "app/tokens/last_accesses.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/metrics.h"
#include "domain/store.h"
#include "server/replication.h"
#include "verify/preferred_verifier.h"
#include "verify/reference_verifier.h"
#include "verify/replica_verifier.h"

namespace jeton::server {

/// What decides on requests to the platform: the replica, and the database where there is none, or while it
/// cannot decide. Safe from any thread, except that one at a time collects.
class Decisions {
 public:
  /// All outlive it.
  struct Dependencies {
    domain::Store& store;
    app::LastAccesses& accesses;
    const base::Clock& clock;
    const base::Log& log;
  };

  /// `replication` may be null, and outlives it too.
  Decisions(const Replication* replication, const Dependencies& dependencies);

  [[nodiscard]] verify::Verifier& verifier() noexcept;

  /// Puts the accesses that were allowed by the replica into the queue of those that are to be written.
  void collect_accesses();
  /// Sets the metrics of decisions and accesses. `dropped_elsewhere` are accesses that others had no room
  /// for.
  void note(base::Metrics& metrics, std::uint64_t dropped_elsewhere) const;

 private:
  app::LastAccesses& accesses_;
  verify::ReferenceVerifier reference_;
  std::optional<verify::ReplicaVerifier> replica_;
  std::optional<verify::PreferredVerifier> preferred_;
};

}  // namespace jeton::server
