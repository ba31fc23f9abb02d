#include "domain/caller.h"

namespace jeton::domain {
namespace {

/// Only Operations callers may hold it (spec R-014): a Vendor or Client that has it all the same gains
/// nothing by it.
bool reaches_other_accounts(const Caller& caller) {
  return caller.account_type == AccountType::kOperations && caller.holds(kPlatformAccountManagement);
}

}  // namespace

bool TokenScope::contains(const TokenId& token, const AccountId& account, AccountType type,
                          bool token_deleted) const {
  if (token_deleted && !deleted) return false;
  if (self && *self == token) return true;
  if (own_account && *own_account == account) return true;
  return type == AccountType::kOperations ? operations_accounts : vendor_and_client_accounts;
}

TokenScope manageable_tokens(const Caller& caller) {
  TokenScope scope;
  if (!caller.account) return scope;
  const bool own = caller.holds(kAccessManagement);
  const bool others = reaches_other_accounts(caller);
  if (own) scope.own_account = caller.account;
  scope.vendor_and_client_accounts = others;
  scope.operations_accounts = own && others;
  scope.deleted = others;
  return scope;
}

TokenScope readable_tokens(const Caller& caller) {
  auto scope = manageable_tokens(caller);
  if (caller.actor.kind == ActorKind::kToken) scope.self = TokenId::parse(caller.actor.id);
  return scope;
}

GroupScope readable_groups(const Caller& caller) {
  GroupScope scope;
  if (!caller.account) return scope;
  if (caller.holds(kAccessManagement)) scope.own_account = caller.account;
  scope.all_accounts = reaches_other_accounts(caller);
  return scope;
}

UserScope reachable_users(const Caller& caller) {
  UserScope scope;
  if (caller.actor.kind == ActorKind::kUser) scope.self = UserId::parse(caller.actor.id);
  if (!caller.account) return scope;
  if (caller.holds(kAccessManagement)) scope.own_account = caller.account;
  scope.all = scope.deleted = reaches_other_accounts(caller);
  return scope;
}

MembershipScope reachable_memberships(const Caller& caller) {
  MembershipScope scope;
  // The operator at the machine is in no account (`app::system_caller`).
  scope.all_accounts =
      reaches_other_accounts(caller) && (caller.account || caller.actor.kind == ActorKind::kSystem);
  if (caller.account && caller.holds(kAccessManagement)) scope.own_account = caller.account;
  return scope;
}

AccountScope readable_accounts(const Caller& caller) {
  return {caller.account, manages_platform(caller)};
}

AccountScope changeable_accounts(const Caller& caller) {
  AccountScope scope{std::nullopt, manages_platform(caller)};
  if (caller.holds(kAccountManagement)) scope.own_account = caller.account;
  return scope;
}

bool manages_platform(const Caller& caller) {
  return caller.account.has_value() && reaches_other_accounts(caller);
}

}  // namespace jeton::domain
