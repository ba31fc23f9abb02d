#pragma once

#include "domain/caller.h"
#include "domain/membership_repository.h"
#include "store/sql/lists/query_sql.h"

namespace jeton::store::sql {

// Where the properties of memberships live in each of their views, of the table `memberships m`.

/// Of `membership_properties`.
const QuerySource& membership_source(domain::SeenPeople people) noexcept;
/// Of `member_properties`.
const QuerySource& member_source(domain::SeenPeople people) noexcept;
/// Of `user_account_properties`.
const QuerySource& user_account_source() noexcept;

/// What a caller reaches of `membership_source`.
Condition condition_of(const domain::MembershipScope& scope);

}  // namespace jeton::store::sql
