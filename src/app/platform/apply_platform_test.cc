#include "app/platform/apply_platform.h"

#include <gmock/gmock.h>

#include "app/platform/applying_test.h"
#include "app/platform/initialize.h"
#include "credential/check.h"
#include "credential/token_text.h"

namespace jeton::app {
namespace {

using domain::AccountType;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

TEST_F(Applying, CreatesEverythingInTheOrderOfTheFile) {
  const auto steps = apply(sample());
  ASSERT_TRUE(steps.has_value());
  EXPECT_THAT(*steps, Each(acts(PlanAction::kCreate)));
  std::vector<std::string> names;
  names.reserve(steps->size());
  for (const auto& step : *steps) names.push_back(step.kind + " " + step.name);
  EXPECT_THAT(names,
              ElementsAre("module access-management", "module billing", "module catalog", "module orders",
                          "account Alder Freight", "account Platform Operations", "group Dispatchers",
                          "user ada@alder-freight.example", "token Invoice export"));
  const auto unit = read();
  EXPECT_EQ((*unit->accounts().find(alder()))->name, "Alder Freight");
  // the default group, with the mandatory module that the file did not list for the account.
  const auto group = *unit->groups().find_default(alder());
  EXPECT_EQ(group->name, "Administrators");
  EXPECT_THAT(codes(group->modules), ElementsAre("access-management", "billing", "orders"));
  const auto user = *unit->users().find_by_email("ada@alder-freight.example");
  EXPECT_EQ(user->status, domain::UserStatus::kActive);
  EXPECT_EQ(user->id.str(), "USR-2201-7788");
  const auto membership = *unit->memberships().find(user->id, alder());
  EXPECT_EQ(membership->status, domain::MembershipStatus::kActive);
  EXPECT_THAT(membership->groups, ElementsAre(*domain::GroupId::parse("UGR-3010-0001")));
  EXPECT_THAT(*unit->memberships().list_of_user(user->id), SizeIs(2));
}

TEST_F(Applying, ChangesNothingTheSecondTime) {
  apply_sample();
  const auto before = *read()->changes().read_after(0, 10'000);
  clock.advance(std::chrono::hours{1});
  const auto steps = apply(sample());
  ASSERT_TRUE(steps.has_value());
  EXPECT_THAT(*steps, Each(acts(PlanAction::kUnchanged)));
  EXPECT_THAT(*read()->changes().read_after(0, 10'000), SizeIs(before.size()));
  EXPECT_EQ(stored("TKN-8857-1729").revision, 1);
  EXPECT_THAT(records("TKN-8857-1729"), SizeIs(1));
}

TEST_F(Applying, ADryRunTellsThePlanAndWritesNothing) {
  const auto steps = apply(sample(), ApplyMode::kDryRun);
  ASSERT_TRUE(steps.has_value());
  EXPECT_THAT(*steps, SizeIs(9));
  EXPECT_FALSE(read()->accounts().find_operations()->has_value());
  EXPECT_THAT(*read()->changes().read_after(0, 10'000), IsEmpty());
}

TEST_F(Applying, UpdatesOnlyWhatDiffersAndNamesIt) {
  apply_sample();
  auto file = sample();
  file.modules[1].paid = true;
  file.accounts[0].description = "A carrier.";
  file.users[0].last_name = "Elder";
  file.tokens[0].status = domain::TokenStatus::kDisabled;
  file.tokens[0].description = "Nightly.";
  const auto steps = apply(file);
  ASSERT_TRUE(steps.has_value());
  std::vector<std::string> updated;
  for (const auto& step : *steps) {
    if (step.action != PlanAction::kUpdate) continue;
    for (const auto& field : step.changed) updated.push_back(step.kind + "." + field);
  }
  EXPECT_THAT(updated, ElementsAre("module.paid", "account.description", "user.lastName", "token.description",
                                   "token.status"));
  const auto token = stored("TKN-8857-1729");
  EXPECT_EQ(token.status, domain::TokenStatus::kDisabled);
  EXPECT_EQ(token.revision, 3);
  EXPECT_THAT(records("TKN-8857-1729"), SizeIs(3));
}

TEST_F(Applying, TakesEveryFieldOfAccountsAndModules) {
  auto file = sample();
  auto& account = file.accounts[0];
  account.website = "https://alder-freight.example";
  account.technical_support_email = "help@alder-freight.example";
  account.address = domain::AddressChange{.city = "Leeds", .country = "GB"};
  account.default_language_code = "en-GB";
  account.external_id = "EXT-7";
  account.eligibility = domain::EligibilityChange{.partner = true};
  file.modules[1].obsolete = true;
  file.modules[1].types = {domain::ModuleType::kLegacy};
  file.modules[1].multi_account = false;
  ASSERT_TRUE(apply(file).has_value());
  const auto stored_account = read()->accounts().find(alder())->value();
  EXPECT_EQ(stored_account.website, "https://alder-freight.example");
  EXPECT_EQ(stored_account.address.city, "Leeds");
  EXPECT_EQ(stored_account.eligibility, (domain::Eligibility{false, true}));
  EXPECT_EQ(stored_account.status, domain::AccountStatus::kEnabled);
  const auto stored_module = read()->modules().find_by_code("billing")->value();
  EXPECT_TRUE(stored_module.obsolete);
  EXPECT_EQ(stored_module.types, std::vector{domain::ModuleType::kLegacy});
  EXPECT_FALSE(stored_module.multi_account);
  EXPECT_THAT(*apply(file), Each(acts(PlanAction::kUnchanged)));

  account.address = domain::AddressChange{.city = ""};
  account.external_id = "";
  const auto steps = apply(file);
  ASSERT_TRUE(steps.has_value());
  std::vector<std::string> changed;
  for (const auto& step : *steps) changed.insert(changed.end(), step.changed.begin(), step.changed.end());
  EXPECT_THAT(changed, ElementsAre("address", "externalId"));
  EXPECT_EQ(read()->accounts().find(alder())->value().address.country, "GB");
  account.address = domain::AddressChange{.country = "Great Britain"};
  EXPECT_EQ(apply(file).error().fields().front().path, "accounts[0].address.country");
}

TEST_F(Applying, LeavesAloneWhatTheFileDoesNotMention) {
  apply_sample();
  PlatformFile file;
  file.accounts.push_back({.id = "ACC-3010-4421",
                           .type = AccountType::kClient,
                           .name = "Alder Freight",
                           .description = std::nullopt,
                           .reveal_tokens = std::nullopt,
                           .modules = std::nullopt});
  const auto steps = apply(file);
  ASSERT_TRUE(steps.has_value());
  EXPECT_THAT(*steps, Each(acts(PlanAction::kUnchanged)));
  EXPECT_THAT(codes((*read()->groups().find_default(alder()))->modules),
              ElementsAre("access-management", "billing", "orders"));
  EXPECT_EQ(stored("TKN-8857-1729").status, domain::TokenStatus::kActive);
}

//
TEST_F(Applying, AModuleTakenFromAnAccountIsTakenFromItsGroupsAndTokens) {
  apply_sample();
  PlatformFile file;
  file.accounts = sample().accounts;
  file.accounts[0].modules = {"billing"};
  const auto steps = apply(file);
  ASSERT_TRUE(steps.has_value());
  EXPECT_THAT((*steps)[0].changed, ElementsAre("modules"));
  EXPECT_THAT(codes(stored("TKN-8857-1729").modules), ElementsAre("billing"));
  EXPECT_THAT((*read()->groups().find(*domain::GroupId::parse("UGR-3010-0001")))->modules, IsEmpty());
}

//
TEST_F(Applying, AModuleThatBecomesMandatoryReachesEveryAccountItIsFor) {
  apply_sample();
  PlatformFile file;
  file.modules = sample().modules;
  file.modules[2].configurable = false;
  file.modules[2].is_default = true;
  file.modules[2].account_types = {AccountType::kClient, AccountType::kVendor};
  const auto steps = apply(file);
  ASSERT_TRUE(steps.has_value());
  EXPECT_THAT(steps->back().changed, ElementsAre("modules"));
  const auto unit = read();
  EXPECT_THAT(codes((*unit->groups().find_default(alder()))->modules), Contains("catalog"));
  const auto operations = *unit->accounts().find_operations();
  EXPECT_THAT(codes((*unit->groups().find_default(operations->id))->modules), Not(Contains("catalog")));
}

//
TEST_F(Applying, AnAccountGetsNoModuleThatIsNotForItsType) {
  const auto wrong_type = error_of([](auto& file) { file.accounts[0].modules = {"billing", "catalog"}; });
  EXPECT_EQ(wrong_type.path, "accounts[0].modules[1]");
  const auto forbidden = error_of([](auto& file) { file.modules[1].configurable = false; });
  EXPECT_EQ(forbidden.path, "accounts[0].modules[0]");
}

TEST_F(Applying, NamesUnknownReferencesByTheirPath) {
  EXPECT_EQ(error_of([](auto& file) { file.accounts[0].modules = {"biling"}; }).path,
            "accounts[0].modules[0]");
  EXPECT_EQ(error_of([](auto& file) { file.groups[0].account = "Nobody"; }).path, "groups[0].account");
  EXPECT_EQ(error_of([](auto& file) { file.groups[0].modules = {"catalog"}; }).path, "groups[0].modules[0]");
  EXPECT_EQ(error_of([](auto& file) { file.users[0].memberships[0].groups = {"Nobody"}; }).path,
            "users[0].memberships[0].groups[0]");
  EXPECT_EQ(error_of([](auto& file) { file.users[0].memberships[1].account = "ACC-1111-1111"; }).path,
            "users[0].memberships[1].account");
  EXPECT_EQ(error_of([](auto& file) { file.tokens[0].account = "Nobody"; }).path, "tokens[0].account");
  EXPECT_EQ(error_of([](auto& file) {
              file.tokens[0].modules = {"billing", "catalog"};
            }).path,
            "tokens[0].modules[1]");
}

TEST_F(Applying, TellsBrokenFieldsAtTheirEntry) {
  EXPECT_EQ(error_of([](auto& file) {
              file.modules[1].paths = {{{"billing", {}}}};
            }).path,
            "modules[1].paths[0].prefix");
  const auto shared = error_of([](auto& file) {
    file.modules[2].paths = {{{"/catalog", {}}, {"/Billing", {"GET"}}}};
  });
  EXPECT_EQ(shared.path, "modules[1].paths[0].prefix");
  EXPECT_EQ(shared.message, "The module catalog already has this path with one of these methods.");
  EXPECT_EQ(error_of([](auto& file) { file.accounts[0].name = " "; }).path, "accounts[0].name");
  EXPECT_EQ(error_of([](auto& file) { file.users[0].email = "ada"; }).path, "users[0].email");
  EXPECT_EQ(error_of([](auto& file) { file.tokens[0].name = "[x]"; }).path, "tokens[0].name");
  EXPECT_EQ(error_of([](auto& file) { file.tokens[0].id = "TKN-1"; }).path, "tokens[0].value");
  EXPECT_EQ(error_of([](auto& file) { file.accounts[0].id = "ACC-0000-0000"; }).path,
            "accounts[0].id");
}

TEST_F(Applying, RefusesTheSameObjectTwice) {
  EXPECT_EQ(error_of([](auto& file) { file.accounts.push_back(file.accounts[0]); }).path, "accounts[2]");
  EXPECT_EQ(error_of([](auto& file) { file.modules.push_back(file.modules[1]); }).path, "modules[4]");
  EXPECT_EQ(error_of([](auto& file) { file.users[0].memberships[1].account = "Alder Freight"; }).path,
            "users[0].memberships[1]");
}

TEST_F(Applying, RefusesToChangeWhatIsFixedAtCreation) {
  apply_sample();
  EXPECT_EQ(error_of([](auto& file) { file.accounts[0].type = AccountType::kVendor; }).path,
            "accounts[0].type");
  EXPECT_EQ(error_of([](auto& file) { file.modules[0].code = "other"; }).path, "modules[0].code");
  EXPECT_EQ(error_of([](auto& file) { file.modules[1].id = "MOD-4444"; }).path, "modules[1].id");
  EXPECT_EQ(error_of([](auto& file) { file.users[0].id = "USR-1111-1111"; }).path, "users[0].id");
  EXPECT_EQ(error_of([](auto& file) { file.users[0].email = "new@alder-freight.example"; }).path,
            "users[0].email");
  EXPECT_EQ(error_of([](auto& file) { file.groups[0].account = "Platform Operations"; }).path,
            "groups[0].account");
  EXPECT_EQ(error_of([](auto& file) { file.tokens[0].account = "Platform Operations"; }).path,
            "tokens[0].account");
}

TEST_F(Applying, RefusesTheDefaultGroupAmongGroups) {
  EXPECT_EQ(error_of([](auto& file) {
              file.groups[0].id.reset();
              file.groups[0].name = "Administrators";
            }).path,
            "groups[0]");
}

// The operations account is found by its type: there is one.
TEST_F(Applying, TakesTheOperationsAccountThatInitCreated) {
  const auto initialized = initialize(services(), {"Operations", "o@platform-operations.example", "O", "P"});
  ASSERT_TRUE(initialized.has_value());
  const auto steps = apply(sample());
  ASSERT_TRUE(steps.has_value()) << steps.error().fields().front().message;
  EXPECT_EQ((*steps)[0].action, PlanAction::kUnchanged);  // Access Management, as init made it.
  const auto operations = *read()->accounts().find_operations();
  EXPECT_EQ(operations->id, initialized->operations.id);
  EXPECT_EQ(operations->name, "Platform Operations");

  const auto other = error_of([](auto& file) { file.accounts[1].id = "ACC-1000-0001"; });
  EXPECT_EQ(other.path, "accounts[1].id");
  EXPECT_THAT(other.message, HasSubstr("ACC-1000-0001"));
  EXPECT_THAT(other.message, HasSubstr(operations->id.str()));
}

TEST_F(Applying, NeedsAnOperationsAccount) {
  const auto error = error_of([](auto& file) { file.accounts.pop_back(); });
  EXPECT_EQ(error.path, "accounts");
  EXPECT_THAT(error.message, HasSubstr("jeton init"));
}

TEST_F(Applying, AStatedValueIsInForceAndCanBeShown) {
  apply_sample();
  const auto unit = read();
  const auto id = *domain::TokenId::parse("TKN-8857-1729");
  const auto presented = credential::parse(kValue);
  EXPECT_EQ(credential::check(*unit->tokens().find_credential(id), presented->opaque),
            credential::Standing::kInForce);
  const auto secret = *unit->tokens().find_secret(id);
  EXPECT_EQ(services().sealer.open(secret->sealed, id.str())->reveal(), presented->opaque);
}

//
TEST_F(Applying, AStatedValueIsNotKeptWhereTheAccountDoesNotReveal) {
  auto file = sample();
  file.accounts[0].reveal_tokens = false;
  ASSERT_TRUE(apply(file).has_value());
  EXPECT_EQ((*read()->tokens().find_secret(*domain::TokenId::parse("TKN-8857-1729")))->sealed, "");
}

TEST_F(Applying, ADigestIsInForceAndCannotBeShown) {
  auto file = sample();
  file.tokens[0].value.reset();
  file.tokens[0].value_sha256 = credential::digest_of(credential::parse(kValue)->opaque);
  ASSERT_TRUE(apply(file).has_value());
  const auto unit = read();
  const auto id = *domain::TokenId::parse("TKN-8857-1729");
  EXPECT_EQ(credential::check(*unit->tokens().find_credential(id), credential::parse(kValue)->opaque),
            credential::Standing::kInForce);
  EXPECT_EQ((*unit->tokens().find_secret(id))->sealed, "");
  EXPECT_THAT(*apply(sample()), Each(acts(PlanAction::kUnchanged)));  // The same value, stated the other way.
}

TEST_F(Applying, ATokenWithoutAValueGetsOneThatCanBeShown) {
  auto file = sample();
  file.tokens.clear();
  file.tokens.push_back(token("Depot board"));
  const auto steps = apply(file);
  ASSERT_TRUE(steps.has_value());
  const auto id = *domain::TokenId::parse(steps->back().id);
  const auto secret = *read()->tokens().find_secret(id);
  const auto opened = services().sealer.open(secret->sealed, id.str());
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(credential::digest_of(opened->reveal()), secret->digest);
  EXPECT_TRUE(credential::parse(credential::assemble(id, *opened).reveal()).has_value());
  EXPECT_THAT(*apply(file), Each(acts(PlanAction::kUnchanged)));
}

//
TEST_F(Applying, ATokensValueNeverChanges) {
  apply_sample();
  const auto other = error_of([](auto& file) { file.tokens[0].value = base::Secret{kOtherValue}; });
  EXPECT_EQ(other.path, "tokens[0].value");
  EXPECT_THAT(other.message, HasSubstr("TKN-8857-1729"));
  EXPECT_THAT(other.message, Not(HasSubstr("wvutsrqp")));
  EXPECT_THAT(other.message, Not(HasSubstr("zqxjkvbp")));
  const auto digest = error_of([](auto& file) {
    file.tokens[0].value.reset();
    file.tokens[0].value_sha256 = credential::digest_of("other");
  });
  EXPECT_EQ(digest.path, "tokens[0].valueSha256");
}

TEST_F(Applying, AStatedValueMustBeThatOfTheTokensId) {
  EXPECT_EQ(error_of([](auto& file) { file.tokens[0].id = "TKN-8857-1730"; }).path, "tokens[0].value");
  EXPECT_EQ(error_of([](auto& file) { file.tokens[0].id.reset(); }).path, "tokens[0].id");
  EXPECT_EQ(error_of([](auto& file) { file.tokens[0].value = base::Secret{"zqxjkvbp"}; }).path,
            "tokens[0].value");
  EXPECT_EQ(error_of([](auto& file) { file.tokens[0].value_sha256 = domain::Digest{}; }).path,
            "tokens[0].valueSha256");
}

TEST_F(Applying, ATokenCanBeCreatedDisabledAndEnabledLater) {
  auto file = sample();
  file.tokens[0].status = domain::TokenStatus::kDisabled;
  ASSERT_TRUE(apply(file).has_value());
  EXPECT_EQ(stored("TKN-8857-1729").status, domain::TokenStatus::kDisabled);
  EXPECT_EQ(stored("TKN-8857-1729").revision, 1);
  file.tokens[0].status = domain::TokenStatus::kActive;
  ASSERT_TRUE(apply(file).has_value());
  EXPECT_EQ(stored("TKN-8857-1729").status, domain::TokenStatus::kActive);
}

//
TEST_F(Applying, ADeletedTokensIdIsNotUsedAgain) {
  apply_sample();
  {
    auto unit = *store->begin_write();
    auto token = **unit->tokens().find(*domain::TokenId::parse("TKN-8857-1729"), domain::Lock::kExclusive);
    ASSERT_TRUE(domain::delete_token(token, {clock.now(), domain::system_actor(), std::nullopt}).has_value());
    ASSERT_TRUE(unit->tokens().update(token).has_value());
    ASSERT_TRUE(unit->commit().has_value());
  }
  EXPECT_EQ(error_of([](auto&) {}).path, "tokens[0].id");
}

// names need not be unique, so one cannot always tell which token is meant.
TEST_F(Applying, AnAmbiguousNameNeedsTheId) {
  auto file = sample();
  auto second = token("Invoice export");
  second.id = "TKN-8857-1800";
  file.tokens.push_back(std::move(second));
  ASSERT_TRUE(apply(file).has_value());
  EXPECT_EQ(error_of([](auto& changed) {
              changed.tokens[0].id.reset();
              changed.tokens[0].value.reset();
            }).path,
            "tokens[0].name");
}

//
TEST_F(Applying, NoValueReachesTheAuditTrailOrTheLog) {
  apply_sample();
  for (const auto& record : records("TKN-8857-1729")) {
    EXPECT_THAT(record.documents + record.details, Not(HasSubstr("zqxjkvbp")));
  }
  EXPECT_FALSE(log.contains("zqxjkvbp"));
}

}  // namespace
}  // namespace jeton::app
