#include <gtest/gtest.h>

#include "store/contract/claims.h"
#include "store/contract/samples.h"

namespace jeton::store::contract {
namespace {

using base::ErrorKind;
using domain::MembershipStatus;
using domain::UnitOfWork;

void UserIsFoundByIdAndByEmailWithoutCase(Database& database) {
  const auto store = database.open();
  auto person = user(1);
  person.email = "Ärzte.Straße@cedar-cloud.example";
  write(*store, [&](UnitOfWork& unit) { EXPECT_TRUE(must(unit.users().insert(person))); });
  const auto unit = reader(*store);
  expect_same(must(unit->users().find(person.id)).value(), person);
  for (const auto* spelling : {"ärzte.strasse@CEDAR-cloud.example", "ÄRZTE.STRASSE@CEDAR-CLOUD.EXAMPLE"}) {
    expect_same(must(unit->users().find_by_email(spelling)).value(), person);
  }
  EXPECT_FALSE(must(unit->users().find_by_email("arzte.strasse@cedar-cloud.example")).has_value());
  // Not what stands before U+0000, and no error for what is no UTF-8.
  EXPECT_FALSE(must(unit->users().find_by_email(person.email + std::string("\0x", 2))).has_value());
  EXPECT_FALSE(must(unit->users().find_by_email(person.email + "\xff")).has_value());
  EXPECT_FALSE(must(unit->users().find(user_id(9))).has_value());
  EXPECT_EQ(must(unit->users().approximate_count()), 1);
}

void TakenUserIdOrEmailIsFalse(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store, [](UnitOfWork& unit) {
    auto same_id = user(1);
    same_id.email = "other@birch-retail.example";
    EXPECT_FALSE(must(unit.users().insert(same_id)));
    auto same_email = user(9);
    same_email.email = "PERSON.1@Cedar-Cloud.example";
    EXPECT_FALSE(must(unit.users().insert(same_email)));
  });
  EXPECT_FALSE(must(reader(*store)->users().find(user_id(9))).has_value());
}

void UserUpdateWritesEveryFieldButTheLastLogin(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store,
        [](UnitOfWork& unit) { must(unit.users().record_login(user_id(1), at(500), account_id(2))); });
  auto changed = next_revision(user(1), 60);
  changed.email = "new@birch-retail.example";
  changed.first_name = "Grace";
  changed.last_name = "Sample";
  changed.status = domain::UserStatus::kActive;
  changed.current_account = account_id(3);
  changed.phone = {"", "5"};
  changed.settings = {};
  changed.accepted = stamp(61);
  write(*store, [&](UnitOfWork& unit) { must(unit.users().update(changed)); });
  changed.last_login = at(500);
  const auto unit = reader(*store);
  expect_same(must(unit->users().find_by_email("NEW@birch-retail.example")).value(), changed);
  EXPECT_FALSE(must(unit->users().find_by_email(user(1).email)).has_value());
}

void UserUpdateOfAnotherRevisionIsAConflict(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  const auto unit = must(store->begin_write());
  EXPECT_EQ(unit->users().update(user(1)).error().kind(), ErrorKind::kConflict);
}

void LoginMovesTimeAndAccountButNotTheRevision(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store,
        [](UnitOfWork& unit) { must(unit.users().record_login(user_id(1), at(500), account_id(2))); });
  auto found = must(reader(*store)->users().find(user_id(1))).value();
  EXPECT_EQ(found.last_login, at(500));
  EXPECT_EQ(found.current_account, account_id(2));
  EXPECT_EQ(found.revision, 1);
  write(*store, [](UnitOfWork& unit) { must(unit.users().record_login(user_id(1), at(600), std::nullopt)); });
  found = must(reader(*store)->users().find(user_id(1))).value();
  EXPECT_EQ(found.last_login, at(600));
  EXPECT_FALSE(found.current_account.has_value());
}

void PasswordHashIsNothingUntilItIsSet(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  EXPECT_FALSE(must(reader(*store)->users().find_password_hash(user_id(1))).has_value());
  EXPECT_FALSE(must(reader(*store)->users().find_password_hash(user_id(9))).has_value());
  for (const auto* hash : {"$argon2id$v=19$m=65536,t=2,p=1$c2FsdA$aGFzaA", "$argon2id$second"}) {
    write(*store, [&](UnitOfWork& unit) { must(unit.users().set_password_hash(user_id(1), hash)); });
    EXPECT_EQ(must(reader(*store)->users().find_password_hash(user_id(1))), hash);
  }
  EXPECT_FALSE(must(reader(*store)->users().find_password_hash(user_id(2))).has_value());
  const auto unit = must(store->begin_write());
  EXPECT_EQ(unit->users().set_password_hash(user_id(9), "x").error().kind(), ErrorKind::kInternal);
}

