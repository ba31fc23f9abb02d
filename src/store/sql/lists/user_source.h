#pragma once

#include "domain/caller.h"
#include "store/sql/lists/query_sql.h"

namespace jeton::store::sql {

/// Where the properties of users live (`domain/user_properties.h`) for who has that scope, of the table
/// `users u`.
const QuerySource& user_source(const domain::UserScope& scope) noexcept;

/// The users inside `scope`.
Condition condition_of(const domain::UserScope& scope);

/// The same for one user who is found by id or e-mail address: it looks at no other member of the account.
Condition single_condition_of(const domain::UserScope& scope);

}  // namespace jeton::store::sql
