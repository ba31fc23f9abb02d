#include "verify/reference_verifier.h"

#include <algorithm>

#include "credential/check.h"
#include "credential/token_text.h"
#include "verify/module_route.h"

namespace jeton::verify {
namespace {

Reason reason_of(credential::Standing standing) noexcept {
  switch (standing) {
    case credential::Standing::kInForce: return Reason::kAllowed;
    case credential::Standing::kUnknown: return Reason::kUnknown;
    case credential::Standing::kWrongSecret: return Reason::kWrongSecret;
    case credential::Standing::kDisabled: return Reason::kDisabled;
    case credential::Standing::kDeleted: return Reason::kDeleted;
  }
  return Reason::kUnavailable;
}

}  // namespace

ReferenceVerifier::ReferenceVerifier(domain::Store& store, domain::TokenAccessRecorder& accesses,
                                     const base::Log& log)
    : store_{store}, accesses_{accesses}, log_{log} {}

Decision ReferenceVerifier::decide(const AccessRequest& request) {
  return answer(decide_from_store(request));
}

Decision ReferenceVerifier::decide_preflight(std::string_view target) {
  return answer(decide_preflight_from_store(target));
}

Decision ReferenceVerifier::answer(base::Result<Decision> decision) const {
  if (decision.has_value()) return *std::move(decision);
  log_.error("verify.store_failed", {{"detail", decision.error().detail()}});
  return {};
}

base::Result<Decision> ReferenceVerifier::decide_preflight_from_store(std::string_view target) {
  const auto path = RequestPath::parse(target);
  if (!path) return Decision{.reason = Reason::kNoCredential};
  JETON_TRY(auto unit, store_.begin_read());
  JETON_TRY(const auto catalogue, unit->modules().list());
  return Decision{.reason = is_owned(catalogue, *path) ? Reason::kPreflight : Reason::kNoCredential};
}

base::Result<Decision> ReferenceVerifier::decide_from_store(const AccessRequest& request) {
  Decision decision;
  const auto refuse = [&decision](Reason reason) {
    decision.reason = reason;
    return decision;
  };
  if (request.credential.empty()) return refuse(Reason::kNoCredential);
  const auto presented = credential::parse(request.credential);
  if (!presented) return refuse(Reason::kMalformed);

  JETON_TRY(auto unit, store_.begin_read());
  JETON_TRY(const auto token, unit->tokens().find_credential(presented->id));
  if (token) {
    decision.token = token->id;
    decision.account = token->account;
  }
  const auto reason = reason_of(credential::check(token, presented->opaque));
  if (reason != Reason::kAllowed) return refuse(reason);

  const auto path = RequestPath::parse(request.target);
  if (!path) return refuse(Reason::kAmbiguousPath);
  JETON_TRY(const auto catalogue, unit->modules().list());
  const auto route = route_to_modules(catalogue, *path, request.method);
  if (route.outcome == ModuleRoute::Outcome::kNotOwned) return refuse(Reason::kNoModule);
  if (route.outcome == ModuleRoute::Outcome::kMethodNotListed) return refuse(Reason::kMethodNotOwned);
  decision.module = route.modules.front()->id;
  const auto is_granted = [&token](const domain::Module* module) {
    return std::find(token->modules.begin(), token->modules.end(), module->id) != token->modules.end();
  };
  if (!std::all_of(route.modules.begin(), route.modules.end(), is_granted)) {
    return refuse(Reason::kModuleNotGranted);
  }
  accesses_.record(*token, request.now);
  return refuse(Reason::kAllowed);
}

}  // namespace jeton::verify
