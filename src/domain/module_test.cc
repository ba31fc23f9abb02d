#include "domain/module.h"

#include <gtest/gtest.h>

#include <string>

#include "base/limits.h"
#include "domain/testing/samples.h"

namespace jeton::domain {
namespace {

using testing::field_errors;
using testing::module_of;
using Fields = std::vector<base::FieldError>;

Module valid_module() {
  auto module = module_of(1, {AccountType::kClient});
  module.paths = {{"/billing", {"GET"}}};
  return module;
}

TEST(Module, R051R052R053SettingsMakeItMandatoryForbiddenOrOptional) {
  auto module = valid_module();
  for (const bool is_default : {false, true}) {
    for (const bool configurable : {false, true}) {
      module.is_default = is_default;
      module.configurable = configurable;
      EXPECT_EQ(module.mandatory(), is_default && !configurable);
      EXPECT_EQ(module.forbidden(), !is_default && !configurable);
    }
  }
}

TEST(Module, R054IsAvailableToItsAccountTypesOnly) {
  const auto module = module_of(1, {AccountType::kVendor, AccountType::kOperations});
  EXPECT_TRUE(module.available_to(AccountType::kVendor));
  EXPECT_TRUE(module.available_to(AccountType::kOperations));
  EXPECT_FALSE(module.available_to(AccountType::kClient));
  EXPECT_FALSE(module_of(1, {}).available_to(AccountType::kClient));
}

TEST(Module, CodeIsLowerCaseWordsWithHyphens) {
  auto module = valid_module();
  for (const auto& code : {std::string{"billing"}, std::string{"new-marketplace"}, std::string{"a"},
                           std::string{"v2"}, std::string(100, 'a')}) {
    module.code = code;
    EXPECT_TRUE(validate_module(module).has_value()) << code;
  }
  for (const auto* code : {"", "Billing", "2fast", "-a", "a-", "a b", "a_b", "a.b", "a,b", "é", "a\n"}) {
    module.code = code;
    EXPECT_EQ(field_errors(validate_module(module)),
              (Fields{{"code",
                       "The code may contain only a-z, 0-9 and -, must start with a letter and may not end "
                       "with -."}}))
        << code;
  }
  module.code = std::string(101, 'a');
  EXPECT_EQ(field_errors(validate_module(module)),
            (Fields{{"code", "The code may have at most 100 characters."}}));
}

TEST(Module, NeedsANameAndAnAccountType) {
  auto module = valid_module();
  module.name = " ";
  module.account_types.clear();
  module.description = std::string(2001, 'a');
  EXPECT_EQ(field_errors(validate_module(module)),
            (Fields{{"name", "The name is required."},
                    {"description", "The description may have at most 2000 characters."},
                    {"accountTypes", "At least one account type is required."}}));
  module = valid_module();
  module.name = std::string(200, 'a');
  module.description = std::string(2000, 'a');
  EXPECT_TRUE(validate_module(module).has_value());
  module.name += 'a';
  EXPECT_EQ(field_errors(validate_module(module)),
            (Fields{{"name", "The name may have at most 200 characters."}}));
}

TEST(Module, PathRulesAreToldAtTheModule) {
  auto module = valid_module();
  module.paths = {{"/files/*", {"get"}}};
  const auto errors = field_errors(validate_module(module));
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(errors[0].path, "paths[0].prefix");
  EXPECT_EQ(errors[1].path, "paths[0].methods[0]");
}

TEST(PathPrefix, MatchesAtSegmentBoundariesOnly) {
  EXPECT_TRUE(path_has_prefix("/billing", "/billing"));
  EXPECT_TRUE(path_has_prefix("/billing/", "/billing"));
  EXPECT_TRUE(path_has_prefix("/billing/invoices/7", "/billing"));
  EXPECT_FALSE(path_has_prefix("/billingx", "/billing"));
  EXPECT_FALSE(path_has_prefix("/billing-archive/7", "/billing"));
  EXPECT_FALSE(path_has_prefix("/billin", "/billing"));
  EXPECT_FALSE(path_has_prefix("/Billing", "/billing"));
  EXPECT_FALSE(path_has_prefix("/a/billing", "/billing"));
  EXPECT_FALSE(path_has_prefix("", "/billing"));
}

TEST(PathPrefix, RootIsAPrefixOfEveryPathAndNothingIsAPrefixOfNone) {
  EXPECT_TRUE(path_has_prefix("/", "/"));
  EXPECT_TRUE(path_has_prefix("/billing", "/"));
  EXPECT_FALSE(path_has_prefix("/billing", ""));
  EXPECT_FALSE(path_has_prefix("", ""));
}

TEST(Module, TypesAreThoseOfTheWireAndAtLeastOne) {
  for (const auto type : {ModuleType::kNew, ModuleType::kLegacy}) {
    EXPECT_EQ(parse_module_type(to_string(type)), type);
  }
  EXPECT_EQ(to_string(ModuleType::kNew), "new");
  EXPECT_FALSE(parse_module_type("New").has_value());
  auto module = valid_module();
  EXPECT_EQ(module.types, std::vector{ModuleType::kNew});
  module.types.clear();
  EXPECT_EQ(field_errors(validate_module(module)), (Fields{{"type", "At least one type is required."}}));
}

TEST(Module, R041InitialModulesAreTheDefaultOnesOfTheAccountType) {
  std::vector<Module> catalogue{module_of(4, {AccountType::kClient}), module_of(3, {AccountType::kClient}),
                                module_of(2, {AccountType::kClient}), module_of(1, {AccountType::kVendor}),
                                module_of(5, {AccountType::kClient})};
  catalogue[0].is_default = true;
  catalogue[1].is_default = true;
  catalogue[1].configurable = false;
  catalogue[2].configurable = false;
  catalogue[3].is_default = true;
  EXPECT_EQ(initial_modules(AccountType::kClient, catalogue),
            (std::vector{testing::module_id(3), testing::module_id(4)}));
}

/// Whether `module` keeps its rules with each character in that place.
template <class Put, class Allowed>
void expect_characters(Put put, Allowed allowed) {
  for (int c = 1; c < 128; ++c) {
    auto module = valid_module();
    put(module, static_cast<char>(c));
    EXPECT_EQ(validate_module(module).has_value(), allowed(c)) << "character " << c;
  }
}

TEST(Module, CodeHasTheseCharactersAndNoOthers) {
  const auto lower = [](int c) { return c >= 'a' && c <= 'z'; };
  const auto digit = [](int c) { return c >= '0' && c <= '9'; };
  expect_characters([](Module& module, char c) { module.code = std::string{c} + "a"; }, lower);
  expect_characters([](Module& module, char c) { module.code = std::string{"a"} + c + "a"; },
                    [&](int c) { return lower(c) || digit(c) || c == '-'; });
  expect_characters([](Module& module, char c) { module.code = std::string{"a"} + c; },
                    [&](int c) { return lower(c) || digit(c); });
}

}  // namespace
}  // namespace jeton::domain
