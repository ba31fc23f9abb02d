#include "identity/bearer.h"

#include <boost/algorithm/string/predicate.hpp>
#include <utility>

#include "base/limits.h"
#include "credential/token_text.h"
#include "crypto/digest.h"
#include "identity/claims.h"

namespace jeton::identity {

std::optional<std::string_view> bearer_credential(std::string_view authorization) noexcept {
  constexpr std::string_view kScheme = "bearer ";
  if (authorization.size() <= kScheme.size() || authorization.size() > base::kCredentialBytesMax ||
      !boost::algorithm::istarts_with(authorization.substr(0, kScheme.size()), kScheme)) {
    return std::nullopt;
  }
  authorization.remove_prefix(kScheme.size());
  const auto start = authorization.find_first_not_of(' ');
  if (start == std::string_view::npos) return std::nullopt;
  return authorization.substr(start);
}

base::Result<domain::Caller> authenticate_token(const app::Services& services, std::string_view credential,
                                                const domain::RequestOrigin& origin) {
  const auto presented = credential::parse(credential);
  if (!presented) return base::Error::unauthenticated();
  JETON_TRY(auto unit, services.store.begin_read());
  JETON_TRY(const auto token, unit->tokens().find_credential(presented->id));
  const auto digest = credential::digest_of(presented->opaque);
  // An unknown id is compared as well, with a digest that nothing has: both take the same way.
  const domain::Digest nothing{};
  const bool matches = crypto::equal_in_constant_time(token ? token->digest : nothing, digest);
  if (!token || !matches || token->status != domain::TokenStatus::kActive) {
    return base::Error::unauthenticated();
  }
  JETON_TRY(auto caller, read_token_claims(*unit, *token, origin));
  unit.reset();

  const auto now = services.clock.now();
  if (!token->last_access || now - *token->last_access >= base::kLastAccessInterval) {
    // A convenience for people: a database that cannot take it now must not refuse the caller.
    const auto recorded = [&]() -> base::Result<void> {
      JETON_TRY(const auto writer, services.store.begin_write());
      JETON_CHECK(writer->tokens().record_access(token->id, now));
      return writer->commit();
    }();
    if (recorded.has_error()) {
      services.log.warning("token.access_not_recorded", {{"detail", recorded.error().detail()}});
    }
  }
  return caller;
}

}  // namespace jeton::identity
