#pragma once

#include "base/result.h"
#include "domain/store.h"
#include "store/sql/statement.h"

namespace jeton::store::sql {

/// The columns of a token without its modules, of the table `api_tokens t`.
extern const std::string_view kTokenColumns;

/// The statements of one list.
struct TokenList {
  Statement count;  ///< Answers one number.
  Statement page;   ///< Answers `kTokenColumns`.
};

/// Errors: internal for a condition whose value has another type than its field.
base::Result<TokenList> token_list(const domain::TokenQuery& query);

}  // namespace jeton::store::sql
