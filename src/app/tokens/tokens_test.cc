#include "app/tokens/tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "app/people/groups.h"
#include "app/testing/platform.h"
#include "credential/check.h"
#include "credential/token_text.h"

namespace jeton::app {
namespace {

using base::ErrorKind;
using domain::Caller;
using domain::TokenStatus;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Tokens : public ::testing::Test {
 protected:
  TokenView create(const Caller& caller, std::vector<std::string> modules = {},
                   std::optional<std::string> account = std::nullopt) {
    CreateToken command;
    command.account_id = std::move(account);
    command.draft.name = "Ledger sync";
    command.draft.modules = std::move(modules);
    auto created = create_token(platform.services(), caller, command);
    EXPECT_TRUE(created.has_value()) << created.error().message();
    return *std::move(created);
  }

  ErrorKind create_error(const Caller& caller, const CreateToken& command, std::string* path = nullptr) {
    const auto created = create_token(platform.services(), caller, command);
    EXPECT_TRUE(created.has_error());
    if (path != nullptr && !created.error().fields().empty()) *path = created.error().fields().front().path;
    return created.error().kind();
  }

  std::vector<domain::AuditRecord> records(const std::string& object_id) {
    auto unit = platform.store().begin_read();
    return *(*unit)->audit().list_of_object(object_id);
  }

  testing::TestPlatform platform;
  const Caller admin = platform.administrator_of(platform.alder);
  const Caller other_admin = platform.administrator_of(platform.birch);
  const Caller nobody = platform.user_of(platform.alder, {"billing"});
  const Caller operator_ =
      platform.user_of(platform.operations, {domain::kAccessManagement, domain::kPlatformAccountManagement});
  const Caller pam_only = platform.user_of(platform.operations, {domain::kPlatformAccountManagement});
};

// created Active, the answer carries the whole text, and the text is the stored secret's.
TEST_F(Tokens, AreCreatedActiveWithTheirText) {
  const auto view = create(admin, {"MOD-2001"});
  EXPECT_EQ(view.token.status, TokenStatus::kActive);
  EXPECT_EQ(view.token.revision, 1);
  EXPECT_EQ(view.account.id, platform.alder.id);
  ASSERT_EQ(view.modules.size(), 1U);
  EXPECT_EQ(view.modules[0].code, "billing");
  const auto presented = credential::parse(view.text.reveal());
  ASSERT_TRUE(presented.has_value());
  EXPECT_EQ(presented->id, view.token.id);
  auto unit = platform.store().begin_read();
  const auto stored = (*unit)->tokens().find_credential(view.token.id);
  EXPECT_EQ(credential::check(*stored, presented->opaque), credential::Standing::kInForce);
}

// the caller's account unless stated; an unknown and a foreign account are told apart by nothing.
TEST_F(Tokens, AreForAManageableAccountOnly) {
  CreateToken command;
  command.draft.name = "Export";
  command.account_id = platform.birch.id.str();
  std::string path;
  EXPECT_EQ(create_error(admin, command, &path), ErrorKind::kInvalid);
  EXPECT_EQ(path, "account.id");
  const auto foreign = create_token(platform.services(), admin, command);
  command.account_id = "ACC-9999-9999";
  const auto unknown = create_token(platform.services(), admin, command);
  command.account_id = "nonsense";
  const auto malformed = create_token(platform.services(), admin, command);
  EXPECT_EQ(foreign.error().fields(), unknown.error().fields());
  EXPECT_EQ(foreign.error().fields(), malformed.error().fields());
  EXPECT_EQ(create(operator_, {}, platform.birch.id.str()).account.id, platform.birch.id);
  // Table 3.1: Platform Account Management alone does not reach the own account.
  command.account_id = std::nullopt;
  EXPECT_EQ(create_error(pam_only, command), ErrorKind::kInvalid);
}

// Table 3.1: lacking both modules is a denial before any look-up.
TEST_F(Tokens, AreDeniedToCallersWithoutAModule) {
  const auto view = create(admin);
  CreateToken command;
  command.draft.name = "Export";
  EXPECT_EQ(create_error(nobody, command), ErrorKind::kDenied);
  for (const auto& id : {view.token.id.str(), std::string{"TKN-9999-9999"}, std::string{"x"}}) {
    EXPECT_EQ(get_token(platform.services(), nobody, id, TextInAnswer::kOmit).error().kind(),
              ErrorKind::kDenied);
    EXPECT_EQ(update_token(platform.services(), nobody, id, {}).error().kind(), ErrorKind::kDenied);
    EXPECT_EQ(enable_token(platform.services(), nobody, id).error().kind(), ErrorKind::kDenied);
    EXPECT_EQ(disable_token(platform.services(), nobody, id).error().kind(), ErrorKind::kDenied);
    EXPECT_EQ(delete_token(platform.services(), nobody, id).error().kind(), ErrorKind::kDenied);
  }
  EXPECT_EQ(list_tokens(platform.services(), nobody, {}, TextInAnswer::kOmit).error().kind(),
            ErrorKind::kDenied);
}

//
TEST_F(Tokens, MayShareAName) {
  const auto first = create(admin);
  const auto second = create(admin);
  EXPECT_NE(first.token.id, second.token.id);
  EXPECT_EQ(first.token.name, second.token.name);
}

// unknown, of another account and of another account type are the same error.
TEST_F(Tokens, TakeOnlyModulesOfTheirAccount) {
  for (const auto* module : {"MOD-2002", "MOD-9043", "MOD-7777", "billing"}) {
    CreateToken command;
    command.draft.name = "Export";
    command.draft.modules = {"MOD-2001", module};
    const auto created = create_token(platform.services(), admin, command);
    ASSERT_TRUE(created.has_error()) << module;
    EXPECT_THAT(created.error().fields(),
                ElementsAre(base::FieldError{"modules[1].id", "Module is not available to the account."}));
  }
}

// the assigner does not need the module himself. R-112: repetition collapses.
TEST_F(Tokens, MayGetModulesThatTheirCreatorLacks) {
  const auto view = create(admin, {"MOD-2001", "MOD-2003", "MOD-2001"});
  EXPECT_THAT(view.token.modules, ElementsAre(platform.billing, platform.reports));
}

//
TEST_F(Tokens, MayHaveNoModules) {
  EXPECT_THAT(create(admin).modules, IsEmpty());
}

// reveal off keeps the digest alone; the answer to create is the only one with the text.
TEST_F(Tokens, AreShownOnceWhenTheAccountTurnedRevealOff) {
  platform.alder.reveal_tokens = false;
  ++platform.alder.revision;
  {
    auto unit = platform.store().begin_write();
    ASSERT_TRUE((*unit)->accounts().update(platform.alder).has_value());
    ASSERT_TRUE((*unit)->commit().has_value());
  }
  const auto view = create(admin);
  EXPECT_FALSE(view.text.empty());
  const auto again = get_token(platform.services(), admin, view.token.id.str(), TextInAnswer::kInclude);
  EXPECT_TRUE(again->text.empty());
  auto unit = platform.store().begin_read();
  EXPECT_EQ((*(*unit)->tokens().find_secret(view.token.id))->sealed, "");
  // Nothing was shown, so nothing is said to have been.
  EXPECT_EQ(records(view.token.id.str()).size(), 1U);
}

// a text that is handed out is accounted for, whoever reads it.
TEST_F(Tokens, LeaveARecordWhenTheirTextIsShown) {
  const auto view = create(admin, {"MOD-1756"});
  const auto id = view.token.id.str();
  ASSERT_TRUE(get_token(platform.services(), admin, id, TextInAnswer::kOmit).has_value());
  EXPECT_EQ(records(id).size(), 1U);
  const auto shown = get_token(platform.services(), admin, id, TextInAnswer::kInclude);
  EXPECT_EQ(shown->text.reveal(), view.text.reveal());
  ASSERT_EQ(records(id).size(), 2U);
  EXPECT_EQ(records(id)[1].event, "platform.accounts.apiToken.revealed");
  domain::Query query;
  query.limit = 10;
  ASSERT_TRUE(list_tokens(platform.services(), admin, query, TextInAnswer::kInclude).has_value());
  EXPECT_EQ(records(id).size(), 3U);

  // a token reads itself, with and without modules.
  auto itself = admin;
  itself.actor = {domain::ActorKind::kToken, id, "Ledger sync"};
  itself.modules.clear();
  EXPECT_EQ(get_token(platform.services(), itself, id, TextInAnswer::kInclude)->text.reveal(),
            view.text.reveal());
  ASSERT_EQ(records(id).size(), 4U);
  EXPECT_EQ(records(id)[3].actor.id, id);
  const auto sibling = create(admin);
  EXPECT_EQ(
      get_token(platform.services(), itself, sibling.token.id.str(), TextInAnswer::kOmit).error().kind(),
      ErrorKind::kDenied);
  // One token that manages others is told their texts as a person is: by record.
  itself.modules = admin.modules;
  const auto other = sibling.token.id.str();
  EXPECT_FALSE(get_token(platform.services(), itself, other, TextInAnswer::kInclude)->text.empty());
  ASSERT_EQ(records(other).size(), 2U);
  EXPECT_EQ(records(other)[1].event, "platform.accounts.apiToken.revealed");
  EXPECT_EQ(records(other)[1].actor.id, id);
}

// a change shows the text when it is asked to, with a record in the same unit, also when nothing is
// changed.
TEST_F(Tokens, ShowTheirTextInAnswersToChangesOnlyWhenAsked) {
  const auto view = create(admin);
  const auto id = view.token.id.str();
  const auto& services = platform.services();
  EXPECT_TRUE(disable_token(services, admin, id)->text.empty());
  EXPECT_TRUE(enable_token(services, admin, id)->text.empty());
  EXPECT_TRUE(update_token(services, admin, id, {})->text.empty());
  ASSERT_EQ(records(id).size(), 3U);
  constexpr auto kShow = TextInAnswer::kInclude;
  EXPECT_EQ(update_token(services, admin, id, {}, {}, kShow)->text.reveal(), view.text.reveal());
  ASSERT_EQ(records(id).size(), 4U);
  EXPECT_EQ(records(id)[3].event, "platform.accounts.apiToken.revealed");
  EXPECT_EQ(disable_token(services, admin, id, {}, kShow)->text.reveal(), view.text.reveal());
  EXPECT_EQ(enable_token(services, admin, id, {}, kShow)->text.reveal(), view.text.reveal());
  EXPECT_EQ(records(id).size(), 8U);
  // What is refused shows nothing, so nothing is said to have been shown.
  EXPECT_TRUE(enable_token(services, admin, id, {}, kShow).has_error());
  EXPECT_EQ(records(id).size(), 8U);
}

// Nobody in Operations raises the own modules: neither by giving more than is held, nor by reading the text
// of a token that holds more.
TEST_F(Tokens, OfOperationsGiveNobodyMoreThanTheirMakerHolds) {
  const auto am_only = platform.administrator_of(platform.operations);
  CreateToken stronger;
  stronger.draft.name = "Export";
  stronger.draft.modules = {"MOD-1756", "MOD-9043"};
  std::string path;
  EXPECT_EQ(create_error(am_only, stronger, &path), ErrorKind::kInvalid);
  EXPECT_EQ(path, "modules[1].id");
  const auto own = create(am_only, {"MOD-1756"});
  UpdateToken grown;
  grown.change.modules = stronger.draft.modules;
  const auto refused = update_token(platform.services(), am_only, own.token.id.str(), grown);
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().fields().front().path, "modules[1].id");

