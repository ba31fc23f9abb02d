#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/clock.h"
#include "verify/decision.h"
#include "verify/replica_decider.h"

namespace jeton::verify {

/// Decides from the replica for threads that are not its own: each decision borrows one of a few deciders. A
/// thread finds the one that it had before, so that nobody waits for anybody.
class ReplicaVerifier final : public Verifier {
 public:
  /// Threads that decide at the same time without waiting.
  static constexpr std::size_t kDeciders = 64;

  /// The catalogue and the clock outlive the verifier.
  ReplicaVerifier(ReplicaSource source, const CurrentCatalogue& catalogue, const base::Clock& clock);

  Decision decide(const AccessRequest& request) override;
  Decision decide_preflight(std::string_view target) override;

  /// The accesses of tokens since the last call (spec R-125). By one thread at a time.
  std::vector<domain::TokenAccess> take_accesses();
  /// Accesses that there was no room for, so far.
  [[nodiscard]] std::uint64_t dropped_accesses() const noexcept;

 private:
  struct Place {
    /// On a cache line of its own.
    alignas(64) std::atomic<bool> is_taken{false};
    std::atomic<ReplicaDecider*> decider{nullptr};  ///< Used by whoever has taken the place.
    std::unique_ptr<ReplicaDecider> owned;
  };
  class Borrowed;

  Place& take();

  const ReplicaSource source_;
  const CurrentCatalogue& catalogue_;
  const base::Clock& clock_;
  std::array<Place, kDeciders> places_;
};

}  // namespace jeton::verify
