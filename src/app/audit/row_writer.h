#pragma once

#include <optional>
#include <vector>

#include "app/audit/audit.h"
#include "app/command/services.h"
#include "base/result.h"
#include "domain/caller.h"
#include "domain/store.h"

namespace jeton::app {

/// Writes rows together with their audit records inside one unit of work, as one caller at one instant.
/// Every row is checked by its domain rule first.
///
/// `create_…` set the id (the one that is given, else a new one), `revision` and `created`; `update_…` set
/// `revision` and `updated`. Errors of all: invalid at the field; conflict at `id` if a given id is
/// taken; those of the store.
class RowWriter {
 public:
  /// All outlive the writer.
  RowWriter(const Services& services, domain::UnitOfWork& unit, const domain::Caller& caller);

  [[nodiscard]] domain::Stamp stamp() const { return caller_.stamp(now_); }
  [[nodiscard]] domain::UnitOfWork& unit() const noexcept { return unit_; }
  [[nodiscard]] const domain::Caller& caller() const noexcept { return caller_; }
  [[nodiscard]] const Services& services() const noexcept { return services_; }

  base::Result<domain::Account> create_account(const std::optional<domain::AccountId>& given,
                                               domain::Account account);
  /// `operations` is the platform's account, which modules belong to.
  base::Result<domain::Module> create_module(const std::optional<domain::ModuleId>& given,
                                             domain::Module module, const domain::Account& operations);
  base::Result<domain::Group> create_group(const std::optional<domain::GroupId>& given, domain::Group group,
                                           const domain::Account& account);
  /// `account` is where the record of the user's change belongs.
  base::Result<domain::User> create_user(const std::optional<domain::UserId>& given, domain::User user,
                                         const domain::Account& account);
  base::Result<domain::Membership> create_membership(domain::Membership membership, const domain::User& user,
                                                     const domain::Account& account);

  base::Result<void> update_account(domain::Account& account);
  base::Result<void> update_module(domain::Module& module, const domain::Account& operations);
  base::Result<void> update_group(domain::Group& group, const domain::Account& account);
  base::Result<void> update_user(domain::User& user, domain::AuditAction action,
                                 const domain::Account& account);
  base::Result<void> update_membership(domain::Membership& membership, const domain::User& user,
                                       const domain::Account& account,
                                       domain::AuditAction action = domain::AuditAction::kUpdated);

  /// Where a change of `user` is recorded that comes with a change of `membership` in `account`: there,
  /// unless the account knows only what its invitation said about the person; then only Operations see it.
  base::Result<domain::Account> recording_account(const domain::Membership& membership,
                                                  const domain::Account& account);

  /// Gives `user` the status that its memberships imply (spec R-062), without writing it. True if it changed.
  base::Result<bool> settle_status(domain::User& user);
  /// The same, and writes the user if it changed.
  base::Result<void> derive_user_status(domain::User& user, const domain::Account& account);

  /// The record of a change whose row is written elsewhere.
  template <class... Row>
  base::Result<void> record(domain::AuditAction action, const Row&... row) {
    return write(audit_entry(action, row...));
  }

 private:
  base::Result<void> write(const AuditEntry& entry);

  const Services& services_;
  domain::UnitOfWork& unit_;
  const domain::Caller& caller_;
  base::Timestamp now_;
};

}  // namespace jeton::app
