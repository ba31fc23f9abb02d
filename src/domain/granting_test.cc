#include "domain/granting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jeton::domain {
namespace {

using ::testing::ElementsAre;

Module module_of(std::string id, std::string_view code) {
  return {.id = ModuleId::from_stored(std::move(id)), .code = std::string{code}};
}

const std::vector<Module> kCatalogue{module_of("MOD-0001", kAccessManagement),
                                     module_of("MOD-0002", kPlatformAccountManagement),
                                     module_of("MOD-0003", "billing")};
const ModuleId kAccess = kCatalogue[0].id;
const ModuleId kPlatform = kCatalogue[1].id;
const ModuleId kUnknown = ModuleId::from_stored("MOD-0009");

Caller caller_with(std::initializer_list<std::string_view> codes, ActorKind kind = ActorKind::kUser) {
  Caller caller;
  caller.actor.kind = kind;
  for (const auto code : codes) caller.modules.emplace(code);
  return caller;
}

TEST(Granting, OfOperationsTakesHoldingWhatIsGiven) {
  const auto administrator = caller_with({kAccessManagement});
  constexpr auto kOperations = AccountType::kOperations;
  EXPECT_TRUE(may_give(administrator, kOperations, kAccessManagement));
  EXPECT_FALSE(may_give(administrator, kOperations, kPlatformAccountManagement));
  EXPECT_TRUE(may_give(administrator, kOperations, {}, kCatalogue));
  EXPECT_TRUE(may_give(administrator, kOperations, {kAccess, kUnknown}, kCatalogue));
  EXPECT_FALSE(may_give(administrator, kOperations, {kAccess, kPlatform}, kCatalogue));
}

TEST(Granting, OfTheSystemHasNoBounds) {
  EXPECT_TRUE(may_give(caller_with({}, ActorKind::kSystem), AccountType::kOperations, "billing"));
  EXPECT_FALSE(may_give(caller_with({}, ActorKind::kToken), AccountType::kOperations, "billing"));
}

//
TEST(Granting, InsideVendorsAndClientsIsTheAdministrators) {
  const auto administrator = caller_with({kAccessManagement});
  for (const auto type : {AccountType::kVendor, AccountType::kClient}) {
    EXPECT_TRUE(may_give(administrator, type, "billing"));
    EXPECT_TRUE(check_may_give(administrator, type, {{"MOD-0003"}}, {}, kCatalogue).has_value());
  }
}

TEST(Granting, IsRefusedAtEachModuleThatIsNeitherHeldNorKept) {
  const auto administrator = caller_with({kAccessManagement});
  const auto check = [&](const std::optional<std::vector<std::string>>& stated,
                         const std::vector<ModuleId>& kept) {
    return check_may_give(administrator, AccountType::kOperations, stated, kept, kCatalogue);
  };
  EXPECT_TRUE(check(std::nullopt, {}).has_value());
  EXPECT_TRUE(check({{"MOD-0001"}}, {}).has_value());
  // What a set has already may stay in it; what is no module is refused by the set's own rules.
  EXPECT_TRUE(check({{"MOD-0002"}}, {kPlatform}).has_value());
  EXPECT_TRUE(check({{"MOD-0009", "x"}}, {}).has_value());
  const auto refused = check({{"MOD-0001", "MOD-0002", "MOD-0003"}}, {kAccess});
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().kind(), base::ErrorKind::kInvalid);
  const auto message = "In the operations account you can grant only modules that you hold yourself.";
  EXPECT_THAT(refused.error().fields(), ElementsAre(base::FieldError{"modules[1].id", message},
                                                    base::FieldError{"modules[2].id", message}));
}

}  // namespace
}  // namespace jeton::domain
