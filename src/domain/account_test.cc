#include "domain/account.h"

#include <gtest/gtest.h>

#include "domain/testing/samples.h"

namespace jeton::domain {
namespace {

using testing::account_of;
using testing::field_errors;
using Fields = std::vector<base::FieldError>;

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

TEST(Account, R040VendorStartsActiveAndClientEnabled) {
  EXPECT_EQ(initial_status(AccountType::kVendor), AccountStatus::kActive);
  EXPECT_EQ(initial_status(AccountType::kClient), AccountStatus::kEnabled);
  EXPECT_EQ(initial_status(AccountType::kOperations), AccountStatus::kActive);
}

TEST(Account, NamesAreThoseOfTheWire) {
  for (const auto type : {AccountType::kVendor, AccountType::kClient, AccountType::kOperations}) {
    EXPECT_EQ(parse_account_type(to_string(type)), type);
  }
  for (const auto status : {AccountStatus::kEnabled, AccountStatus::kActive, AccountStatus::kDisabled}) {
    EXPECT_EQ(parse_account_status(to_string(status)), status);
  }
  EXPECT_EQ(to_string(AccountType::kOperations), "Operations");
  EXPECT_EQ(to_string(AccountStatus::kEnabled), "Enabled");
  for (const auto* text : {"", "vendor", "Vendor ", "Active"}) {
    EXPECT_FALSE(parse_account_type(text).has_value()) << text;
  }
  for (const auto* text : {"", "enabled", "Deleted", "Vendor"}) {
    EXPECT_FALSE(parse_account_status(text).has_value()) << text;
  }
}

TEST(Account, R045NameIsRequired) {
  for (const auto* name : {"", " ", "\t\n", "\u00a0"}) {
    auto account = account_of(AccountType::kClient);
    account.name = name;
    EXPECT_EQ(field_errors(validate_account(account)), (Fields{{"name", "The name is required."}}));
  }
}

TEST(Account, NameHasAtMost500CodePoints) {
  for (const auto* letter : {"a", "é", "語", "🔑"}) {
    auto account = account_of(AccountType::kClient);
    account.name = repeated(letter, 500);
    EXPECT_TRUE(validate_account(account).has_value());
    account.name += letter;
    EXPECT_EQ(field_errors(validate_account(account)),
              (Fields{{"name", "The name may have at most 500 characters."}}));
  }
}

TEST(Account, NameMayHaveSymbolsButNoControlCharacters) {
  auto account = account_of(AccountType::kClient);
  account.name = "Alder & Søn [Freight] / 3PL_eu";
  EXPECT_TRUE(validate_account(account).has_value());
  for (const auto* name : {"Alder\nFreight", "Alder\u0085", "Alder\x1b[31m"}) {
    account.name = name;
    EXPECT_EQ(field_errors(validate_account(account)),
              (Fields{{"name", "The name may not contain control characters."}}));
  }
  account.name = "Alder\xff";
  EXPECT_EQ(field_errors(validate_account(account)),
            (Fields{{"name", "The name must be well-formed UTF-8."}}));
}

TEST(Account, DescriptionHasAtMost2000CodePointsInAnyLines) {
  auto account = account_of(AccountType::kClient);
  account.description = repeated("é", 1999) + "\n";
  EXPECT_TRUE(validate_account(account).has_value());
  account.description += "é";
  EXPECT_EQ(field_errors(validate_account(account)),
            (Fields{{"description", "The description may have at most 2000 characters."}}));
}

}  // namespace
}  // namespace jeton::domain
