#pragma once

#include <memory>

#include "store/contract/contract.h"
#include "store/sql/address.h"

namespace jeton::tests {

/// An empty, migrated database of one test. For PostgreSQL, of the server that `JETON_TEST_POSTGRES` names;
/// aborts with a sentence when it names none.
std::unique_ptr<store::contract::Database> fresh_database(store::sql::Engine engine);

}  // namespace jeton::tests
