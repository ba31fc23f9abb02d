#pragma once

#include <boost/json/object.hpp>
#include <vector>

#include "api/select.h"
#include "app/accounts/accounts.h"
#include "base/result.h"
#include "domain/caller.h"

/// Accounts in JSON (spec section 5, A-130 to A-132).
namespace jeton::api {

/// Fields in the order of the schema. Without `groups` for a caller who may not read any: a field that is
/// hidden is not even said to be left out (spec A-033).
const std::vector<FieldDefault>& account_fields(const domain::Caller& caller);

/// The complete representation: everything that has a value (spec R-020).
boost::json::object to_json(const app::AccountView& view);

/// The body of a create. Errors: invalid at the member whose JSON type is wrong (spec A-013).
base::Result<app::CreateAccount> create_account_from_json(const boost::json::object& body);
/// The body of an update: a delta (spec R-025). An empty `icon` takes an uploaded logo away (spec A-054).
base::Result<app::UpdateAccount> update_account_from_json(const boost::json::object& body);

}  // namespace jeton::api
