#pragma once

#include "domain/property.h"

namespace jeton::domain {

/// What lists of accounts are filtered and ordered by (spec section 5).
const PropertyTable& account_properties() noexcept;

}  // namespace jeton::domain
