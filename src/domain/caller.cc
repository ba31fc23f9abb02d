#include "domain/caller.h"

namespace jeton::domain {
namespace {

/// Only Operations callers may hold it (spec R-014): a Vendor or Client that has it all the same gains
/// nothing by it.
bool reaches_other_accounts(const Caller& caller) {
  return caller.account_type == AccountType::kOperations && caller.holds(kPlatformAccountManagement);
}

/// The operations account's own groups and memberships, for a caller who has one half of what they take.
template <class Scope>
void leave_out_operations(Scope& scope, const Caller& caller) {
  if (caller.account_type != AccountType::kOperations) return;
  if (!scope.own_account) scope.except = caller.account;
}
template <class Scope>
void take_both_for_operations(Scope& scope, const Caller& caller) {
  if (caller.account_type == AccountType::kOperations && !scope.all_accounts) scope.own_account.reset();
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

TokenScope introspectable_tokens(const Caller& caller) {
  auto scope = readable_tokens(caller);
  if (caller.account && caller.account_type == AccountType::kOperations) {
    scope.vendor_and_client_accounts = scope.operations_accounts = true;
  }
  return scope;
}

GroupScope readable_groups(const Caller& caller) {
  GroupScope scope;
  if (!caller.account) return scope;
  if (caller.holds(kAccessManagement)) scope.own_account = caller.account;
  scope.all_accounts = reaches_other_accounts(caller);
  leave_out_operations(scope, caller);
  return scope;
}

GroupScope changeable_groups(const Caller& caller) {
  auto scope = readable_groups(caller);
  take_both_for_operations(scope, caller);
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

bool knows_everybody(const Caller& caller) {
  // The operator at the machine is in no account (`app::system_caller`).
  return reaches_other_accounts(caller) && (caller.account || caller.actor.kind == ActorKind::kSystem);
}

MembershipScope reachable_memberships(const Caller& caller) {
  MembershipScope scope;
  scope.all_accounts = knows_everybody(caller);
  if (caller.account && caller.holds(kAccessManagement)) scope.own_account = caller.account;
  leave_out_operations(scope, caller);
  return scope;
}

MembershipScope changeable_memberships(const Caller& caller) {
  auto scope = reachable_memberships(caller);
  take_both_for_operations(scope, caller);
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
