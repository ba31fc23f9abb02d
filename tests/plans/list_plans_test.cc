#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "domain/account_properties.h"
#include "domain/audit_access.h"
#include "domain/audit_properties.h"
#include "domain/group_properties.h"
#include "domain/membership_properties.h"
#include "domain/module_properties.h"
#include "domain/token_properties.h"
#include "domain/user_properties.h"
#include "query/query_binding.h"
#include "store/contract/samples.h"
#include "store/sql/engine/connection.h"
#include "store/sql/engine/dialect_postgres.h"
#include "store/sql/engine/dialect_sqlite.h"
#include "store/sql/lists/account_source.h"
#include "store/sql/lists/audit_source.h"
#include "store/sql/lists/group_source.h"
#include "store/sql/lists/membership_sources.h"
#include "store/sql/lists/module_source.h"
#include "store/sql/lists/token_source.h"
#include "store/sql/lists/user_source.h"
#include "support/fresh_database.h"

// How the databases go about the lists that the console and the command line ask for. Empty tables are
// planned like full ones on SQLite, which looks at no statistics; PostgreSQL is kept from scanning and
// sorting where there is another way, so that a plan which does it all the same has none.
namespace jeton::tests {
namespace {

using domain::Caller;
using store::contract::must;
using store::sql::Engine;
using store::sql::ListStatements;

enum class ListedResource {
  kTokens,
  kAccounts,
  kUsers,
  kMemberships,
  kMembers,
  kGroups,
  kModules,
  kAuditRecords
};
enum class Role { kAdministrator, kOperator, kPlatform };
/// Where the order of a page comes from.
enum class InOrder {
  kByIndex,
  kByAFewRows,  ///< The filter leaves few rows, which are sorted.
};

struct ListRequest {
  ListedResource resource;
  std::string filter;
  std::string order;
  InOrder in_order = InOrder::kByIndex;
};

/// As they stand in console/src; `Requests` below reads them there.
const std::vector<ListRequest>& console_requests() {
  static const std::vector<ListRequest> kRequests = {
      {ListedResource::kTokens, "ne(status,Deleted)", "-audit.created.at"},
      {ListedResource::kTokens, "ne(status,Deleted)&eq(account.id,\"${session.account?.id}\")",
       "-audit.created.at"},
      {ListedResource::kAccounts, "", "name"},
      {ListedResource::kMembers, "", "name", InOrder::kByAFewRows},
      {ListedResource::kGroups, "eq(account.id,\"${session.account?.id}\")", "-isDefault,name",
       InOrder::kByAFewRows},
      {ListedResource::kGroups, "eq(account.id,\"${accountId}\")", "name", InOrder::kByAFewRows},
      {ListedResource::kGroups, "eq(account.id,\"${accountId}\")&eq(isDefault,true)", "",
       InOrder::kByAFewRows},
      {ListedResource::kGroups, "eq(account.id,\"${accountId}\")&eq(isDefault,false)", "",
       InOrder::kByAFewRows},
      {ListedResource::kAuditRecords, "", "-timestamp"},
      {ListedResource::kAuditRecords, "eq(object.id,\"${objectId}\")", "-timestamp", InOrder::kByAFewRows}};
  return kRequests;
}

/// As they stand in src/cli: with and without the filter that its help shows.
const std::vector<ListRequest>& cli_requests() {
  static const std::vector<ListRequest> kRequests = {
      {ListedResource::kTokens, "", ""},
      {ListedResource::kTokens, "status=Active", ""},
      {ListedResource::kAccounts, "", ""},
      {ListedResource::kAccounts, "type=Client,status=Active", ""},
      {ListedResource::kUsers, "", "", InOrder::kByAFewRows},
      {ListedResource::kUsers, "ilike(email,'*@alder-freight.example')", "", InOrder::kByAFewRows},
      {ListedResource::kMemberships, "", ""},
      {ListedResource::kMemberships, "account.id='ACC-3010-4421',status=Invited", ""},
      {ListedResource::kGroups, "", ""},
      {ListedResource::kGroups, "isDefault=true", "", InOrder::kByAFewRows},
      {ListedResource::kModules, "", ""},
      {ListedResource::kModules, "code=billing", ""},
      {ListedResource::kAuditRecords, "", "-timestamp"},
      {ListedResource::kAuditRecords, "object.id='TKN-8857-1729',ge(timestamp,2026-01-31)", "-timestamp",
       InOrder::kByAFewRows}};
  return kRequests;
}

/// What people make of them with --filter and --order, and what bench/ measures.
const std::vector<ListRequest>& other_requests() {
  static const std::vector<ListRequest> kRequests = {
      {ListedResource::kTokens, "", "name"},
      {ListedResource::kTokens, "", "-name"},
      {ListedResource::kTokens, "ne(status,Deleted)", "audit.created.at"},
      {ListedResource::kTokens, "status=Active", "-audit.created.at"},
      {ListedResource::kTokens, "status=Disabled", "name"},
      {ListedResource::kTokens, "account.id=ACC-3010-4421", ""},
      {ListedResource::kTokens, "account.id=ACC-3010-4421", "-audit.created.at"},
      {ListedResource::kTokens, "account.id=ACC-3010-4421", "name"},
      {ListedResource::kTokens, "account.id=ACC-3010-4421,status=Active", "-audit.created.at"},
      {ListedResource::kTokens, "ilike(name,led*)", "name"},
      {ListedResource::kTokens, "ge(audit.created.at,2026-01-31)", "-audit.created.at"},
      {ListedResource::kTokens, "id=TKN-8857-1729", "-audit.created.at", InOrder::kByAFewRows},
      {ListedResource::kTokens, "token='idt:TKN-8857-1729:x'", "", InOrder::kByAFewRows},
      {ListedResource::kAccounts, "", "name"},
      {ListedResource::kAccounts, "", "-audit.created.at"},
      {ListedResource::kAccounts, "type=Client", "name"},
      {ListedResource::kAccounts, "type=Client,status=Active", "-audit.created.at"},
      {ListedResource::kUsers, "", "name", InOrder::kByAFewRows}};
  return kRequests;
}

Caller caller_of(Role role) {
  Caller caller;
  caller.actor = {domain::ActorKind::kUser, "USR-1000-0001", "Ines Brandt"};
  const bool is_administrator = role == Role::kAdministrator;
  caller.account = store::contract::account_id(is_administrator ? 3 : 1);
  caller.account_type = is_administrator ? domain::AccountType::kClient : domain::AccountType::kOperations;
  if (role != Role::kPlatform) caller.modules.emplace(domain::kAccessManagement);
  if (!is_administrator) caller.modules.emplace(domain::kPlatformAccountManagement);
  return caller;
}

/// The tables that grow with the platform, by their aliases.
std::string_view alias_of(ListedResource resource) {
  switch (resource) {
    case ListedResource::kTokens: return "t";
    case ListedResource::kAccounts: return "a";
    case ListedResource::kUsers: return "u";
    case ListedResource::kMemberships:
    case ListedResource::kMembers: return "m";
    case ListedResource::kGroups: return "g";
    case ListedResource::kModules: return "m";
    case ListedResource::kAuditRecords: return "r";
  }
  return "";
}

const domain::PropertyTable& properties_of(ListedResource resource) {
  switch (resource) {
    case ListedResource::kTokens: return domain::token_properties();
    case ListedResource::kAccounts: return domain::account_properties();
    case ListedResource::kUsers: return domain::user_properties();
    case ListedResource::kMemberships: return domain::membership_properties();
    case ListedResource::kMembers: return domain::member_properties();
    case ListedResource::kGroups: return domain::group_properties();
    case ListedResource::kModules: return domain::module_properties();
    case ListedResource::kAuditRecords: break;
  }
  return domain::audit_record_properties();
}

/// The source and the scope, as the repository of the resource puts them together.
std::pair<const store::sql::QuerySource*, store::sql::Condition> source_of(ListedResource resource,
                                                                           const Caller& caller) {
  using namespace store::sql;
  switch (resource) {
    case ListedResource::kTokens: return {&token_source(), condition_of(domain::manageable_tokens(caller))};
    case ListedResource::kAccounts:
      return {&account_source(), condition_of(domain::readable_accounts(caller))};
    case ListedResource::kUsers: {
      const auto scope = domain::reachable_users(caller);
      return {&user_source(scope), condition_of(scope)};
    }
    case ListedResource::kMemberships: {
      const auto scope = domain::reachable_memberships(caller);
      const auto people =
          scope.all_accounts ? domain::SeenPeople::kAsTheyAre : domain::SeenPeople::kAsInvited;
      return {&membership_source(people), condition_of(scope)};
    }
    case ListedResource::kMembers:
      return {&member_source(domain::SeenPeople::kAsTheyAre),
              {.sql = "m.status <> 'Deleted' AND m.account_id = ?",
               .parameters = Parameters::of(caller.account)}};
    case ListedResource::kGroups: return {&group_source(), condition_of(domain::readable_groups(caller))};
    case ListedResource::kModules: return {&module_source(), {}};
    case ListedResource::kAuditRecords: break;
  }
  auto scope = domain::readable_audit_records(caller);
  scope.own_user.reset();  // As when all of a person's records are linked to the account too.
  return {&audit_source(scope), condition_of(scope)};
}

class ListPlans : public testing::TestWithParam<Engine> {
 protected:
  ListPlans() {
    database_->open();
    const auto address = must(store::sql::parse_address(database_->address()));
    if (is_sqlite()) {
      dialect_ = must(store::sql::make_sqlite_dialect(address.path));
    } else {
      dialect_ = store::sql::make_postgres_dialect(address);
    }
    connection_ = must(store::sql::Connection::open(*dialect_, store::sql::Access::kRead));
    if (!is_sqlite()) {
      must(connection_->run("test",
                            "SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off"));
    }
  }

