#include <gtest/gtest.h>

#include <algorithm>

#include "domain/token_properties.h"
#include "store/contract/claims.h"
#include "store/contract/predicates.h"
#include "store/contract/samples.h"

namespace jeton::store::contract {
namespace {

using domain::AccountType;
using domain::Comparison;
using domain::Page;
using domain::Query;
using domain::Token;
using domain::TokenScope;
using domain::TokenStatus;
using domain::UnitOfWork;

Page<Token> list(domain::Store& store, const TokenScope& scope, const Query& query) {
  return must(reader(store)->tokens().list(scope, query));
}

/// The last digits of the ids that a query finds, such as `1 3`.
std::string numbers_of(const Page<Token>& page) {
  std::string numbers;
  for (const auto& token : page.rows) {
    numbers += (numbers.empty() ? "" : " ") + std::to_string(std::stoi(token.id.str().substr(9)));
  }
  return numbers;
}

std::string found(domain::Store& store, const Query& query, const TokenScope& scope = every_token()) {
  return numbers_of(list(store, scope, query));
}

std::string found_where(domain::Store& store, std::string_view path, Comparison comparison,
                        domain::QueryValue value) {
  const auto page =
      list(store, every_token(), query_of(compare(token_property(path), comparison, std::move(value))));
  EXPECT_EQ(page.total, static_cast<std::int64_t>(page.rows.size()));
  return numbers_of(page);
}

enum class Direction { kAscending, kDescending };

std::string ordered(domain::Store& store, std::string_view path, Direction direction) {
  return found(store, query_of({}, {{&token_property(path), direction == Direction::kDescending}}));
}

/// Tokens 1 and 2 of Operations, 3 to 5 of the vendor, 6 and 7 of the client; 2, 5 and 7 are deleted.
std::vector<domain::Token> add_tokens(domain::Store& store) {
  add_platform(store);
  std::vector<domain::Token> tokens;
  const int accounts[] = {1, 1, 2, 2, 2, 3, 3};
  for (int number = 1; number <= 7; ++number) {
    auto each = token(number, account_id(accounts[number - 1]));
    if (number == 2 || number == 5 || number == 7) each.status = TokenStatus::kDeleted;
    add_token(store, each);
    tokens.push_back(std::move(each));
  }
  return tokens;
}

// Table 3.1, R-016, R-131: a list shows exactly what `TokenScope::contains` lets through.
void ListShowsWhatTheScopeContains(Database& database) {
  const auto store = database.open();
  const auto tokens = add_tokens(*store);
  const AccountType types[] = {AccountType::kOperations, AccountType::kVendor, AccountType::kClient};
  const auto unit = reader(*store);
  for (unsigned flags = 0; flags < 8; ++flags) {
    for (const int own : {0, 1, 2}) {
      for (const int self : {0, 2, 6}) {
        TokenScope scope;
        scope.vendor_and_client_accounts = (flags & 1U) != 0;
        scope.operations_accounts = (flags & 2U) != 0;
        scope.deleted = (flags & 4U) != 0;
        if (own != 0) scope.own_account = account_id(own);
        if (self != 0) scope.self = token_id(self);
        Ids expected;
        for (const auto& each : tokens) {
          const auto account = static_cast<std::size_t>(each.account.str().back() - '1');
          if (scope.contains(each.id, each.account, types[account], each.status == TokenStatus::kDeleted)) {
            expected.push_back(each.id.str());
          }
        }
        const auto page = must(unit->tokens().list(scope, query_of()));
        EXPECT_EQ(ids(page.rows), expected) << flags << " own " << own << " self " << self;
        EXPECT_EQ(page.total, static_cast<std::int64_t>(expected.size()));
      }
    }
  }
}

void ScopeOfNothingFindsNothing(Database& database) {
  const auto store = database.open();
  add_tokens(*store);
  EXPECT_EQ(list(*store, {.deleted = true}, query_of()).total, 0);
}

void ConditionsNarrowTheScopeAndNeverWidenIt(Database& database) {
  const auto store = database.open();
  add_tokens(*store);
  TokenScope scope;
  scope.own_account = account_id(2);
  scope.self = token_id(6);
  const auto with_id = [](std::string id) { return equal(token_property("id"), std::move(id)); };
  EXPECT_EQ(found(*store, query_of(with_id("TKN-1000-0001")), scope), "");
  EXPECT_EQ(found(*store, query_of(with_id("TKN-1000-0006")), scope), "6");
  EXPECT_EQ(found(*store, query_of(with_id("x' OR 1=1 --")), scope), "");
  // An alternative stays inside the scope too.
  domain::Predicate either{.kind = domain::Predicate::Kind::kAny};
  either.children = {with_id("TKN-1000-0001"), negated(with_id("TKN-1000-0003")), domain::Predicate{}};
  EXPECT_EQ(found(*store, query_of(either), scope), "3 4 6");
}

//
void PagesAreCutFromOneOrderAndTheTotalIsAll(Database& database) {
  const auto store = database.open();
  add_tokens(*store);
  auto query = query_of();
  query.limit = 3;
  EXPECT_EQ(found(*store, query), "1 2 3");
  query.offset = 3;
  EXPECT_EQ(found(*store, query), "4 5 6");
  query.offset = 6;
  EXPECT_EQ(found(*store, query), "7");
  EXPECT_EQ(list(*store, every_token(), query).total, 7);
  query.offset = 700;
  EXPECT_EQ(found(*store, query), "");
  EXPECT_EQ(list(*store, every_token(), query).total, 7);
  query.limit = 0;
  query.offset = 0;
  EXPECT_EQ(found(*store, query), "");
  EXPECT_EQ(list(*store, every_token(), query).total, 7);
}

void ListedTokensAreWhole(Database& database) {
  const auto store = database.open();
  const auto tokens = add_tokens(*store);
  const auto page = list(*store, every_token(), query_of());
  ASSERT_EQ(page.rows.size(), tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) expect_same(page.rows[i], tokens[i]);
}

/// Two tokens that differ in every field which can be filtered by.
void add_two_different_tokens(domain::Store& store) {
  add_platform(store);
  write(store, [](UnitOfWork& unit) {
    auto changed = next_revision(account(3), 1);
    changed.status = domain::AccountStatus::kDisabled;
    must(unit.accounts().update(changed));
  });
  add_token(store, token(1, account_id(2), "Ledger sync"));
  auto other = token(2, account_id(3), "ledger sync");
  other.description = "Ärger";
  other.icon = "/icon";
  other.status = TokenStatus::kDisabled;
  other.revision = 4;
  other.last_access = at(20);
  other.created = stamp_of_system(2);
  other.created.by.id = "USR-9";
  other.created.by.name = "Zoë";
  other.updated = stamp(30);
  add_token(store, other);
}

// texts are compared exactly.
void EveryFieldCanBeFilteredByEquality(Database& database) {
  const auto store = database.open();
  add_two_different_tokens(*store);
  const auto milliseconds = [](base::Timestamp moment) {
    return static_cast<std::int64_t>(moment.time_since_epoch().count());
  };
  const std::vector<std::pair<std::string_view, domain::QueryValue>> values = {
      {"id", "TKN-1000-0002"},
      {"name", "ledger sync"},
      {"description", "Ärger"},
      {"status", "Disabled"},
      {"icon", "/icon"},
      {"revision", std::int64_t{4}},
      {"lastAccessAt", milliseconds(at(20))},
      {"account.id", "ACC-1000-0003"},
      {"account.name", "Birch Retail 3"},
      {"account.type", "Client"},
      {"account.status", "Disabled"},
      {"audit.created.at", milliseconds(at(2))},
      {"audit.created.by.id", "USR-9"},
      {"audit.created.by.name", "Zoë"},
      {"audit.updated.at", milliseconds(at(30))}};
  for (const auto& [path, value] : values) {
    EXPECT_EQ(found_where(*store, path, Comparison::kEqual, value), "2") << path;
    // token 1 has neither a last access, nor an update, nor an icon.
    const bool null_in_first = path == "lastAccessAt" || path == "audit.updated.at" || path == "icon";
    EXPECT_EQ(found_where(*store, path, Comparison::kNotEqual, value), null_in_first ? "" : "1") << path;
  }
}

//
void TokensAreFoundByTheDigestOfTheirText(Database& database) {
  const auto store = database.open();
  add_two_different_tokens(*store);
  EXPECT_EQ(found_where(*store, "token", Comparison::kEqual, hex_of(digest(2))), "2");
  EXPECT_EQ(found(*store, query_of(negated(equal(token_property("token"), hex_of(digest(2)))))), "1");
  EXPECT_EQ(found_where(*store, "token", Comparison::kEqual, hex_of(digest(3))), "");
}

// an empty text is an unset one.
void NullNeitherEqualsNorDiffers(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto unset = token(1, account_id(2));
  unset.description = "";
  unset.created = stamp_of_system(1);
  add_token(*store, unset);
  for (const auto* path : {"description", "icon", "audit.created.by.id", "audit.updated.by.id"}) {
    EXPECT_EQ(found_where(*store, path, Comparison::kNotEqual, "x"), "") << path;
    EXPECT_EQ(found_where(*store, path, Comparison::kEqual, ""), "") << path;
    EXPECT_EQ(found_where(*store, path, Comparison::kNotEqual, ""), "") << path;
    EXPECT_EQ(found(*store, query_of(is_null(token_property(path)))), "1") << path;
    EXPECT_EQ(found(*store, query_of(negated(is_null(token_property(path))))), "") << path;
    // What is false because of a null is true when it is negated.
    EXPECT_EQ(found(*store, query_of(negated(equal(token_property(path), "x")))), "1") << path;
  }
  for (const auto* path : {"lastAccessAt", "audit.updated.at"}) {
    EXPECT_EQ(found_where(*store, path, Comparison::kNotEqual, std::int64_t{1}), "") << path;
  }
}

void AllConditionsHaveToHold(Database& database) {
  const auto store = database.open();
  add_tokens(*store);
  auto conditions = std::vector{equal(token_property("account.type"), "Vendor"),
                                compare(token_property("status"), Comparison::kNotEqual, "Deleted")};
  EXPECT_EQ(found(*store, query_of(all_of(conditions))), "3 4");
  conditions.push_back(compare(token_property("id"), Comparison::kNotEqual, "TKN-1000-0003"));
  EXPECT_EQ(found(*store, query_of(all_of(conditions))), "4");
}

// one any() is about one element.
void OneElementSatisfiesTheWholeCondition(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  add_token(*store, token(1, account_id(2)));  // Modules 1 and 3.
  const auto& modules = token_property("modules");
  const auto& id = *domain::find_property(modules.elements, "id");
  const auto& name = *domain::find_property(modules.elements, "name");
  const auto first = equal(id, "MOD-1001");
  const auto third = equal(name, "Module 3");
  EXPECT_EQ(found(*store, query_of(has_element(modules, {}))), "1");
  EXPECT_EQ(found(*store, query_of(has_element(modules, {all_of({first, third})}))), "");
  EXPECT_EQ(found(*store, query_of(all_of({has_element(modules, {first}), has_element(modules, {third})}))),
            "1");
  EXPECT_EQ(found(*store, query_of(has_element(modules, {equal(id, "MOD-1002")}))), "");
}

void ConditionOfAnotherTypeIsAnError(Database& database) {
  const auto store = database.open();
  add_tokens(*store);
  for (const auto& [path, value] : std::vector<std::pair<std::string_view, domain::QueryValue>>{
           {"revision", "1"}, {"name", std::int64_t{1}}, {"token", std::int64_t{1}}, {"name", true}}) {
    const auto listed =
        reader(*store)->tokens().list(every_token(), query_of(equal(token_property(path), value)));
    ASSERT_TRUE(listed.has_error());
    EXPECT_EQ(listed.error().kind(), base::ErrorKind::kInternal);
  }
}

// without case first, then by code point; fold_case makes "ß" "ss" and "İ" "i̇" (i and a dot above).
void TextsSortWithoutCaseThenByCodePoint(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  const std::vector<std::string> names = {"b",      "A",          "a",      "B",      "\u00e9",  "\u00c4",
                                          "\u00e4", "sta\u00dfe", "stasse", "STASSE", "z",       "\u0130",
                                          "i",      "10",         "9",      "a b",    "\u00e9a", "Z"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    add_token(*store, token(static_cast<int>(i) + 1, account_id(2), names[i]));
  }
  auto query = query_of({}, {{&token_property("name"), false}});
  std::vector<std::string> sorted;
  for (const auto& each : list(*store, every_token(), query).rows) sorted.push_back(each.name);
  const std::vector<std::string> expected = {"10", "9", "A",      "a",      "a b",    "B",
                                             "b",  "i", "\u0130", "STASSE", "stasse", "sta\u00dfe",
                                             "Z",  "z", "\u00c4", "\u00e4", "\u00e9", "\u00e9a"};
  EXPECT_EQ(sorted, expected);
  query.order[0].descending = true;
  sorted.clear();
  for (const auto& each : list(*store, every_token(), query).rows) sorted.push_back(each.name);
  EXPECT_EQ(sorted, (std::vector<std::string>{expected.rbegin(), expected.rend()}));
}

// nulls and empty texts first when ascending, last when descending. A-045: then by id, ascending.
void NullsAndEmptyTextsSortFirst(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  for (int number = 1; number <= 4; ++number) {
    auto each = token(number, account_id(2));
    each.description = number % 2 == 0 ? "" : "text " + std::to_string(number);
    each.icon = each.description;
    if (number % 2 == 1) {
      each.last_access = at(number);
      each.updated = stamp(number);
    } else {
      each.created = stamp_of_system(5);
    }
    add_token(*store, each);
  }
  for (const auto* path : {"description", "icon", "lastAccessAt", "audit.updated.at"}) {
    EXPECT_EQ(ordered(*store, path, Direction::kAscending), "2 4 1 3") << path;
    EXPECT_EQ(ordered(*store, path, Direction::kDescending), "3 1 2 4") << path;
  }
  for (const auto* path : {"audit.created.by.id", "audit.updated.by.id", "audit.updated.by.name"}) {
    EXPECT_EQ(ordered(*store, path, Direction::kAscending), "2 4 1 3") << path;
    EXPECT_EQ(ordered(*store, path, Direction::kDescending), "1 3 2 4") << path;
  }
}

void EveryFieldCanBeSortedBy(Database& database) {
  const auto store = database.open();
  add_two_different_tokens(*store);
  for (const auto& each : domain::token_properties().properties) {
    if (each.use != domain::PropertyUse::kFilterAndOrder) continue;
    if (each.type == domain::PropertyType::kReference || each.type == domain::PropertyType::kCollection)
      continue;
    // Neither has been enabled, disabled or deleted, so their ids decide. Clients come before vendors.
    const bool same =
        each.path.find("abled.") != each.path.npos || each.path.find("deleted.") != each.path.npos;
    const std::string ascending = each.path == "account.type" ? "2 1" : "1 2";
    const std::string descending = same || ascending == "2 1" ? "1 2" : "2 1";
    EXPECT_EQ(ordered(*store, each.path, Direction::kAscending), ascending) << each.path;
    EXPECT_EQ(ordered(*store, each.path, Direction::kDescending), descending) << each.path;
  }
}

// the first key is the primary one. A-045: id last.
void SeveralOrdersApplyFromTheFirst(Database& database) {
  const auto store = database.open();
  add_tokens(*store);
  EXPECT_EQ(found(*store,
                  query_of({}, {{&token_property("account.type"), true}, {&token_property("status"), true}})),
            "5 3 4 2 1 7 6");
  EXPECT_EQ(found(*store, query_of({}, {{&token_property("name"), true}})), "1 2 3 4 5 6 7");
  EXPECT_EQ(found(*store, query_of({}, {{&token_property("id"), true}})), "7 6 5 4 3 2 1");
}

}  // namespace

Claims token_list_claims() {
  return {JETON_CLAIM(ListShowsWhatTheScopeContains),
          JETON_CLAIM(ScopeOfNothingFindsNothing),
          JETON_CLAIM(ConditionsNarrowTheScopeAndNeverWidenIt),
          JETON_CLAIM(PagesAreCutFromOneOrderAndTheTotalIsAll),
          JETON_CLAIM(ListedTokensAreWhole),
          JETON_CLAIM(EveryFieldCanBeFilteredByEquality),
          JETON_CLAIM(TokensAreFoundByTheDigestOfTheirText),
          JETON_CLAIM(NullNeitherEqualsNorDiffers),
          JETON_CLAIM(AllConditionsHaveToHold),
          JETON_CLAIM(OneElementSatisfiesTheWholeCondition),
          JETON_CLAIM(ConditionOfAnotherTypeIsAnError),
          JETON_CLAIM(TextsSortWithoutCaseThenByCodePoint),
          JETON_CLAIM(NullsAndEmptyTextsSortFirst),
          JETON_CLAIM(EveryFieldCanBeSortedBy),
          JETON_CLAIM(SeveralOrdersApplyFromTheFirst)};
}

}  // namespace jeton::store::contract
