// Refused: use of deleted function.*operator=\(const .*Secret&\)
#include <utility>

#include "base/secret.h"

using jeton::base::Secret;

void replace(Secret& secret, Secret& other) {
#ifdef JETON_REFUSED
  secret = other;
#else
  secret = std::move(other);
#endif
}
