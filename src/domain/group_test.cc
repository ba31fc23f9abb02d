#include "domain/group.h"

#include <gtest/gtest.h>

#include "domain/testing/samples.h"

namespace jeton::domain {
namespace {

using testing::field_errors;
using testing::module_id;
using testing::module_of;
using Fields = std::vector<base::FieldError>;

constexpr auto kClient = AccountType::kClient;

const base::FieldError kSecondUnavailable{"modules[1].id", "Module is not available to the account."};

Group valid_group() {
  return Group{.id = GroupId::from_stored("UGR-1234-5678"),
               .account = testing::account_of(kClient).id,
               .name = "Finance",
               .description = {},
               .is_default = false,
               .modules = {},
               .revision = 1,
               .created = testing::stamp_at(0),
               .updated = std::nullopt};
}

/// 1 and 2 optional, 3 mandatory, 4 forbidden, 5 for vendors, 6 mandatory for vendors.
std::vector<Module> catalogue() {
  std::vector<Module> modules{module_of(1, {kClient}),
                              module_of(2, {kClient, AccountType::kVendor}),
                              module_of(3, {kClient}),
                              module_of(4, {kClient}),
                              module_of(5, {AccountType::kVendor}),
                              module_of(6, {AccountType::kVendor})};
  modules[2].is_default = true;
  for (const std::size_t fixed : {2u, 3u, 5u}) modules[fixed].configurable = false;
  modules[5].is_default = true;
  return modules;
}

TEST(Group, Section9NameAndDescriptionHaveTheirRules) {
  auto group = valid_group();
  EXPECT_TRUE(validate_group(group).has_value());
  group.name = std::string(200, 'a');
  group.description = std::string(2000, 'a');
  EXPECT_TRUE(validate_group(group).has_value());
  group.name += 'a';
  group.description += 'a';
  EXPECT_EQ(field_errors(validate_group(group)),
            (Fields{{"name", "The name may have at most 200 characters."},
                    {"description", "The description may have at most 2000 characters."}}));
  group = valid_group();
  group.name = " ";
  EXPECT_EQ(field_errors(validate_group(group)), (Fields{{"name", "The name is required."}}));
  group.name = "a\nb";
  EXPECT_EQ(field_errors(validate_group(group)),
            (Fields{{"name", "The name may not contain control characters."}}));
}

TEST(DefaultGroup, R093IsCalledAdministrators) {
  EXPECT_EQ(kDefaultGroupName, "Administrators");
}

TEST(DefaultGroup, R093ModulesAreAvailableAndKeepTheMandatoryOnes) {
  EXPECT_TRUE(validate_default_group_modules({module_id(3)}, kClient, catalogue()).has_value());
  EXPECT_TRUE(validate_default_group_modules({module_id(3), module_id(2), module_id(1)}, kClient, catalogue())
                  .has_value());
}

TEST(DefaultGroup, R093R051MandatoryModuleCannotBeLeftOut) {
  EXPECT_EQ(field_errors(validate_default_group_modules({module_id(1)}, kClient, catalogue())),
            (Fields{{"modules", "Module MOD-0003 is mandatory."}}));
  EXPECT_EQ(field_errors(validate_default_group_modules({}, kClient, catalogue())),
            (Fields{{"modules", "Module MOD-0003 is mandatory."}}));
  // Mandatory where it is available only.
  EXPECT_EQ(field_errors(validate_default_group_modules({}, AccountType::kVendor, catalogue())),
            (Fields{{"modules", "Module MOD-0006 is mandatory."}}));
  EXPECT_TRUE(validate_default_group_modules({}, AccountType::kOperations, catalogue()).has_value());
}

TEST(DefaultGroup, R093R052R054ForbiddenForeignAndUnknownModulesAreToldAlike) {
  for (const int number : {4, 5, 99}) {
    EXPECT_EQ(
        field_errors(validate_default_group_modules({module_id(3), module_id(number)}, kClient, catalogue())),
        Fields{kSecondUnavailable})
        << number;
  }
}

TEST(Group, R092ModulesAreASubsetOfTheDefaultGroups) {
  const std::vector own{module_id(1), module_id(3)};
  EXPECT_TRUE(validate_group_modules({}, own).has_value());
  EXPECT_TRUE(validate_group_modules({module_id(3)}, own).has_value());
  EXPECT_TRUE(validate_group_modules(own, own).has_value());
  EXPECT_EQ(field_errors(validate_group_modules({module_id(3), module_id(2)}, own)),
            Fields{kSecondUnavailable});
  EXPECT_EQ(field_errors(validate_group_modules({module_id(3)}, {})).size(), 1u);
}

}  // namespace
}  // namespace jeton::domain
