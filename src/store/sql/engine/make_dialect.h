#pragma once

#include <memory>

#include "base/result.h"
#include "store/sql/engine/address.h"
#include "store/sql/engine/dialect.h"

namespace jeton::store::sql {

/// The dialect of the engine that `address` names. Errors: as `make_sqlite_dialect`.
base::Result<std::unique_ptr<Dialect>> make_dialect(const StoreAddress& address, WhenMissing missing);

}  // namespace jeton::store::sql
