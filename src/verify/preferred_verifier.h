#pragma once

#include <atomic>
#include <cstdint>

#include "verify/decision.h"

namespace jeton::verify {

/// Asks one verifier, and another one whenever the first cannot decide: while a replica is being filled, or
/// has not been brought up to date for too long, the store may still know. Safe from any thread.
class PreferredVerifier final : public Verifier {
 public:
  /// Both outlive the verifier.
  PreferredVerifier(Verifier& first, Verifier& second) : first_{first}, second_{second} {}

  Decision decide(const AccessRequest& request) override;
  Decision decide_preflight(std::string_view target) override;

  /// How often the second was asked, so far.
  [[nodiscard]] std::uint64_t passed_on() const noexcept {
    return passed_on_.load(std::memory_order_relaxed);
  }

 private:
  bool passes_on(const Decision& decision) noexcept;

  Verifier& first_;
  Verifier& second_;
  std::atomic<std::uint64_t> passed_on_{0};
};

}  // namespace jeton::verify
