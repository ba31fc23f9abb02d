#include "domain/property.h"

#include <gtest/gtest.h>

#include <array>
#include <cctype>
#include <span>
#include <string>
#include <vector>

#include "domain/account.h"
#include "domain/enumeration_names.h"
#include "domain/group_properties.h"
#include "domain/membership_properties.h"
#include "domain/token.h"
#include "domain/token_properties.h"
#include "domain/user.h"
#include "domain/user_properties.h"

namespace jeton::domain {
namespace {

/// Holds `names` against the enumerators from 0 on, of which there are as many.
template <class Enum, std::size_t N>
void expect_names(const std::array<std::string_view, N>& names) {
  for (std::size_t i = 0; i < N; ++i) EXPECT_EQ(to_string(static_cast<Enum>(i)), names[i]);
  EXPECT_EQ(to_string(static_cast<Enum>(N)), "");
}

// Section 5 of the query language: enumerators compare in the order of their declaration.
TEST(Properties, NameEnumeratorsAsTheyAreDeclared) {
  expect_names<AccountType>(kAccountTypeNames);
  expect_names<AccountStatus>(kAccountStatusNames);
  expect_names<TokenStatus>(kTokenStatusNames);
  expect_names<UserStatus>(kUserStatusNames);
  expect_names<MembershipStatus>(kMembershipStatusNames);
}

//
TEST(Properties, AreFoundWithoutCase) {
  const auto* found = token_properties().find("AUDIT.created.AT");
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->path, "audit.created.at");
  for (const auto* path : {"", "audit.created.a", "audit.created.att", "colour", "modules.id"}) {
    EXPECT_EQ(token_properties().find(path), nullptr) << path;
  }
}

/// What is wrong with a table.
std::vector<std::string> flaws(std::span<const Property> properties) {
  std::vector<std::string> flaws;
  for (const auto& property : properties) {
    const std::string path{property.path};
    if (find_property(properties, path) != &property) flaws.push_back(path + " stands twice");
    const bool enumeration = property.type == PropertyType::kEnumeration;
    if (enumeration == property.values.empty()) flaws.push_back(path + " has the wrong values");
    if (const auto dot = path.rfind('.'); dot != path.npos) {
      const auto* outer = find_property(properties, path.substr(0, dot));
      if (outer == nullptr || outer->type != PropertyType::kReference)
        flaws.push_back(path + " is in nothing");
    }
  }
  return flaws;
}

// A path leads through references, so that the reference alone is refused as one (E66), not as unknown.
TEST(Properties, FormATree) {
  EXPECT_EQ(flaws(token_properties().properties), std::vector<std::string>{});
  EXPECT_EQ(flaws(group_properties().properties), std::vector<std::string>{});
  for (const auto* table :
       {&user_properties(), &user_account_properties(), &membership_properties(), &member_properties()}) {
    EXPECT_EQ(flaws(table->properties), std::vector<std::string>{}) << table->resource;
  }
}

// a letter is found by its other case, and no character by one that is 32 away and no letter.
TEST(Properties, EachCharacterIsFoundByItselfAndItsOtherCaseAlone) {
  for (int stored = 1; stored < 128; ++stored) {
    const std::string path{static_cast<char>(stored)};
    const std::array table{Property{.path = path}};
    for (int asked = 1; asked < 128; ++asked) {
      const std::string text{static_cast<char>(asked)};
      const bool same = std::tolower(stored) == std::tolower(asked);
      EXPECT_EQ(find_property(table, text) != nullptr, same) << stored << " " << asked;
    }
  }
}

}  // namespace
}  // namespace jeton::domain
