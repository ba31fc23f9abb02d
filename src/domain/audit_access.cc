#include "domain/audit_access.h"

#include <algorithm>

namespace jeton::domain {

bool AuditScope::contains(const AuditRecord& record) const {
  if (everything) return true;
  const bool is_public = record.visibility == AuditVisibility::kPublic;
  if (own_user && record.object_id == own_user->str() && (is_public || own_private)) return true;
  return is_public && linked_account &&
         std::find(record.account_links.begin(), record.account_links.end(), *linked_account) !=
             record.account_links.end();
}

AuditScope readable_audit_records(const Caller& caller) {
  AuditScope scope;
  if (caller.actor.kind == ActorKind::kUser) scope.own_user = UserId::parse(caller.actor.id);
  if (!caller.account) return scope;
  const bool trail = caller.holds(kAccessManagement);
  if (caller.account_type == AccountType::kOperations) {
    scope.own_private = true;
    scope.everything = trail || caller.holds(kPlatformAccountManagement);
  } else if (trail) {
    scope.linked_account = caller.account;
  }
  return scope;
}

bool may_submit_audit_records(const Caller& caller) {
  if (!caller.account || caller.account_type == AccountType::kClient) return false;
  const auto scope = readable_audit_records(caller);
  return scope.everything || scope.linked_account.has_value();
}

}  // namespace jeton::domain
