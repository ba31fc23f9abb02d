#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "store/contract/contract.h"
#include "store/sql/engine/address.h"

namespace jeton::tests {

class FreshDatabase : public store::contract::Database {
 public:
  /// As `store::sql::parse_address` takes it.
  [[nodiscard]] virtual std::string address() const = 0;
};

/// An empty, migrated database of one test. For PostgreSQL, of the server that `JETON_TEST_POSTGRES` names;
/// aborts with a sentence when it names none.
std::unique_ptr<FreshDatabase> fresh_database(store::sql::Engine engine);

/// For INSTANTIATE_TEST_SUITE_P: tests that are claims about both engines, and the names that filters know.
inline auto both_engines() {
  return ::testing::Values(store::sql::Engine::kSqlite, store::sql::Engine::kPostgres);
}
inline std::string engine_name(const ::testing::TestParamInfo<store::sql::Engine>& engine) {
  return engine.param == store::sql::Engine::kSqlite ? "Sqlite" : "Postgres";
}

}  // namespace jeton::tests
