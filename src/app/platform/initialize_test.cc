#include "app/platform/initialize.h"

#include <gmock/gmock.h>

#include "app/platform/fresh_platform_test.h"

namespace jeton::app {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

class Initializing : public FreshPlatform {
 protected:
  const Initialize command{"Platform Operations", "alex@platform-operations.example", "Alex", "Operator"};
};

//
TEST_F(Initializing, CreatesTheAdministrationModules) {
  ASSERT_TRUE(initialize(services(), command).has_value());
  const auto unit = read();
  const auto access = *unit->modules().find_by_code("access-management");
  EXPECT_EQ(access->id.str(), "MOD-1756");
  EXPECT_TRUE(access->mandatory());
  EXPECT_THAT(access->account_types, SizeIs(3));
  const auto account = *unit->modules().find_by_code("account-management");
  EXPECT_EQ(account->id.str(), "MOD-9042");
  EXPECT_FALSE(account->mandatory());
  const auto platform = *unit->modules().find_by_code("platform-account-management");
  EXPECT_THAT(platform->account_types, ElementsAre(domain::AccountType::kOperations));
}

//
TEST_F(Initializing, CreatesTheOperationsAccountWithItsDefaultGroupAndAdministrator) {
  const auto initialized = initialize(services(), command);
  ASSERT_TRUE(initialized.has_value());
  EXPECT_TRUE(initialized->created);
  const auto unit = read();
  const auto operations = *unit->accounts().find_operations();
  ASSERT_TRUE(operations.has_value());
  EXPECT_EQ(operations->id, initialized->operations.id);
  EXPECT_EQ(operations->status, domain::AccountStatus::kActive);
  const auto group = *unit->groups().find_default(operations->id);
  EXPECT_EQ(group->name, "Administrators");
  EXPECT_THAT(group->modules, SizeIs(3));
  const auto user = *unit->users().find_by_email("ALEX@platform-operations.example");
  ASSERT_TRUE(user.has_value());
  EXPECT_EQ(user->status, domain::UserStatus::kActive);
  const auto membership = *unit->memberships().find(user->id, operations->id);
  EXPECT_EQ(membership->status, domain::MembershipStatus::kActive);
  EXPECT_THAT(membership->groups, ElementsAre(group->id));
  EXPECT_FALSE(unit->users().find_password_hash(user->id)->has_value());
}

//
TEST_F(Initializing, LeavesARecordOfEachObjectByTheSystem) {
  const auto initialized = initialize(services(), command);
  const auto unit = read();
  const auto user = *unit->users().find_by_email(command.administrator_email);
  const auto group = *unit->groups().find_default(initialized->operations.id);
  for (const auto& id : {std::string{"MOD-1756"}, std::string{"MOD-9042"}, initialized->operations.id.str(),
                         group->id.str(), user->id.str()}) {
    const auto written = records(id);
    ASSERT_THAT(written, SizeIs(1)) << id;
    EXPECT_EQ(written[0].actor.kind, domain::ActorKind::kSystem);
    EXPECT_EQ(written[0].visibility, domain::AuditVisibility::kPrivate);
  }
}

TEST_F(Initializing, DoesNothingTheSecondTime) {
  const auto first = initialize(services(), command);
  const auto second = initialize(services(), {"Another", "b@platform-operations.example", "B", "C"});
  ASSERT_TRUE(second.has_value());
  EXPECT_FALSE(second->created);
  EXPECT_EQ(second->operations.id, first->operations.id);
  EXPECT_EQ(second->operations.name, "Platform Operations");
  EXPECT_FALSE(read()->users().find_by_email("b@platform-operations.example")->has_value());
}

TEST_F(Initializing, ChangesNothingForABrokenAdministrator) {
  const auto broken = initialize(services(), {"Platform Operations", "nobody", "A", "B"});
  ASSERT_TRUE(broken.has_error());
  EXPECT_EQ(broken.error().fields().front().path, "email");
  EXPECT_FALSE(read()->accounts().find_operations()->has_value());
  EXPECT_TRUE(read()->modules().list()->empty());
}

}  // namespace
}  // namespace jeton::app
