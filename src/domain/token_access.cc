#include "domain/token_access.h"

#include "base/limits.h"

namespace jeton::domain {

base::Result<void> record_access_when_due(Store& store, const TokenCredential& token, base::Timestamp now) {
  if (token.last_access && now - *token.last_access < base::kLastAccessInterval) return {};
  JETON_TRY(const auto unit, store.begin_write());
  JETON_CHECK(unit->tokens().record_access(token.id, now));
  return unit->commit();
}

}  // namespace jeton::domain
