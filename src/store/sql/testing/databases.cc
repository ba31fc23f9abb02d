#include "store/sql/testing/databases.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <utility>

#include "store/contract/samples.h"
#include "store/sql/engine/dialect_postgres.h"

namespace jeton::store::sql {
namespace {

using contract::must;
using contract::Provision;

constexpr const char* kVariable = "JETON_TEST_POSTGRES";

std::string server_text() {
  const char* value = std::getenv(kVariable);
  return value == nullptr ? "" : value;
}

StoreAddress server_address(const std::string& database) {
  auto address = must(parse_address(server_text()));
  address.database = database;
  return address;
}

void run_on_server(const std::string& sql) {
  const auto dialect = make_postgres_dialect(server_address("postgres"));
  const auto connection = must(Connection::open(*dialect, Access::kWrite));
  must(connection->run("test", sql));
}

/// The one migrated database of this process. It is emptied after each test: making another one takes a
/// hundred times as long.
class KeptDatabase final : public testing::Environment {
 public:
  static std::string name() { return fmt::format("jeton_test_{}", ::getpid()); }

  static void ensure() {
    if (made()) return;
    run_on_server(fmt::format("CREATE DATABASE {} TEMPLATE template0", name()));
    made() = true;
    must(must(open(server_address(name())))->migrate());
  }

  void TearDown() override {
    if (made()) run_on_server(fmt::format("DROP DATABASE {} WITH (FORCE)", name()));
    made() = false;
  }

 private:
  static bool& made() {
    static bool made = false;
    return made;
  }
};

/// Every row of every table but the record of migrations.
void remove_all_rows(Connection& connection) {
  const auto tables = must(connection.query({"test",
                                             "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                                             " AND tablename NOT IN ('schema_migrations', 'change_base')",
                                             {}}));
  // Without the checks of references, so that any order will do.
  std::string sql = "SET session_replication_role = replica; UPDATE change_base SET base = 0";
  for (const auto& table : tables.cells) sql += fmt::format("; DELETE FROM {}", table.value());
  must(connection.run("test", sql));
}

class SqliteDatabase final : public contract::Database {
 public:
  SqliteDatabase() { must(open()->migrate()); }

  std::unique_ptr<domain::Store> open() override {
    StoreAddress address;
    address.path = folder_.path() + "/jeton.db";
    return must(sql::open(address, {.clock = clock_}));
  }

 private:
  TemporaryFolder folder_;
};

const bool kEnvironmentAdded = testing::AddGlobalTestEnvironment(new KeptDatabase) != nullptr;

}  // namespace

Provision provide_sqlite() {
  return {std::make_unique<SqliteDatabase>(), {}, {}};
}

PostgresDatabase::PostgresDatabase(Start start) : start_{start} {
  EXPECT_TRUE(kEnvironmentAdded);
  if (start == Start::kMigrated) {
    KeptDatabase::ensure();
    name_ = KeptDatabase::name();
  } else {
    static int counter = 0;
    name_ = fmt::format("{}_{}", KeptDatabase::name(), ++counter);
    run_on_server(fmt::format("CREATE DATABASE {} TEMPLATE template0", name_));
  }
  dialect_ = make_postgres_dialect(address());
}

PostgresDatabase::~PostgresDatabase() {
  try {
    if (start_ == Start::kMigrated) {
      end_sessions();
      remove_all_rows(*connect());
    } else {
      run_on_server(fmt::format("DROP DATABASE {} WITH (FORCE)", name_));
    }
  } catch (const std::exception& failed) {
    ADD_FAILURE() << "the database of the test stays behind: " << failed.what();
  }
}

StoreAddress PostgresDatabase::address() const {
  return server_address(name_);
}

std::unique_ptr<domain::Store> PostgresDatabase::open() {
  return open({.clock = clock_});
}

std::unique_ptr<domain::Store> PostgresDatabase::open(const Options& options) {
  return must(sql::open(address(), options));
}

std::unique_ptr<Connection> PostgresDatabase::connect() {
  return must(Connection::open(*dialect_, Access::kWrite));
}

void PostgresDatabase::end_sessions() {
  const auto connection = connect();
  must(connection->run("test",
                       "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                       " WHERE datname = current_database() AND pid <> pg_backend_pid()"));
}

StoreAddress database_server() {
  return server_address("postgres");
}

Provision postgres_absence() {
  const auto text = server_text();
  if (text == "skip") {
    return {nullptr,
            "category: environment; reason: JETON_TEST_POSTGRES=skip says there is no PostgreSQL here",
            {}};
  }
  if (text.empty()) {
    return {
        nullptr,
        {},
        "JETON_TEST_POSTGRES is not set. Start a server with tools/postgres-for-tests start DIR and set what "
        "it prints, or set JETON_TEST_POSTGRES=skip."};
  }
  return {};
}

Provision provide_postgres() {
  auto absent = postgres_absence();
  if (!absent.skipped.empty() || !absent.failure.empty()) return absent;
  return {std::make_unique<PostgresDatabase>(PostgresDatabase::Start::kMigrated), {}, {}};
}

}  // namespace jeton::store::sql
