#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "domain/account_properties.h"
#include "store/contract/claims.h"
#include "store/contract/predicates.h"
#include "store/contract/samples.h"

namespace jeton::store::contract {
namespace {

using base::ErrorKind;
using domain::UnitOfWork;

/// With a value in every field.
domain::Account full_account(int number) {
  auto full = next_revision(account(number), 40);
  full.website = "https://cedar-cloud.example/Ürün?a='b'";
  full.technical_support_email = "Support@cedar-cloud.example";
  full.address = {"1 Mill Lane", "Floor 2", "AB1 2CD", "Łódź", "Łódzkie", "PL"};
  full.default_language_code = "en-US";
  full.external_id = "EXT/7";
  full.eligibility = domain::Eligibility{true, false};
  full.reveal_tokens = false;
  full.status = domain::AccountStatus::kDisabled;
  full.status_before_disabled = domain::AccountStatus::kEnabled;
  full.enabled = stamp(10);
  full.disabled = stamp(20);
  full.activated = stamp_of_system(30);
  return full;
}

void AccountIsFoundAsItWasInserted(Database& database) {
  const auto store = database.open();
  auto plain = account(1);
  auto odd = next_revision(account(2, domain::AccountType::kOperations), 5);
  odd.name = "Ürün – 株式会社 🧾 '; DROP TABLE accounts; --";
  odd.description = "";
  odd.reveal_tokens = false;
  odd.status = domain::AccountStatus::kDisabled;
  odd.created = stamp(9'007'199'254'740'993);  // Past what a double holds.
  write(*store, [&](UnitOfWork& unit) {
    EXPECT_TRUE(must(unit.accounts().insert(plain)));
    EXPECT_TRUE(must(unit.accounts().insert(odd)));
    EXPECT_TRUE(must(unit.accounts().insert(full_account(3))));
  });
  const auto unit = reader(*store);
  expect_same(must(unit->accounts().find(plain.id)).value(), plain);
  expect_same(must(unit->accounts().find(odd.id)).value(), odd);
  expect_same(must(unit->accounts().find(account_id(3))).value(), full_account(3));
  EXPECT_FALSE(must(unit->accounts().find(account_id(99))).has_value());
}

void AccountsAreListedById(Database& database) {
  const auto store = database.open();
  write(*store, [](UnitOfWork& unit) {
    for (const int number : {3, 1, 2}) must(unit.accounts().insert(account(number)));
  });
  const auto unit = reader(*store);
  EXPECT_EQ(ids(must(unit->accounts().list())),
            (std::vector<std::string>{"ACC-1000-0001", "ACC-1000-0002", "ACC-1000-0003"}));
  EXPECT_EQ(must(unit->accounts().approximate_count()), 3);
}

void FindManyAccountsLeavesOutUnknownAndRepeatedIds(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  const auto unit = reader(*store);
  auto found = ids(must(unit->accounts().find_many(
      {account_id(3), account_id(77), account_id(1), account_id(3), account_id(78)})));
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found, (std::vector<std::string>{"ACC-1000-0001", "ACC-1000-0003"}));
  EXPECT_TRUE(must(unit->accounts().find_many({})).empty());
}

void FindManyAccountsTakesMoreIdsThanOneStatement(Database& database) {
  const auto store = database.open();
  std::vector<domain::AccountId> wanted;
  write(*store, [&](UnitOfWork& unit) {
    for (int number = 1; number <= 1100; ++number) {
      must(unit.accounts().insert(account(number)));
      wanted.push_back(account_id(number));
    }
  });
  EXPECT_EQ(must(reader(*store)->accounts().find_many(wanted)).size(), 1100U);
}

void OperationsAccountIsFoundByItsType(Database& database) {
  const auto store = database.open();
  EXPECT_FALSE(must(reader(*store)->accounts().find_operations()).has_value());
  add_platform(*store);
  EXPECT_EQ(must(reader(*store)->accounts().find_operations()).value().id, account_id(1));
}

void TakenAccountIdIsFalseAndTheUnitGoesOn(Database& database) {
  const auto store = database.open();
  write(*store, [](UnitOfWork& unit) { must(unit.accounts().insert(account(1))); });
  write(*store, [](UnitOfWork& unit) {
    auto other = account(1);
    other.name = "Alder Freight";
    EXPECT_FALSE(must(unit.accounts().insert(other)));
    EXPECT_TRUE(must(unit.accounts().insert(account(2))));
  });
  const auto unit = reader(*store);
  EXPECT_EQ(must(unit->accounts().find(account_id(1))).value().name, account(1).name);
  EXPECT_TRUE(must(unit->accounts().find(account_id(2))).has_value());
}

void AccountUpdateWritesEveryField(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto changed = full_account(2);
  changed.name = "Cedar Cloud";
  changed.description = "New";
  write(*store, [&](UnitOfWork& unit) { must(unit.accounts().update(changed)); });
  expect_same(must(reader(*store)->accounts().find(changed.id)).value(), changed);
  auto cleared = next_revision(account(2), 80);
  cleared.revision = changed.revision + 1;
  write(*store, [&](UnitOfWork& unit) { must(unit.accounts().update(cleared)); });
  expect_same(must(reader(*store)->accounts().find(changed.id)).value(), cleared);
}

const domain::Property& account_property(std::string_view path) {
  return property(domain::account_properties(), path);
}

void AccountListShowsTheScopeOnly(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  const auto unit = reader(*store);
  const auto listed = [&](const domain::AccountScope& scope, const domain::Query& query) {
    return ids(must(unit->accounts().list(scope, query)).rows);
  };
  const domain::AccountScope own{account_id(2), false};
  EXPECT_EQ(listed({std::nullopt, true}, query_of()).size(), 3U);
  EXPECT_EQ(listed(own, query_of()), (std::vector<std::string>{"ACC-1000-0002"}));
  EXPECT_TRUE(listed(own, query_of(equal(account_property("id"), "ACC-1000-0003"))).empty());
  EXPECT_TRUE(listed({}, query_of()).empty());
}

void AccountsAreFilteredByWhatOneAloneHas(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store, [](UnitOfWork& unit) { must(unit.accounts().insert(full_account(7))); });
  const auto unit = reader(*store);
  const auto found = [&](domain::Predicate filter) {
    return ids(must(unit->accounts().list({std::nullopt, true}, query_of(std::move(filter)))).rows);
  };
  const auto full = full_account(7);
  const std::vector<std::pair<std::string_view, domain::QueryValue>> values{
      {"website", full.website},
      {"technicalSupportEmail", full.technical_support_email},
      {"address.addressLine1", full.address.address_line1},
      {"address.addressLine2", full.address.address_line2},
      {"address.postCode", full.address.post_code},
      {"address.city", full.address.city},
      {"address.state", full.address.state},
      {"address.country", full.address.country},
      {"defaultLanguageCode", full.default_language_code},
      {"externalId", full.external_id},
      {"eligibility.client", true},
      {"eligibility.partner", false},
      {"revealTokens", false},
      {"status", std::string{"Disabled"}},
      {"audit.enabled.by.id", full.enabled->by.id},
      {"audit.disabled.by.name", full.disabled->by.name},
      {"audit.activated.at", full.activated->at.time_since_epoch().count()}};
  for (const auto& [path, value] : values) {
    EXPECT_EQ(found(equal(account_property(path), value)), (std::vector<std::string>{"ACC-1000-0007"}))
        << path;
  }
  const auto& groups = account_property("groups");
  EXPECT_EQ(found(negated(has_element(groups, {}))), (std::vector<std::string>{"ACC-1000-0007"}));
}

void AccountsAreOrderedByEveryProperty(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store, [](UnitOfWork& unit) { must(unit.accounts().insert(full_account(7))); });
  const auto unit = reader(*store);
  for (const auto& each : domain::account_properties().properties) {
    if (each.use != domain::PropertyUse::kFilterAndOrder || each.type == domain::PropertyType::kReference ||
        each.type == domain::PropertyType::kCollection) {
      continue;
    }
    const auto page = must(unit->accounts().list({std::nullopt, true}, query_of({}, {{&each, false}})));
    EXPECT_EQ(page.rows.size(), 4U) << each.path;
    // what has no value comes first.
    if (each.nullable && !each.path.starts_with("audit.created")) {
      EXPECT_EQ(page.rows.back().id, account_id(7)) << each.path;
    }
  }
}

