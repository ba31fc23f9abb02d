#include "lists/big_platform.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "domain/module.h"
#include "store/sql/engine/connection.h"
#include "store/sql/engine/dialect_postgres.h"
#include "store/sql/engine/dialect_sqlite.h"
#include "store/sql/engine/schema.h"

namespace jeton::bench {
namespace {

using store::sql::Connection;
using store::sql::Engine;
using store::sql::StoreAddress;

/// An instant that all rows share, in milliseconds: 2026-01-01.
constexpr std::int64_t kEpoch = 1'767'225'600'000;
constexpr std::int64_t kTokensOfOthers = 3;

struct Database {
  std::unique_ptr<store::sql::Dialect> dialect;
  std::unique_ptr<Connection> connection;
};

Database connect(const StoreAddress& address) {
  Database database;
  if (address.engine == Engine::kSqlite) {
    database.dialect = must(store::sql::make_sqlite_dialect(address.path));
  } else {
    database.dialect = store::sql::make_postgres_dialect(address);
  }
  database.connection = must(Connection::open(*database.dialect, store::sql::Access::kWrite));
  return database;
}

/// `PREFIX-1234-5678` of a number, in the words of both engines.
std::string id_text(std::string_view prefix, std::string_view number) {
  return fmt::format(
      "'{0}-' || substr(CAST(100000000 + {1} AS TEXT), 2, 4) || '-' || substr(CAST(100000000 + {1} AS TEXT), "
      "6)",
      prefix, number);
}

/// `1 <= i <= count`, for what follows.
std::string numbers(std::int64_t count) {
  return fmt::format(
      "WITH RECURSIVE numbers (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM numbers WHERE i < "
      "{})",
      count);
}

domain::AccountId account(int number) {
  return *domain::AccountId::parse(fmt::format("ACC-0000-{:04}", number));
}

void add_accounts(Connection& connection, std::int64_t count) {
  must(connection.run(
      "bench.accounts",
      fmt::format(
          "INSERT INTO accounts (id, type, status, name, name_folded, description, description_folded,"
          " website, website_folded, technical_support_email, technical_support_email_folded,"
          " address_line1, address_line1_folded, address_line2, address_line2_folded, address_post_code,"
          " address_post_code_folded, address_city, address_city_folded, address_state,"
          " address_state_folded, address_country, address_country_folded, default_language_code,"
          " default_language_code_folded, external_id, external_id_folded, reveal_tokens, created_at,"
          " created_by_kind, created_by_id, created_by_name, created_by_name_folded, revision)"
          " {} SELECT {}, CASE WHEN i = 1 THEN 'Operations' WHEN i % 10 = 9 THEN 'Vendor' ELSE 'Client' END,"
          " CASE WHEN i % 4 = 0 THEN 'Enabled' ELSE 'Active' END, 'Freight ' || (i % 500) || ' of ' || i,"
          " 'freight ' || (i % 500) || ' of ' || i, 'Parcels and pallets', 'parcels and pallets', '', '',"
          " '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 1, {} + i * 7,"
          " 'system', '', '', '', 1 FROM numbers",
          numbers(count), id_text("ACC", "i"), kEpoch)));
  // Where a token can be created.
  must(connection.run(
      "bench.groups",
      fmt::format(
          "INSERT INTO user_groups (id, account_id, name, name_folded, description, description_folded,"
          " logo, logo_folded, is_default, created_at, created_by_kind, created_by_id, created_by_name,"
          " created_by_name_folded, revision) {} SELECT {}, {}, 'Default', 'default', '', '', '', '', 1,"
          " {}, 'system', '', '', '', 1 FROM numbers",
          numbers(count), id_text("UGR", "i"), id_text("ACC", "i"), kEpoch)));
  must(connection.run(
      "bench.modules",
      fmt::format(
          "INSERT INTO modules (id, code, name, name_folded, description, description_folded, account_types,"
          " configurable, is_default, paid, obsolete, types, multi_account, single_account, created_at,"
          " created_by_kind, created_by_id, created_by_name, created_by_name_folded, revision) VALUES"
          " ('MOD-2001', 'billing', 'Billing', 'billing', '', '', '[]', 1, 0, 0, 0, '[]', 1, 1, {},"
          " 'system', '', '', '', 1)",
          kEpoch)));
}

/// `owner` is the account of token `i`; `first` keeps the ids of one call apart from those of another.
void add_tokens(Connection& connection, std::int64_t first, std::int64_t count, std::string_view owner) {
  // Ids are drawn at random in life, so that rows of one account and one time lie far apart in an index. The
  // factor and the range have no divisor in common: no id comes twice.
  const auto id = id_text("TKN", fmt::format("(((i + {}) * 48271 + 7) % 100000000)", first));
  must(connection.run(
      "bench.tokens",
      fmt::format(
          "INSERT INTO api_tokens (id, account_id, name, name_folded, description, description_folded, icon,"
          " icon_folded, status, created_at, created_by_kind, created_by_id, created_by_name,"
          " created_by_name_folded, revision)"
          " {} SELECT {}, {}, 'Service ' || (i % 1000) || ' key ' || i, 'service ' || (i % 1000) || ' key ' "
          "|| i,"
          " 'Reads the ledger every hour', 'reads the ledger every hour', '', '',"
          " CASE WHEN i % 10 < 7 THEN 'Active' WHEN i % 10 = 7 THEN 'Disabled' ELSE 'Deleted' END,"
          " {} + i * 1000 + (i * 7919) % 1000, 'user', 'USR-0000-0001', 'Ines Brandt', 'ines brandt', 1"
          " FROM numbers",
          numbers(count), id, owner, kEpoch)));
  must(connection.run(
      "bench.secrets",
      fmt::format("INSERT INTO token_secrets (token_id, generation, digest, sealed, created_at)"
                  " {0} SELECT {1}, 1, {2} || {2} || {2} || {2}, '', {3} FROM numbers",
                  numbers(count), id, fmt::format("CAST(1000000000000000 + (i + {}) * 48271 AS TEXT)", first),
                  kEpoch)));
  must(connection.run(
      "bench.token_modules",
      fmt::format("INSERT INTO token_modules (token_id, module_id) {} SELECT {}, 'MOD-2001' FROM numbers",
                  numbers(count), id)));
}

/// The indexes of tokens, as the schema says.
std::vector<std::string> token_indexes() {
  std::vector<std::string> found;
  const auto schema = store::sql::migrations().front().sql;
  constexpr std::string_view kStart = "CREATE INDEX api_tokens";
  for (auto at = schema.find(kStart); at != schema.npos; at = schema.find(kStart, at + 1)) {
    found.emplace_back(schema.substr(at, schema.find(';', at) - at));
  }
  return found;
}

std::string name_of(const std::string& index) {
  const auto start = index.find("api_tokens");
  return index.substr(start, index.find_first_of(" \n", start) - start);
}

std::int64_t number(Connection& connection, const std::string& sql) {
  const auto rows = must(connection.query({"bench.number", sql, {}}));
  return std::atoll(rows.cells.front().value_or("0").c_str());
}

}  // namespace

void give_up(const base::Error& error) {
  fmt::print(stderr, "{}: {} {}\n", base::to_string(error.kind()), error.message(), error.detail());
  std::exit(2);
}

domain::AccountId operations_account() {
  return account(1);
}

domain::AccountId big_account() {
  return account(2);
}

domain::AccountId small_account() {
  return account(3);
}

domain::Caller administrator_of(const domain::AccountId& account) {
  domain::Caller caller;
  caller.actor = {domain::ActorKind::kUser, "USR-0000-0001", "Ines Brandt"};
  caller.account = account;
  caller.modules.emplace(domain::kAccessManagement);
  if (account == operations_account()) {
    caller.account_type = domain::AccountType::kOperations;
    caller.modules.emplace(domain::kPlatformAccountManagement);
  }
  return caller;
}

void fill(const StoreAddress& address, const PlatformSize& size) {
  const auto database = connect(address);
  auto& connection = *database.connection;
  const bool is_sqlite = address.engine == Engine::kSqlite;
  if (is_sqlite) {
    must(connection.run("bench.setting", "PRAGMA synchronous = OFF"));
    must(connection.run("bench.setting", "PRAGMA cache_size = -262144"));
  } else {
    must(connection.run("bench.setting", "SET statement_timeout = 0"));
    must(connection.run("bench.setting", "SET maintenance_work_mem = '256MB'"));
  }
  const auto indexes = token_indexes();
  for (const auto& index : indexes) must(connection.run("bench.index", "DROP INDEX " + name_of(index)));
  must(connection.run("bench.begin", "BEGIN"));
  add_accounts(connection, size.accounts);
  add_tokens(connection, 0, size.tokens, fmt::format("'{}'", big_account().str()));
  add_tokens(connection, size.tokens, kSmallAccountTokens, fmt::format("'{}'", small_account().str()));
  add_tokens(connection, size.tokens + kSmallAccountTokens, (size.accounts - 3) * kTokensOfOthers,
             id_text("ACC", fmt::format("(4 + (i - 1) / {})", kTokensOfOthers)));
  must(connection.run("bench.commit", "COMMIT"));
  for (const auto& index : indexes) must(connection.run("bench.index", index));
  // What PostgreSQL does by itself some minutes after so many rows. SQLite looks at no statistics.
  must(connection.run("bench.upkeep", is_sqlite ? "PRAGMA wal_checkpoint(TRUNCATE)" : "VACUUM ANALYZE"));
}

void create_database(const StoreAddress& server, const std::string& name) {
  must(connect(server).connection->run("bench.create",
                                       fmt::format("CREATE DATABASE {} TEMPLATE template0", name)));
}

void drop_database(const StoreAddress& server, const std::string& name) {
  must(connect(server).connection->run("bench.drop", fmt::format("DROP DATABASE {} WITH (FORCE)", name)));
}

std::int64_t tally_error(const StoreAddress& address) {
  const auto database = connect(address);
  const auto of_big = fmt::format(" WHERE account_id = '{}'", big_account().str());
  return number(*database.connection, "SELECT count(*) FROM api_tokens" + of_big) -
         number(*database.connection, "SELECT CAST(sum(tally) AS BIGINT) FROM token_tallies" + of_big);
}

}  // namespace jeton::bench
