#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "store/contract/claims.h"
#include "store/contract/samples.h"

namespace jeton::store::contract {
namespace {

using domain::AccountType;
using domain::Direction;
using domain::FilterOperator;
using domain::TokenField;
using domain::TokenQuery;
using domain::TokenStatus;
using domain::UnitOfWork;
using Ids = std::vector<std::string>;

TokenQuery everything() {
  TokenQuery query;
  query.scope.vendor_and_client_accounts = true;
  query.scope.operations_accounts = true;
  query.scope.deleted = true;
  query.limit = 100;
  return query;
}

domain::TokenPage list(domain::Store& store, const TokenQuery& query) {
  return must(reader(store)->tokens().list(query));
}

/// The last digits of the ids that a query finds, such as `1 3`.
std::string found(domain::Store& store, const TokenQuery& query) {
  std::string numbers;
  for (const auto& token : list(store, query).tokens) {
    numbers += (numbers.empty() ? "" : " ") + std::to_string(std::stoi(token.id.str().substr(9)));
  }
  return numbers;
}

std::string found_where(domain::Store& store, TokenField field, FilterOperator op,
                        std::variant<std::string, std::int64_t> value) {
  auto query = everything();
  query.conditions.push_back({field, op, std::move(value)});
  const auto page = list(store, query);
  EXPECT_EQ(page.total, static_cast<std::int64_t>(page.tokens.size()));
  return found(store, query);
}

std::string ordered(domain::Store& store, TokenField field, Direction direction) {
  auto query = everything();
  query.order.push_back({field, direction});
  return found(store, query);
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
        TokenQuery query;
        query.limit = 100;
        query.scope.vendor_and_client_accounts = (flags & 1U) != 0;
        query.scope.operations_accounts = (flags & 2U) != 0;
        query.scope.deleted = (flags & 4U) != 0;
        if (own != 0) query.scope.own_account = account_id(own);
        if (self != 0) query.scope.self = token_id(self);
        Ids expected;
        for (const auto& each : tokens) {
          const auto account = static_cast<std::size_t>(each.account.str().back() - '1');
          if (query.scope.contains(each.id, each.account, types[account],
                                   each.status == TokenStatus::kDeleted)) {
            expected.push_back(each.id.str());
          }
        }
        const auto page = must(unit->tokens().list(query));
        EXPECT_EQ(ids(page.tokens), expected) << flags << " own " << own << " self " << self;
        EXPECT_EQ(page.total, static_cast<std::int64_t>(expected.size()));
      }
    }
  }
}

void ScopeOfNothingFindsNothing(Database& database) {
  const auto store = database.open();
  add_tokens(*store);
  TokenQuery query;
  query.limit = 100;
  query.scope.deleted = true;
  EXPECT_EQ(list(*store, query).total, 0);
}

void ConditionsNarrowTheScopeAndNeverWidenIt(Database& database) {
  const auto store = database.open();
  add_tokens(*store);
  TokenQuery query;
  query.limit = 100;
  query.scope.own_account = account_id(2);
  query.scope.self = token_id(6);
  query.conditions.push_back({TokenField::kId, FilterOperator::kEqual, "TKN-1000-0001"});
  EXPECT_EQ(found(*store, query), "");
  query.conditions[0].value = "TKN-1000-0006";
  EXPECT_EQ(found(*store, query), "6");
  query.conditions[0].value = "x' OR 1=1 --";
  EXPECT_EQ(found(*store, query), "");
}

//
void PagesAreCutFromOneOrderAndTheTotalIsAll(Database& database) {
  const auto store = database.open();
  add_tokens(*store);
  auto query = everything();
  query.limit = 3;
  EXPECT_EQ(found(*store, query), "1 2 3");
  query.offset = 3;
  EXPECT_EQ(found(*store, query), "4 5 6");
  query.offset = 6;
  EXPECT_EQ(found(*store, query), "7");
  EXPECT_EQ(list(*store, query).total, 7);
  query.offset = 700;
  EXPECT_EQ(found(*store, query), "");
  EXPECT_EQ(list(*store, query).total, 7);
  query.limit = 0;
  query.offset = 0;
  EXPECT_EQ(found(*store, query), "");
  EXPECT_EQ(list(*store, query).total, 7);
}

