#pragma once

#include "domain/property.h"

namespace jeton::domain {

/// What lists of event types are filtered and ordered by (spec section 12).
const PropertyTable& event_type_properties() noexcept;

}  // namespace jeton::domain
