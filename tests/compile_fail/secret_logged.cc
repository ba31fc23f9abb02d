// Refused: (could not|cannot) convert .*Secret.* to .*variant
#include "base/log.h"
#include "base/secret.h"

void log(const jeton::base::Log& log, const jeton::base::Secret& secret) {
#ifdef JETON_REFUSED
  log.info("secret.seen", {jeton::base::LogField{"secret", secret}});
#else
  log.info("secret.seen", {jeton::base::LogField{"empty", secret.empty()}});
#endif
}
