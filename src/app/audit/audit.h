#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/command/services.h"
#include "base/result.h"
#include "domain/account.h"
#include "domain/audit_record.h"
#include "domain/caller.h"
#include "domain/event_type.h"
#include "domain/group.h"
#include "domain/store.h"
#include "domain/token.h"
#include "domain/user.h"

/// The one place that writes audit records (spec) and makes their event types (spec R-170).
/// Called inside the unit of work of the change they record.
namespace jeton::app {

/// What happened to which object. `documents` is the snapshot after the change, a JSON object without
/// secrets (spec ).
struct AuditEntry {
  domain::AuditAction action = domain::AuditAction::kUpdated;
  domain::ObjectType object_type = domain::ObjectType::kApiToken;
  std::string object_id;
  std::string object_name;
  /// The account that the object belongs to; its type decides who may read the record (spec R-157).
  domain::AccountId account;
  domain::AccountType account_type = domain::AccountType::kClient;
  /// The new status, for `kStatusChanged`.
  std::string_view status;
  std::string documents;
  std::int64_t revision = 1;
};

/// Appends a record of `entry`, done by `caller` at `at`. Errors: those of the store.
base::Result<void> write_audit(const Services& services, domain::UnitOfWork& unit,
                               const domain::Caller& caller, base::Timestamp at, const AuditEntry& entry);

/// Appends a record of each of `entries`, in a number of statements that hardly grows with the number of
/// records.
base::Result<void> write_audits(const Services& services, domain::UnitOfWork& unit,
                                const domain::Caller& caller, base::Timestamp at,
                                const std::vector<AuditEntry>& entries);

/// Appends `record` under a new id, token texts masked in all of its texts (spec ), and returns
/// it as stored. When its key is new, or has no name yet, `event_name` becomes the name of the event
/// type. Errors: those of the store.
base::Result<domain::AuditRecord> append_audit_record(const Services& services, domain::UnitOfWork& unit,
                                                      domain::AuditRecord record,
                                                      const std::string& event_name);

/// The entry for each kind of object, with its snapshot. Of a group, `kStatusChanged` is its end (spec
///
AuditEntry audit_entry(domain::AuditAction action, const domain::Token& token,
                       const domain::Account& account);
AuditEntry audit_entry(domain::AuditAction action, const domain::Account& account);
AuditEntry audit_entry(domain::AuditAction action, const domain::Group& group,
                       const domain::Account& account);
AuditEntry audit_entry(domain::AuditAction action, const domain::User& user, const domain::Account& account);
AuditEntry audit_entry(domain::AuditAction action, const domain::Membership& membership,
                       const domain::User& user, const domain::Account& account);
/// Modules and event types belong to the platform: `operations` is its account.
AuditEntry audit_entry(domain::AuditAction action, const domain::Module& module,
                       const domain::Account& operations);
AuditEntry audit_entry(domain::AuditAction action, const domain::EventType& event_type,
                       const domain::Account& operations);

}  // namespace jeton::app
