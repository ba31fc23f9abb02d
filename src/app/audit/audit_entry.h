#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "domain/account.h"
#include "domain/audit_record.h"
#include "domain/event_type.h"
#include "domain/group.h"
#include "domain/membership.h"
#include "domain/module.h"
#include "domain/token.h"
#include "domain/user.h"

/// What audit records say of each kind of object: its snapshot, as JSON without secrets.
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
