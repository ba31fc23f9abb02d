#include "domain/account.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "base/testing/repeated.h"
#include "domain/enumeration_names.h"
#include "domain/testing/samples.h"

namespace jeton::domain {
namespace {

using base::testing::repeated;
using testing::account_of;
using testing::field_errors;
using Fields = std::vector<base::FieldError>;

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
    EXPECT_EQ(enumerator_of<AccountStatus>(to_string(status)), status);
  }
  EXPECT_EQ(to_string(AccountType::kOperations), "Operations");
  EXPECT_EQ(to_string(AccountStatus::kEnabled), "Enabled");
  for (const auto* text : {"", "vendor", "Vendor ", "Active"}) {
    EXPECT_FALSE(parse_account_type(text).has_value()) << text;
  }
  for (const auto* text : {"", "enabled", "Deleted", "Vendor"}) {
    EXPECT_FALSE(enumerator_of<AccountStatus>(text).has_value()) << text;
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

Fields change_errors(const AccountChange& change, AccountType type = AccountType::kClient) {
  auto account = account_of(type);
  const auto errors = field_errors(update_account(account, change, testing::stamp_at(9)));
  EXPECT_EQ(account.revision, errors.empty() && account.updated ? 2 : 1);
  return errors;
}

/// Whether the text member `field` takes a text at the limit, and refuses one past it with that path.
void expect_length_max(std::optional<std::string> AccountChange::*field, const std::string& path,
                       std::size_t limit, std::string_view letter = "é") {
  AccountChange change;
  change.*field = repeated(letter, limit);
  EXPECT_EQ(change_errors(change), Fields{}) << path;
  *(change.*field) += letter;
  ASSERT_EQ(change_errors(change).size(), 1U) << path;
  EXPECT_EQ(change_errors(change).front().path, path);
}

TEST(Account, Section5TextsHaveTheirLimits) {
  expect_length_max(&AccountChange::name, "name", 500);
  expect_length_max(&AccountChange::description, "description", 2000);
  expect_length_max(&AccountChange::website, "website", 2000);
  expect_length_max(&AccountChange::external_id, "externalId", 250);
  AccountChange change;
  change.technical_support_email = repeated("a", 318) + "@b";
  EXPECT_EQ(change_errors(change), Fields{});
  *change.technical_support_email += "c";
  EXPECT_EQ(change_errors(change),
            (Fields{{"technicalSupportEmail", "The e-mail address may have at most 320 characters."}}));
}

TEST(Account, AddressPartsHaveAtMost250CodePoints) {
  using Part = std::optional<std::string> AddressChange::*;
  const std::pair<Part, std::string> parts[] = {{&AddressChange::address_line1, "address.addressLine1"},
                                                {&AddressChange::address_line2, "address.addressLine2"},
                                                {&AddressChange::post_code, "address.postCode"},
                                                {&AddressChange::city, "address.city"},
                                                {&AddressChange::state, "address.state"}};
  for (const auto& [part, path] : parts) {
    AddressChange address;
    address.*part = repeated("é", 250);
    AccountChange change;
    change.address.emplace(address);
    EXPECT_EQ(change_errors(change), Fields{}) << path;
    *(address.*part) += "é";
    change.address.emplace(address);
    ASSERT_EQ(change_errors(change).size(), 1U) << path;
    EXPECT_EQ(change_errors(change).front().path, path);
  }
}

TEST(Account, CountryIsACodeOfIso3166) {
  for (const auto* country : {"", "GB", "GBR", "AZ", "ZA"}) {
    AccountChange change;
    change.address.emplace(AddressChange{.country = country});
    EXPECT_EQ(change_errors(change), Fields{}) << country;
  }
  for (const auto* country : {"G", "gb", "G1", "GBRX", "Great Britain", "ÄÖ", "@B", "B@", "[B", "B["}) {
    AccountChange change;
    change.address.emplace(AddressChange{.country = country});
    EXPECT_EQ(change_errors(change),
              (Fields{{"address.country", "The country must be a code of ISO 3166-1 such as GB."}}))
        << country;
  }
}

TEST(Account, TechnicalSupportEmailHasTheFormOfOne) {
  AccountChange change;
  for (const auto* email : {"", "support@cedar-cloud.example", "a.b+c@d"}) {
    change.technical_support_email = email;
    EXPECT_EQ(change_errors(change), Fields{}) << email;
  }
  for (const auto* email : {"support", "@b", "a@", "a@b@c", "a b@c", "a@b\nBcc: x@y"}) {
    change.technical_support_email = email;
    ASSERT_EQ(change_errors(change).size(), 1U) << email;
    EXPECT_EQ(change_errors(change).front().path, "technicalSupportEmail");
  }
}

TEST(Account, DefaultLanguageCodeIsOneOfBcp47) {
  AccountChange change;
  for (const auto* code : {"", "en", "en-US", "zh-Hant-TW", "de-CH-1996", "sr-Latn-RS-x-a1"}) {
    change.default_language_code = code;
    EXPECT_EQ(change_errors(change), Fields{}) << code;
  }
  for (const auto* code : {"e", "en_US", "en-", "-en", "en--US", "e1-US", "english-languages", "en US"}) {
    change.default_language_code = code;
    ASSERT_EQ(change_errors(change).size(), 1U) << code;
    EXPECT_EQ(change_errors(change).front().path, "defaultLanguageCode");
  }
}

// Whatever shows it makes a link of it.
TEST(Account, WebsiteHasNoSchemeThatRunsCode) {
  AccountChange change;
  for (const auto* website :
       {"", "https://cedar-cloud.example", "HTTP://cedar-cloud.example/a?b=c:d", "www.cedar-cloud.example",
        "cedar-cloud.example:8443/x", "/shop", "/shop/a:b", "cedar-cloud.example/a:b", "shop?at=x:y",
        "shop#x:y", "cedar.example:0", "cedar.example:9"}) {
    change.website = website;
    EXPECT_EQ(change_errors(change), Fields{}) << website;
  }
  for (const auto* website :
       {"javascript:alert(1)", "JavaScript:1", "data:text/html,x", "vbscript:x", "javascript:1+1", "a:/b",
        "cedar.example:", "cedar.example:x", "cedar.example:/", "cedar.example::"}) {
    change.website = website;
    EXPECT_EQ(change_errors(change), (Fields{{"website", "The website must be an http or https address."}}))
        << website;
  }
}

TEST(Account, EligibilityIsForClientsAlone) {
  AccountChange change;
  change.eligibility.emplace(EligibilityChange{.client = true});
  EXPECT_EQ(change_errors(change), Fields{});
  for (const auto type : {AccountType::kVendor, AccountType::kOperations}) {
    EXPECT_EQ(change_errors(change, type),
              (Fields{{"eligibility", "Only client accounts have an eligibility."}}));
  }
  change.eligibility.emplace(std::nullopt);
  EXPECT_EQ(change_errors(change, AccountType::kVendor), Fields{});
  EXPECT_TRUE(validate_account(account_of(AccountType::kVendor)).has_value());
}

// R-025, also one level down.
TEST(Account, R025UpdateChangesWhatIsStatedAndClearsWhatIsEmpty) {
  auto account = account_of(AccountType::kClient);
  AccountChange change;
  change.website = "https://cedar-cloud.example";
  change.address.emplace(AddressChange{.city = "Leeds", .country = "GB"});
  change.eligibility.emplace(EligibilityChange{.partner = true});
  change.reveal_tokens = false;
  ASSERT_TRUE(*update_account(account, change, testing::stamp_at(1)));
  EXPECT_EQ(account.revision, 2);
  EXPECT_EQ(account.updated, testing::stamp_at(1));
  EXPECT_EQ(account.name, account_of(AccountType::kClient).name);
  EXPECT_EQ(account.eligibility, (Eligibility{false, true}));
  EXPECT_FALSE(account.reveal_tokens);

  AccountChange second;
  second.address.emplace(AddressChange{.city = "", .state = "Yorkshire"});
  ASSERT_TRUE(*update_account(account, second, testing::stamp_at(2)));
  EXPECT_EQ(account.address.city, "");
  EXPECT_EQ(account.address.state, "Yorkshire");
  EXPECT_EQ(account.address.country, "GB");
  EXPECT_EQ(account.website, "https://cedar-cloud.example");

  AccountChange third;
  third.address.emplace(std::nullopt);
  third.eligibility.emplace(std::nullopt);
  third.website = "";
  ASSERT_TRUE(*update_account(account, third, testing::stamp_at(3)));
  EXPECT_TRUE(account.address.empty());
  EXPECT_FALSE(account.eligibility.has_value());
  EXPECT_EQ(account.website, "");
}

TEST(Account, R021UpdateThatChangesNothingLeavesItUntouched) {
  auto account = account_of(AccountType::kClient);
  AccountChange change;
  change.name = account.name;
  change.description = "";
  change.address.emplace(AddressChange{});
  EXPECT_FALSE(*update_account(account, change, testing::stamp_at(1)));
  EXPECT_EQ(account.revision, 1);
  EXPECT_FALSE(account.updated.has_value());
}

TEST(Account, Section5OperationsAloneSetExternalIdAndEligibility) {
  auto account = account_of(AccountType::kClient);
  account.external_id = "EXT-7";
  AccountChange change;
  change.name = "New";
  change.external_id = "EXT-7";
  EXPECT_FALSE(changes_operations_fields(account, change));
  change.external_id = "EXT-8";
  EXPECT_TRUE(changes_operations_fields(account, change));
  change.external_id.reset();
  change.eligibility.emplace(EligibilityChange{.client = true});
  EXPECT_TRUE(changes_operations_fields(account, change));
}

/// An account in a state, with what the transitions need.
Account account_in(AccountType type, AccountStatus status) {
  auto account = account_of(type);
  account.external_id = "EXT-7";
  account.status = status;
  return account;
}

TEST(Account, R042TransitionsAreTheseAndNoOthers) {
  using enum AccountType;
  using enum AccountStatus;
  struct Case {
    base::Result<void> (*transition)(Account& account, const Stamp& stamp);
    AccountType type;
    AccountStatus from;
    AccountStatus to;
  };
  const std::vector<Case> allowed{
      {activate_account, kClient, kEnabled, kActive},   {deactivate_account, kClient, kActive, kEnabled},
      {disable_account, kClient, kActive, kDisabled},   {disable_account, kClient, kEnabled, kDisabled},
      {disable_account, kVendor, kActive, kDisabled},   {disable_account, kVendor, kEnabled, kDisabled},
      {enable_account, kClient, kDisabled, kEnabled},   {enable_account, kVendor, kDisabled, kActive},
      {enable_account, kOperations, kDisabled, kActive}};
  for (const auto transition : {activate_account, deactivate_account, disable_account, enable_account}) {
    for (const auto type : {kVendor, kClient, kOperations}) {
      for (const auto from : {kEnabled, kActive, kDisabled}) {
        auto account = account_in(type, from);
        const auto done = transition(account, testing::stamp_at(4));
        const auto rule = std::find_if(allowed.begin(), allowed.end(), [&](const Case& c) {
          return c.transition == transition && c.type == type && c.from == from;
        });
        if (rule != allowed.end()) {
          ASSERT_TRUE(done.has_value()) << to_string(type) << " " << to_string(from);
          EXPECT_EQ(account.status, rule->to);
          EXPECT_EQ(account.revision, 2);
          EXPECT_EQ(account.updated, testing::stamp_at(4));  // R-024
        } else {
          ASSERT_TRUE(done.has_error()) << to_string(type) << " " << to_string(from);
          EXPECT_EQ(done.error().kind(), base::ErrorKind::kConflict);
          EXPECT_EQ(done.error().fields().front().path, "status");
          EXPECT_EQ(account.status, from);
          EXPECT_EQ(account.revision, 1);
        }
      }
    }
  }
}

TEST(Account, R042ActivatingNeedsAnExternalId) {
  auto account = account_in(AccountType::kClient, AccountStatus::kEnabled);
  account.external_id.clear();
  const auto refused = activate_account(account, testing::stamp_at(1));
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().kind(), base::ErrorKind::kConflict);
  EXPECT_EQ(refused.error().fields().front().path, "externalId");
  EXPECT_EQ(account.status, AccountStatus::kEnabled);
}

TEST(Account, R042EnablingLeadsBackToTheStateBeforeItWasDisabled) {
  for (const auto status : {AccountStatus::kEnabled, AccountStatus::kActive}) {
    auto account = account_in(AccountType::kClient, status);
    ASSERT_TRUE(disable_account(account, testing::stamp_at(1)).has_value());
    EXPECT_EQ(account.disabled, testing::stamp_at(1));
    ASSERT_TRUE(enable_account(account, testing::stamp_at(2)).has_value());
    EXPECT_EQ(account.enabled, testing::stamp_at(2));
    EXPECT_EQ(account.status, status);
    EXPECT_FALSE(account.status_before_disabled.has_value());
    EXPECT_EQ(account.revision, 3);
  }
  auto account = account_in(AccountType::kClient, AccountStatus::kEnabled);
  ASSERT_TRUE(activate_account(account, testing::stamp_at(3)).has_value());
  EXPECT_EQ(account.activated, testing::stamp_at(3));
}

TEST(Account, EligibilityAndRevealOfTokensChangeOneByOne) {
  auto account = account_of(AccountType::kClient);
  AccountChange change;
  change.eligibility.emplace(EligibilityChange{.client = true});
  ASSERT_TRUE(*update_account(account, change, testing::stamp_at(1)));
  change.eligibility.emplace(EligibilityChange{.partner = true});
  ASSERT_TRUE(*update_account(account, change, testing::stamp_at(2)));
  EXPECT_EQ(account.eligibility, (Eligibility{true, true}));
  change.eligibility.emplace(EligibilityChange{.client = false});
  ASSERT_TRUE(*update_account(account, change, testing::stamp_at(3)));
  EXPECT_EQ(account.eligibility, (Eligibility{false, true}));
  AccountChange reveal;
  reveal.reveal_tokens = false;
  EXPECT_TRUE(*update_account(account, reveal, testing::stamp_at(4)));
  EXPECT_FALSE(*update_account(account, reveal, testing::stamp_at(5)));
}

TEST(Account, AddressIsEmptyWithoutAnyPart) {
  EXPECT_TRUE(Address{}.empty());
  EXPECT_FALSE(Address{.city = "Leeds"}.empty());
}

}  // namespace
}  // namespace jeton::domain
