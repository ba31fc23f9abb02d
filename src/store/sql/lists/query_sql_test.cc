#include "store/sql/lists/query_sql.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "domain/account_properties.h"
#include "domain/group_properties.h"
#include "domain/membership_properties.h"
#include "domain/module_properties.h"
#include "domain/token_properties.h"
#include "domain/user_properties.h"
#include "store/contract/predicates.h"
#include "store/contract/samples.h"
#include "store/sql/engine/connection.h"
#include "store/sql/engine/dialect_sqlite.h"
#include "store/sql/lists/account_source.h"
#include "store/sql/lists/group_source.h"
#include "store/sql/lists/membership_sources.h"
#include "store/sql/lists/module_source.h"
#include "store/sql/lists/token_source.h"
#include "store/sql/lists/user_source.h"
#include "store/sql/testing/databases.h"

namespace jeton::store::sql {
namespace {

using contract::compare;
using contract::equal;
using contract::must;
using contract::negated;
using contract::query_of;
using contract::token_property;
using domain::Comparison;
using domain::Predicate;

/// The properties that lists are filtered or ordered by and that `source` has no place for.
std::string missing(std::span<const domain::Property> properties, const QuerySource& source) {
  std::string paths;
  for (const auto& property : properties) {
    if (property.use == domain::PropertyUse::kNeither || property.type == domain::PropertyType::kReference) {
      continue;
    }
    if (property.type == domain::PropertyType::kCollection) {
      const auto collection =
          std::find_if(source.collections.begin(), source.collections.end(),
                       [&](const CollectionSource& each) { return each.path == property.path; });
      paths += collection == source.collections.end() ? std::string{property.path} + " "
                                                      : missing(property.elements, collection->elements);
      continue;
    }
    const bool found = std::any_of(source.columns.begin(), source.columns.end(),
                                   [&](const ColumnSource& each) { return each.path == property.path; });
    if (!found) paths += std::string{property.path} + " ";
  }
  return paths;
}

TEST(QuerySql, HasAPlaceForEveryProperty) {
  EXPECT_EQ(missing(domain::token_properties().properties, token_source()), "");
  EXPECT_EQ(missing(domain::group_properties().properties, group_source()), "");
  EXPECT_EQ(missing(domain::account_properties().properties, account_source()), "");
  EXPECT_EQ(missing(domain::module_properties().properties, module_source()), "");
  domain::UserScope scope;
  for (const bool all : {false, true}) {
    scope.all = all;
    EXPECT_EQ(missing(domain::user_properties().properties, user_source(scope)), "");
  }
  for (const auto people : {domain::SeenPeople::kAsTheyAre, domain::SeenPeople::kAsInvited}) {
    EXPECT_EQ(missing(domain::membership_properties().properties, membership_source(people)), "");
    EXPECT_EQ(missing(domain::member_properties().properties, member_source(people)), "");
  }
  EXPECT_EQ(missing(domain::user_account_properties().properties, user_account_source()), "");
}

class TokenQueries : public ::testing::Test {
 protected:
  TokenQueries() : dialect{must(make_sqlite_dialect(folder.path() + "/jeton.db"))} {
    StoreAddress address;
    address.path = folder.path() + "/jeton.db";
    must(must(open(address))->migrate());
    connection = must(Connection::open(*dialect, Access::kWrite));
  }

  ListStatements statements(const domain::Query& query, const domain::TokenScope& scope) {
    return must(list_statements(*dialect, token_source(), condition_of(scope), query, "t.id"));
  }
  std::string count(Predicate filter) {
    return statements(query_of(std::move(filter)), contract::every_token()).count.sql;
  }
  /// How SQLite would go about it.
  std::string plan(Statement statement) {
    statement.sql = "EXPLAIN QUERY PLAN " + statement.sql;
    const auto rows = must(connection->query(statement));
    std::string text;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      text += rows.cells[row * rows.columns + 3].value_or("") + "; ";
    }
    return text;
  }

