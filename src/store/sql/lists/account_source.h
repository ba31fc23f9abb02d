#pragma once

#include "domain/caller.h"
#include "store/sql/lists/query_sql.h"

namespace jeton::store::sql {

/// Where the properties of accounts live (`domain/account_properties.h`), of the table `accounts a`.
const QuerySource& account_source() noexcept;

/// The accounts inside `scope`.
Condition condition_of(const domain::AccountScope& scope);

}  // namespace jeton::store::sql
