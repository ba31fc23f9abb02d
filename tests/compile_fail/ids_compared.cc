// Refused: no match for .operator==.*TokenTag
#include "domain/ids.h"

using jeton::domain::AccountId;
using jeton::domain::TokenId;

bool are_equal(const AccountId& account, [[maybe_unused]] const TokenId& token) {
#ifdef JETON_REFUSED
  return account == token;
#else
  return account == account;
#endif
}
