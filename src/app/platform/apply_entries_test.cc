#include <gmock/gmock.h>

#include <tuple>
#include <utility>

#include "app/platform/applying_test.h"
#include "app/platform/platform_application.h"
#include "credential/token_text.h"

// How entries of a file find what is there, and what they change of it.
namespace jeton::app {
namespace {

using domain::AccountType;
using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kSeveralAccounts = "Several accounts have this name: give the id.";

auto is(const char* path, const std::string& message) {
  return AllOf(Field("path", &base::FieldError::path, path),
               Field("message", &base::FieldError::message, message));
}

PlatformAccount account(std::optional<std::string> id, const char* name) {
  PlatformAccount entry;
  entry.id = std::move(id);
  entry.type = AccountType::kClient;
  entry.name = name;
  return entry;
}

PlatformGroup group(std::optional<std::string> id, const char* account, const char* name) {
  PlatformGroup entry;
  entry.id = std::move(id);
  entry.account = account;
  entry.name = name;
  return entry;
}

TEST(PathPrefix, GoesBeforeTheFieldsOfWhatTheFileMayBeToBlameFor) {
  const auto path_of = [](base::Error error) {
    const auto prefixed = with_path_prefix("accounts[0]", std::move(error));
    EXPECT_EQ(prefixed.kind(), base::ErrorKind::kInvalid);
    return prefixed.fields().front().path;
  };
  EXPECT_EQ(path_of(base::Error::invalid("name", "Broken.")), "accounts[0].name");
  EXPECT_EQ(path_of(base::Error::conflict("id", "Taken.")), "accounts[0].id");
  EXPECT_EQ(path_of(base::Error::invalid("modules[2].id", "Unknown.")), "accounts[0].modules[2]");
  EXPECT_EQ(path_of(base::Error::invalid("modules[2].name", "Broken.")), "accounts[0].modules[2].name");
  EXPECT_EQ(path_of(base::Error::invalid("account.id", "Unknown.")), "accounts[0].account.id");
  EXPECT_EQ(with_path_prefix("accounts[0]", base::Error::unavailable("gone")).kind(),
            base::ErrorKind::kUnavailable);
  EXPECT_EQ(with_path_prefix("accounts[0]", base::Error::denied()).kind(), base::ErrorKind::kDenied);
  const auto picture =
      base::Error::at_field(base::ErrorKind::kPayloadTooLarge, base::FieldError{"icon", "Too large."});
  EXPECT_EQ(with_path_prefix("users[0]", picture).kind(), base::ErrorKind::kPayloadTooLarge);
}

TEST_F(Applying, SaysWhichFormAnIdHas) {
  EXPECT_THAT(error_of([](auto& file) { file.accounts[0].id = "ACC-1"; }),
              is("accounts[0].id", "An account's id has the form ACC-1234-5678."));
  EXPECT_THAT(error_of([](auto& file) { file.modules[1].id = "MOD-1"; }),
              is("modules[1].id", "A module's id has the form MOD-1234."));
  EXPECT_THAT(error_of([](auto& file) { file.groups[0].id = "UGR-1"; }),
              is("groups[0].id", "A group's id has the form UGR-1234-5678."));
  EXPECT_THAT(error_of([](auto& file) { file.users[0].id = "USR-1"; }),
              is("users[0].id", "A user's id has the form USR-1234-5678."));
  EXPECT_THAT(error_of([](auto& file) {
                file.tokens[0].id = "TKN-1";
                file.tokens[0].value.reset();
              }),
              is("tokens[0].id", "A token's id has the form TKN-1234-5678."));
}

TEST_F(Applying, NamesNoChangesOfWhatItCreates) {
  const auto steps = apply(sample());
  ASSERT_TRUE(steps.has_value());
  EXPECT_THAT(*steps, Each(Field(&PlanStep::changed, IsEmpty())));
  const auto planned = apply(sample(), ApplyMode::kDryRun);
  ASSERT_TRUE(planned.has_value());
  EXPECT_THAT(*planned, Each(Field(&PlanStep::changed, IsEmpty())));
}

// --- accounts ---

TEST_F(Applying, AnAccountIsFoundByItsNameUnlessSeveralHaveIt) {
  apply_sample();
  PlatformFile file;
  file.accounts = {account(std::nullopt, "Alder Freight")};
  const auto steps = apply(file);
  ASSERT_TRUE(steps.has_value());
  EXPECT_EQ(steps->front().id, "ACC-3010-4421");
  EXPECT_EQ(steps->front().action, PlanAction::kUnchanged);

  file.accounts = {account("ACC-3010-4501", "Twin"), account("ACC-3010-4502", "Twin")};
  ASSERT_TRUE(apply(file).has_value());
  EXPECT_THAT(error_of([](auto& changed) { changed.accounts.push_back(account(std::nullopt, "Twin")); }),
              is("accounts[2].name", kSeveralAccounts));
  EXPECT_THAT(error_of([](auto& changed) { changed.groups[0].account = "Twin"; }),
              is("groups[0].account", kSeveralAccounts));
  EXPECT_THAT(error_of([](auto& changed) { changed.groups[0].account = "Triplet"; }),
              is("groups[0].account", "There is no account named Triplet."));
  EXPECT_THAT(error_of([](auto& changed) { changed.groups[0].account = "ACC-3010-4599"; }),
              is("groups[0].account", "There is no account ACC-3010-4599."));
}

// However many others have its name.
TEST_F(Applying, AnAccountOfTheFileIsMeantBeforeOneThatTheFileDoesNotKnow) {
  apply_sample();
  PlatformFile others;
  others.accounts = {account("ACC-3010-4501", "Twin"), account("ACC-3010-4502", "Twin"),
                     account("ACC-3010-4503", "Twin")};
  ASSERT_TRUE(apply(others).has_value());
  PlatformFile file;
  file.accounts = {account("ACC-3010-4503", "Twin")};
  file.groups = {group("UGR-3010-0009", "Twin", "Drivers")};
  ASSERT_TRUE(apply(file).has_value());
  EXPECT_EQ((*read()->groups().find(*domain::GroupId::parse("UGR-3010-0009")))->account.str(),
            "ACC-3010-4503");
  file.accounts.push_back(account("ACC-3010-4501", "Twin"));
  const auto refused = apply(file);
  ASSERT_TRUE(refused.has_error());
  EXPECT_THAT(refused.error().fields().front(), is("groups[0].account", kSeveralAccounts));
}

TEST_F(Applying, AnAccountThatIsRenamedHasItsOldNameNoLonger) {
  apply_sample();
  PlatformFile file;
  file.accounts = {account("ACC-3010-4421", "Alder Haulage"), account(std::nullopt, "Alder Freight")};
  file.groups = {group("UGR-3010-0009", "Alder Haulage", "Drivers")};
  const auto steps = apply(file);
  ASSERT_TRUE(steps.has_value()) << steps.error().fields().front().message;
  EXPECT_THAT((*steps)[0].changed, ElementsAre("name"));
  EXPECT_EQ((*steps)[1].action, PlanAction::kCreate);
  EXPECT_NE((*steps)[1].id, "ACC-3010-4421");
  EXPECT_EQ((*read()->groups().find(*domain::GroupId::parse("UGR-3010-0009")))->account, alder());
}

TEST_F(Applying, AnAccountThatIsRenamedLeavesItsOldNameToOthers) {
  apply_sample();
  PlatformFile file;
  file.accounts = {account("ACC-3010-4501", "Twin"), account("ACC-3010-4502", "Twin")};
  ASSERT_TRUE(apply(file).has_value());
  for (const auto* renamed : {"ACC-3010-4501", "ACC-3010-4502"}) {
    const std::string other =
        renamed == std::string_view{"ACC-3010-4501"} ? "ACC-3010-4502" : "ACC-3010-4501";
    PlatformFile change;
    change.accounts = {account(renamed, "Solo"), account(std::nullopt, "Twin")};
    const auto planned = apply(change, ApplyMode::kDryRun);
    ASSERT_TRUE(planned.has_value()) << planned.error().fields().front().message;
    EXPECT_EQ(planned->back().id, other);
    EXPECT_EQ(planned->back().action, PlanAction::kUnchanged);
  }
}

TEST_F(Applying, TwoNewAccountsOfOneNameAreTheSame) {
  EXPECT_THAT(error_of([](auto& file) {
                file.accounts.push_back(account(std::nullopt, "Twin"));
                file.accounts.push_back(account(std::nullopt, "Twin"));
              }),
              is("accounts[3]", "This is listed twice."));
}

// There is one, found by its type; a new one has the id that the file gives it.
TEST_F(Applying, TheOperationsAccountMayHaveItsIdInTheFile) {
  auto file = sample();
  file.accounts[1].id = "ACC-1000-0001";
  ASSERT_TRUE(apply(file).has_value());
  EXPECT_EQ((*read()->accounts().find_operations())->id.str(), "ACC-1000-0001");
  EXPECT_THAT(updates_of(file), IsEmpty());
  PlatformFile renamed;
  renamed.accounts = {account(std::nullopt, "Operations")};
  renamed.accounts[0].type = AccountType::kOperations;
  EXPECT_THAT(updates_of(renamed), ElementsAre("account.name"));
  EXPECT_EQ((*read()->accounts().find_operations())->id.str(), "ACC-1000-0001");
}

TEST_F(Applying, CountsEveryEntry) {
  const auto file = sample();
  std::vector<std::tuple<bool, std::size_t, std::size_t>> told;
  ApplyOptions options;
  options.progress = [&](const ApplyProgress& at) { told.emplace_back(at.writing, at.done, at.total); };
  ASSERT_TRUE(apply_platform(services(), file, options).has_value());
  EXPECT_THAT(told, ElementsAre(std::tuple{false, 9U, 9U}, std::tuple{true, 9U, 9U}));
}

TEST_F(Applying, NamesEveryFieldOfAnAccountThatDiffers) {
  apply_sample();
  PlatformFile file;
  file.accounts = {account("ACC-3010-4421", "Alder Haulage")};
  auto& entry = file.accounts[0];
  entry.description = "A carrier.";
  entry.website = "https://alder-freight.example";
  entry.technical_support_email = "help@alder-freight.example";
  entry.address = domain::AddressChange{.city = "Leeds", .country = "GB"};
  entry.default_language_code = "en-GB";
  entry.external_id = "EXT-7";
  entry.eligibility = domain::EligibilityChange{.partner = true};
  entry.reveal_tokens = false;
  EXPECT_THAT(updates_of(file),
              ElementsAre("account.name", "account.description", "account.website",
                          "account.technicalSupportEmail", "account.address", "account.defaultLanguageCode",
                          "account.externalId", "account.eligibility", "account.revealTokens"));
  EXPECT_THAT(updates_of(file), IsEmpty());
}

TEST_F(Applying, AnAccountHasNoOtherTypeThanTheFileSays) {
  apply_sample();
  EXPECT_THAT(error_of([](auto& file) { file.accounts[0].type = AccountType::kVendor; }),
              is("accounts[0].type",
                 "ACC-3010-4421 is a Client account, and the type of an account cannot be changed."));
  EXPECT_THAT(error_of([](auto& file) { file.accounts.push_back(file.accounts[0]); }),
              is("accounts[2]", "ACC-3010-4421 is listed twice."));
}

// --- modules ---

TEST_F(Applying, NamesEveryFieldOfAModuleThatDiffers) {
  apply_sample();
  PlatformFile file;
  file.modules = {sample().modules[2]};
  auto& entry = file.modules[0];
  entry.name = "Catalogue";
  entry.description = "What is sold.";
  entry.account_types = {AccountType::kVendor, AccountType::kClient, AccountType::kVendor};
  entry.configurable = false;
  entry.is_default = true;
  entry.paid = true;
  entry.obsolete = true;
  entry.types = {domain::ModuleType::kLegacy};
  entry.multi_account = false;
  entry.single_account = false;
  entry.paths = {{{"/catalogue", {}}}};
  EXPECT_THAT(updates_of(file), ElementsAre("module.name", "module.description", "module.accountTypes",
                                            "module.configurable", "module.default", "module.paid",
                                            "module.obsolete", "module.type", "module.eligibility.multi",
                                            "module.eligibility.single", "module.paths", "account.modules"));
  EXPECT_THAT(updates_of(file), IsEmpty());
}

TEST_F(Applying, AModulesIdAndCodeBelongTogether) {
  apply_sample();
  EXPECT_THAT(error_of([](auto& file) { file.modules[0].code = "other"; }),
              is("modules[0].code",
                 "MOD-1756 has the code access-management, and the code of a module cannot be changed."));
  EXPECT_THAT(error_of([](auto& file) { file.modules[0].id = "MOD-4444"; }),
              is("modules[0].id", "The module with the code access-management already exists as MOD-1756."));
  auto file = sample();
  file.modules.push_back({.id = "MOD-4444", .code = "other", .name = "Other"});
  file.modules.back().account_types = {AccountType::kClient};
  const auto steps = apply(file);
  ASSERT_TRUE(steps.has_value());
  EXPECT_EQ((*steps)[4].id, "MOD-4444");
  EXPECT_THAT(*apply(file), Each(acts(PlanAction::kUnchanged)));
}

// The owners of paths are those that the file makes, whatever there was before.
TEST_F(Applying, TwoModulesMayExchangeTheirPaths) {
  apply_sample();
  auto file = sample();
  std::swap(file.modules[1].paths, file.modules[2].paths);
  EXPECT_THAT(updates_of(file), ElementsAre("module.paths", "module.paths"));
  EXPECT_THAT(
      error_of([](auto& changed) {
        changed.modules[1].paths = {{{"/orders", {}}}};
      }),
      is("modules[1].paths[0].prefix", "The module orders already has this path with one of these methods."));
  // One that the file says nothing about.
  EXPECT_THAT(
      error_of([](auto& changed) {
        changed.modules = {sample().modules[1]};
        changed.modules[0].paths = {{{"/orders", {}}}};
      }),
      is("modules[0].paths[0].prefix", "The module orders already has this path with one of these methods."));
}

// by an account that the file states as well as by one that it does not.
TEST_F(Applying, AModuleThatBecomesMandatoryIsNamedOncePerAccount) {
  apply_sample();
  PlatformFile file;
  file.modules = sample().modules;
  file.modules[2].configurable = false;
  file.modules[2].is_default = true;
  file.modules[2].account_types = {AccountType::kClient, AccountType::kVendor};
  const std::vector<std::string> moved{"module.accountTypes", "module.configurable", "module.default",
                                       "account.modules"};
  PlatformFile stated;
  stated.modules = file.modules;
  stated.accounts = {account("ACC-3010-4421", "Alder Freight")};
  const auto planned = apply(file, ApplyMode::kDryRun);
  ASSERT_TRUE(planned.has_value());
  EXPECT_EQ(planned->back().kind, "account");
  EXPECT_EQ(planned->back().id, "ACC-3010-4421");
  EXPECT_EQ(planned->back().name, "Alder Freight");
  EXPECT_THAT(apply(stated, ApplyMode::kDryRun)->back().changed, ElementsAre("modules"));
  stated.accounts[0].modules = {"billing", "orders"};
  EXPECT_THAT(apply(stated, ApplyMode::kDryRun)->back().changed, ElementsAre("modules"));
  EXPECT_THAT(updates_of(stated), moved);
  EXPECT_THAT(updates_of(file), IsEmpty());
  EXPECT_THAT(codes((*read()->groups().find_default(alder()))->modules),
              ElementsAre("access-management", "billing", "catalog", "orders"));
}

// --- groups ---

TEST_F(Applying, NamesEveryFieldOfAGroupThatDiffers) {
  apply_sample();
  PlatformFile file;
  file.groups = {group("UGR-3010-0001", "Alder Freight", "Night shift")};
  EXPECT_THAT(updates_of(file), ElementsAre("group.name"));
  file.groups[0].description = "After ten.";
  file.groups[0].modules = {"orders"};
  EXPECT_THAT(updates_of(file), ElementsAre("group.description"));
  file.groups[0].modules = {"orders", "billing", "orders"};
  EXPECT_THAT(updates_of(file), ElementsAre("group.modules"));
  EXPECT_THAT(updates_of(file), IsEmpty());
  const auto stored = *read()->groups().find(*domain::GroupId::parse("UGR-3010-0001"));
  EXPECT_EQ(stored->name, "Night shift");
  EXPECT_EQ(stored->description, "After ten.");
  EXPECT_THAT(codes(stored->modules), ElementsAre("billing", "orders"));
}

TEST_F(Applying, AGroupIsFoundByItsNameUnlessSeveralHaveIt) {
  apply_sample();
  PlatformFile file;
  file.groups = {group(std::nullopt, "Alder Freight", "Dispatchers")};
  file.groups[0].description = "By name.";
  EXPECT_THAT(updates_of(file), ElementsAre("group.description"));
  EXPECT_EQ((*read()->groups().find(*domain::GroupId::parse("UGR-3010-0001")))->description, "By name.");

  file.groups = {group("UGR-3010-0002", "Alder Freight", "Dispatchers")};
  ASSERT_TRUE(apply(file).has_value());
  constexpr const char* kSeveral = "Several groups have this name: give the id.";
  EXPECT_THAT(error_of([](auto& changed) { changed.groups[0].id.reset(); }), is("groups[0].name", kSeveral));
  EXPECT_THAT(error_of([](auto&) {}), is("users[0].memberships[0].groups[0]", kSeveral));
  auto by_id = sample();
  by_id.users[0].memberships[0].groups = {"UGR-3010-0002"};
  EXPECT_THAT(updates_of(by_id), ElementsAre("user.memberships"));
}

TEST_F(Applying, AGroupThatIsRenamedLeavesItsOldNameToOthers) {
  apply_sample();
  PlatformFile file;
  file.groups = {group("UGR-3010-0002", "Alder Freight", "Dispatchers")};
  ASSERT_TRUE(apply(file).has_value());
  for (const auto* renamed : {"UGR-3010-0001", "UGR-3010-0002"}) {
    const std::string other =
        renamed == std::string_view{"UGR-3010-0001"} ? "UGR-3010-0002" : "UGR-3010-0001";
    PlatformFile change;
    change.groups = {group(renamed, "Alder Freight", "Solo"),
                     group(std::nullopt, "Alder Freight", "Dispatchers")};
    const auto planned = apply(change, ApplyMode::kDryRun);
    ASSERT_TRUE(planned.has_value()) << planned.error().fields().front().message;
    EXPECT_EQ((*planned)[1].id, other);
  }
}

TEST_F(Applying, AGroupThatIsRenamedHasItsOldNameNoLonger) {
  apply_sample();
  EXPECT_THAT(error_of([](auto& file) { file.groups[0].name = "Night shift"; }),
              is("users[0].memberships[0].groups[0]", "Alder Freight has no group Dispatchers."));
  auto file = sample();
  file.groups[0].name = "Night shift";
  file.users[0].memberships[0].groups = {"Night shift"};
  EXPECT_THAT(updates_of(file), ElementsAre("group.name"));
}

TEST_F(Applying, AGroupStaysInItsAccountAndIsNotTheDefaultOne) {
  apply_sample();
  EXPECT_THAT(error_of([](auto& file) { file.groups[0].account = "Platform Operations"; }),
              is("groups[0].account", "UGR-3010-0001 is a group of another account."));
  const auto administrators = (*read()->groups().find_default(alder()))->id.str();
  EXPECT_THAT(error_of([&](auto& file) { file.groups[0].id = administrators; }),
              is("groups[0]", "This is the account's default group: list its modules under the account."));
  EXPECT_THAT(error_of([](auto& file) { file.groups.push_back(file.groups[0]); }),
              is("groups[1]", "UGR-3010-0001 is listed twice."));
}

// --- users ---

TEST_F(Applying, NamesWhatDiffersOfAPerson) {
  apply_sample();
  auto file = sample();
  file.users[0].first_name = "Adele";
  EXPECT_THAT(updates_of(file), ElementsAre("user.firstName"));
  file.users[0].last_name = "Elder";
  EXPECT_THAT(updates_of(file), ElementsAre("user.lastName"));
  file.users[0].memberships[0].groups = {"Administrators", "Dispatchers", "Administrators"};
  EXPECT_THAT(updates_of(file), ElementsAre("user.memberships"));
  EXPECT_THAT(updates_of(file), IsEmpty());
  const auto unit = read();
  const auto user = *unit->users().find_by_email("ada@alder-freight.example");
  EXPECT_EQ(user->name(), "Adele Elder");
  EXPECT_THAT((*unit->memberships().find(user->id, alder()))->groups, SizeIs(2));
  // No groups are stated: they stay.
  file.users[0].memberships[0].groups = {};
  EXPECT_THAT(updates_of(file), IsEmpty());
}

TEST_F(Applying, AMembershipWithoutGroupsIsInTheDefaultOne) {
  apply_sample();
  const auto unit = read();
  const auto user = *unit->users().find_by_email("ada@alder-freight.example");
  const auto operations = *unit->accounts().find_operations();
  EXPECT_EQ(user->current_account, alder());
  EXPECT_EQ(user->revision, 1);  // Active from the first, by the memberships that follow.
  EXPECT_THAT((*unit->memberships().find(user->id, operations->id))->groups,
              ElementsAre((*unit->groups().find_default(operations->id))->id));
}

TEST_F(Applying, AMembershipOfSomebodyWhoIsThereIsAdded) {
  auto file = sample();
  const auto memberships = std::exchange(file.users[0].memberships, {});
  ASSERT_TRUE(apply(file).has_value());
  {
    const auto unit = read();
    const auto user = *unit->users().find_by_email("ada@alder-freight.example");
    EXPECT_EQ(user->status, domain::UserStatus::kNew);
    EXPECT_FALSE(user->current_account.has_value());
    // Records about somebody without an account belong to the platform's.
    EXPECT_THAT(records("USR-2201-7788").front().account_links,
                ElementsAre((*unit->accounts().find_operations())->id));
  }
  file.users[0].memberships = memberships;
  EXPECT_THAT(apply(file, ApplyMode::kDryRun)->at(7).changed, ElementsAre("memberships"));
  EXPECT_THAT(updates_of(file), ElementsAre("user.memberships"));
  const auto unit = read();
  const auto user = *unit->users().find_by_email("ada@alder-freight.example");
  EXPECT_EQ(user->status, domain::UserStatus::kActive);
  EXPECT_THAT(*unit->memberships().list_of_user(user->id), SizeIs(2));
}

TEST_F(Applying, APersonIsFoundByAnAddressInAnyCase) {
  EXPECT_THAT(error_of([](auto& file) {
                file.users.push_back(file.users[0]);
                file.users[1].email = "ADA@alder-freight.example";
                file.users[1].id.reset();
                file.users[1].memberships = {};
              }),
              is("users[1]", "USR-2201-7788 is listed twice."));
  apply_sample();
  auto file = sample();
  file.users[0].email = "ADA@alder-freight.example";
  EXPECT_THAT(updates_of(file), IsEmpty());
}

TEST_F(Applying, APersonsIdAndAddressBelongTogether) {
  apply_sample();
  EXPECT_THAT(error_of([](auto& file) { file.users[0].id = "USR-1111-1111"; }),
              is("users[0].id", "The user with this e-mail address already exists as USR-2201-7788."));
  EXPECT_THAT(error_of([](auto& file) { file.users[0].email = "new@alder-freight.example"; }),
              is("users[0].email", "USR-2201-7788 has another e-mail address, which cannot be changed."));
  {
    auto unit = *store->begin_write();
    auto user = **unit->users().find_by_email("ada@alder-freight.example", domain::Lock::kExclusive);
    user.status = domain::UserStatus::kDeleted;
    ++user.revision;
    ASSERT_TRUE(unit->users().update(user).has_value());
    ASSERT_TRUE(unit->commit().has_value());
  }
  EXPECT_THAT(error_of([](auto&) {}), is("users[0].email", "The user with this e-mail address was deleted."));
}

// --- tokens ---

TEST_F(Applying, NamesEveryFieldOfATokenThatDiffers) {
  apply_sample();
  auto file = sample();
  file.tokens[0].name = "Invoices";
  EXPECT_THAT(updates_of(file), ElementsAre("token.name"));
  file.tokens[0].description = "Nightly.";
  EXPECT_THAT(updates_of(file), ElementsAre("token.description"));
  file.tokens[0].modules = {"orders"};
  EXPECT_THAT(updates_of(file), ElementsAre("token.modules"));
  file.tokens[0].status = domain::TokenStatus::kActive;
  EXPECT_THAT(updates_of(file), IsEmpty());
  file.tokens[0].status = domain::TokenStatus::kDisabled;
  EXPECT_THAT(updates_of(file), ElementsAre("token.status"));
  EXPECT_TRUE(stored("TKN-8857-1729").disabled.has_value());
  const auto events = records("TKN-8857-1729");
  ASSERT_THAT(events, SizeIs(5));
  EXPECT_EQ(events[0].event, "platform.accounts.apiToken.created");
  EXPECT_EQ(events[3].event, "platform.accounts.apiToken.updated");
  EXPECT_EQ(events[4].event, "platform.accounts.apiToken.status_changed");
}

TEST_F(Applying, ATokenThatIsCreatedDisabledSaysSinceWhen) {
  auto file = sample();
  file.tokens[0].status = domain::TokenStatus::kDisabled;
  ASSERT_TRUE(apply(file).has_value());
  const auto token = stored("TKN-8857-1729");
  ASSERT_TRUE(token.disabled.has_value());
  EXPECT_EQ(token.disabled->at, token.created.at);
}

TEST_F(Applying, ATokenIsFoundByItsNameUnlessSeveralHaveIt) {
  apply_sample();
  auto file = sample();
  file.tokens[0].id.reset();
  file.tokens[0].value.reset();
  file.tokens[0].description = "By name.";
  EXPECT_THAT(updates_of(file), ElementsAre("token.description"));
  EXPECT_EQ(stored("TKN-8857-1729").description, "By name.");
  constexpr const char* kSeveral = "Several tokens have this name: give the id.";
  // One that the file has stated before, by its id.
  EXPECT_THAT(error_of([](auto& changed) { changed.tokens.push_back(token("Invoice export")); }),
              is("tokens[1]", "TKN-8857-1729 is listed twice."));
  // One that is there and one that the file adds.
  EXPECT_THAT(error_of([](auto& changed) {
                changed.tokens[0] = token("Invoice export");
                changed.tokens[0].id = "TKN-8857-1800";
                changed.tokens.push_back(token("Invoice export"));
              }),
              is("tokens[1].name", kSeveral));
  EXPECT_THAT(error_of([](auto& changed) {
                changed.tokens.clear();
                changed.tokens.push_back(token("Depot board"));
                changed.tokens.push_back(token("Depot board"));
              }),
              is("tokens[1]", "This is listed twice."));
}

TEST_F(Applying, ATokenThatIsRenamedHasItsOldNameNoLonger) {
  apply_sample();
  auto file = sample();
  file.tokens[0].name = "Invoices";
  file.tokens.push_back(token("Invoice export"));
  const auto steps = apply(file);
  ASSERT_TRUE(steps.has_value()) << steps.error().fields().front().message;
  EXPECT_EQ(steps->back().action, PlanAction::kCreate);
  EXPECT_NE(steps->back().id, "TKN-8857-1729");
}

TEST_F(Applying, ATokensNameIsOneOfItsAccount) {
  auto file = sample();
  file.tokens.push_back(token("Invoice export"));
  file.tokens[1].account = "Platform Operations";
  ASSERT_TRUE(apply(file).has_value());
  EXPECT_THAT(*apply(file), Each(acts(PlanAction::kUnchanged)));
}

TEST_F(Applying, RefusesWhatATokensEntryCannotSay) {
  const auto digest = credential::digest_of(credential::parse(kValue)->opaque);
  EXPECT_THAT(error_of([&](auto& file) { file.tokens[0].value_sha256 = digest; }),
              is("tokens[0].valueSha256", "Give either valueFrom or valueSha256, not both."));
  constexpr const char* kNeedsItsId =
      "A token with a given value needs its id, because the value contains it.";
  EXPECT_THAT(error_of([](auto& file) { file.tokens[0].id.reset(); }), is("tokens[0].id", kNeedsItsId));
  EXPECT_THAT(error_of([&](auto& file) {
                file.tokens[0].id.reset();
                file.tokens[0].value.reset();
                file.tokens[0].value_sha256 = digest;
              }),
              is("tokens[0].id", kNeedsItsId));
  EXPECT_THAT(error_of([](auto& file) { file.tokens[0].status = domain::TokenStatus::kDeleted; }),
              is("tokens[0].status", "The status must be Active or Disabled."));
  EXPECT_THAT(error_of([](auto& file) { file.tokens[0].id = "TKN-8857-1730"; }),
              is("tokens[0].value", "The value belongs to a token other than TKN-8857-1730."));
  EXPECT_THAT(error_of([](auto& file) { file.tokens.push_back(std::move(sample().tokens[0])); }),
              is("tokens[1]", "TKN-8857-1729 is listed twice."));
}

TEST_F(Applying, ATokenStaysInItsAccount) {
  apply_sample();
  EXPECT_THAT(error_of([](auto& file) { file.tokens[0].account = "Platform Operations"; }),
              is("tokens[0].account", "TKN-8857-1729 belongs to another account, which cannot be changed."));
}

}  // namespace
}  // namespace jeton::app
