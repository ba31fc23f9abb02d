#pragma once

#include "domain/property.h"

namespace jeton::domain {

// The two views of memberships (spec ).

/// What lists of memberships are filtered and ordered by.
const PropertyTable& membership_properties() noexcept;

/// The same for the members of one account, who are shown like users.
const PropertyTable& member_properties() noexcept;

}  // namespace jeton::domain
