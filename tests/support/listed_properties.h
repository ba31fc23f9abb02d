#pragma once

#include <string>

#include "domain/property.h"

namespace jeton::tests {

/// What the list with that operationId is filtered and ordered by. Null for one that is not known here.
const domain::PropertyTable* listed_properties(const std::string& operation_id);

}  // namespace jeton::tests
