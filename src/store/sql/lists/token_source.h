#pragma once

#include "domain/caller.h"
#include "store/sql/lists/query_sql.h"

namespace jeton::store::sql {

/// Where the properties of tokens live (`domain/token_properties.h`), of the table `api_tokens t`.
const QuerySource& token_source() noexcept;

/// The tokens inside `scope`.
Condition condition_of(const domain::TokenScope& scope);

}  // namespace jeton::store::sql