  static bool is_sqlite() { return GetParam() == Engine::kSqlite; }

  ListStatements statements(const ListRequest& request, Role role, std::int64_t offset = 0) const {
    const auto caller = caller_of(role);
    const auto filter = std::regex_replace(request.filter, std::regex{R"(\$\{[^}]+\})"}, "ACC-3010-4421");
    const auto& properties = properties_of(request.resource);
    auto bound = must(query::bind_query(properties, query::audience_of(caller), filter, request.order));
    const auto [source, scope] = source_of(request.resource, caller);
    const domain::Query query{std::move(bound.filter), std::move(bound.order), 100, offset};
    return must(store::sql::list_statements(*dialect_, *source, scope, query,
                                            fmt::format("{}.*", alias_of(request.resource))));
  }

  /// The steps of a plan, one a line.
  std::string plan(store::sql::Statement statement) {
    statement = store::sql::with_now(std::move(statement), base::SystemClock{}.now());
    statement.sql = (is_sqlite() ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + statement.sql;
    const auto rows = must(connection_->query(statement));
    std::string steps;
    for (std::size_t row = 1; row <= rows.size(); ++row) {
      steps += rows.cells.at(row * rows.columns - 1).value_or("") + "\n";
    }
    return steps;
  }

  /// A whole table, not in the order of any index.
  static bool scans(const std::string& plan) {
    static const std::regex kSqlite{"(^|\n)SCAN \\w+\n"};
    static const std::regex kPostgres{"Seq Scan on (?!token_tallies)"};
    return std::regex_search(plan, is_sqlite() ? kSqlite : kPostgres);
  }

  /// More than what is equal in what an index has in order.
  static bool sorts(const std::string& plan) {
    static const std::regex kSqlite{"USE TEMP B-TREE FOR ORDER BY"};
    static const std::regex kPostgres{"(^|\n)( *->)? *Sort  "};
    return std::regex_search(plan, is_sqlite() ? kSqlite : kPostgres);
  }

  /// Every entry of an index.
  static bool walks(const std::string& plan) {
    if (is_sqlite()) return plan.find("SCAN ") != plan.npos;
    return plan.find("Scan") != plan.npos && plan.find("Index Cond") == plan.npos;
  }

  void expect_good_plans(const std::vector<ListRequest>& requests) {
    for (const auto& request : requests) {
      for (const auto role : {Role::kAdministrator, Role::kOperator, Role::kPlatform}) {
        // Whoever has no module for the page is denied before any statement.
        if (role == Role::kPlatform && request.resource != ListedResource::kTokens) continue;
        const auto list = statements(request, role);
        const auto page = plan(list.page);
        const auto about = fmt::format("role {}, {} order {}\n{}\n{}", static_cast<int>(role), request.filter,
                                       request.order, list.page.sql, page);
        EXPECT_FALSE(scans(page)) << about;
        EXPECT_FALSE(request.in_order == InOrder::kByIndex && sorts(page)) << about;
        // The others have as many rows as the platform has people and accounts, which are soon counted.
        if (request.resource != ListedResource::kTokens) continue;
        const auto count = plan(list.count);
        const bool from_tallies = list.count.sql.find("token_tallies") != std::string::npos;
        EXPECT_TRUE(from_tallies || !walks(count)) << list.count.sql << "\n" << count;
      }
    }
  }

 private:
  std::unique_ptr<FreshDatabase> database_ = fresh_database(GetParam());
  std::unique_ptr<store::sql::Dialect> dialect_;
  std::unique_ptr<store::sql::Connection> connection_;
};

TEST_P(ListPlans, OfTheConsoleComeOutOfAnIndex) {
  expect_good_plans(console_requests());
}

TEST_P(ListPlans, OfTheCommandLineComeOutOfAnIndex) {
  expect_good_plans(cli_requests());
}

TEST_P(ListPlans, OfOtherFiltersAndOrdersComeOutOfAnIndex) {
  expect_good_plans(other_requests());
}

// What is passed over is keys in an index, in the same order; rows are read of the page alone.
TEST_P(ListPlans, FarDownReadNoRowsOnTheWay) {
  const auto page = plan(statements(console_requests().front(), Role::kAdministrator, 500'000).page);
  const std::string index = "api_tokens_live_account_created";
  const auto keys = is_sqlite() ? "COVERING INDEX " + index : "Index Only Scan using " + index;
  EXPECT_NE(page.find(keys), std::string::npos) << page;
}

// An account's trail is counted in the links alone: every write adds a record to it.
TEST_P(ListPlans, OfAnAuditTrailAreCountedWithoutItsRecords) {
  const auto count =
      plan(statements({ListedResource::kAuditRecords, "", "-timestamp"}, Role::kAdministrator).count);
  EXPECT_EQ(count.find("audit_records_"), std::string::npos) << count;
  EXPECT_FALSE(walks(count)) << count;
}

// The other way round: these tests can tell.
TEST_P(ListPlans, WithoutAnIndexAreSeenThrough) {
  const auto page = plan(statements({ListedResource::kTokens, "", "icon"}, Role::kOperator).page);
  EXPECT_TRUE(scans(page)) << page;
  EXPECT_TRUE(sorts(page)) << page;
  const auto count = plan(statements({ListedResource::kTokens, "icon=x", ""}, Role::kOperator).count);
  EXPECT_TRUE(walks(count)) << count;
}

INSTANTIATE_TEST_SUITE_P(Engines, ListPlans, both_engines(), engine_name);

std::set<std::string> found_in_files(const std::string& folder, const std::set<std::string>& extensions,
                                     const std::string& pattern) {
  std::set<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
    if (!extensions.contains(entry.path().extension().string())) continue;
    if (entry.path().stem().extension() == ".test") continue;
    std::ifstream file{entry.path()};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    const std::regex expression{pattern};
    for (std::sregex_iterator match{text.begin(), text.end(), expression}; match != std::sregex_iterator{};
         ++match) {
      found.insert((*match)[1].str());
    }
  }
  return found;
}

/// The filters, taken apart at the top as the console joins them, and the orders.
std::set<std::string> words_of(const std::vector<ListRequest>& requests) {
  std::set<std::string> words;
  for (const auto& request : requests) {
    words.insert(request.order);
    words.insert(request.filter);
    for (std::size_t from = 0; from < request.filter.size();) {
      const auto end = std::min(request.filter.find('&', from), request.filter.size());
      words.insert(request.filter.substr(from, end - from));
      from = end + 1;
    }
  }
  return words;
}

void expect_all_in(const std::set<std::string>& known, const std::set<std::string>& found) {
  EXPECT_FALSE(found.empty());
  for (const auto& word : found) EXPECT_TRUE(known.contains(word)) << word;
}

// Whoever makes the console ask for another list reads its plan here.
TEST(Requests, OfTheConsoleAreAllKnown) {
  const auto known = words_of(console_requests());
  expect_all_in(known, found_in_files("console/src", {".ts", ".tsx"}, R"(\border: ['"`]([^'`"]+)['"`])"));
  expect_all_in(
      known,
      found_in_files("console/src", {".ts", ".tsx"},
                     R"([([,] ?['`]((?:eq|ne|in|out|like|ilike|any|not|and|or|gt|ge|lt|le)\([^'`]+\))['`])"));
}

TEST(Requests, OfTheCommandLineAreAllKnown) {
  auto known = words_of(cli_requests());
  // A table of a few dozen rows.
  known.insert("ilike(key,'*apiToken*')");
  expect_all_in(known, found_in_files("src/cli", {".cc"}, R"re(\.order = "([^"]+)")re"));
  expect_all_in(known, found_in_files("src/cli", {".cc"}, R"re(\.filter_example = "([^"]+)")re"));
}

}  // namespace
}  // namespace jeton::tests
