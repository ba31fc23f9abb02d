#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "domain/ids.h"

namespace jeton::domain {

/// A browser session. The cookie's value is never stored, only its digest.
struct Session {
  std::string digest;  ///< SHA-256 of the cookie's value, hex.
  UserId user;
  std::optional<AccountId> account;
  base::Timestamp created_at;
  base::Timestamp last_seen_at;
  base::Timestamp expires_at;
};

/// A link that signs a user in once.
struct SignInLink {
  std::string digest;  ///< SHA-256 of the link's opaque part, hex.
  UserId user;
  base::Timestamp created_at;
  base::Timestamp expires_at;
};

}  // namespace jeton::domain