void AccountUpdateOfAnotherRevisionIsAConflict(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  for (const std::int64_t revision : {1, 3}) {
    auto changed = account(2);
    changed.revision = revision;
    const auto unit = must(store->begin_write());
    const auto updated = unit->accounts().update(changed);
    ASSERT_TRUE(updated.has_error());
    EXPECT_EQ(updated.error().kind(), ErrorKind::kConflict);
    EXPECT_EQ(updated.error().fields().at(0).path, "revision");
  }
  const auto unit = must(store->begin_write());
  EXPECT_EQ(unit->accounts().update(next_revision(account(50), 1)).error().kind(), ErrorKind::kConflict);
}

}  // namespace

Claims account_claims() {
  return {JETON_CLAIM(AccountIsFoundAsItWasInserted),
          JETON_CLAIM(AccountsAreListedById),
          JETON_CLAIM(FindManyAccountsLeavesOutUnknownAndRepeatedIds),
          JETON_CLAIM(FindManyAccountsTakesMoreIdsThanOneStatement),
          JETON_CLAIM(OperationsAccountIsFoundByItsType),
          JETON_CLAIM(TakenAccountIdIsFalseAndTheUnitGoesOn),
          JETON_CLAIM(AccountUpdateWritesEveryField),
          JETON_CLAIM(AccountUpdateOfAnotherRevisionIsAConflict),
          JETON_CLAIM(AccountListShowsTheScopeOnly),
          JETON_CLAIM(AccountsAreFilteredByWhatOneAloneHas),
          JETON_CLAIM(AccountsAreOrderedByEveryProperty)};
}

}  // namespace jeton::store::contract
