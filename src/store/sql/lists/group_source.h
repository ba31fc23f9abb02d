#pragma once

#include "domain/caller.h"
#include "store/sql/lists/query_sql.h"

namespace jeton::store::sql {

/// Where the properties of user groups live (`domain/group_properties.h`), of the table `user_groups g`.
const QuerySource& group_source() noexcept;

/// The groups inside `scope`.
Condition condition_of(const domain::GroupScope& scope);

}  // namespace jeton::store::sql
