#include "app/people/groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "app/testing/platform.h"
#include "app/tokens/tokens.h"

namespace jeton::app {
namespace {

using base::ErrorKind;
using domain::Caller;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Groups : public ::testing::Test {
 protected:
  static CreateGroup stated(std::vector<std::string> modules,
                            std::optional<std::string> account = std::nullopt) {
    CreateGroup command;
    command.account_id = std::move(account);
    command.draft.name = "Clerks";
    command.draft.modules = std::move(modules);
    return command;
  }

  domain::Group create(std::vector<std::string> modules) {
    auto created = create_group(platform.services(), admin, stated(std::move(modules)));
    EXPECT_TRUE(created.has_value());
    return std::move(created->group);
  }

  base::Result<GroupView> update(const Caller& caller, const std::string& id, domain::GroupChange change,
                                 std::optional<std::string> account = std::nullopt) {
    return update_group(platform.services(), caller, id, {std::move(account), std::move(change)});
  }

  static domain::GroupChange modules(std::vector<std::string> ids) {
    domain::GroupChange change;
    change.modules = std::move(ids);
    return change;
  }

  std::unique_ptr<domain::UnitOfWork> read() { return *platform.store().begin_read(); }

  std::vector<domain::AuditRecord> records(const std::string& object_id) {
    return *read()->audit().list_of_object(object_id);
  }

  testing::TestPlatform platform;
  const Caller admin = platform.administrator_of(platform.alder);
  const Caller owner =
      platform.user_of(platform.alder, {domain::kAccessManagement, domain::kAccountManagement});
  const Caller other_admin = platform.administrator_of(platform.birch);
  const Caller platform_manager = platform.user_of(platform.operations, {domain::kPlatformAccountManagement});
  const std::string default_group = "UGR-2000-0001";
  const std::vector<std::string> all_modules{"MOD-1756", "MOD-2001", "MOD-2003", "MOD-9042"};
};

TEST_F(Groups, AreCreatedInTheCallersAccountUnlessAnotherIsStated) {
  const auto own = create_group(platform.services(), admin, stated({"MOD-2001"}));
  ASSERT_TRUE(own.has_value());
  EXPECT_EQ(own->account.id, platform.alder.id);
  EXPECT_FALSE(own->group.is_default);
  ASSERT_EQ(own->modules.size(), 1U);
  EXPECT_EQ(own->modules[0].code, "billing");
  EXPECT_EQ(records(own->group.id.str()).front().event, "platform.accounts.userGroup.created");
  const auto elsewhere =
      create_group(platform.services(), platform_manager, stated({"MOD-2001"}, platform.birch.id.str()));
  ASSERT_TRUE(elsewhere.has_value());
  EXPECT_EQ(elsewhere->account.id, platform.birch.id);
}

//
TEST_F(Groups, TellNoUnknownAccountFromAForeignOne) {
  std::vector<std::string> messages;
  for (const auto* account : {"ACC-2000-0002", "ACC-9999-9999", "nonsense"}) {
    const auto refused = create_group(platform.services(), admin, stated({}, account));
    ASSERT_TRUE(refused.has_error());
    EXPECT_EQ(refused.error().fields().front().path, "account.id");
    messages.push_back(refused.error().fields().front().message);
  }
  EXPECT_EQ(messages[0], messages[1]);
  EXPECT_EQ(messages[0], messages[2]);
}

//
TEST_F(Groups, HoldModulesOfTheDefaultGroupAlone) {
  const auto refused = create_group(platform.services(), admin, stated({"MOD-2001", "MOD-2002", "MOD-9999"}));
  ASSERT_TRUE(refused.has_error());
  ASSERT_EQ(refused.error().fields().size(), 2U);
  EXPECT_EQ(refused.error().fields()[0].path, "modules[1].id");
  EXPECT_EQ(refused.error().fields()[0].message, refused.error().fields()[1].message);
}

TEST_F(Groups, AreOutOfReachOfOtherAccounts) {
  const auto id = create({}).id.str();
  for (const auto& unreachable :
       {id, std::string{"UGR-9999-9999"}, std::string{"UGR-0000-0000"}, std::string{"nonsense"}}) {
    EXPECT_EQ(get_group(platform.services(), other_admin, unreachable, UsersInAnswer::kOmit).error().kind(),
              ErrorKind::kNotFound);
    EXPECT_EQ(update(other_admin, unreachable, modules({"MOD-9999"})).error().kind(), ErrorKind::kNotFound);
    EXPECT_EQ(delete_group(platform.services(), other_admin, unreachable).error().kind(),
              ErrorKind::kNotFound);
  }
  EXPECT_TRUE(get_group(platform.services(), platform_manager, id, UsersInAnswer::kOmit).has_value());
  const auto clerk = platform.user_of(platform.alder, {"billing", domain::kAccountManagement});
  EXPECT_EQ(get_group(platform.services(), clerk, id, UsersInAnswer::kOmit).error().kind(),
            ErrorKind::kDenied);
  EXPECT_EQ(create_group(platform.services(), clerk, stated({})).error().kind(), ErrorKind::kDenied);
  EXPECT_EQ(update(clerk, id, {}).error().kind(), ErrorKind::kDenied);
  EXPECT_EQ(delete_group(platform.services(), clerk, id).error().kind(), ErrorKind::kDenied);
}

TEST_F(Groups, ChangeByADelta) {
  const auto id = create({"MOD-2001"}).id.str();
  domain::GroupChange change;
  change.description = "They count.";
  const auto changed = update(admin, id, change, platform.alder.id.str());
  ASSERT_TRUE(changed.has_value());
  EXPECT_EQ(changed->group.revision, 2);
  EXPECT_EQ(changed->group.name, "Clerks");
  EXPECT_EQ(changed->modules.size(), 1U);
  EXPECT_EQ(records(id).back().event, "platform.accounts.userGroup.updated");
  EXPECT_EQ(update(admin, id, change)->group.revision, 2);
  EXPECT_EQ(records(id).size(), 2U);
  EXPECT_EQ(update(admin, id, change, "ACC-2000-0002").error().fields().front().path, "account.id");
}

//
TEST_F(Groups, LetTheAccountsModulesBeChangedByItsManagersAlone) {
  EXPECT_EQ(update(admin, default_group, modules({"MOD-1756"})).error().kind(), ErrorKind::kDenied);
  // Denied before anything is said about the modules.
  EXPECT_EQ(update(admin, default_group, modules({"MOD-9999"})).error().kind(), ErrorKind::kDenied);
  auto unchanged = modules({"MOD-9042", "MOD-2003", "MOD-2001", "MOD-1756", "MOD-1756"});
  unchanged.description = "All of it.";
  EXPECT_TRUE(update(admin, default_group, unchanged).has_value());
  EXPECT_TRUE(update(owner, default_group, modules({"MOD-1756"})).has_value());
  EXPECT_TRUE(update(platform_manager, default_group, modules({"MOD-1756", "MOD-2001"})).has_value());
}

// Who is in Operations holds the platform: its groups take both of its modules.
TEST_F(Groups, OfOperationsTakeBothModulesAndGiveNoneThatIsNotHeld) {
  const auto& services = platform.services();
  const std::string operations = "UGR-1000-0001";
  const auto access = platform.administrator_of(platform.operations);
  const auto both =
      platform.user_of(platform.operations, {domain::kAccessManagement, domain::kPlatformAccountManagement});
  const auto get = [&](const Caller& caller, const std::string& id) {
    return get_group(services, caller, id, UsersInAnswer::kOmit);
  };
  EXPECT_TRUE(get(access, operations).has_value());
  EXPECT_TRUE(get(both, operations).has_value());
  EXPECT_EQ(get(platform_manager, operations).error().kind(), ErrorKind::kNotFound);
  EXPECT_TRUE(get(platform_manager, default_group).has_value());
  domain::Query query;
  query.limit = 100;
  for (const auto& [caller, total] : {std::pair{access, 1}, {both, 4}, {platform_manager, 3}}) {
    EXPECT_EQ(list_groups(services, caller, query, UsersInAnswer::kOmit)->total, total);
  }

  EXPECT_EQ(create_group(services, access, stated({})).error().kind(), ErrorKind::kDenied);
  EXPECT_EQ(create_group(services, platform_manager, stated({})).error().fields().front().path, "account.id");
  const auto desk = create_group(services, both, stated({"MOD-1756"}));
  ASSERT_TRUE(desk.has_value());
  const auto id = desk->group.id.str();
  EXPECT_EQ(create_group(services, both, stated({"MOD-1756", "MOD-2001"})).error().fields().front().path,
            "modules[1].id");
  EXPECT_EQ(update(both, id, modules({"MOD-9042"})).error().fields().front().path, "modules[0].id");
  EXPECT_TRUE(update(both, id, modules({"MOD-9043"})).has_value());
  EXPECT_EQ(update(access, id, {}).error().kind(), ErrorKind::kDenied);
  EXPECT_EQ(update(platform_manager, id, modules({"MOD-1756"})).error().kind(), ErrorKind::kNotFound);
  EXPECT_EQ(update(platform_manager, operations, {}).error().kind(), ErrorKind::kNotFound);
  EXPECT_EQ(delete_group(services, access, id).error().kind(), ErrorKind::kDenied);
  EXPECT_EQ(delete_group(services, platform_manager, id).error().kind(), ErrorKind::kNotFound);
  // What the default group has may stay when others save it, and be taken away.
  auto kept = modules({"MOD-1756", "MOD-9042", "MOD-9043", "MOD-2001"});
  EXPECT_TRUE(update(both, operations, kept).has_value());
  // Not given back by who does not hold it.
  EXPECT_EQ(update(both, operations, modules({"MOD-1756", "MOD-2003"})).error().fields().front().path,
            "modules[1].id");
  EXPECT_TRUE(delete_group(services, both, id).has_value());
}

//
TEST_F(Groups, LoseWhatTheDefaultGroupLosesWithTheTokens) {
  const auto clerks = create({"MOD-2001", "MOD-2003"});
  const auto bystanders = create({"MOD-2003"});
  CreateToken token;
  token.draft.name = "Export";
  token.draft.modules = {"MOD-2001"};
  const auto token_id = create_token(platform.services(), admin, token)->token.id;

  auto change = modules({"MOD-1756", "MOD-2003"});
  change.name = "Everybody";
  const auto view = update(owner, default_group, change);
  ASSERT_TRUE(view.has_value());
  EXPECT_EQ(view->group.revision, 2);  // One change, one revision.
  EXPECT_EQ(records(default_group).size(), 1U);

  const auto stripped = read()->groups().find(clerks.id)->value();
  EXPECT_THAT(stripped.modules, ElementsAre(platform.reports));
  EXPECT_EQ(stripped.revision, 2);
  EXPECT_EQ(records(clerks.id.str()).back().actor.kind, domain::ActorKind::kSystem);
  EXPECT_EQ(read()->groups().find(bystanders.id)->value().revision, 1);
  EXPECT_THAT(read()->tokens().find(token_id)->value().modules, IsEmpty());
  EXPECT_EQ(records(token_id.str()).back().actor.kind, domain::ActorKind::kSystem);
}

// all of several modules at once, and each from everything that has it.
TEST_F(Groups, LoseEachOfSeveralModules) {
  std::vector<domain::TokenId> tokens;
  for (const auto* module : {"MOD-2001", "MOD-2003"}) {
    CreateToken token;
    token.draft.name = module;
    token.draft.modules = {module};
    tokens.push_back(create_token(platform.services(), admin, token)->token.id);
  }
  const auto both = create({"MOD-2001", "MOD-2003"});
  ASSERT_TRUE(update(owner, default_group, modules({"MOD-1756", "MOD-9042"})).has_value());
  for (const auto& id : tokens) EXPECT_THAT(read()->tokens().find(id)->value().modules, IsEmpty());
  EXPECT_THAT(read()->groups().find(both.id)->value().modules, IsEmpty());
  EXPECT_EQ(read()->groups().find(both.id)->value().revision, 2);
}

//
TEST_F(Groups, AreDeletedWhenNobodyIsInThem) {
  const auto guarded = delete_group(platform.services(), admin, default_group);
  EXPECT_EQ(guarded.error().kind(), ErrorKind::kConflict);
  EXPECT_EQ(guarded.error().fields().front().path, "isDefault");

  const auto group = create({"MOD-2001"});
  {
    auto unit = *platform.store().begin_write();
    const domain::User user{.id = *domain::UserId::parse("USR-5000-0001"),
                            .email = "robin@alder.example",
                            .first_name = "Robin",
                            .last_name = "Holt",
                            .created = platform.alder.created};
    ASSERT_TRUE(*unit->users().insert(user));
    const domain::Membership membership{.id = *domain::MembershipId::parse("AUSR-5000-0001-0001"),
                                        .user = user.id,
                                        .account = platform.alder.id,
                                        .status = domain::MembershipStatus::kInvited,
                                        .groups = {group.id},
                                        .created = platform.alder.created};
    ASSERT_TRUE(*unit->memberships().insert(membership));
    ASSERT_TRUE(unit->commit().has_value());
  }
  const auto view = get_group(platform.services(), admin, group.id.str(), UsersInAnswer::kInclude);
  ASSERT_EQ(view->users.size(), 1U);
  EXPECT_EQ(view->users[0].name, "Robin Holt");
  EXPECT_TRUE(get_group(platform.services(), admin, group.id.str(), UsersInAnswer::kOmit)->users.empty());
  const auto in_use = delete_group(platform.services(), admin, group.id.str());
  EXPECT_EQ(in_use.error().kind(), ErrorKind::kConflict);
  EXPECT_EQ(in_use.error().fields().front().path, "users");

  const auto empty = create({});
  ASSERT_TRUE(delete_group(platform.services(), admin, empty.id.str()).has_value());
  EXPECT_EQ(delete_group(platform.services(), admin, empty.id.str()).error().kind(), ErrorKind::kNotFound);
  const auto last = records(empty.id.str()).back();
  EXPECT_EQ(last.event, "platform.accounts.userGroup.status_changed");
  EXPECT_THAT(last.summary, HasSubstr("Deleted"));
  EXPECT_EQ(last.revision, 2);
}

}  // namespace
}  // namespace jeton::app
