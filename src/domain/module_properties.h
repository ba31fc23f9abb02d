#pragma once

#include "domain/property.h"

namespace jeton::domain {

/// What lists of modules are filtered and ordered by (spec section 6).
const PropertyTable& module_properties() noexcept;

}  // namespace jeton::domain
