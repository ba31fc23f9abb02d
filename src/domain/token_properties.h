#pragma once

#include "domain/property.h"

namespace jeton::domain {

/// What lists of API tokens are filtered and ordered by (spec A-105).
const PropertyTable& token_properties() noexcept;

}  // namespace jeton::domain
