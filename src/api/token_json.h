#pragma once

#include <boost/json/object.hpp>
#include <string_view>
#include <vector>

#include "api/select.h"
#include "app/tokens/tokens.h"
#include "base/result.h"

/// API tokens in JSON (spec ).
namespace jeton::api {

/// Fields in the order of the schema: of a read and a create, of the answer to a change, which leaves out the
/// text, and of a list, which leaves out the modules too (spec R-122, A-053d).
const std::vector<FieldDefault>& token_fields();
const std::vector<FieldDefault>& changed_token_fields();
const std::vector<FieldDefault>& token_list_fields();

/// The complete representation: everything that has a value (spec R-020).
boost::json::object to_json(const app::TokenView& view);

/// The body of a create. Errors: invalid at the member whose JSON type is wrong (spec A-013).
base::Result<app::CreateToken> create_token_from_json(const boost::json::object& body);
/// The body of an update: a delta (spec R-025).
base::Result<app::UpdateToken> update_token_from_json(const boost::json::object& body);

}  // namespace jeton::api
