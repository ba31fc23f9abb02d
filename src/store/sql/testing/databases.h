#pragma once

#include <memory>
#include <string>

#include "base/testing/temporary_folder.h"
#include "domain/store.h"
#include "store/contract/contract.h"
#include "store/sql/engine/address.h"
#include "store/sql/engine/connection.h"
#include "store/sql/open.h"

namespace jeton::store::sql {

using base::testing::TemporaryFolder;

/// An empty, migrated SQLite file.
contract::Provision provide_sqlite();

/// A database on the server that JETON_TEST_POSTGRES names.
class PostgresDatabase final : public contract::Database {
 public:
  /// Empty: a new one without a schema. Migrated: without rows; one at a time.
  enum class Start { kEmpty, kMigrated };

  explicit PostgresDatabase(Start start);
  ~PostgresDatabase() override;
  PostgresDatabase(const PostgresDatabase&) = delete;
  PostgresDatabase& operator=(const PostgresDatabase&) = delete;

  std::unique_ptr<domain::Store> open() override;
  std::unique_ptr<domain::Store> open(const Options& options);
  [[nodiscard]] StoreAddress address() const;
  /// A connection beside the store's.
  std::unique_ptr<Connection> connect();
  /// Ends every session of this database but the calling one's, as an operator might.
  void end_sessions();

 private:
  Start start_;
  std::string name_;
  std::unique_ptr<Dialect> dialect_;
};

/// The server that JETON_TEST_POSTGRES names.
StoreAddress database_server();
/// Nothing when there is a server for tests; else why not, as a skip or a failure.
contract::Provision postgres_absence();
contract::Provision provide_postgres();

}  // namespace jeton::store::sql
