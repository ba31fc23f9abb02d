#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "domain/caller.h"
#include "domain/store.h"

/// What a caller may do, read from the store (spec ).
namespace jeton::identity {

struct UserClaims {
  std::vector<domain::Account> accounts;   ///< Of the user's active memberships, by name.
  std::optional<domain::Account> account;  ///< `wanted`, if it is one of them.
  domain::Caller caller;
};

/// The claims of `user` in the account `wanted`: modules are the union over the groups of its membership.
/// Without an active membership there, the caller has no account and no modules (spec R-012).
base::Result<UserClaims> read_user_claims(domain::UnitOfWork& unit, const domain::User& user,
                                          const std::optional<domain::AccountId>& wanted,
                                          const domain::RequestOrigin& origin);

/// The claims of a token: its own modules (spec R-011), whatever the state of its account (spec R-135).
base::Result<domain::Caller> read_token_claims(domain::UnitOfWork& unit, const domain::TokenCredential& token,
                                               const domain::RequestOrigin& origin);

}  // namespace jeton::identity