void MembershipIsFoundWithItsGroupsSorted(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto member = membership(1, user_id(1), account_id(2));
  member.groups = {group_id(2), group_id(12)};
  write(*store, [&](UnitOfWork& unit) {
    must(unit.groups().insert(group(12, account_id(2))));
    EXPECT_TRUE(must(unit.memberships().insert(member)));
  });
  const auto unit = reader(*store);
  expect_same(must(unit->memberships().find(user_id(1), account_id(2))).value(), member);
  expect_same(must(unit->memberships().find_by_id(member.id)).value(), member);
  EXPECT_FALSE(must(unit->memberships().find(user_id(1), account_id(3))).has_value());
  EXPECT_FALSE(must(unit->memberships().find_by_id(membership_id(9))).has_value());
  EXPECT_EQ(must(unit->memberships().approximate_count()), 1);
}

void MembershipsOfAUserAreThoseNotDeletedByAccount(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store, [](UnitOfWork& unit) {
    must(unit.memberships().insert(membership(1, user_id(1), account_id(3))));
    must(unit.memberships().insert(membership(3, user_id(1), account_id(1))));
    must(unit.memberships().insert(membership(4, user_id(2), account_id(2))));
    auto deleted = membership(2, user_id(1), account_id(2));
    deleted.status = MembershipStatus::kDeleted;
    must(unit.memberships().insert(deleted));
  });
  EXPECT_EQ(ids(must(reader(*store)->memberships().list_of_user(user_id(1)))),
            (std::vector<std::string>{"AUSR-1000-1000-0003", "AUSR-1000-1000-0001"}));
}

void SecondMembershipInAnAccountIsAConflict(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store, [](UnitOfWork& unit) {
    must(unit.memberships().insert(membership(1, user_id(1), account_id(2))));
    EXPECT_FALSE(must(unit.memberships().insert(membership(1, user_id(2), account_id(2)))));
  });
  const auto unit = must(store->begin_write());
  const auto second = unit->memberships().insert(membership(2, user_id(1), account_id(2)));
  ASSERT_TRUE(second.has_error());
  EXPECT_EQ(second.error().kind(), ErrorKind::kConflict);
}

// a deleted membership stays and a new one with another id may follow.
void DeletedMembershipMakesRoomForANewOne(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto first = membership(1, user_id(1), account_id(2));
  write(*store, [&](UnitOfWork& unit) { must(unit.memberships().insert(first)); });
  first = next_revision(first, 8);
  first.status = MembershipStatus::kDeleted;
  write(*store, [&](UnitOfWork& unit) {
    must(unit.memberships().update(first));
    EXPECT_FALSE(must(unit.memberships().find(user_id(1), account_id(2))).has_value());
    EXPECT_TRUE(must(unit.memberships().insert(membership(2, user_id(1), account_id(2)))));
  });
  const auto unit = reader(*store);
  EXPECT_EQ(must(unit->memberships().find(user_id(1), account_id(2))).value().id, membership_id(2));
  expect_same(must(unit->memberships().find_by_id(membership_id(1))).value(), first);
}

void MembershipUpdateReplacesTheGroups(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto member = membership(1, user_id(1), account_id(2));
  member.groups = {group_id(2)};
  write(*store, [&](UnitOfWork& unit) {
    must(unit.groups().insert(group(12, account_id(2))));
    must(unit.groups().insert(group(13, account_id(2))));
    must(unit.memberships().insert(member));
  });
  member = next_revision(member, 9);
  member.groups = {group_id(12), group_id(13)};
  member.status = MembershipStatus::kInvited;
  member.invited = stamp(9);
  member.joined.reset();
  member.accepted.reset();
  member.invitation_expires = at(900);
  member.invitation_notes = "";
  write(*store, [&](UnitOfWork& unit) { must(unit.memberships().update(member)); });
  expect_same(must(reader(*store)->memberships().find_by_id(member.id)).value(), member);
  const auto unit = must(store->begin_write());
  EXPECT_EQ(unit->memberships().update(member).error().kind(), ErrorKind::kConflict);
}

}  // namespace

Claims user_claims() {
  return {JETON_CLAIM(UserIsFoundByIdAndByEmailWithoutCase),
          JETON_CLAIM(TakenUserIdOrEmailIsFalse),
          JETON_CLAIM(UserUpdateWritesEveryFieldButTheLastLogin),
          JETON_CLAIM(UserUpdateOfAnotherRevisionIsAConflict),
          JETON_CLAIM(LoginMovesTimeAndAccountButNotTheRevision),
          JETON_CLAIM(PasswordHashIsNothingUntilItIsSet),
          JETON_CLAIM(MembershipIsFoundWithItsGroupsSorted),
          JETON_CLAIM(MembershipsOfAUserAreThoseNotDeletedByAccount),
          JETON_CLAIM(SecondMembershipInAnAccountIsAConflict),
          JETON_CLAIM(DeletedMembershipMakesRoomForANewOne),
          JETON_CLAIM(MembershipUpdateReplacesTheGroups)};
}

}  // namespace jeton::store::contract
