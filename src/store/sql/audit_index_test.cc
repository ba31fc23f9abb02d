#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/audit_properties.h"
#include "store/contract/samples.h"
#include "store/sql/engine/dialect_postgres.h"
#include "store/sql/engine/dialect_sqlite.h"
#include "store/sql/lists/audit_source.h"
#include "store/sql/testing/databases.h"

// The pages of the console's audit trail come out of an index in their order, whatever the number of
// records (spec C-090).
namespace jeton::store::sql {
namespace {

using contract::must;
using domain::AuditScope;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const domain::Property& property(std::string_view path) {
  return *domain::audit_record_properties().find(path);
}

domain::Query newest_first() {
  domain::Query query;
  query.order = {{&property("timestamp"), true}};
  query.limit = 100;
  return query;
}

domain::Query history_of(const std::string& object) {
  auto query = newest_first();
  domain::Predicate filter{.kind = domain::Predicate::Kind::kCompare};
  filter.property = &property("object.id");
  filter.values = {object};
  query.filter = filter;
  return query;
}

AuditScope trail_of(int account) {
  AuditScope scope;
  scope.linked_account = contract::account_id(account);
  return scope;
}

AuditScope everything() {
  AuditScope scope;
  scope.everything = true;
  return scope;
}

/// The plan of the page's statement, one step a line.
std::string plan(Connection& connection, const Dialect& dialect, std::string_view explain,
                 const AuditScope& scope, const domain::Query& query) {
  auto page =
      must(list_statements(dialect, audit_source(scope), condition_of(scope), query, kAuditColumns)).page;
  page.name = "test.plan";
  page.sql = fmt::format("{} {}", explain, page.sql);
  const auto rows = must(connection.query(page));
  std::string steps;
  for (std::size_t row = 1; row <= rows.size(); ++row) {
    steps += rows.cells.at(row * rows.columns - 1).value_or("") + "\n";
  }
  return steps;
}

TEST(AuditIndexes, HavePagesInOrderOnSqlite) {
  const TemporaryFolder folder;
  const auto path = folder.path() + "/jeton.db";
  StoreAddress address;
  address.path = path;
  must(must(open(address))->migrate());
  const auto dialect = must(make_sqlite_dialect(path));
  const auto connection = must(Connection::open(*dialect, Access::kRead));
  const auto plan_of = [&](const AuditScope& scope, const domain::Query& query) {
    return plan(*connection, *dialect, "EXPLAIN QUERY PLAN", scope, query);
  };
  const auto in_order = AllOf(Not(HasSubstr("TEMP B-TREE")), Not(HasSubstr("SCAN r\n")));
  EXPECT_THAT(plan_of(trail_of(2), newest_first()),
              AllOf(HasSubstr("audit_record_links_recorded"), in_order));
  EXPECT_THAT(plan_of(everything(), newest_first()), AllOf(HasSubstr("audit_records_recorded"), in_order));
  // The records of one object are few: sorting what has one instant is no scan.
  EXPECT_THAT(plan_of(everything(), history_of("TKN-1000-0001")),
              AllOf(HasSubstr("audit_records_object"), Not(HasSubstr("SCAN"))));
  EXPECT_THAT(plan_of(trail_of(2), history_of("TKN-1000-0001")), Not(HasSubstr("SCAN")));
  domain::Query by_id;
  by_id.limit = 100;
  EXPECT_THAT(plan_of(trail_of(2), by_id), AllOf(HasSubstr("audit_record_links_account"), in_order));
}

TEST(AuditIndexes, HavePagesInOrderOnPostgres) {
  const auto absent = postgres_absence();
  if (!absent.skipped.empty()) GTEST_SKIP() << absent.skipped;
  ASSERT_EQ(absent.failure, "");
  PostgresDatabase database{PostgresDatabase::Start::kMigrated};
  const auto dialect = make_postgres_dialect(database.address());
  const auto connection = database.connect();
  // Empty tables are scanned in no time; what is asked here is whether there is another way.
  must(connection->run("test",
                       "SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off"));
  const auto plan_of = [&](const AuditScope& scope, const domain::Query& query) {
    return plan(*connection, *dialect, "EXPLAIN", scope, query);
  };
  const auto in_order = AllOf(Not(HasSubstr("Sort")), Not(HasSubstr("Seq Scan")));
  EXPECT_THAT(plan_of(trail_of(2), newest_first()),
              AllOf(HasSubstr("audit_record_links_recorded"), in_order));
  EXPECT_THAT(plan_of(everything(), newest_first()), AllOf(HasSubstr("audit_records_recorded"), in_order));
  EXPECT_THAT(plan_of(everything(), history_of("TKN-1000-0001")), Not(HasSubstr("Seq Scan")));
}

}  // namespace
}  // namespace jeton::store::sql
