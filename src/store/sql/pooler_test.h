#pragma once

#include <sys/types.h>

#include <string>

#include "store/sql/engine/address.h"
#include "store/sql/testing/databases.h"

namespace jeton::store::sql {

/// Debian's PgBouncer in front of the PostgreSQL server for tests, on a socket in a folder of its own.
class PgBouncer {
 public:
  /// `mode` is `session`, `transaction` or `statement`; `sessions` is how many the server gives it.
  PgBouncer(const std::string& mode, int sessions);
  ~PgBouncer();
  PgBouncer(const PgBouncer&) = delete;
  PgBouncer& operator=(const PgBouncer&) = delete;

  /// `address`, reached through the pooler.
  [[nodiscard]] StoreAddress in_front_of(const StoreAddress& address) const;

 private:
  TemporaryFolder folder_;
  pid_t process_ = -1;
};

}  // namespace jeton::store::sql
