#include "domain/group.h"

#include <gtest/gtest.h>

#include <cctype>
#include <string>
#include <utility>

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

/// The account of the groups in these tests, with modules 1, 2 and 3 in its default group.
struct Rules {
  Account account = testing::account_of(kClient);
  std::vector<Module> modules = catalogue();
  std::vector<ModuleId> available{module_id(1), module_id(2), module_id(3), module_id(5)};

  [[nodiscard]] GroupModuleRules get() const { return {account, modules, available}; }
};

GroupDraft draft() {
  GroupDraft stated;
  stated.name = "Finance";
  stated.modules = {"MOD-0002", "MOD-0001", "MOD-0002"};
  return stated;
}

TEST(NewGroup, R091IsNeverADefaultOneAndHasEachModuleOnce) {
  const Rules rules;
  const auto group =
      new_group(GroupId::from_stored("UGR-1234-5678"), draft(), rules.get(), testing::stamp_at(0));
  ASSERT_TRUE(group.has_value());
  EXPECT_FALSE(group->is_default);
  EXPECT_EQ(group->account, rules.account.id);
  EXPECT_EQ(group->modules, (std::vector{module_id(1), module_id(2)}));
  EXPECT_EQ(group->revision, 1);
}

// for a module whose account types the account is no longer among (5).
TEST(NewGroup, R092RefusesModulesBeyondTheDefaultGroupAndTellsEveryBrokenField) {
  const Rules rules;
  auto stated = draft();
  stated.name = std::nullopt;
  stated.description = std::string(2001, 'a');
  stated.logo = "//evil.example/x.png";
  stated.modules = {"MOD-0001", "MOD-0004", "MOD-0005", "MOD-9999", "nonsense", ""};
  stated.extensions = std::vector<std::string>{"EXT-1000-0001", "x"};
  const auto refused =
      new_group(GroupId::from_stored("UGR-1234-5678"), stated, rules.get(), testing::stamp_at(0));
  std::vector<std::string> paths;
  for (const auto& field : field_errors(refused)) paths.push_back(field.path);
  EXPECT_EQ(paths, (std::vector<std::string>{"name", "description", "logo", "modules[1].id", "modules[2].id",
                                             "modules[3].id", "modules[4].id", "modules[5].id",
                                             "extensions[1].id"}));
}

TEST(NewGroup, R092MayHaveNoModules) {
  auto stated = draft();
  stated.modules.clear();
  EXPECT_TRUE(new_group(GroupId::from_stored("UGR-1234-5678"), stated, Rules{}.get(), testing::stamp_at(0))
                  .has_value());
}

TEST(UpdateGroup, R025ChangesWhatIsStated) {
  const Rules rules;
  auto group = valid_group();
  group.modules = {module_id(1)};
  GroupChange change;
  change.description = "Money";
  change.extensions.emplace(std::vector<std::string>{});
  ASSERT_TRUE(*update_group(group, change, rules.get(), testing::stamp_at(3)));
  EXPECT_EQ(group.name, "Finance");
  EXPECT_EQ(group.modules, std::vector{module_id(1)});
  EXPECT_EQ(group.extensions, std::vector<std::string>{});
  EXPECT_EQ(group.revision, 2);
  EXPECT_EQ(group.updated, testing::stamp_at(3));
  EXPECT_FALSE(*update_group(group, change, rules.get(), testing::stamp_at(4)));
  EXPECT_EQ(group.revision, 2);
  change = {};
  change.name = "";
  change.modules = std::vector<std::string>{"MOD-0004"};
  EXPECT_EQ(field_errors(update_group(group, change, rules.get(), testing::stamp_at(5))),
            (Fields{{"name", "The name is required."},
                    {"modules[0].id", "Module is not available to the account."}}));
  EXPECT_EQ(group.name, "Finance");
}

TEST(UpdateGroup, R093DefaultGroupKeepsMandatoryModulesAndTakesNoForbiddenOnes) {
  const Rules rules;
  auto group = valid_group();
  group.is_default = true;
  group.modules = {module_id(3)};
  GroupChange change;
  change.modules = std::vector<std::string>{"MOD-0003", "MOD-0001"};
  ASSERT_TRUE(*update_group(group, change, rules.get(), testing::stamp_at(1)));
  EXPECT_EQ(group.modules, (std::vector{module_id(1), module_id(3)}));
  change.modules = std::vector<std::string>{"MOD-0004", "MOD-0005"};
  EXPECT_EQ(field_errors(update_group(group, change, rules.get(), testing::stamp_at(2))),
            (Fields{{"modules[0].id", "Module is not available to the account."},
                    {"modules[1].id", "Module is not available to the account."},
                    {"modules", "Module MOD-0003 is mandatory."}}));
}

TEST(UpdateGroup, R096DefaultGroupsExtensionsCannotBeNarrowed) {
  auto group = valid_group();
  group.is_default = true;
  group.modules = {module_id(3)};
  GroupChange change;
  change.extensions.emplace(std::vector<std::string>{});
  EXPECT_EQ(field_errors(update_group(group, change, Rules{}.get(), testing::stamp_at(1))),
            (Fields{{"extensions", "The default group always has all extensions."}}));
  change.extensions.emplace(std::nullopt);
  EXPECT_FALSE(*update_group(group, change, Rules{}.get(), testing::stamp_at(1)));
}

TEST(UpdateGroup, R025EachMemberAloneIsAChange) {
  const Rules rules;
  const auto changed = [&](const GroupChange& change) {
    auto group = valid_group();
    const auto result = update_group(group, change, rules.get(), testing::stamp_at(3));
    EXPECT_TRUE(result.has_value() && *result);
    EXPECT_EQ(group.revision, 2);
    return group;
  };
  EXPECT_EQ(changed({.name = "Sales"}).name, "Sales");
  EXPECT_EQ(changed({.description = "Money"}).description, "Money");
  EXPECT_EQ(changed({.logo = "/logos/7"}).logo, "/logos/7");
  EXPECT_EQ(changed({.modules = std::vector<std::string>{"MOD-0002"}}).modules, std::vector{module_id(2)});
  GroupChange change;
  change.extensions.emplace(std::vector<std::string>{"EXT-1000-0001"});
  EXPECT_EQ(changed(change).extensions, std::vector<std::string>{"EXT-1000-0001"});
}

//
TEST(Group, LogoIsAPathOrAnHttpsAddress) {
  const auto taken = [](std::string logo) {
    auto group = valid_group();
    group.logo = std::move(logo);
    return validate_group(group).has_value();
  };
  for (const auto* logo : {"", "/a", "/", "https://a", "HTTPS://a", "hTTpS://a/b"})
    EXPECT_TRUE(taken(logo)) << logo;
  for (const auto* logo :
       {"//a", "/\\a", "a", "http://a", "https://", "https:///a", "https:/a", "https://a\\b"}) {
    EXPECT_FALSE(taken(logo)) << logo;
  }
  // Each character of the scheme in both cases, and no other in its place. With `/` in front it is a path.
  const std::string https = "https://";
  for (std::size_t i = 0; i < https.size(); ++i) {
    for (int c = 1; c < 128; ++c) {
      auto logo = https + "a";
      logo[i] = static_cast<char>(c);
      EXPECT_EQ(taken(logo), std::tolower(c) == https[i] || (i == 0 && c == '/')) << logo;
    }
  }
}

}  // namespace
}  // namespace jeton::domain
