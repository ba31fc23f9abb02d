// Refused: use of deleted function.*Secret\(const .*Secret&\)
#include "base/secret.h"

using jeton::base::Secret;

Secret duplicate(const Secret& secret) {
#ifdef JETON_REFUSED
  return secret;
#else
  return secret.duplicate();
#endif
}
