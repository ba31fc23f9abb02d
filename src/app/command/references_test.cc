#include "app/command/references.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/command/system_caller.h"
#include "app/testing/platform.h"

namespace jeton::app {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

domain::Module module(const char* id, const char* name) {
  return {.id = *domain::ModuleId::parse(id), .code = id, .name = name};
}

TEST(ModuleRefs, AreInTheOrderOfTheirNames) {
  const std::vector<domain::Module> catalogue{module("MOD-0001", "Reports"), module("MOD-0003", "Billing"),
                                              module("MOD-0002", "Billing"), module("MOD-0004", "Catalog")};
  std::vector<std::string> ids;
  for (const auto& each : module_refs({catalogue[0].id, catalogue[1].id, catalogue[2].id}, catalogue)) {
    ids.push_back(each.id.str());
  }
  EXPECT_THAT(ids, ElementsAre("MOD-0002", "MOD-0003", "MOD-0001"));
  EXPECT_THAT(module_refs({catalogue[3].id}, {}), IsEmpty());
}

TEST(AccountsById, HoldEachAccountOnce) {
  testing::TestPlatform platform;
  const auto unit = *platform.store().begin_read();
  const auto found =
      accounts_by_id(*unit, {platform.birch.id, platform.alder.id, platform.birch.id, platform.alder.id});
  ASSERT_TRUE(found.has_value());
  EXPECT_THAT(*found, SizeIs(2));
  EXPECT_EQ(found->at(platform.alder.id).name, platform.alder.name);
  EXPECT_EQ(found->at(platform.birch.id).name, platform.birch.name);
  EXPECT_THAT(*accounts_by_id(*unit, {}), IsEmpty());
}

TEST(SystemCaller, IsTheSystemItselfAndMayDoEverything) {
  const auto caller = system_caller();
  EXPECT_EQ(caller.actor, domain::system_actor());
  EXPECT_FALSE(caller.account.has_value());
  EXPECT_EQ(caller.account_type, domain::AccountType::kOperations);
  EXPECT_THAT(caller.modules,
              ::testing::UnorderedElementsAre(domain::kAccessManagement, domain::kAccountManagement,
                                              domain::kPlatformAccountManagement));
}

}  // namespace
}  // namespace jeton::app
