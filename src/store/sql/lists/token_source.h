#pragma once

#include "domain/caller.h"
#include "store/sql/lists/query_sql.h"

namespace jeton::store::sql {

/// The columns of a token without its modules, of the table `api_tokens t`.
extern const std::string_view kTokenColumns;

/// Where the properties of tokens live (`domain/token_properties.h`).
const QuerySource& token_source() noexcept;

/// The tokens inside `scope`.
Condition condition_of(const domain::TokenScope& scope);

}  // namespace jeton::store::sql
