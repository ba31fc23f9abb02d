#include "app/tokens/token_secret.h"

namespace jeton::app {

domain::TokenSecret secret_to_keep(const Services& services, const domain::Account& account,
                                   const credential::TokenValue& value) {
  domain::TokenSecret secret{value.id, value.digest, {}, services.clock.now()};
  // with reveal off nothing is kept that the text could be made from again.
  if (account.reveal_tokens) secret.sealed = services.sealer.seal(value.opaque, value.id.str());
  return secret;
}

}  // namespace jeton::app
