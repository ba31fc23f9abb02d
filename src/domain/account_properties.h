#pragma once

#include <span>

#include "domain/property.h"

namespace jeton::domain {

/// What lists of accounts are filtered and ordered by (spec section 5).
const PropertyTable& account_properties() noexcept;

/// What lists know of an account where something else refers to it.
std::span<const Property> account_reference_properties() noexcept;

}  // namespace jeton::domain
