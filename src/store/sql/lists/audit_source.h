#pragma once

#include <string_view>

#include "domain/audit_access.h"
#include "store/sql/lists/query_sql.h"

namespace jeton::store::sql {

/// The columns of an audit record without its links, of the table `audit_records r`.
extern const std::string_view kAuditColumns;

/// Where the properties of audit records live (`domain/audit_properties.h`), for a list of what `scope`
/// reaches: an account's trail is read from its links, which an index has in the order of the trail.
const QuerySource& audit_source(const domain::AuditScope& scope) noexcept;

/// The records inside `scope`, as conditions on `audit_source(scope)`.
Condition condition_of(const domain::AuditScope& scope);

/// The same for one record that is found by its id, as a condition on `audit_records r`: it reads no more of
/// the trail than that record.
Condition single_condition_of(const domain::AuditScope& scope);

/// Answers a row if `scope`, which has both an account and a user, reaches a record about the user that is
/// not in the account's trail.
Statement own_records_elsewhere(const domain::AuditScope& scope);

}  // namespace jeton::store::sql