  const auto strong = create(operator_, {"MOD-1756", "MOD-9043"});
  const auto id = strong.token.id.str();
  const auto seen = get_token(platform.services(), am_only, id, TextInAnswer::kInclude);
  ASSERT_TRUE(seen.has_value());  // Table 3.1.
  EXPECT_TRUE(seen->text.empty());
  EXPECT_EQ(records(id).size(), 1U);
  EXPECT_EQ(get_token(platform.services(), operator_, id, TextInAnswer::kInclude)->text.reveal(),
            strong.text.reveal());
  EXPECT_FALSE(
      get_token(platform.services(), am_only, own.token.id.str(), TextInAnswer::kInclude)->text.empty());
  // It keeps what it has, no matter who saves it.
  UpdateToken renamed;
  renamed.change.name = "Export two";
  renamed.change.modules = stronger.draft.modules;
  EXPECT_TRUE(update_token(platform.services(), am_only, id, renamed).has_value());
}

// no record holds a secret.
TEST_F(Tokens, NeverStandInAuditRecordsWithTheirText) {
  const auto view = create(admin);
  const auto id = view.token.id.str();
  (void)get_token(platform.services(), admin, id, TextInAnswer::kInclude);
  (void)disable_token(platform.services(), admin, id);
  (void)delete_token(platform.services(), admin, id);
  const auto opaque = std::string{credential::parse(view.text.reveal())->opaque};
  const auto all = records(id);
  EXPECT_EQ(all.size(), 4U);
  for (const auto& record : all) EXPECT_THAT(domain::canonical_form(record), Not(HasSubstr(opaque)));
}

// R-130, section 10.4: every row of the table.
TEST_F(Tokens, FollowTheStateMachine) {
  const auto id = create(admin).token.id.str();
  EXPECT_EQ(enable_token(platform.services(), admin, id).error().kind(), ErrorKind::kConflict);
  const auto disabled = disable_token(platform.services(), admin, id);
  EXPECT_EQ(disabled->token.status, TokenStatus::kDisabled);
  EXPECT_EQ(disabled->token.revision, 2);
  EXPECT_EQ(disable_token(platform.services(), admin, id).error().kind(), ErrorKind::kConflict);
  const auto enabled = enable_token(platform.services(), admin, id);
  EXPECT_EQ(enabled->token.status, TokenStatus::kActive);
  EXPECT_EQ(enabled->token.revision, 3);
  // one operation stamps several events.
  EXPECT_TRUE(enabled->token.updated.has_value());
  EXPECT_TRUE(enabled->token.enabled.has_value());
  EXPECT_TRUE(enabled->token.disabled.has_value());
  EXPECT_TRUE(delete_token(platform.services(), admin, id).has_value());
  // gone for the account, there for Operations with Platform Account Management.
  EXPECT_EQ(get_token(platform.services(), admin, id, TextInAnswer::kOmit).error().kind(),
            ErrorKind::kNotFound);
  EXPECT_EQ(delete_token(platform.services(), admin, id).error().kind(), ErrorKind::kNotFound);
  EXPECT_EQ(get_token(platform.services(), operator_, id, TextInAnswer::kOmit)->token.status,
            TokenStatus::kDeleted);
  EXPECT_EQ(enable_token(platform.services(), operator_, id).error().kind(), ErrorKind::kConflict);
  EXPECT_EQ(disable_token(platform.services(), operator_, id).error().kind(), ErrorKind::kConflict);
  EXPECT_EQ(delete_token(platform.services(), operator_, id).error().kind(), ErrorKind::kConflict);
  UpdateToken rename;
  rename.change.name = "New name";
  EXPECT_EQ(update_token(platform.services(), operator_, id, rename).error().kind(), ErrorKind::kConflict);
}

TEST_F(Tokens, OfAnotherTenantAreNotThere) {
  const auto id = create(admin).token.id.str();
  const auto foreign = get_token(platform.services(), other_admin, id, TextInAnswer::kOmit);
  const auto unknown = get_token(platform.services(), other_admin, "TKN-9999-9999", TextInAnswer::kOmit);
  EXPECT_EQ(foreign.error().kind(), ErrorKind::kNotFound);
  EXPECT_EQ(foreign.error().message(), unknown.error().message());
  EXPECT_EQ(update_token(platform.services(), other_admin, id, {}).error().kind(), ErrorKind::kNotFound);
  EXPECT_EQ(disable_token(platform.services(), other_admin, id).error().kind(), ErrorKind::kNotFound);
  EXPECT_EQ(delete_token(platform.services(), other_admin, id).error().kind(), ErrorKind::kNotFound);
  EXPECT_EQ(get_token_icon(platform.services(), other_admin, id).error().kind(), ErrorKind::kNotFound);
  domain::Query query;
  query.limit = 100;
  EXPECT_EQ(list_tokens(platform.services(), other_admin, query, TextInAnswer::kOmit)->total, 0);
  // a wrong shape is an unknown id.
  EXPECT_EQ(get_token(platform.services(), admin, "INVALID-ID", TextInAnswer::kOmit).error().kind(),
            ErrorKind::kNotFound);
}

//
TEST_F(Tokens, ChangeByDeltasAndKeepTheirAccount) {
  const auto view = create(admin, {"MOD-2001"});
  const auto id = view.token.id.str();
  UpdateToken command;
  command.account_id = platform.birch.id.str();
  const auto moved = update_token(platform.services(), admin, id, command);
  EXPECT_EQ(moved.error().fields().front().path, "account.id");

  command.account_id = platform.alder.id.str();
  const auto untouched = update_token(platform.services(), admin, id, command);
  EXPECT_EQ(untouched->token.revision, 1);
  EXPECT_EQ(records(id).size(), 1U);

  command.change.description = "Nightly export";
  command.change.modules = std::vector<std::string>{};
  const auto changed = update_token(platform.services(), admin, id, command);
  EXPECT_EQ(changed->token.revision, 2);
  EXPECT_EQ(changed->token.name, "Ledger sync");
  EXPECT_THAT(changed->token.modules, IsEmpty());
  EXPECT_EQ(records(id).size(), 2U);
  // whatever changes, the secret stays.
  EXPECT_EQ(get_token(platform.services(), admin, id, TextInAnswer::kInclude)->text.reveal(),
            view.text.reveal());
}

// what an account loses its groups and tokens lose, by the system, in the same unit.
TEST_F(Tokens, LoseModulesThatTheirAccountLoses) {
  const auto both = create(admin, {"MOD-2001", "MOD-2003"});
  const auto one = create(admin, {"MOD-2003"});
  const auto gone = create(admin, {"MOD-2001"});
  const auto elsewhere = create(other_admin, {"MOD-2001"});
  ASSERT_TRUE(disable_token(platform.services(), admin, both.token.id.str()).has_value());
  ASSERT_TRUE(delete_token(platform.services(), admin, gone.token.id.str()).has_value());
  {
    auto unit = platform.store().begin_write();
    const auto changed = set_default_group_modules(
        platform.services(), **unit, operator_, platform.alder.id,
        {platform.access_management, platform.account_management, platform.reports});
    ASSERT_TRUE(changed.has_value());
    EXPECT_TRUE(*changed);
    ASSERT_TRUE((*unit)->commit().has_value());
  }
  auto unit = platform.store().begin_read();
  auto& tokens = (*unit)->tokens();
  const auto stripped = *tokens.find(both.token.id);
  EXPECT_THAT(stripped->modules, ElementsAre(platform.reports));
  EXPECT_EQ(stripped->revision, 3);
  EXPECT_EQ(stripped->updated->by.kind, domain::ActorKind::kSystem);
  EXPECT_EQ((*tokens.find(one.token.id))->revision, 1);
  EXPECT_THAT((*tokens.find(gone.token.id))->modules, ElementsAre(platform.billing));
  EXPECT_THAT((*tokens.find(elsewhere.token.id))->modules, ElementsAre(platform.billing));
  const auto trail = records(both.token.id.str());
  ASSERT_EQ(trail.size(), 3U);
  EXPECT_EQ(trail[2].actor.kind, domain::ActorKind::kSystem);
  EXPECT_EQ(trail[2].event, "platform.accounts.apiToken.updated");
}

// giving the module back to the account does not give it back to the token.
TEST_F(Tokens, DoNotGetBackWhatTheyLost) {
  const auto view = create(admin, {"MOD-2001"});
  const std::vector<domain::ModuleId> with{platform.access_management, platform.billing};
  for (const auto& modules : {std::vector{platform.access_management}, with}) {
    auto unit = platform.store().begin_write();
    ASSERT_TRUE(set_default_group_modules(platform.services(), **unit, operator_, platform.alder.id, modules)
                    .has_value());
    ASSERT_TRUE((*unit)->commit().has_value());
  }
  EXPECT_THAT(get_token(platform.services(), admin, view.token.id.str(), TextInAnswer::kOmit)->token.modules,
              IsEmpty());
}

// a module that lost the account type stays until the next save of the modules.
TEST_F(Tokens, AreRevalidatedWhenSavedNotBefore) {
  const auto view = create(admin, {"MOD-2001"});
  {
    auto unit = platform.store().begin_write();
    auto module = *(*unit)->modules().find(platform.billing, domain::Lock::kExclusive);
    module->account_types = {domain::AccountType::kVendor};
    ++module->revision;
    ASSERT_TRUE((*unit)->modules().update(*module).has_value());
    ASSERT_TRUE((*unit)->commit().has_value());
  }
  const auto id = view.token.id.str();
  EXPECT_THAT(get_token(platform.services(), admin, id, TextInAnswer::kOmit)->token.modules,
              ElementsAre(platform.billing));
  UpdateToken command;
  command.change.modules = std::vector<std::string>{"MOD-2001"};
  EXPECT_EQ(update_token(platform.services(), admin, id, command).error().fields().front().path,
            "modules[0].id");
}

// neither the creator's fate nor the account's state reaches a token.
TEST_F(Tokens, OutliveTheirCreatorAndADisabledAccount) {
  const auto view = create(admin, {"MOD-2001"});
  {
    auto unit = platform.store().begin_write();
    platform.alder.status = domain::AccountStatus::kDisabled;
    ++platform.alder.revision;
    ASSERT_TRUE((*unit)->accounts().update(platform.alder).has_value());
    ASSERT_TRUE((*unit)->commit().has_value());
  }
  auto unit = platform.store().begin_read();
  const auto stored = (*unit)->tokens().find_credential(view.token.id);
  EXPECT_EQ(credential::check(*stored, credential::parse(view.text.reveal())->opaque),
            credential::Standing::kInForce);
}

// one record per change, linked to the account and to Operations, public for a customer.
TEST_F(Tokens, WriteOneLinkedRecordPerChange) {
  const auto id = create(admin).token.id.str();
  ASSERT_TRUE(disable_token(platform.services(), admin, id).has_value());
  const auto trail = records(id);
  ASSERT_EQ(trail.size(), 2U);
  EXPECT_EQ(trail[0].event, "platform.accounts.apiToken.created");
  EXPECT_EQ(trail[1].event, "platform.accounts.apiToken.status_changed");
  EXPECT_EQ(trail[1].summary, "API token status changed to Disabled");
  EXPECT_EQ(trail[1].revision, 2);
  EXPECT_EQ(trail[1].origin.ip, "203.0.113.7");
  EXPECT_EQ(trail[1].visibility, domain::AuditVisibility::kPublic);
  EXPECT_THAT(trail[1].account_links, ElementsAre(platform.operations.id, platform.alder.id));
}

TEST_F(Tokens, KeepALogoUntilItIsCleared) {
  CreateToken command;
  command.draft.name = "Export";
  command.logo = domain::Icon{"image/png", "first"};
  const auto view = create_token(platform.services(), admin, command);
  const auto id = view->token.id.str();
  EXPECT_EQ(view->token.icon, "/v1/accounts/api-tokens/" + id + "/icon");
  EXPECT_EQ(get_token_icon(platform.services(), admin, id)->bytes, "first");

  UpdateToken picture;
  picture.logo = domain::Icon{"image/png", "second"};
  EXPECT_EQ(update_token(platform.services(), admin, id, picture)->token.revision, 2);
  EXPECT_EQ(get_token_icon(platform.services(), admin, id)->bytes, "second");

  UpdateToken clear;
  clear.change.icon = "";
  EXPECT_EQ(update_token(platform.services(), admin, id, clear)->token.icon, "");
  EXPECT_EQ(get_token_icon(platform.services(), admin, id).error().kind(), ErrorKind::kNotFound);
}

}  // namespace
}  // namespace jeton::app
