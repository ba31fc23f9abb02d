#include <gtest/gtest.h>

#include <algorithm>

#include "store/contract/claims.h"
#include "store/contract/samples.h"

namespace jeton::store::contract {
namespace {

using base::ErrorKind;
using domain::TokenStatus;
using domain::UnitOfWork;

void TokenIsFoundAsItWasInserted(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto full = token(2, account_id(3), "Ä name with ' and \"");
  full.icon = "/v1/accounts/api-tokens/TKN-1000-0002/icon";
  full.status = TokenStatus::kDeleted;
  full.extensions = std::vector<std::string>{"EXT-0001-0001", "with \"quotes\", comma"};
  full.last_access = at(7);
  full.revision = 12;
  full.updated = stamp(1);
  full.enabled = stamp_of_system(2);
  full.disabled = stamp(3);
  full.deleted = stamp(4);
  auto bare = token(3, account_id(3));
  bare.description = "";
  bare.modules.clear();
  bare.extensions = std::vector<std::string>{};
  for (const auto& each : {token(1, account_id(2)), full, bare}) add_token(*store, each);
  const auto unit = reader(*store);
  for (const auto& each : {token(1, account_id(2)), full, bare}) {
    expect_same(must(unit->tokens().find(each.id)).value(), each);
  }
  EXPECT_FALSE(must(unit->tokens().find(token_id(99))).has_value());
  EXPECT_EQ(must(unit->tokens().approximate_count()), 3);
}

void TakenTokenIdIsFalseAndWritesNothing(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  add_token(*store, token(1, account_id(2)));
  auto other = token(1, account_id(3), "Another");
  other.modules = {module_id(4)};
  auto other_secret = secret(other);
  other_secret.digest = digest(77);
  write(*store, [&](UnitOfWork& unit) {
    EXPECT_FALSE(must(unit.tokens().insert(other, other_secret)));
    EXPECT_TRUE(must(unit.tokens().insert(token(2, account_id(3)), secret(token(2, account_id(3))))));
  });
  const auto unit = reader(*store);
  expect_same(must(unit->tokens().find(token_id(1))).value(), token(1, account_id(2)));
  EXPECT_EQ(must(unit->tokens().find_secret(token_id(1))).value().digest, digest(1));
}

void SecretIsKeptAsItWasGiven(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  const auto first = token(1, account_id(2));
  add_token(*store, first);
  // with reveal off only the digest is kept.
  const auto second = token(2, account_id(2));
  write(*store, [&](UnitOfWork& unit) {
    must(unit.tokens().insert(second, {second.id, digest(200), "", at(5)}));
  });
  const auto unit = reader(*store);
  const auto kept = must(unit->tokens().find_secret(first.id)).value();
  EXPECT_EQ(kept.token, first.id);
  EXPECT_EQ(kept.digest, digest(1));
  EXPECT_EQ(kept.sealed, secret(first).sealed);
  EXPECT_EQ(kept.created_at, first.created.at);
  EXPECT_EQ(must(unit->tokens().find_secret(second.id)).value().sealed, "");
  EXPECT_FALSE(must(unit->tokens().find_secret(token_id(9))).has_value());
  auto many = must(unit->tokens().find_secrets({second.id, token_id(9), first.id, second.id}));
  ASSERT_EQ(many.size(), 2U);
  std::sort(many.begin(), many.end(), [](const auto& a, const auto& b) { return a.token < b.token; });
  EXPECT_EQ(many.at(0).digest, digest(1));
  EXPECT_EQ(many.at(1).digest, digest(200));
}

void CredentialHoldsWhatADecisionNeeds(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto disabled = token(1, account_id(2));
  disabled.status = TokenStatus::kDisabled;
  disabled.last_access = at(3);
  disabled.revision = 7;
  add_token(*store, disabled);
  auto account = next_revision(must(reader(*store)->accounts().find(account_id(2))).value(), 1);
  account.status = domain::AccountStatus::kDisabled;
  write(*store, [&](UnitOfWork& unit) { must(unit.accounts().update(account)); });
  const auto unit = reader(*store);
  const auto credential = must(unit->tokens().find_credential(disabled.id)).value();
  EXPECT_EQ(credential.id, disabled.id);
  EXPECT_EQ(credential.account, account_id(2));
  EXPECT_EQ(credential.status, TokenStatus::kDisabled);
  EXPECT_EQ(credential.name, disabled.name);
  EXPECT_EQ(credential.digest, digest(1));
  EXPECT_EQ(credential.modules, disabled.modules);
  EXPECT_EQ(credential.last_access, at(3));
  EXPECT_EQ(credential.revision, 7);
  EXPECT_EQ(credential.account_status, domain::AccountStatus::kDisabled);
  EXPECT_FALSE(must(unit->tokens().find_credential(token_id(9))).has_value());
}

void CredentialsOfSeveralTokensAreThoseOfEach(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto bare = token(2, account_id(3));
  bare.modules.clear();
  for (const auto& each : {token(1, account_id(2)), bare, token(3, account_id(3))}) add_token(*store, each);
  const auto unit = reader(*store);
  auto found = must(unit->tokens().find_credentials({bare.id, token_id(9), token_id(1), bare.id}));
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  ASSERT_EQ(ids(found), (Ids{"TKN-1000-0001", "TKN-1000-0002"}));
  EXPECT_EQ(found[0].digest, digest(1));
  EXPECT_EQ(found[0].modules, token(1, account_id(2)).modules);
  EXPECT_EQ(found[1].account, account_id(3));
  EXPECT_EQ(found[1].digest, digest(2));
  EXPECT_TRUE(found[1].modules.empty());
  EXPECT_TRUE(must(unit->tokens().find_credentials({})).empty());
}

void CredentialsAreListedPageByPage(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto deleted = token(3, account_id(2));
  deleted.status = TokenStatus::kDeleted;
  for (const auto& each : {token(4, account_id(3)), token(1, account_id(2)), deleted})
    add_token(*store, each);
  const auto unit = reader(*store);
  const auto list = [&](const std::optional<domain::TokenId>& after, std::int64_t limit) {
    return ids(must(unit->tokens().list_credentials(after, limit)));
  };
  EXPECT_EQ(list(std::nullopt, 2), (Ids{"TKN-1000-0001", "TKN-1000-0003"}));
  EXPECT_EQ(list(token_id(3), 2), (Ids{"TKN-1000-0004"}));
  EXPECT_EQ(list(token_id(2), 9), (Ids{"TKN-1000-0003", "TKN-1000-0004"}));
  EXPECT_EQ(list(token_id(4), 9), Ids{});
  EXPECT_EQ(must(unit->tokens().list_credentials(token_id(2), 1)).at(0).modules, deleted.modules);
}

void TokenUpdateWritesEveryFieldButTheLastAccess(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto changed = token(1, account_id(2));
  add_token(*store, changed);
  write(*store, [](UnitOfWork& unit) { must(unit.tokens().record_accesses({{token_id(1), at(900)}}, {})); });
  changed = next_revision(changed, 60);
  changed.name = "Renamed";
  changed.description = "";
  changed.icon = "https://birch-retail.example/icon.png";
  changed.status = TokenStatus::kDisabled;
  changed.modules = {module_id(2)};
  changed.extensions = std::vector<std::string>{"EXT-1"};
  changed.enabled = stamp(1);
  changed.disabled = stamp(2);
  changed.deleted = stamp(3);
  write(*store, [&](UnitOfWork& unit) { must(unit.tokens().update(changed)); });
  changed.last_access = at(900);
  expect_same(must(reader(*store)->tokens().find(changed.id)).value(), changed);
  const auto unit = must(store->begin_write());
  EXPECT_EQ(unit->tokens().update(changed).error().kind(), ErrorKind::kConflict);
}

//
void AccessMovesForwardOnlyAndIsNoChange(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  add_token(*store, token(1, account_id(2)));
  const auto position = last_position(*store);
  for (const std::int64_t moment : {100, 50, 200}) {
    write(*store, [&](UnitOfWork& unit) {
      must(unit.tokens().record_accesses({{token_id(1), at(moment)}}, {}));
    });
    const auto found = must(reader(*store)->tokens().find(token_id(1))).value();
    EXPECT_EQ(found.last_access, at(std::max<std::int64_t>(moment, 100)));
    EXPECT_EQ(found.revision, 1);
  }
  write(*store, [](UnitOfWork& unit) { must(unit.tokens().record_accesses({{token_id(9), at(1)}}, {})); });
  EXPECT_TRUE(read_changes(*store, position, 0).empty());
}

//
void TokensWithAModuleAreThoseOfTheAccountNotDeleted(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto disabled = token(3, account_id(2));
  disabled.status = TokenStatus::kDisabled;
  auto deleted = token(4, account_id(2));
  deleted.status = TokenStatus::kDeleted;
  auto without = token(5, account_id(2));
  without.modules = {module_id(2)};
  for (const auto& each : {disabled, token(1, account_id(2)), deleted, without, token(2, account_id(3))}) {
    add_token(*store, each);
  }
  const auto unit = must(store->begin_write());
  const auto found = must(unit->tokens().list_with_module(account_id(2), module_id(1)));
  EXPECT_EQ(ids(found), (Ids{"TKN-1000-0001", "TKN-1000-0003"}));
  EXPECT_EQ(found.at(1).modules, disabled.modules);
}

void TokenMayHaveAThousandModules(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto wide = token(1, account_id(2));
  wide.modules.clear();
  write(*store, [&](UnitOfWork& unit) {
    for (int number = 10; number < 1010; ++number) {
      must(unit.modules().insert(module(number)));
      wide.modules.push_back(module_id(number));
    }
    std::sort(wide.modules.begin(), wide.modules.end());
    must(unit.tokens().insert(wide, secret(wide)));
  });
  EXPECT_EQ(must(reader(*store)->tokens().find(wide.id)).value().modules, wide.modules);
}

std::vector<domain::NewToken> new_tokens(int first, int count) {
  std::vector<domain::NewToken> tokens;
  for (int number = first; number < first + count; ++number) {
    auto each = token(number, account_id(2 + number % 2), "Name " + std::to_string(number));
    // Every number of modules, none included.
    each.modules.clear();
    for (int i = 1; i <= number % 4; ++i) each.modules.push_back(module_id(i));
    tokens.push_back({each, secret(each)});
  }
  return tokens;
}

// More than one statement takes, and a number that is no power of two.
void ManyTokensAreInsertedAsOneIs(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  const auto before = must(reader(*store)->changes().read_after(0, 1000)).size();
  const auto many = new_tokens(100, 151);
  write(*store, [&](UnitOfWork& unit) {
    EXPECT_TRUE(must(unit.tokens().insert_many(many)).empty());
    EXPECT_TRUE(must(unit.tokens().insert_many({})).empty());
  });
  const auto unit = reader(*store);
  for (const auto& [each, kept] : many) {
    expect_same(must(unit->tokens().find(each.id)).value(), each);
    EXPECT_EQ(must(unit->tokens().find_secret(each.id)).value().digest, kept.digest);
  }
  const auto changes = read_changes(*store, 0, before + many.size());
  ASSERT_EQ(changes.size(), before + many.size());
  for (std::size_t i = 0; i < many.size(); ++i) {
    EXPECT_EQ(changes[before + i].object_id, many[i].token.id.str());
    EXPECT_EQ(changes[before + i].revision, many[i].token.revision);
    EXPECT_EQ(changes[before + i].object_type, domain::ObjectType::kApiToken);
  }
  domain::Query all;
  EXPECT_EQ(must(unit->tokens().list(every_token(), all)).total, 151);
}

void OfManyTokensThoseWithATakenIdAreLeftOut(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  add_token(*store, token(102, account_id(2)));
  const auto many = new_tokens(100, 5);
  write(*store, [&](UnitOfWork& unit) {
    const auto taken = must(unit.tokens().insert_many(many));
    ASSERT_EQ(taken.size(), 1U);
    EXPECT_EQ(taken.front(), token_id(102));
  });
  const auto unit = reader(*store);
  expect_same(must(unit->tokens().find(token_id(102))).value(), token(102, account_id(2)));
  expect_same(must(unit->tokens().find(token_id(104))).value(), many[4].token);
}

void TokensAreFoundByTheirIds(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store, [&](UnitOfWork& unit) { must(unit.tokens().insert_many(new_tokens(1, 5))); });
  write(*store, [&](UnitOfWork& unit) {
    for (const auto lock : {domain::Lock::kNone, domain::Lock::kExclusive}) {
      auto found = must(unit.tokens().find_many({token_id(4), token_id(2), token_id(99), token_id(4)}, lock));
      ASSERT_EQ(found.size(), 2U);
      std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
      expect_same(found[0], new_tokens(2, 1)[0].token);
      expect_same(found[1], new_tokens(4, 1)[0].token);
    }
    EXPECT_TRUE(must(unit.tokens().find_many({}, domain::Lock::kExclusive)).empty());
  });
}

void TokensAreFoundByAccountAndName(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto deleted = token(5, account_id(2), "Gone");
  deleted.status = TokenStatus::kDeleted;
  auto disabled = token(6, account_id(2), "Off");
  disabled.status = TokenStatus::kDisabled;
  for (const auto& each : {token(1, account_id(2), "One"), token(2, account_id(3), "One"),
                           token(3, account_id(2), "one"), token(4, account_id(2), "Two"), deleted, disabled,
                           token(8, account_id(2), "Two"), token(7, account_id(2), "Two")}) {
    add_token(*store, each);
  }
  const auto unit = reader(*store);
  std::vector<domain::TokenName> names{{account_id(2), "One"},  {account_id(2), "Two"},
                                       {account_id(2), "Gone"}, {account_id(2), "Off"},
                                       {account_id(3), "Two"},  {account_id(2), "ONE"}};
  auto found = must(unit->tokens().find_named(names));
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].first, token_id(1));
  EXPECT_EQ(found[0].name.name, "One");
  EXPECT_EQ(found[0].name.account, account_id(2));
  EXPECT_FALSE(found[0].several);
  EXPECT_EQ(found[1].first, token_id(4));
  EXPECT_TRUE(found[1].several);
  EXPECT_EQ(found[2].first, token_id(6));
  EXPECT_TRUE(must(unit->tokens().find_named({})).empty());
  // More than one statement takes.
  for (int i = 0; i < 100; ++i) names.push_back({account_id(3), "Unknown " + std::to_string(i)});
  names.push_back({account_id(3), "One"});
  EXPECT_EQ(must(unit->tokens().find_named(names)).size(), 4U);
}

}  // namespace

Claims token_claims() {
  return {JETON_CLAIM(TokenIsFoundAsItWasInserted),
          JETON_CLAIM(TakenTokenIdIsFalseAndWritesNothing),
          JETON_CLAIM(SecretIsKeptAsItWasGiven),
          JETON_CLAIM(CredentialHoldsWhatADecisionNeeds),
          JETON_CLAIM(CredentialsOfSeveralTokensAreThoseOfEach),
          JETON_CLAIM(CredentialsAreListedPageByPage),
          JETON_CLAIM(TokenUpdateWritesEveryFieldButTheLastAccess),
          JETON_CLAIM(AccessMovesForwardOnlyAndIsNoChange),
          JETON_CLAIM(TokensWithAModuleAreThoseOfTheAccountNotDeleted),
          JETON_CLAIM(TokenMayHaveAThousandModules),
          JETON_CLAIM(ManyTokensAreInsertedAsOneIs),
          JETON_CLAIM(OfManyTokensThoseWithATakenIdAreLeftOut),
          JETON_CLAIM(TokensAreFoundByTheirIds),
          JETON_CLAIM(TokensAreFoundByAccountAndName)};
}

}  // namespace jeton::store::contract
