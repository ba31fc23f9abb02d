#include "identity/bearer.h"

#include <utility>

#include "credential/check.h"
#include "credential/token_text.h"
#include "identity/claims.h"

namespace jeton::identity {

base::Result<domain::Caller> authenticate_token(const app::Services& services, std::string_view credential,
                                                const domain::RequestOrigin& origin) {
  const auto presented = credential::take_apart(credential);
  if (!presented) return base::Error::unauthenticated();
  JETON_TRY(auto unit, services.store.begin_read());
  JETON_TRY(const auto token, unit->tokens().find_credential(*domain::TokenId::parse(presented->id)));
  if (credential::check(token, presented->opaque) != credential::Standing::kInForce) {
    return base::Error::unauthenticated();
  }
  JETON_TRY(auto caller, read_token_claims(*unit, *token, origin));
  services.accesses.record(*token, services.clock.now());
  return caller;
}

}  // namespace jeton::identity
