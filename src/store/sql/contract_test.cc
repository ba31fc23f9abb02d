#include <gtest/gtest.h>

#include <string>

#include "store/contract/contract.h"
#include "store/sql/testing/databases.h"

namespace jeton::store::sql {
namespace {

const bool kContractRegistered = [] {
  contract::register_store_contract("Sqlite", &provide_sqlite);
  contract::register_store_contract("Postgres", &provide_postgres);
  return true;
}();

// A suite that nothing registered would pass without a word.
TEST(StoreContract, IsRegisteredForBothEngines) {
  EXPECT_TRUE(kContractRegistered);
  int sqlite = 0;
  int postgres = 0;
  const auto& unit = *testing::UnitTest::GetInstance();
  for (int i = 0; i < unit.total_test_suite_count(); ++i) {
    const auto& suite = *unit.GetTestSuite(i);
    if (std::string{suite.name()} == "StoreContract/Sqlite") sqlite = suite.total_test_count();
    if (std::string{suite.name()} == "StoreContract/Postgres") postgres = suite.total_test_count();
  }
  EXPECT_GE(sqlite, 80);
  EXPECT_EQ(sqlite, postgres);
}

}  // namespace
}  // namespace jeton::store::sql
