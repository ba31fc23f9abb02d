#include "identity/bearer.h"

#include <boost/algorithm/string/predicate.hpp>
#include <utility>

#include "base/limits.h"
#include "credential/check.h"
#include "credential/token_text.h"
#include "domain/token_access.h"
#include "identity/claims.h"

namespace jeton::identity {

std::optional<std::string_view> bearer_credential(std::string_view authorization) noexcept {
  constexpr std::string_view kScheme = "bearer ";
  if (authorization.size() <= kScheme.size() || authorization.size() > base::kCredentialBytesMax ||
      !boost::algorithm::istarts_with(authorization.substr(0, kScheme.size()), kScheme)) {
    return std::nullopt;
  }
  authorization.remove_prefix(kScheme.size());
  const auto start = authorization.find_first_not_of(' ');
  if (start == std::string_view::npos) return std::nullopt;
  return authorization.substr(start);
}

base::Result<domain::Caller> authenticate_token(const app::Services& services, std::string_view credential,
                                                const domain::RequestOrigin& origin) {
  const auto presented = credential::parse(credential);
  if (!presented) return base::Error::unauthenticated();
  JETON_TRY(auto unit, services.store.begin_read());
  JETON_TRY(const auto token, unit->tokens().find_credential(presented->id));
  if (credential::check(token, presented->opaque) != credential::Standing::kInForce) {
    return base::Error::unauthenticated();
  }
  JETON_TRY(auto caller, read_token_claims(*unit, *token, origin));
  unit.reset();

  const auto recorded = domain::record_access_when_due(services.store, *token, services.clock.now());
  if (recorded.has_error()) {
    services.log.warning("token.access_not_recorded", {{"detail", recorded.error().detail()}});
  }
  return caller;
}

}  // namespace jeton::identity
