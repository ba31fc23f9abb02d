#include <gtest/gtest.h>

#include <cstdint>
#include <utility>

#include "domain/module_properties.h"
#include "store/contract/claims.h"
#include "store/contract/predicates.h"
#include "store/contract/samples.h"

namespace jeton::store::contract {
namespace {

using base::ErrorKind;
using domain::UnitOfWork;

void ModuleIsFoundAsItWasInserted(Database& database) {
  const auto store = database.open();
  auto odd = next_revision(module(2), 4);
  odd.account_types.clear();
  odd.paths.clear();
  odd.configurable = false;
  odd.is_default = true;
  odd.paid = false;
  odd.obsolete = true;
  odd.types = {domain::ModuleType::kNew, domain::ModuleType::kLegacy};
  odd.multi_account = false;
  odd.single_account = false;
  write(*store, [&](UnitOfWork& unit) {
    EXPECT_TRUE(must(unit.modules().insert(module(1))));
    EXPECT_TRUE(must(unit.modules().insert(odd)));
  });
  const auto unit = reader(*store);
  expect_same(must(unit->modules().find(module_id(1))).value(), module(1));
  expect_same(must(unit->modules().find(module_id(2))).value(), odd);
  expect_same(must(unit->modules().find_by_code("module-1")).value(), module(1));
  EXPECT_FALSE(must(unit->modules().find(module_id(9))).has_value());
  EXPECT_FALSE(must(unit->modules().find_by_code("Module-1")).has_value());
}

void CatalogueIsListedByIdWithItsPathsInOrder(Database& database) {
  const auto store = database.open();
  write(*store, [](UnitOfWork& unit) {
    for (const int number : {3, 1, 2}) must(unit.modules().insert(module(number)));
  });
  const auto modules = must(reader(*store)->modules().list());
  ASSERT_EQ(modules.size(), 3U);
  for (int number = 1; number <= 3; ++number) {
    expect_same(modules.at(static_cast<std::size_t>(number) - 1), module(number));
  }
}

void TakenModuleIdOrCodeIsFalse(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store, [](UnitOfWork& unit) {
    auto same_id = module(1);
    same_id.code = "another";
    EXPECT_FALSE(must(unit.modules().insert(same_id)));
    auto same_code = module(9);
    same_code.code = "module-1";
    EXPECT_FALSE(must(unit.modules().insert(same_code)));
  });
  EXPECT_EQ(must(reader(*store)->modules().list()).size(), 4U);
}

void ModuleUpdateReplacesThePaths(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto changed = next_revision(module(2), 70);
  changed.name = "Billing";
  changed.types = {domain::ModuleType::kLegacy};
  changed.single_account = false;
  changed.paths = {{"/billing", {"DELETE"}}};
  changed.account_types = {domain::AccountType::kOperations};
  write(*store, [&](UnitOfWork& unit) { must(unit.modules().update(changed)); });
  expect_same(must(reader(*store)->modules().find(changed.id)).value(), changed);
  const auto unit = must(store->begin_write());
  EXPECT_EQ(unit->modules().update(changed).error().kind(), ErrorKind::kConflict);
}

void ModulesAreFilteredAndOrderedByTheirProperties(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto odd = next_revision(module(9), 5);
  odd.name = "billing";
  odd.configurable = false;
  odd.is_default = true;
  odd.paid = false;
  odd.obsolete = true;
  odd.multi_account = false;
  odd.single_account = false;
  write(*store, [&](UnitOfWork& unit) { must(unit.modules().insert(odd)); });
  const auto unit = reader(*store);
  const auto of = [](std::string_view path) -> const domain::Property& {
    return property(domain::module_properties(), path);
  };
  const std::vector<std::pair<std::string_view, domain::QueryValue>> values{
      {"name", std::string{"billing"}},
      {"code", odd.code},
      {"settings.configurable", false},
      {"settings.default", true},
      {"settings.paid", false},
      {"settings.obsolete", true},
      {"settings.eligibility.multi", false},
      {"settings.eligibility.single", false},
      {"settings.sharedAccount", false},
      {"revision", std::int64_t{2}}};
  for (const auto& [path, value] : values) {
    const auto page = must(unit->modules().list(query_of(equal(of(path), value))));
    ASSERT_EQ(page.rows.size(), 1U) << path;
    expect_same(page.rows.front(), odd);
  }
  for (const auto& each : domain::module_properties().properties) {
    if (each.use != domain::PropertyUse::kFilterAndOrder || each.type == domain::PropertyType::kReference)
      continue;
    EXPECT_EQ(must(unit->modules().list(query_of({}, {{&each, true}}))).rows.size(), 5U) << each.path;
  }
  auto page = query_of({}, {{&of("name"), false}});
  page.limit = 1;
  const auto first = must(unit->modules().list(page));
  EXPECT_EQ(first.total, 5);
  EXPECT_EQ(ids(first.rows), (std::vector<std::string>{"MOD-1009"}));
}

}  // namespace

Claims module_claims() {
  return {JETON_CLAIM(ModuleIsFoundAsItWasInserted), JETON_CLAIM(CatalogueIsListedByIdWithItsPathsInOrder),
          JETON_CLAIM(TakenModuleIdOrCodeIsFalse), JETON_CLAIM(ModuleUpdateReplacesThePaths),
          JETON_CLAIM(ModulesAreFilteredAndOrderedByTheirProperties)};
}

}  // namespace jeton::store::contract
