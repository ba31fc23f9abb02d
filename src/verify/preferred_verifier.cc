#include "verify/preferred_verifier.h"

namespace jeton::verify {

bool PreferredVerifier::passes_on(const Decision& decision) noexcept {
  if (decision.verdict() != Verdict::kUnavailable) return false;
  passed_on_.fetch_add(1, std::memory_order_relaxed);
  return true;
}

Decision PreferredVerifier::decide(const AccessRequest& request) {
  auto decision = first_.decide(request);
  return passes_on(decision) ? second_.decide(request) : decision;
}

Decision PreferredVerifier::decide_preflight(std::string_view target) {
  auto decision = first_.decide_preflight(target);
  return passes_on(decision) ? second_.decide_preflight(target) : decision;
}

}  // namespace jeton::verify
