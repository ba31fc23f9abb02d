#pragma once

#include "domain/property.h"

namespace jeton::domain {

/// What lists of user groups are filtered and ordered by (spec section 9).
const PropertyTable& group_properties() noexcept;

}  // namespace jeton::domain
