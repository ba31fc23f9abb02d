// Refused: could not convert .secret. from .*Secret.* to .*string_view
#include <string_view>

#include "base/secret.h"

std::string_view text_of(const jeton::base::Secret& secret) {
#ifdef JETON_REFUSED
  return secret;
#else
  return secret.reveal();
#endif
}
