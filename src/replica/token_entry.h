#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "base/ip.h"
#include "base/result.h"
#include "domain/account.h"
#include "domain/token.h"

namespace jeton::replica {

/// An older secret that is accepted beside the present one while a token is rotated.
struct SecondSecret {
  domain::Digest digest{};
  std::optional<base::Timestamp> expires_at{};  ///< The first moment when it is refused.

  bool operator==(const SecondSecret&) const = default;
};

/// A token as it is put into a replica: what decisions need of it. Digests, never a secret.
struct TokenEntry {
  domain::TokenId id;
  domain::AccountId account;
  domain::TokenStatus status = domain::TokenStatus::kActive;
  /// Of the account; the latest entry of any of its tokens counts for all of them.
  domain::AccountStatus account_status = domain::AccountStatus::kActive;
  std::int64_t revision = 1;
  domain::Digest digest{};
  std::optional<SecondSecret> second{};
  std::optional<base::Timestamp> not_before{};  ///< The first moment when the token is accepted.
  std::optional<base::Timestamp> expires_at{};  ///< The first moment when it is refused.
  std::vector<domain::ModuleId> modules{};      ///< Sorted, without repetition (spec R-112).
  std::vector<base::IpNetwork> addresses{};     ///< From where it may be used; empty: from everywhere.
  std::uint32_t rate_class = 0;
};

/// Whether an entry fits into a file. Errors: invalid, at each of `revision`, `notBefore`, `expiresAt`,
/// `second.expiresAt`, `modules` and `addresses` that is out of its bounds.
base::Result<void> validate(const TokenEntry& entry);

}  // namespace jeton::replica
