#pragma once

#include <string_view>

#include "store/sql/lists/query_sql.h"

namespace jeton::store::sql {

/// Where the properties of modules live (`domain/module_properties.h`), of the table `modules m`.
const QuerySource& module_source() noexcept;

/// The modules that the table `from`, such as `token_modules l`, links to: elements of a collection.
QuerySource linked_modules(std::string_view name, std::string_view from) noexcept;

}  // namespace jeton::store::sql
