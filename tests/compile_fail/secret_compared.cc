// Refused: use of deleted function.*Secret::operator==
#include "base/secret.h"

bool are_equal(const jeton::base::Secret& a, const jeton::base::Secret& b) {
#ifdef JETON_REFUSED
  return a == b;
#else
  return a.size() == b.size();
#endif
}
