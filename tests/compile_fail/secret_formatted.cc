// Refused: Cannot format an argument
#include <fmt/format.h>

#include <string>

#include "base/secret.h"

std::string format(const jeton::base::Secret& secret) {
#ifdef JETON_REFUSED
  return fmt::format("{}", secret);
#else
  return fmt::format("{}", secret.size());
#endif
}
