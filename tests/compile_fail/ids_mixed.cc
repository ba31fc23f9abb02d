// Refused: (could not convert|invalid initialization of reference).*TokenTag
#include "domain/ids.h"

using jeton::domain::AccountId;
using jeton::domain::TokenId;

bool is_known(const AccountId& account);

bool is_known_account([[maybe_unused]] const AccountId& account, [[maybe_unused]] const TokenId& token) {
#ifdef JETON_REFUSED
  return is_known(token);
#else
  return is_known(account);
#endif
}
