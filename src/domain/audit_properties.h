#pragma once

#include "domain/property.h"

namespace jeton::domain {

/// What lists of audit records are filtered and ordered by (spec ).
const PropertyTable& audit_record_properties() noexcept;

}  // namespace jeton::domain
