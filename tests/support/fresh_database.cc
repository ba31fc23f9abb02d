#include "support/fresh_database.h"

#include <libpq-fe.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>

#include "base/check.h"
#include "store/sql/open.h"

namespace jeton::tests {
namespace {

std::unique_ptr<domain::Store> open_migrated(const std::string& address_text, const base::Clock* clock) {
  const auto address = store::sql::parse_address(address_text);
  JETON_ASSERT(address.has_value());
  auto opened = store::sql::open(*address, {.clock = clock});
  JETON_ASSERT(opened.has_value());
  JETON_ASSERT((*opened)->migrate().has_value());
  return *std::move(opened);
}

class SqliteDatabase final : public FreshDatabase {
 public:
  SqliteDatabase() {
    auto pattern = (std::filesystem::temp_directory_path() / "jeton-test-XXXXXX").string();
    JETON_ASSERT(::mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
  }
  ~SqliteDatabase() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  std::string address() const override { return "sqlite:" + folder_ + "/jeton.db"; }
  std::unique_ptr<domain::Store> open() override { return open_migrated(address(), clock_); }

 private:
  std::string folder_;
};

class PostgresDatabase final : public FreshDatabase {
 public:
  explicit PostgresDatabase(std::string server) : server_{std::move(server)} {
    static std::atomic<int> count{0};
    name_ = "jeton_test_" + std::to_string(::getpid()) + "_" + std::to_string(count++);
    execute("CREATE DATABASE " + name_);
  }
  ~PostgresDatabase() override { execute("DROP DATABASE " + name_ + " WITH (FORCE)"); }

  std::string address() const override { return server_.substr(0, server_.rfind('/') + 1) + name_; }
  std::unique_ptr<domain::Store> open() override { return open_migrated(address(), clock_); }

 private:
  void execute(const std::string& statement) {
    PGconn* connection = PQconnectdb(server_.c_str());
    PGresult* result = PQexec(connection, statement.c_str());
    const bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
    if (!done) std::fprintf(stderr, "%s: %s\n", statement.c_str(), PQerrorMessage(connection));
    PQclear(result);
    PQfinish(connection);
    JETON_ASSERT(done);
  }

  std::string server_;
  std::string name_;
};

}  // namespace

std::unique_ptr<FreshDatabase> fresh_database(store::sql::Engine engine) {
  if (engine == store::sql::Engine::kSqlite) return std::make_unique<SqliteDatabase>();
  const char* server = std::getenv("JETON_TEST_POSTGRES");
  if (server == nullptr) {
    std::fprintf(stderr,
                 "JETON_TEST_POSTGRES names no PostgreSQL server: run make test, or "
                 "tools/postgres-for-tests start FOLDER and export what it prints.\n");
    std::abort();
  }
  return std::make_unique<PostgresDatabase>(server);
}

}  // namespace jeton::tests
