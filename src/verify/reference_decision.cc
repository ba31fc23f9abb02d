#include "verify/reference_decision.h"

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

base::Result<Decision> reference_decision(const AccessRequest& request, const ReferenceSource& source) {
  Decision decision;
  const auto refuse = [&decision](Reason reason) {
    decision.reason = reason;
    return decision;
  };
  if (request.credential.empty()) return refuse(Reason::kNoCredential);
  const auto presented = credential::take_apart(request.credential);
  if (!presented) return refuse(Reason::kMalformed);

  JETON_TRY(const auto token, source.find_token(*domain::TokenId::parse(presented->id)));
  if (token) {
    decision.token = token->id;
    decision.account = token->account;
  }
  const auto reason = reason_of(credential::check(token, presented->opaque));
  // The digest decides first: one that was imported may be that of a value which looks mistyped.
  const bool has_no_match = reason == Reason::kUnknown || reason == Reason::kWrongSecret;
  if (has_no_match && credential::is_mistyped(request.credential, *presented)) {
    return refuse(Reason::kMalformed);
  }
  if (reason != Reason::kAllowed) return refuse(reason);

  const auto path = RequestPath::parse(request.target);
  if (!path) return refuse(Reason::kAmbiguousPath);
  JETON_TRY(const auto catalogue, source.list_modules());
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
  return refuse(Reason::kAllowed);
}

base::Result<Decision> reference_preflight(std::string_view target, const ReferenceSource& source) {
  const auto path = RequestPath::parse(target);
  if (!path) return Decision{.reason = Reason::kNoCredential};
  JETON_TRY(const auto catalogue, source.list_modules());
  return Decision{.reason = is_owned(catalogue, *path) ? Reason::kPreflight : Reason::kNoCredential};
}

}  // namespace jeton::verify
