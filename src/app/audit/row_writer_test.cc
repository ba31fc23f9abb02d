#include "app/audit/row_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/testing/platform.h"

namespace jeton::app {
namespace {

using domain::AccountType;
using domain::AuditAction;
using ::testing::SizeIs;

/// What a draft says of itself is not what is written.
constexpr std::int64_t kRevisionOfADraft = 7;

class RowWriting : public ::testing::Test {
 protected:
  domain::User person(const char* email) {
    return {.id = domain::UserId::from_stored({}),
            .email = email,
            .first_name = "Ada",
            .last_name = "Alder",
            .status = domain::UserStatus::kInvited,
            .revision = kRevisionOfADraft};
  }
  domain::Membership membership(domain::MembershipStatus status) {
    return {.id = domain::MembershipId::from_stored({}),
            .user = domain::UserId::from_stored({}),
            .account = domain::AccountId::from_stored({}),
            .status = status,
            .groups = {(*unit->groups().find_default(platform.alder.id))->id},
            .revision = kRevisionOfADraft};
  }
  domain::Group group(const char* name) {
    return {.id = domain::GroupId::from_stored({}),
            .account = platform.birch.id,
            .name = name,
            .revision = kRevisionOfADraft};
  }
  domain::User ada() {
    return *writer.create_user(std::nullopt, person("ada@alder.example"), platform.alder);
  }

  /// The last parts of the events of an object, oldest first.
  void expect_events(const std::string& id, const std::vector<std::string>& ends) {
    const auto records = *unit->audit().list_of_object(id);
    ASSERT_EQ(records.size(), ends.size());
    for (std::size_t i = 0; i < ends.size(); ++i) EXPECT_TRUE(records[i].event.ends_with("." + ends[i]));
  }
  template <class T>
  static std::string field_of(const base::Result<T>& result) {
    return result.has_error() && !result.error().fields().empty() ? result.error().fields().front().path : "";
  }