void ListedTokensAreWhole(Database& database) {
  const auto store = database.open();
  const auto tokens = add_tokens(*store);
  const auto page = list(*store, everything());
  ASSERT_EQ(page.tokens.size(), tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) expect_same(page.tokens[i], tokens[i]);
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
  const std::vector<std::pair<TokenField, std::variant<std::string, std::int64_t>>> values = {
      {TokenField::kId, "TKN-1000-0002"},
      {TokenField::kName, "ledger sync"},
      {TokenField::kDescription, "Ärger"},
      {TokenField::kStatus, "Disabled"},
      {TokenField::kIcon, "/icon"},
      {TokenField::kRevision, std::int64_t{4}},
      {TokenField::kLastAccessAt, milliseconds(at(20))},
      {TokenField::kAccountId, "ACC-1000-0003"},
      {TokenField::kAccountName, "Birch Retail 3"},
      {TokenField::kAccountType, "Client"},
      {TokenField::kAccountStatus, "Disabled"},
      {TokenField::kCreatedAt, milliseconds(at(2))},
      {TokenField::kCreatedById, "USR-9"},
      {TokenField::kCreatedByName, "Zoë"},
      {TokenField::kUpdatedAt, milliseconds(at(30))},
      {TokenField::kSecretDigest, [] {
         std::string hex;
         for (const auto byte : digest(2)) {
           constexpr std::string_view kDigits = "0123456789abcdef";
           hex += kDigits[std::to_integer<std::size_t>(byte) / 16];
           hex += kDigits[std::to_integer<std::size_t>(byte) % 16];
         }
         return hex;
       }()}};
  for (const auto& [field, value] : values) {
    EXPECT_EQ(found_where(*store, field, FilterOperator::kEqual, value), "2") << static_cast<int>(field);
    // token 1 has neither a last access, nor an update, nor an icon.
    const bool null_in_first =
        field == TokenField::kLastAccessAt || field == TokenField::kUpdatedAt || field == TokenField::kIcon;
    EXPECT_EQ(found_where(*store, field, FilterOperator::kNotEqual, value), null_in_first ? "" : "1")
        << static_cast<int>(field);
  }
}

// an empty text is an unset one.
void NullNeitherEqualsNorDiffers(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto unset = token(1, account_id(2));
  unset.description = "";
  unset.created = stamp_of_system(1);
  add_token(*store, unset);
  for (const auto field : {TokenField::kDescription, TokenField::kIcon, TokenField::kCreatedById}) {
    EXPECT_EQ(found_where(*store, field, FilterOperator::kNotEqual, "x"), "");
    EXPECT_EQ(found_where(*store, field, FilterOperator::kEqual, ""), "");
    EXPECT_EQ(found_where(*store, field, FilterOperator::kNotEqual, ""), "");
  }
  for (const auto field : {TokenField::kLastAccessAt, TokenField::kUpdatedAt}) {
    EXPECT_EQ(found_where(*store, field, FilterOperator::kNotEqual, std::int64_t{1}), "");
  }
}

void AllConditionsHaveToHold(Database& database) {
  const auto store = database.open();
  add_tokens(*store);
  auto query = everything();
  query.conditions.push_back({TokenField::kAccountType, FilterOperator::kEqual, "Vendor"});
  query.conditions.push_back({TokenField::kStatus, FilterOperator::kNotEqual, "Deleted"});
  EXPECT_EQ(found(*store, query), "3 4");
  query.conditions.push_back({TokenField::kId, FilterOperator::kNotEqual, "TKN-1000-0003"});
  EXPECT_EQ(found(*store, query), "4");
}

