#include "store/sql/repositories/expiry.h"

#include <fmt/format.h>

namespace jeton::store::sql {

base::Result<void> remove_expired_rows(Transaction& transaction, const ExpiringTable& table,
                                       base::Timestamp now, std::size_t count_max) {
  JETON_CHECK(transaction.execute(
      {fmt::format("{}.remove_expired", table.table),
       fmt::format("DELETE FROM {0} WHERE ({1}) IN (SELECT {1} FROM {0} x WHERE x.{2} <= ? ORDER BY x.{2}"
                   " LIMIT ?{3})",
                   table.table, table.key, table.ends, transaction.lock_clause(domain::Lock::kIfFree, "x")),
       Parameters::of(now, count_max)}));
  return {};
}

}  // namespace jeton::store::sql
