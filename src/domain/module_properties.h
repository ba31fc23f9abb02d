#pragma once

#include <span>

#include "domain/property.h"

namespace jeton::domain {

/// What lists of modules are filtered and ordered by (spec section 6).
const PropertyTable& module_properties() noexcept;

/// What lists know of a module where something else refers to it.
std::span<const Property> module_reference_properties() noexcept;

}  // namespace jeton::domain
