#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/module.h"
#include "domain/token_repository.h"
#include "verify/decision.h"

namespace jeton::verify {

/// What there is to decide on. Each is asked for when it is needed, the token first.
struct ReferenceSource {
  std::function<base::Result<std::optional<domain::TokenCredential>>(const domain::TokenId&)> find_token;
  std::function<base::Result<std::vector<domain::Module>>()> list_modules;
};

/// The decision as plain as it can be made: the yardstick for every faster verifier. Errors: those of the
/// source.
base::Result<Decision> reference_decision(const AccessRequest& request, const ReferenceSource& source);

/// The same for a CORS preflight.
base::Result<Decision> reference_preflight(std::string_view target, const ReferenceSource& source);

}  // namespace jeton::verify
