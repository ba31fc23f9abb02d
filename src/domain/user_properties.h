#pragma once

#include "domain/property.h"

namespace jeton::domain {

/// What lists of users are filtered and ordered by (spec section 7).
const PropertyTable& user_properties() noexcept;

/// The same for the accounts that one user belongs to (spec rest-api section 8).
const PropertyTable& user_account_properties() noexcept;

}  // namespace jeton::domain
