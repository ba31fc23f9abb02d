#include "server/decisions.h"

namespace jeton::server {

Decisions::Decisions(const Replication* replication, const Dependencies& dependencies)
    : accesses_{dependencies.accesses},
      reference_{dependencies.store, dependencies.accesses, dependencies.log} {
  if (replication == nullptr) return;
  replica_.emplace(replication->source(), replication->catalogue(), dependencies.clock);
  preferred_.emplace(*replica_, reference_);
}

verify::Verifier& Decisions::verifier() noexcept {
  if (preferred_) return *preferred_;
  return reference_;
}

void Decisions::collect_accesses() {
  if (!replica_) return;
  for (const auto& access : replica_->take_accesses()) accesses_.record(access);
}

void Decisions::note(base::Metrics& metrics, std::uint64_t dropped_elsewhere) const {
  metrics.raise_to("jeton_last_accesses_dropped_total",
                   "Last accesses of tokens dropped because the queue was full.", {},
                   accesses_.dropped() + dropped_elsewhere + (replica_ ? replica_->dropped_accesses() : 0));
  if (!preferred_) return;
  metrics.raise_to("jeton_decisions_without_replica_total",
                   "Decisions made from the database because the replica was absent or too old.", {},
                   preferred_->passed_on());
}

}  // namespace jeton::server
