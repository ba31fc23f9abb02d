#include "store/sql/engine/make_dialect.h"

#include "store/sql/engine/dialect_postgres.h"
#include "store/sql/engine/dialect_sqlite.h"

namespace jeton::store::sql {

base::Result<std::unique_ptr<Dialect>> make_dialect(const StoreAddress& address, WhenMissing missing) {
  if (address.engine == Engine::kSqlite) return make_sqlite_dialect(address.path, missing);
  return make_postgres_dialect(address);
}

}  // namespace jeton::store::sql
