#pragma once

#include "base/log.h"
#include "domain/store.h"
#include "domain/token_access.h"
#include "verify/decision.h"

namespace jeton::verify {

/// Decides from the store, as `reference_decision` does.
class ReferenceVerifier final : public Verifier {
 public:
  /// All outlive the verifier.
  ReferenceVerifier(domain::Store& store, domain::TokenAccessRecorder& accesses, const base::Log& log);

  /// Writes nothing and waits for no lock: accesses are passed to the recorder. If the store cannot answer,
  /// the decision is `kUnavailable`: refuse rather than guess.
  Decision decide(const AccessRequest& request) override;
  Decision decide_preflight(std::string_view target) override;

 private:
  Decision answer(base::Result<Decision> decision) const;

  domain::Store& store_;
  domain::TokenAccessRecorder& accesses_;
  const base::Log& log_;
};

}  // namespace jeton::verify
