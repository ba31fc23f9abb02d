#include "verify/reference_verifier.h"

#include "verify/reference_decision.h"

namespace jeton::verify {
namespace {

/// One snapshot of the store for all that one decision asks for.
class Snapshot {
 public:
  explicit Snapshot(domain::Store& store) : store_{store} {}

  ReferenceSource source() {
    return {.find_token = [this](const domain::TokenId& id) { return find(id); },
            .list_modules = [this] { return list_modules(); }};
  }

  /// What was found last.
  [[nodiscard]] const std::optional<domain::TokenCredential>& token() const noexcept { return token_; }

 private:
  base::Result<void> begin() {
    if (unit_ == nullptr) {
      JETON_TRY(unit_, store_.begin_read());
    }
    return {};
  }

  base::Result<std::optional<domain::TokenCredential>> find(const domain::TokenId& id) {
    JETON_CHECK(begin());
    JETON_TRY(token_, unit_->tokens().find_credential(id));
    return token_;
  }

  base::Result<std::vector<domain::Module>> list_modules() {
    JETON_CHECK(begin());
    return unit_->modules().list();
  }

  domain::Store& store_;
  std::unique_ptr<domain::UnitOfWork> unit_;
  std::optional<domain::TokenCredential> token_;
};

}  // namespace

ReferenceVerifier::ReferenceVerifier(domain::Store& store, domain::TokenAccessRecorder& accesses,
                                     const base::Log& log)
    : store_{store}, accesses_{accesses}, log_{log} {}

Decision ReferenceVerifier::decide(const AccessRequest& request) {
  Snapshot snapshot{store_};
  auto decision = answer(reference_decision(request, snapshot.source()));
  if (decision.reason == Reason::kAllowed) accesses_.record(*snapshot.token(), request.now);
  return decision;
}

Decision ReferenceVerifier::decide_preflight(std::string_view target) {
  Snapshot snapshot{store_};
  return answer(reference_preflight(target, snapshot.source()));
}

Decision ReferenceVerifier::answer(base::Result<Decision> decision) const {
  if (decision.has_value()) return *std::move(decision);
  log_.error("verify.store_failed", {{"detail", decision.error().detail()}});
  return {};
}

}  // namespace jeton::verify
