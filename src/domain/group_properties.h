#pragma once

#include <span>

#include "domain/property.h"

namespace jeton::domain {

/// What lists of user groups are filtered and ordered by (spec section 9).
const PropertyTable& group_properties() noexcept;

/// What lists know of a user group where something else refers to it.
std::span<const Property> group_reference_properties() noexcept;

}  // namespace jeton::domain