void ConditionOfAnotherTypeIsAnError(Database& database) {
  const auto store = database.open();
  add_tokens(*store);
  for (const auto& [field, value] :
       std::vector<std::pair<TokenField, std::variant<std::string, std::int64_t>>>{
           {TokenField::kRevision, "1"},
           {TokenField::kName, std::int64_t{1}},
           {TokenField::kSecretDigest, std::int64_t{1}}}) {
    auto query = everything();
    query.conditions.push_back({field, FilterOperator::kEqual, value});
    EXPECT_EQ(reader(*store)->tokens().list(query).error().kind(), base::ErrorKind::kInternal);
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
  auto query = everything();
  query.order.push_back({TokenField::kName, Direction::kAscending});
  std::vector<std::string> sorted;
  for (const auto& each : list(*store, query).tokens) sorted.push_back(each.name);
  const std::vector<std::string> expected = {"10", "9", "A",      "a",      "a b",    "B",
                                             "b",  "i", "\u0130", "STASSE", "stasse", "sta\u00dfe",
                                             "Z",  "z", "\u00c4", "\u00e4", "\u00e9", "\u00e9a"};
  EXPECT_EQ(sorted, expected);
  query.order[0].direction = Direction::kDescending;
  sorted.clear();
  for (const auto& each : list(*store, query).tokens) sorted.push_back(each.name);
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
  for (const auto field :
       {TokenField::kDescription, TokenField::kIcon, TokenField::kLastAccessAt, TokenField::kUpdatedAt}) {
    EXPECT_EQ(ordered(*store, field, Direction::kAscending), "2 4 1 3") << static_cast<int>(field);
    EXPECT_EQ(ordered(*store, field, Direction::kDescending), "3 1 2 4") << static_cast<int>(field);
  }
  EXPECT_EQ(ordered(*store, TokenField::kCreatedById, Direction::kAscending), "2 4 1 3");
  EXPECT_EQ(ordered(*store, TokenField::kCreatedById, Direction::kDescending), "1 3 2 4");
}

void EveryFieldCanBeSortedBy(Database& database) {
  const auto store = database.open();
  add_two_different_tokens(*store);
  const std::map<TokenField, std::string> ascending = {{TokenField::kId, "1 2"},
                                                       {TokenField::kName, "1 2"},
                                                       {TokenField::kDescription, "1 2"},
                                                       {TokenField::kStatus, "1 2"},
                                                       {TokenField::kIcon, "1 2"},
                                                       {TokenField::kRevision, "1 2"},
                                                       {TokenField::kLastAccessAt, "1 2"},
                                                       {TokenField::kAccountId, "1 2"},
                                                       {TokenField::kAccountName, "1 2"},
                                                       {TokenField::kAccountType, "2 1"},
                                                       {TokenField::kAccountStatus, "1 2"},
                                                       {TokenField::kCreatedAt, "1 2"},
                                                       {TokenField::kCreatedById, "1 2"},
                                                       {TokenField::kCreatedByName, "1 2"},
                                                       {TokenField::kUpdatedAt, "1 2"}};
  for (const auto& [field, order] : ascending) {
    EXPECT_EQ(ordered(*store, field, Direction::kAscending), order) << static_cast<int>(field);
    EXPECT_EQ(ordered(*store, field, Direction::kDescending), order == "1 2" ? "2 1" : "1 2")
        << static_cast<int>(field);
  }
}

// the first key is the primary one. A-045: id last.
void SeveralOrdersApplyFromTheFirst(Database& database) {
  const auto store = database.open();
  add_tokens(*store);
  auto query = everything();
  query.order = {{TokenField::kAccountType, Direction::kDescending},
                 {TokenField::kStatus, Direction::kDescending}};
  EXPECT_EQ(found(*store, query), "5 3 4 2 1 7 6");
  query.order = {{TokenField::kName, Direction::kDescending}};
  EXPECT_EQ(found(*store, query), "1 2 3 4 5 6 7");
  query.order = {{TokenField::kId, Direction::kDescending}};
  EXPECT_EQ(found(*store, query), "7 6 5 4 3 2 1");
}

}  // namespace

Claims token_list_claims() {
  return {JETON_CLAIM(ListShowsWhatTheScopeContains),
          JETON_CLAIM(ScopeOfNothingFindsNothing),
          JETON_CLAIM(ConditionsNarrowTheScopeAndNeverWidenIt),
          JETON_CLAIM(PagesAreCutFromOneOrderAndTheTotalIsAll),
          JETON_CLAIM(ListedTokensAreWhole),
          JETON_CLAIM(EveryFieldCanBeFilteredByEquality),
          JETON_CLAIM(NullNeitherEqualsNorDiffers),
          JETON_CLAIM(AllConditionsHaveToHold),
          JETON_CLAIM(ConditionOfAnotherTypeIsAnError),
          JETON_CLAIM(TextsSortWithoutCaseThenByCodePoint),
          JETON_CLAIM(NullsAndEmptyTextsSortFirst),
          JETON_CLAIM(EveryFieldCanBeSortedBy),
          JETON_CLAIM(SeveralOrdersApplyFromTheFirst)};
}

}  // namespace jeton::store::contract
