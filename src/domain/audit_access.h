#pragma once

#include <optional>

#include "domain/audit_record.h"
#include "domain/caller.h"
#include "domain/ids.h"

/// Who may read the audit trail, and who may add to it (spec 3.2, R-155, R-157).
namespace jeton::domain {

/// Which records a caller reads. Store queries take it, so a list never shows more than a get.
struct AuditScope {
  bool everything = false;
  /// Public records that are linked to this account.
  std::optional<AccountId> linked_account;
  /// Records whose object is this user: a person's own, wherever they were written.
  std::optional<UserId> own_user;
  /// Private ones of `own_user` too.
  bool own_private = false;

  [[nodiscard]] bool reaches_any() const noexcept {
    return everything || linked_account.has_value() || own_user.has_value();
  }
  [[nodiscard]] bool contains(const AuditRecord& record) const;
};

/// The scope of `caller`.
///
/// Spec 3.2 says what an account's type may read, R-014 that Access Management grants the audit trail page;
/// by R-011 both must hold. So:
/// - Operations with Access Management or Platform Account Management: everything, `Private` too.
/// - Vendor and Client with Access Management: `Public` records linked to their account.
/// - Every user, also without modules or account: records about themselves, `Private` ones only
///   when they are calling as Operations.
/// - A token is no person and has no records of its own: without the module it reaches nothing, and is
///   denied before any look-up.
AuditScope readable_audit_records(const Caller& caller);

/// Whether the caller may submit records at all (spec R-155): Operations and Vendor. No source names a
/// module; a caller who may not read the trail of an account may not write to it either.
bool may_submit_audit_records(const Caller& caller);

}  // namespace jeton::domain
