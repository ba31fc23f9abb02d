#pragma once

#include "store/sql/lists/query_sql.h"

namespace jeton::store::sql {

/// Where the properties of modules live (`domain/module_properties.h`), of the table `modules m`.
const QuerySource& module_source() noexcept;

}  // namespace jeton::store::sql
