#include "credential/check.h"

#include "credential/token_text.h"
#include "crypto/digest.h"

namespace jeton::credential {

Standing check(const std::optional<domain::TokenCredential>& stored, std::string_view opaque) noexcept {
  const domain::Digest nothing{};
  const bool matches = crypto::equal_in_constant_time(stored ? stored->digest : nothing, digest_of(opaque));
  if (!stored) return Standing::kUnknown;
  if (!matches) return Standing::kWrongSecret;
  switch (stored->status) {
    case domain::TokenStatus::kActive: return Standing::kInForce;
    case domain::TokenStatus::kDisabled: return Standing::kDisabled;
    case domain::TokenStatus::kDeleted: return Standing::kDeleted;
  }
  return Standing::kUnknown;
}

}  // namespace jeton::credential
