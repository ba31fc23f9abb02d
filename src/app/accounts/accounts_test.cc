#include "app/accounts/accounts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "app/testing/platform.h"

namespace jeton::app {
namespace {

using base::ErrorKind;
using domain::AccountStatus;
using domain::AccountType;
using domain::Caller;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Accounts : public ::testing::Test {
 protected:
  static CreateAccount stated(std::string name, std::string type) {
    CreateAccount command;
    command.type = std::move(type);
    command.change.name = std::move(name);
    return command;
  }

  static UpdateAccount renamed(std::string name) {
    UpdateAccount command;
    command.change.name = std::move(name);
    return command;
  }

  std::unique_ptr<domain::UnitOfWork> read() { return *platform.store().begin_read(); }

  std::vector<domain::AuditRecord> records(const std::string& object_id) {
    return *read()->audit().list_of_object(object_id);
  }

  base::Result<AccountView> update(const Caller& caller, const domain::AccountId& id,
                                   const UpdateAccount& command) {
    return update_account(platform.services(), caller, id.str(), command, GroupsInAnswer::kOmit);
  }

  testing::TestPlatform platform;
  const Caller owner = platform.user_of(platform.alder, {domain::kAccountManagement});
  const Caller admin = platform.administrator_of(platform.alder);
  const Caller platform_manager = platform.user_of(platform.operations, {domain::kPlatformAccountManagement});
};

//
TEST_F(Accounts, AreCreatedWithADefaultGroupOfTheModulesThatTheirTypeStartsWith) {
  {
    auto unit = *platform.store().begin_write();
    for (const auto& id : {platform.access_management, platform.catalog}) {
      auto module = *unit->modules().find(id);
      module->is_default = true;
      ++module->revision;
      ASSERT_TRUE(unit->modules().update(*module).has_value());
    }
    ASSERT_TRUE(unit->commit().has_value());
  }
  const auto client = create_account(platform.services(), platform_manager, stated("Elm Stores", "Client"));
  ASSERT_TRUE(client.has_value());
  EXPECT_EQ(client->account.status, AccountStatus::kEnabled);
  ASSERT_EQ(client->groups.size(), 1U);
  EXPECT_TRUE(client->groups[0].is_default);
  EXPECT_EQ(client->groups[0].name, "Administrators");
  EXPECT_THAT(client->groups[0].modules, ElementsAre(platform.access_management));
  EXPECT_EQ((*read()->groups().find_default(client->account.id))->id, client->groups[0].id);
  EXPECT_EQ(records(client->account.id.str()).front().event, "platform.accounts.account.created");
  EXPECT_EQ(records(client->groups[0].id.str()).front().event, "platform.accounts.userGroup.created");

  const auto vendor = create_account(platform.services(), platform_manager, stated("Fir Works", "Vendor"));
  ASSERT_TRUE(vendor.has_value());
  EXPECT_EQ(vendor->account.status, AccountStatus::kActive);
  EXPECT_THAT(vendor->groups[0].modules, ElementsAre(platform.access_management, platform.catalog));
}

TEST_F(Accounts, CannotBeCreatedAsOperationsNorWithoutATypeAndName) {
  for (const auto& command : {stated("", "Operations"), stated("", "client"), CreateAccount{}}) {
    const auto refused = create_account(platform.services(), platform_manager, command);
    ASSERT_TRUE(refused.has_error());
    ASSERT_EQ(refused.error().fields().size(), 2U);
    EXPECT_EQ(refused.error().fields()[0].path, "type");
    EXPECT_EQ(refused.error().fields()[1].path, "name");
  }
  EXPECT_EQ(read()->accounts().list()->size(), 4U);
}

// 3.2
TEST_F(Accounts, AreCreatedAndMovedByPlatformManagersAlone) {
  for (const auto& caller :
       {owner, admin, platform.user_of(platform.alder, {domain::kPlatformAccountManagement}),
        platform.user_of(platform.operations, {domain::kAccessManagement, domain::kAccountManagement})}) {
    EXPECT_EQ(create_account(platform.services(), caller, stated("Elm Stores", "Client")).error().kind(),
              ErrorKind::kDenied);
    for (const auto move : {enable_account, disable_account, activate_account, deactivate_account}) {
      EXPECT_EQ(move(platform.services(), caller, platform.alder.id.str(), GroupsInAnswer::kOmit, {})
                    .error()
                    .kind(),
                ErrorKind::kDenied);
    }
  }
  EXPECT_EQ(read()->accounts().find(platform.alder.id)->value().revision, 1);
}

TEST_F(Accounts, AreReadByTheirOwnPeopleAndByPlatformManagers) {
  const auto kind_of = [&](const Caller& caller, std::string_view id) {
    const auto view = get_account(platform.services(), caller, id, GroupsInAnswer::kOmit);
    return view.has_value() ? std::optional<ErrorKind>{} : view.error().kind();
  };
  const auto clerk = platform.user_of(platform.alder, {"billing"});
  EXPECT_EQ(kind_of(clerk, platform.alder.id.str()), std::nullopt);
  EXPECT_EQ(kind_of(platform_manager, platform.birch.id.str()), std::nullopt);
  // foreign, unknown and malformed are the same.
  for (const auto* id : {"ACC-2000-0002", "ACC-9999-9999", "ACC-0000-0000", "nonsense", ""}) {
    EXPECT_EQ(kind_of(clerk, id), ErrorKind::kNotFound) << id;
  }
  EXPECT_EQ(kind_of(platform.user_of(platform.operations, {domain::kAccessManagement}), "ACC-2000-0002"),
            ErrorKind::kNotFound);
}

TEST_F(Accounts, ShowTheirGroupsToThoseWhoReadGroups) {
  const auto groups_for = [&](const Caller& caller) {
    return get_account(platform.services(), caller, platform.alder.id.str(), GroupsInAnswer::kInclude)
        ->groups.size();
  };
  EXPECT_EQ(groups_for(admin), 1U);
  EXPECT_EQ(groups_for(platform_manager), 1U);
  EXPECT_EQ(groups_for(owner), 0U);
  const auto listed_for = [&](const Caller& caller) {
    domain::Query query;
    query.limit = 10;
    const auto page = list_accounts(platform.services(), caller, query, GroupsInAnswer::kInclude);
    const auto alder = std::find_if(page->rows.begin(), page->rows.end(), [&](const AccountView& view) {
      return view.account.id == platform.alder.id;
    });
    return alder->groups.size();
  };
  EXPECT_EQ(listed_for(admin), 1U);
  EXPECT_EQ(listed_for(platform_manager), 1U);
  EXPECT_EQ(listed_for(owner), 0U);
}

TEST_F(Accounts, AreChangedByTheirOwnersAndByPlatformManagers) {
  EXPECT_EQ(update(admin, platform.alder.id, renamed("New")).error().kind(), ErrorKind::kDenied);
  EXPECT_EQ(update(owner, platform.birch.id, renamed("New")).error().kind(), ErrorKind::kNotFound);
  const auto own = update(owner, platform.alder.id, renamed("Alder Logistics"));
  ASSERT_TRUE(own.has_value());
  EXPECT_EQ(own->account.name, "Alder Logistics");
  EXPECT_EQ(own->account.revision, 2);
  EXPECT_EQ(own->account.updated->by.id, owner.actor.id);
  const auto written = records(platform.alder.id.str());
  ASSERT_EQ(written.size(), 1U);
  EXPECT_EQ(written[0].event, "platform.accounts.account.updated");
  EXPECT_THAT(written[0].documents, HasSubstr("Alder Logistics"));
  EXPECT_EQ(written[0].revision, 2);

  EXPECT_EQ(update(owner, platform.alder.id, renamed("Alder Logistics"))->account.revision, 2);
  EXPECT_EQ(records(platform.alder.id.str()).size(), 1U);
  EXPECT_TRUE(update(platform_manager, platform.cedar.id, renamed("Cedar")).has_value());
}

// As R-072.
TEST_F(Accounts, DenyOwnersWhatOperationsAloneSet) {
  UpdateAccount command = renamed("New");
  command.change.external_id = "EXT-7";
  EXPECT_EQ(update(owner, platform.alder.id, command).error().kind(), ErrorKind::kDenied);
  EXPECT_EQ(read()->accounts().find(platform.alder.id)->value().name, platform.alder.name);
  ASSERT_TRUE(update(platform_manager, platform.alder.id, command).has_value());
  EXPECT_TRUE(update(owner, platform.alder.id, command).has_value());  // Stated, not changed.
  command.change.eligibility.emplace(domain::EligibilityChange{.partner = true});
  EXPECT_EQ(update(owner, platform.alder.id, command).error().kind(), ErrorKind::kDenied);
}

TEST_F(Accounts, KeepTheirType) {
  auto command = renamed("New");
  command.type = "Vendor";
  EXPECT_EQ(update(owner, platform.alder.id, command).error().fields().front().path, "type");
  command.type = "Client";
  EXPECT_TRUE(update(owner, platform.alder.id, command).has_value());
}

//
TEST_F(Accounts, MoveThroughTheirStates) {
  const auto& id = platform.alder.id.str();
  const auto& services = platform.services();
  EXPECT_EQ(activate_account(services, platform_manager, id, GroupsInAnswer::kOmit).error().kind(),
            ErrorKind::kConflict);
  UpdateAccount command;
  command.change.external_id = "EXT-7";
  ASSERT_TRUE(update(platform_manager, platform.alder.id, command).has_value());
  ASSERT_TRUE(activate_account(services, platform_manager, id, GroupsInAnswer::kOmit).has_value());
  ASSERT_TRUE(disable_account(services, platform_manager, id, GroupsInAnswer::kOmit).has_value());
  const auto enabled = enable_account(services, platform_manager, id, GroupsInAnswer::kOmit);
  ASSERT_TRUE(enabled.has_value());
  EXPECT_EQ(enabled->account.status, AccountStatus::kActive);
  ASSERT_TRUE(deactivate_account(services, platform_manager, id, GroupsInAnswer::kOmit).has_value());
  std::vector<std::string> events;
  for (const auto& record : records(id)) events.push_back(record.summary);
  EXPECT_THAT(events, ElementsAre("Account updated", "Account status changed to Active",
                                  "Account status changed to Disabled", "Account status changed to Active",
                                  "Account status changed to Enabled"));
  const auto stored = read()->accounts().find(platform.alder.id)->value();
  EXPECT_EQ(stored.status, AccountStatus::kEnabled);
  EXPECT_EQ(stored.revision, 6);
}

TEST_F(Accounts, HaveAPictureUntilAndAfterOneIsUploaded) {
  const auto icon = [&] { return *get_account_icon(platform.services(), platform.alder.id.str()); };
  const auto generated = icon();
  EXPECT_EQ(generated.media_type, "image/svg+xml");
  EXPECT_THAT(generated.bytes, HasSubstr(">AF</text>"));
  EXPECT_EQ(icon().bytes, generated.bytes);

  UpdateAccount upload;
  upload.logo = domain::Icon{"image/png", "png"};
  EXPECT_EQ(update(owner, platform.alder.id, upload)->account.revision, 2);
  EXPECT_EQ(icon().bytes, "png");
  EXPECT_EQ(update(owner, platform.alder.id, renamed("Alder"))->account.revision, 3);
  EXPECT_EQ(icon().bytes, "png");

  UpdateAccount clear;
  clear.clears_logo = true;
  EXPECT_EQ(update(owner, platform.alder.id, clear)->account.revision, 4);
  EXPECT_EQ(icon().media_type, "image/svg+xml");
  EXPECT_EQ(update(owner, platform.alder.id, clear)->account.revision, 4);
  for (const auto* id : {"ACC-9999-9999", "ACC-0000-0000", "nonsense", "TKN-1000-0001"}) {
    EXPECT_EQ(get_account_icon(platform.services(), id).error().kind(), ErrorKind::kNotFound) << id;
  }
}

}  // namespace
}  // namespace jeton::app
