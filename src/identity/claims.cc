#include "identity/claims.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace jeton::identity {
namespace {

/// The codes of those modules that exist.
base::Result<std::set<std::string, std::less<>>> module_codes(domain::UnitOfWork& unit,
                                                              const std::set<domain::ModuleId>& ids) {
  JETON_TRY(const auto catalogue, unit.modules().list());
  std::set<std::string, std::less<>> codes;
  for (const auto& module : catalogue) {
    if (ids.contains(module.id)) codes.insert(module.code);
  }
  return codes;
}

}  // namespace

base::Result<UserClaims> read_user_claims(domain::UnitOfWork& unit, const domain::User& user,
                                          const std::optional<domain::AccountId>& wanted,
                                          const domain::RequestOrigin& origin) {
  UserClaims claims;
  claims.caller.actor = {domain::ActorKind::kUser, user.id.str(), user.name()};
  claims.caller.origin = origin;

  JETON_TRY(const auto memberships, unit.memberships().list_of_user(user.id));
  std::vector<domain::AccountId> account_ids;
  const domain::Membership* current = nullptr;
  for (const auto& membership : memberships) {
    if (membership.status != domain::MembershipStatus::kActive) continue;
    account_ids.push_back(membership.account);
    if (membership.account == wanted) current = &membership;
  }
  JETON_TRY(claims.accounts, unit.accounts().find_many(account_ids));
  std::ranges::sort(claims.accounts, {},
                    [](const auto& account) { return std::tie(account.name, account.id); });
  if (current == nullptr) return claims;

  for (const auto& account : claims.accounts) {
    if (account.id == current->account) claims.account = account;
  }
  if (!claims.account) return base::Error::internal("a membership without an account");
  claims.caller.account = claims.account->id;
  claims.caller.account_type = claims.account->type;
  JETON_TRY(const auto groups, unit.groups().find_many(current->groups));
  std::set<domain::ModuleId> modules;
  for (const auto& group : groups) modules.insert(group.modules.begin(), group.modules.end());
  JETON_TRY(claims.caller.modules, module_codes(unit, modules));
  return claims;
}

base::Result<domain::Caller> read_token_claims(domain::UnitOfWork& unit, const domain::TokenCredential& token,
                                               const domain::RequestOrigin& origin) {
  JETON_TRY(const auto account, unit.accounts().find(token.account));
  if (!account) return base::Error::internal("a token without an account");
  domain::Caller caller;
  caller.actor = {domain::ActorKind::kToken, token.id.str(), token.name};
  caller.account = account->id;
  caller.account_type = account->type;
  caller.origin = origin;
  JETON_TRY(caller.modules, module_codes(unit, {token.modules.begin(), token.modules.end()}));
  return caller;
}

}  // namespace jeton::identity
