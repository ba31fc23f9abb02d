// Refused: no match for .operator<<.*Secret
#include <ostream>

#include "base/secret.h"

void print(std::ostream& out, const jeton::base::Secret& secret) {
#ifdef JETON_REFUSED
  out << secret;
#else
  out << secret.size();
#endif
}
