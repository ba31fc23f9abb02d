#pragma once

#include <memory>
#include <string>

#include "store/contract/contract.h"
#include "store/sql/address.h"

namespace jeton::tests {

class FreshDatabase : public store::contract::Database {
 public:
  /// As `store::sql::parse_address` takes it.
  [[nodiscard]] virtual std::string address() const = 0;
};

/// An empty, migrated database of one test. For PostgreSQL, of the server that `JETON_TEST_POSTGRES` names;
/// aborts with a sentence when it names none.
std::unique_ptr<FreshDatabase> fresh_database(store::sql::Engine engine);

}  // namespace jeton::tests