  testing::TestPlatform platform;
  domain::Caller caller = platform.administrator_of(platform.alder);
  std::unique_ptr<domain::UnitOfWork> unit = *platform.store().begin_write();
  RowWriter writer = [this] {
    platform.clock.advance(std::chrono::hours{1});
    return RowWriter{platform.services(), *unit, caller};
  }();
};

TEST_F(RowWriting, ANewRowIsTheFirstRevisionWhateverItsDraftSays) {
  domain::Account draft{
      .id = domain::AccountId::from_stored({}), .name = "Elm", .revision = kRevisionOfADraft};
  draft.type = AccountType::kVendor;
  draft.status = domain::AccountStatus::kDisabled;
  const auto account = *writer.create_account(std::nullopt, draft);
  EXPECT_EQ(account.status, domain::AccountStatus::kActive);
  EXPECT_EQ(account.revision, 1);
  EXPECT_EQ(account.created, writer.stamp());

  domain::Module module{.id = domain::ModuleId::from_stored({}), .code = "orders", .name = "Orders"};
  module.account_types = {AccountType::kClient};
  module.revision = kRevisionOfADraft;
  const auto made = *writer.create_module(std::nullopt, module, platform.operations);
  EXPECT_EQ(made.revision, 1);
  EXPECT_EQ(made.created, writer.stamp());

  const auto team = *writer.create_group(std::nullopt, group("Drivers"), platform.alder);
  EXPECT_EQ(team.account, platform.alder.id);
  EXPECT_EQ(team.revision, 1);
  EXPECT_EQ(team.created, writer.stamp());

  const auto user = ada();
  EXPECT_EQ(user.revision, 1);
  EXPECT_EQ(user.created, writer.stamp());

  const auto member =
      *writer.create_membership(membership(domain::MembershipStatus::kActive), user, platform.alder);
  EXPECT_EQ(member.user, user.id);
  EXPECT_EQ(member.account, platform.alder.id);
  EXPECT_EQ(member.revision, 1);
  EXPECT_EQ(member.created, writer.stamp());
  EXPECT_EQ(member.joined, writer.stamp());
  for (const auto& id : {account.id.str(), made.id.str(), team.id.str(), user.id.str(), member.id.str()}) {
    expect_events(id, {"created"});
  }
}

TEST_F(RowWriting, AMembershipThatIsInvitedHasNotJoined) {
  const auto member =
      *writer.create_membership(membership(domain::MembershipStatus::kInvited), ada(), platform.alder);
  EXPECT_EQ(member.status, domain::MembershipStatus::kInvited);
  EXPECT_FALSE(member.joined.has_value());
}

TEST_F(RowWriting, ABrokenRowIsNotWritten) {
  domain::Account account{.id = domain::AccountId::from_stored({}), .name = " "};
  EXPECT_EQ(field_of(writer.create_account(std::nullopt, account)), "name");
  domain::Module module{.id = domain::ModuleId::from_stored({}), .code = "orders", .name = " "};
  module.account_types = {AccountType::kClient};
  EXPECT_EQ(field_of(writer.create_module(std::nullopt, module, platform.operations)), "name");
  EXPECT_EQ(field_of(writer.create_group(std::nullopt, group(" "), platform.alder)), "name");
  EXPECT_EQ(field_of(writer.create_user(std::nullopt, person("ada"), platform.alder)), "email");
  EXPECT_THAT(*unit->accounts().list(), SizeIs(4));
}

TEST_F(RowWriting, AnIdIsTakenOnce) {
  EXPECT_EQ(field_of(writer.create_account(platform.birch.id,
                                           {.id = domain::AccountId::from_stored({}), .name = "Elm"})),
            "id");
  EXPECT_EQ(field_of(writer.create_group((*unit->groups().find_default(platform.birch.id))->id,
                                         group("Drivers"), platform.alder)),
            "id");
  const auto user = ada();
  EXPECT_EQ(field_of(writer.create_user(user.id, person("eve@alder.example"), platform.alder)), "id");
  const auto again = writer.create_user(std::nullopt, person("ADA@alder.example"), platform.alder);
  ASSERT_TRUE(again.has_error());
  EXPECT_EQ(again.error().kind(), base::ErrorKind::kConflict);
  EXPECT_EQ(field_of(again), "email");
}

TEST_F(RowWriting, AChangeIsANewRevisionWithARecord) {
  auto account = platform.alder;
  account.name = "Alder Haulage";
  ASSERT_TRUE(writer.update_account(account).has_value());
  EXPECT_EQ(account.revision, platform.alder.revision + 1);
  EXPECT_EQ(account.updated, writer.stamp());
  expect_events(account.id.str(), {"updated"});

  auto module = **unit->modules().find(platform.billing);
  module.name = "Bills";
  ASSERT_TRUE(writer.update_module(module, platform.operations).has_value());
  EXPECT_EQ(module.revision, 2);
  EXPECT_EQ(module.updated, writer.stamp());
  expect_events(module.id.str(), {"updated"});

  auto team = *writer.create_group(std::nullopt, group("Drivers"), platform.alder);
  team.name = "Riders";
  ASSERT_TRUE(writer.update_group(team, platform.alder).has_value());
  EXPECT_EQ(team.revision, 2);
  EXPECT_EQ(team.updated, writer.stamp());
  expect_events(team.id.str(), {"created", "updated"});

  auto user = ada();
  user.first_name = "Adele";
  ASSERT_TRUE(writer.update_user(user, AuditAction::kStatusChanged, platform.alder).has_value());
  EXPECT_EQ(user.revision, 2);
  EXPECT_EQ(user.updated, writer.stamp());
  expect_events(user.id.str(), {"created", "status_changed"});

  auto member =
      *writer.create_membership(membership(domain::MembershipStatus::kActive), user, platform.alder);
  ASSERT_TRUE(writer.update_membership(member, user, platform.alder).has_value());
  EXPECT_EQ(member.revision, 2);
  EXPECT_EQ(member.updated, writer.stamp());
  expect_events(member.id.str(), {"created", "updated"});
}

TEST_F(RowWriting, AChangeThatBreaksARuleIsNotWritten) {
  auto account = platform.alder;
  account.name = " ";
  EXPECT_EQ(field_of(writer.update_account(account)), "name");
  auto module = **unit->modules().find(platform.billing);
  module.name = " ";
  EXPECT_EQ(field_of(writer.update_module(module, platform.operations)), "name");
  auto team = *writer.create_group(std::nullopt, group("Drivers"), platform.alder);
  team.name = " ";
  EXPECT_EQ(field_of(writer.update_group(team, platform.alder)), "name");
  auto user = ada();
  user.first_name = "\n";
  EXPECT_EQ(field_of(writer.update_user(user, AuditAction::kUpdated, platform.alder)), "firstName");
  EXPECT_EQ((*unit->accounts().find(account.id))->name, platform.alder.name);
}

// Rules grow stricter: what was allowed when it was written does not stop a change of something else.
TEST_F(RowWriting, WhatBrokeARuleBeforeMayStay) {
  auto account = platform.alder;
  account.website = "no address";
  ++account.revision;
  ASSERT_TRUE(unit->accounts().update(account).has_value());
  account.name = "Alder Haulage";
  EXPECT_TRUE(writer.update_account(account).has_value());
  auto team = *writer.create_group(std::nullopt, group("Drivers"), platform.alder);
  team.name = " ";
  ++team.revision;
  ASSERT_TRUE(unit->groups().update(team).has_value());
  team.description = "New.";
  EXPECT_TRUE(writer.update_group(team, platform.alder).has_value());
}

//
TEST_F(RowWriting, AnAccountThatHasOnlyInvitedSomebodyHasNoRecordOfThem) {
  auto member = membership(domain::MembershipStatus::kInvited);
  EXPECT_EQ(writer.recording_account(member, platform.alder)->id, platform.alder.id);
  member.invitee = domain::Invitee{"ada@alder.example", "Ada", "Alder"};
  EXPECT_EQ(writer.recording_account(member, platform.alder)->id, platform.operations.id);
}

//
TEST_F(RowWriting, APersonsStatusFollowsFromTheirMemberships) {
  auto user = ada();
  ASSERT_TRUE(writer.create_membership(membership(domain::MembershipStatus::kActive), user, platform.alder)
                  .has_value());
  auto settled = user;
  EXPECT_TRUE(*writer.settle_status(settled));
  EXPECT_EQ(settled.status, domain::UserStatus::kActive);
  EXPECT_FALSE(*writer.settle_status(settled));
  expect_events(user.id.str(), {"created"});
  ASSERT_TRUE(writer.derive_user_status(user, platform.alder).has_value());
  ASSERT_TRUE(writer.derive_user_status(user, platform.alder).has_value());
  EXPECT_EQ(user.revision, 2);
  expect_events(user.id.str(), {"created", "status_changed"});
}

}  // namespace
}  // namespace jeton::app