  TemporaryFolder folder;
  std::unique_ptr<Dialect> dialect;
  std::unique_ptr<Connection> connection;
};

TEST_F(TokenQueries, StayPlainWhereNothingIsNegated) {
  EXPECT_EQ(count(equal(token_property("name"), "a")), "SELECT count(*) FROM api_tokens t WHERE t.name = ?");
  EXPECT_EQ(count(equal(token_property("description"), "a")),
            "SELECT count(*) FROM api_tokens t WHERE t.description = ?");
  EXPECT_EQ(count(compare(token_property("lastAccessAt"), Comparison::kGreater, std::int64_t{1})),
            "SELECT count(*) FROM api_tokens t WHERE t.last_access > ?");
}

TEST_F(TokenQueries, CountFromTheTalliesWhatThoseKnow) {
  const std::string sum = "SELECT CAST(coalesce(sum(t.tally), 0) AS BIGINT) FROM token_tallies t";
  EXPECT_EQ(count({}), sum);
  EXPECT_EQ(count(equal(token_property("account.id"), "x")), sum + " WHERE t.account_id = ?");
  EXPECT_EQ(count(compare(token_property("status"), Comparison::kNotEqual, "Deleted")),
            sum + " WHERE t.status <> 'Deleted'");
  EXPECT_EQ(count(equal(token_property("account.type"), "Client")),
            sum + " JOIN accounts a ON a.id = t.account_id WHERE a.type = 'Client'");
  const auto rows = [](const std::string& sql) { return sql.find("FROM api_tokens t") != sql.npos; };
  EXPECT_TRUE(rows(count(
      contract::all_of({equal(token_property("status"), "Active"), equal(token_property("name"), "a")}))));
  EXPECT_TRUE(rows(count(contract::has_element(token_property("modules"), {}))));
  // a token that reads itself is one row, which no tally has.
  EXPECT_TRUE(
      rows(statements(query_of(), {.own_account = contract::account_id(1), .self = contract::token_id(1)})
               .count.sql));
}

//
TEST_F(TokenQueries, TurnNegationsAroundWithTheNulls) {
  EXPECT_EQ(count(negated(equal(token_property("name"), "a"))),
            "SELECT count(*) FROM api_tokens t WHERE t.name <> ?");
  EXPECT_EQ(count(negated(equal(token_property("lastAccessAt"), std::int64_t{1}))),
            "SELECT count(*) FROM api_tokens t WHERE (t.last_access <> ? OR t.last_access IS NULL)");
  EXPECT_EQ(count(negated(negated(equal(token_property("name"), "a")))),
            "SELECT count(*) FROM api_tokens t WHERE t.name = ?");
}

TEST_F(TokenQueries, JoinOnlyWhatTheyUse) {
  const auto listed = statements(
      query_of(equal(token_property("status"), "Active"), {{&token_property("account.name"), false}}),
      {.own_account = contract::account_id(1)});
  EXPECT_EQ(listed.count.sql.find("JOIN"), std::string::npos);
  EXPECT_NE(listed.page.sql.find("JOIN accounts a"), std::string::npos);
  EXPECT_NE(count(equal(token_property("account.type"), "Client")).find("JOIN accounts a"),
            std::string::npos);
}

TEST_F(TokenQueries, HoldNoValueInTheirText) {
  auto query = query_of(negated(equal(token_property("name"), "x' OR 1=1")),
                        {{&token_property("audit.updated.by.name"), true}});
  query.offset = 5000;
  // Deleted ones too, as that condition is a word of the statement.
  const auto listed = statements(
      query, {.own_account = contract::account_id(1), .deleted = true, .self = contract::token_id(1)});
  for (const auto* statement : {&listed.count, &listed.page, &listed.all}) {
    EXPECT_EQ(statement->sql.find_first_of("'\":"), std::string::npos) << statement->sql;
    EXPECT_EQ(std::count(statement->sql.begin(), statement->sql.end(), '?'),
              static_cast<std::ptrdiff_t>(statement->parameters.list().size()));
  }
}

TEST_F(TokenQueries, AreServedByTheIndexes) {
  const domain::TokenScope own{.own_account = contract::account_id(1)};
  const auto no_sort = [&](const domain::Query& query, std::string_view index) {
    const auto text = plan(statements(query, own).page);
    EXPECT_NE(text.find(index), std::string::npos) << text;
    EXPECT_EQ(text.find("USE TEMP B-TREE"), std::string::npos) << text;
  };
  no_sort(query_of(), "api_tokens_live_account ");
  no_sort(query_of({}, {{&token_property("audit.created.at"), true}}), "api_tokens_live_account_created");
  no_sort(query_of({}, {{&token_property("name"), false}}), "api_tokens_live_account_name");
  no_sort(query_of({}, {{&token_property("status"), false}}), "api_tokens_account_status ");

  Predicate prefix{.kind = Predicate::Kind::kMatch,
                   .property = &token_property("name"),
                   .match = domain::TextMatch::kStartsWith,
                   .ignore_case = true};
  prefix.values.emplace_back("Led");
  const auto by_name = plan(statements(query_of(prefix), own).count);
  EXPECT_NE(by_name.find("api_tokens_live_account_name (account_id=? AND name_folded>? AND name_folded<?)"),
            std::string::npos)
      << by_name;
  const auto by_text =
      plan(statements(query_of(equal(token_property("token"), "00")), contract::every_token()).page);
  EXPECT_NE(by_text.find("token_secrets_digest"), std::string::npos) << by_text;
  EXPECT_EQ(by_text.find("SCAN"), std::string::npos) << by_text;
}

// An enumerator is written out as its table spells it; what is none never is.
TEST_F(TokenQueries, SpellEnumeratorsByTheirTable) {
  EXPECT_NE(count(equal(token_property("status"), "Active")).find("t.status = 'Active'"), std::string::npos);
  const auto unknown = count(equal(token_property("status"), "x' OR 1=1"));
  EXPECT_NE(unknown.find("t.status = ?"), std::string::npos) << unknown;
}

// Near the start one look at each row is cheaper than two.
TEST_F(TokenQueries, PassOverKeysAloneOnceThePageIsFarDown) {
  for (const auto& [offset, far] : {std::pair{std::int64_t{0}, false}, std::pair{std::int64_t{999}, false},
                                    std::pair{std::int64_t{1000}, true}}) {
    domain::Query query;
    query.offset = offset;
    const auto page = statements(query, {.own_account = contract::account_id(1)}).page;
    EXPECT_EQ(page.sql.find("CROSS JOIN") != page.sql.npos, far) << offset;
  }
}

TEST_F(TokenQueries, HalveOnlyRowsOfTermsThatAreLong) {
  const auto brackets = [&](int terms) {
    Predicate all{.kind = Predicate::Kind::kAll};
    for (int i = 0; i < terms; ++i) all.children.push_back(equal(token_property("name"), "a"));
    const auto sql = count(all);
    const auto condition = sql.substr(sql.find(" WHERE "));
    return std::count(condition.begin(), condition.end(), '(');
  };
  EXPECT_EQ(brackets(1), 0);
  EXPECT_EQ(brackets(2), 1);
  EXPECT_EQ(brackets(8), 1);
  EXPECT_EQ(brackets(9), 3);
}

// A query that does not fit the resource is a bug of ours: it is reported, and never taken for one that finds
// nothing.
TEST_F(TokenQueries, SayWhatDoesNotFitTheResource) {
  const auto bug_of_query = [&](const domain::Query& query) {
    const auto listed = list_statements(*dialect, token_source(), {}, query, "t.id");
    if (listed.has_value()) return std::string{"none"};
    EXPECT_EQ(listed.error().kind(), base::ErrorKind::kInternal);
    return listed.error().detail();
  };
  const auto bug = [&](Predicate filter) { return bug_of_query(query_of(std::move(filter))); };
  using Kind = Predicate::Kind;
  constexpr domain::Property kUnknown{.path = "nothing"};
  const auto of = [](Kind kind, const domain::Property& property) {
    return Predicate{.kind = kind, .property = &property};
  };
  const auto both = [](const domain::Property& left, const domain::Property& right) {
    return Predicate{.kind = Kind::kCompareProperties, .property = &left, .other = &right};
  };
  const std::string prefix = "a query of api_tokens: ";
  const auto& name = token_property("name");
  EXPECT_EQ(bug({.kind = Kind::kNot}), prefix + "a negation of nothing");
  auto twice = negated(equal(name, "a"));
  twice.children.push_back(equal(name, "b"));
  EXPECT_EQ(bug(twice), prefix + "a negation of nothing");
  EXPECT_EQ(bug({.kind = Kind::kCompare}), prefix + "a condition without a property");
  EXPECT_EQ(bug(equal(kUnknown, "a")), prefix + "no column for nothing");
  for (const auto kind : {Kind::kCompare, Kind::kIn, Kind::kMatch}) {
    EXPECT_EQ(bug(of(kind, name)), prefix + "a comparison with nothing");
  }
  EXPECT_EQ(bug({.kind = Kind::kCompareProperties, .property = &name}),
            prefix + "a condition without a property");
  EXPECT_EQ(bug(both(name, token_property("revision"))), prefix + "properties of two types are compared");
  EXPECT_EQ(bug(both(token_property("token"), token_property("token"))),
            prefix + "properties of two types are compared");
  auto match = of(Kind::kMatch, token_property("status"));
  match.values.emplace_back("Active");
  EXPECT_EQ(bug(match), prefix + "a match of something that is not text");
  EXPECT_EQ(bug({.kind = Kind::kHasElement}), prefix + "no such collection");
  EXPECT_EQ(bug(of(Kind::kHasElement, name)), prefix + "no such collection");
  EXPECT_EQ(bug(of(Kind::kEveryElement, token_property("modules"))),
            prefix + "every element satisfies nothing");
  // The first is the one to look at.
  EXPECT_EQ(bug(contract::all_of({equal(kUnknown, "a"), {.kind = Kind::kNot}})),
            prefix + "no column for nothing");
  EXPECT_EQ(bug_of_query(query_of({}, {{&kUnknown, false}})), prefix + "no column for nothing");
  EXPECT_EQ(bug_of_query(query_of({}, {{nullptr, false}})), prefix + "a condition without a property");
}

TEST_F(TokenQueries, TakeNoValueOfAnotherType) {
  const auto fits = [&](std::string_view path, domain::QueryValue value) {
    const auto query = query_of(equal(token_property(path), std::move(value)));
    const auto listed = list_statements(*dialect, token_source(), {}, query, "t.id");
    if (listed.has_error()) {
      EXPECT_EQ(listed.error().detail(),
                "a query of api_tokens: " + std::string{path} + " is compared with a value of another type");
    }
    return listed.has_value();
  };
  for (const auto* text : {"name", "status", "token"}) {
    EXPECT_TRUE(fits(text, "a"));
    EXPECT_FALSE(fits(text, std::int64_t{1}));
    EXPECT_FALSE(fits(text, true));
  }
  for (const auto* number : {"revision", "lastAccessAt"}) {
    EXPECT_TRUE(fits(number, std::int64_t{1}));
    EXPECT_FALSE(fits(number, "1"));
    EXPECT_FALSE(fits(number, true));
  }
}

TEST(Joins, AreThoseOfTheSource) {
  constexpr JoinSource kJoins[] = {{.alias = "a", .sql = "JOIN a"},
                                   {.alias = "b", .sql = "JOIN b", .needs = "a"},
                                   {.alias = "c", .sql = "JOIN c", .needs = "x"}};
  constexpr ColumnSource kColumns[] = {{.path = "a", .column = "a.a", .join = "a"},
                                       {.path = "b", .column = "b.b", .join = "b"},
                                       {.path = "c", .column = "c.c", .join = "c"},
                                       {.path = "d", .column = "d.d", .join = "d"}};
  const QuerySource source{
      .name = "things", .from = "things t", .key = "t.id", .joins = kJoins, .columns = kColumns};
  const TemporaryFolder folder;
  const auto dialect = must(make_sqlite_dialect(folder.path() + "/jeton.db"));
  const auto count = [&](std::string_view path, std::vector<std::string_view> scope = {}) {
    const domain::Property property{.path = path};
    const auto listed = list_statements(*dialect, source, {.joins = std::move(scope)},
                                        query_of(equal(property, "x")), "t.id");
    return listed.has_value() ? listed->count.sql : listed.error().detail();
  };
  EXPECT_EQ(count("a"), "SELECT count(*) FROM things t JOIN a WHERE a.a = ?");
  EXPECT_EQ(count("b"), "SELECT count(*) FROM things t JOIN a JOIN b WHERE b.b = ?");
  EXPECT_EQ(count("b", {"a", "b"}), "SELECT count(*) FROM things t JOIN a JOIN b WHERE b.b = ?");
  EXPECT_EQ(count("c"), "a query of things: no join c");
  EXPECT_EQ(count("d"), "a query of things: no join d");
  EXPECT_EQ(count("a", {"e"}), "things: no join e");
}

// more terms than SQLite allows levels.
TEST_F(TokenQueries, MayHaveAnyNumberOfTerms) {
  Predicate many{.kind = Predicate::Kind::kAll};
  for (int i = 0; i < 4000; ++i) many.children.push_back(equal(token_property("name"), "a"));
  must(connection->query(statements(query_of(many), {.own_account = contract::account_id(1)}).page));
  Predicate list{.kind = Predicate::Kind::kIn, .property = &token_property("name")};
  for (int i = 0; i < 1000; ++i) list.values.emplace_back("a");
  must(connection->query(statements(query_of(negated(list)), {.own_account = contract::account_id(1)}).page));
}

}  // namespace
}  // namespace jeton::store::sql
