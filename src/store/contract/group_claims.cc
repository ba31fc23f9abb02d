#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "domain/group_properties.h"
#include "store/contract/claims.h"
#include "store/contract/predicates.h"
#include "store/contract/samples.h"

namespace jeton::store::contract {
namespace {

using base::ErrorKind;
using domain::GroupScope;
using domain::UnitOfWork;

void add_groups(domain::Store& store) {
  add_platform(store);
  write(store, [](UnitOfWork& unit) {
    for (const int number : {14, 12, 13}) must(unit.groups().insert(group(number, account_id(2))));
    must(unit.groups().insert(group(15, account_id(3))));
  });
}

const domain::Property& group_property(std::string_view path) {
  return property(domain::group_properties(), path);
}

domain::Page<domain::Group> list(domain::Store& store, const domain::Query& query,
                                 const GroupScope& scope = {std::nullopt, true}) {
  return must(reader(store)->groups().list(scope, query));
}

Ids found(domain::Store& store, domain::Predicate filter) {
  return ids(list(store, query_of(std::move(filter))).rows);
}

void GroupIsFoundAsItWasInserted(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto bare = next_revision(group(11, account_id(3)), 4);
  bare.modules.clear();
  bare.logo = "/logos/Ürün.png";
  bare.extensions.emplace();
  write(*store, [&](UnitOfWork& unit) {
    EXPECT_TRUE(must(unit.groups().insert(group(10, account_id(2)))));
    EXPECT_TRUE(must(unit.groups().insert(bare)));
  });
  const auto unit = reader(*store);
  expect_same(must(unit->groups().find(group_id(10))).value(), group(10, account_id(2)));
  expect_same(must(unit->groups().find(group_id(11))).value(), bare);
  EXPECT_FALSE(must(unit->groups().find(group_id(99))).has_value());
  EXPECT_EQ(must(unit->groups().approximate_count()), 5);
}

void DefaultGroupIsFoundByItsAccount(Database& database) {
  const auto store = database.open();
  add_groups(*store);
  const auto unit = reader(*store);
  EXPECT_EQ(must(unit->groups().find_default(account_id(2))).value().id, group_id(2));
  EXPECT_FALSE(must(unit->groups().find_default(account_id(9))).has_value());
}

void SecondDefaultGroupIsAConflictAndATakenIdIsFalse(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store, [](UnitOfWork& unit) { EXPECT_FALSE(must(unit.groups().insert(group(2, account_id(3))))); });
  auto second = group(20, account_id(2));
  second.is_default = true;
  const auto unit = must(store->begin_write());
  const auto inserted = unit->groups().insert(second);
  ASSERT_TRUE(inserted.has_error());
  EXPECT_EQ(inserted.error().kind(), ErrorKind::kConflict);
}

void GroupsOfAnAccountAreListedById(Database& database) {
  const auto store = database.open();
  add_groups(*store);
  const auto groups = must(reader(*store)->groups().list_of_account(account_id(2)));
  EXPECT_EQ(ids(groups), (Ids{"UGR-1000-0002", "UGR-1000-0012", "UGR-1000-0013", "UGR-1000-0014"}));
  EXPECT_EQ(groups.at(1).modules, group(12, account_id(2)).modules);
  auto many = ids(must(reader(*store)->groups().find_many({group_id(15), group_id(2), group_id(98)})));
  std::sort(many.begin(), many.end());
  EXPECT_EQ(many, (Ids{"UGR-1000-0002", "UGR-1000-0015"}));
}

void GroupListShowsTheScopeOnly(Database& database) {
  const auto store = database.open();
  add_groups(*store);
  EXPECT_EQ(list(*store, query_of()).total, 7);
  const GroupScope own{account_id(3), false};
  EXPECT_EQ(ids(list(*store, query_of(), own).rows), (Ids{"UGR-1000-0003", "UGR-1000-0015"}));
  EXPECT_EQ(list(*store, query_of(), {}).total, 0);
  EXPECT_EQ(list(*store, query_of(equal(group_property("account.id"), "ACC-1000-0002")), own).total, 0);
}

void GroupsAreFilteredByTheirProperties(Database& database) {
  const auto store = database.open();
  add_groups(*store);
  const auto defaults = equal(group_property("isDefault"), true);
  const auto of_vendor = equal(group_property("account.id"), "ACC-1000-0002");
  EXPECT_EQ(found(*store, defaults), (Ids{"UGR-1000-0001", "UGR-1000-0002", "UGR-1000-0003"}));
  EXPECT_EQ(found(*store, all_of({defaults, of_vendor})), (Ids{"UGR-1000-0002"}));
  EXPECT_EQ(found(*store, all_of({negated(defaults), equal(group_property("name"), "Group 13")})),
            (Ids{"UGR-1000-0013"}));
  EXPECT_EQ(found(*store, equal(group_property("name"), "group 13")), Ids{});
  EXPECT_EQ(found(*store, equal(group_property("account.type"), "Client")),
            (Ids{"UGR-1000-0003", "UGR-1000-0015"}));
  EXPECT_EQ(found(*store, equal(group_property("id"), "UGR-1000-0015")), (Ids{"UGR-1000-0015"}));
  auto order = query_of({}, {{&group_property("account.name"), true}, {&group_property("name"), true}});
  order.limit = 2;
  EXPECT_EQ(ids(list(*store, order).rows), (Ids{"UGR-1000-0015", "UGR-1000-0003"}));
}

// Section 9: the users of a group are those whose membership is not deleted.
void GroupsAreFilteredByTheirUsers(Database& database) {
  const auto store = database.open();
  add_groups(*store);
  write(*store, [](UnitOfWork& unit) {
    auto current = membership(1, user_id(1), account_id(2));
    current.groups = {group_id(12), group_id(13)};
    must(unit.memberships().insert(current));
    auto former = membership(2, user_id(2), account_id(2));
    former.groups = {group_id(14)};
    former.status = domain::MembershipStatus::kDeleted;
    must(unit.memberships().insert(former));
  });
  const auto& users = group_property("users");
  const auto& email = *domain::find_property(users.elements, "email");
  EXPECT_EQ(found(*store, has_element(users, {})), (Ids{"UGR-1000-0012", "UGR-1000-0013"}));
  domain::Predicate ignoring_case{
      .kind = domain::Predicate::Kind::kMatch, .property = &email, .ignore_case = true};
  ignoring_case.values.emplace_back("PERSON.1@CEDAR-CLOUD.EXAMPLE");
  EXPECT_EQ(found(*store, has_element(users, {ignoring_case})), (Ids{"UGR-1000-0012", "UGR-1000-0013"}));
  EXPECT_EQ(found(*store, has_element(users, {equal(email, "Person.2@cedar-cloud.example")})), Ids{});
}

void GroupListPagesAndCountsAll(Database& database) {
  const auto store = database.open();
  add_groups(*store);
  auto query = query_of();
  query.limit = 2;
  query.offset = 3;
  const auto page = list(*store, query);
  EXPECT_EQ(page.total, 7);
  EXPECT_EQ(ids(page.rows), (Ids{"UGR-1000-0012", "UGR-1000-0013"}));
  query.limit = 0;
  EXPECT_EQ(list(*store, query).total, 7);
  EXPECT_TRUE(list(*store, query).rows.empty());
  query.limit = 5;
  query.offset = 100;
  EXPECT_EQ(list(*store, query).total, 7);
  EXPECT_TRUE(list(*store, query).rows.empty());
}

void GroupUpdateReplacesTheModules(Database& database) {
  const auto store = database.open();
  add_groups(*store);
  auto changed = next_revision(group(12, account_id(2)), 60);
  changed.name = "Night shift";
  changed.description = "";
  changed.modules = {module_id(3)};
  changed.logo = "https://cedar-cloud.example/logo.png";
  changed.extensions = std::vector<std::string>{"EXT-1000-0001"};
  write(*store, [&](UnitOfWork& unit) { must(unit.groups().update(changed)); });
  expect_same(must(reader(*store)->groups().find(changed.id)).value(), changed);
  const auto unit = must(store->begin_write());
  EXPECT_EQ(unit->groups().update(changed).error().kind(), ErrorKind::kConflict);
}

/// Users 1 and 2 are in group 12 of account 2; user 2 no longer.
void add_grouped_members(domain::Store& store) {
  add_groups(store);
  write(store, [](UnitOfWork& unit) {
    for (const int number : {1, 2}) {
      auto member = membership(number, user_id(number), account_id(2));
      member.groups = {group_id(12)};
      if (number == 2) member.status = domain::MembershipStatus::kDeleted;
      must(unit.memberships().insert(member));
    }
  });
}

void GroupsOfSeveralAccountsAreListedByAccountAndId(Database& database) {
  const auto store = database.open();
  add_groups(*store);
  const auto unit = reader(*store);
  EXPECT_EQ(ids(must(unit->groups().list_of_accounts({account_id(3), account_id(1), account_id(9)}))),
            (Ids{"UGR-1000-0001", "UGR-1000-0003", "UGR-1000-0015"}));
  EXPECT_TRUE(must(unit->groups().list_of_accounts({})).empty());
}

void GroupMembersAreThoseOfMembershipsInForce(Database& database) {
  const auto store = database.open();
  add_grouped_members(*store);
  const auto unit = reader(*store);
  const auto members = must(unit->groups().list_members({group_id(12), group_id(13)}));
  ASSERT_EQ(members.size(), 1U);
  EXPECT_EQ(members.front().group, group_id(12));
  EXPECT_EQ(members.front().user, user_id(1));
  EXPECT_EQ(members.front().name, user(1).name());
  EXPECT_EQ(members.front().email, user(1).email);
  EXPECT_EQ(members.front().status, user(1).status);
  EXPECT_TRUE(must(unit->groups().has_members(group_id(12))));
  EXPECT_FALSE(must(unit->groups().has_members(group_id(13))));
}

void RemovedGroupIsGoneAndItsIdIsNeverTakenAgain(Database& database) {
  const auto store = database.open();
  add_grouped_members(*store);
  write(*store, [](UnitOfWork& unit) {
    auto ended = must(unit.memberships().find_by_id(membership_id(1))).value();
    ended.status = domain::MembershipStatus::kDeleted;
    must(unit.memberships().update(next_revision(ended, 5)));
  });
  const auto position = last_position(*store);
  auto removed = group(12, account_id(2));
  removed.revision = 2;
  write(*store, [&](UnitOfWork& unit) { must(unit.groups().remove(removed)); });
  EXPECT_FALSE(must(reader(*store)->groups().find(group_id(12))).has_value());
  const auto changes = read_changes(*store, position, 1);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes.front().object_id, "UGR-1000-0012");
  EXPECT_EQ(changes.front().revision, 2);
  write(*store, [](UnitOfWork& unit) {
    EXPECT_FALSE(must(unit.groups().insert(group(12, account_id(2)))));
    EXPECT_TRUE(must(unit.groups().insert(group(22, account_id(2)))));
  });
  const auto unit = must(store->begin_write());
  EXPECT_EQ(unit->groups().remove(removed).error().kind(), ErrorKind::kConflict);
}

void GroupWithAMemberCannotBeRemoved(Database& database) {
  const auto store = database.open();
  add_grouped_members(*store);
  {
    const auto unit = must(store->begin_write());
    EXPECT_TRUE(unit->groups().remove(group(12, account_id(2))).has_error());
  }
  EXPECT_TRUE(must(reader(*store)->groups().find(group_id(12))).has_value());
  EXPECT_EQ(must(reader(*store)->groups().list_members({group_id(12)})).size(), 1U);
}

void DefaultGroupsOfSeveralAccountsAreFound(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store, [](UnitOfWork& unit) {
    auto another = group(12, account_id(2));
    another.is_default = false;
    must(unit.groups().insert(another));
    auto found = must(
        unit.groups().find_defaults({account_id(3), account_id(2), account_id(99)}, domain::Lock::kShared));
    ASSERT_EQ(found.size(), 2U);
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    expect_same(found[0], must(unit.groups().find(group_id(2))).value());
    expect_same(found[1], must(unit.groups().find(group_id(3))).value());
    EXPECT_TRUE(must(unit.groups().find_defaults({}, domain::Lock::kNone)).empty());
  });
}

}  // namespace

Claims group_claims() {
  return {JETON_CLAIM(GroupIsFoundAsItWasInserted),
          JETON_CLAIM(DefaultGroupIsFoundByItsAccount),
          JETON_CLAIM(DefaultGroupsOfSeveralAccountsAreFound),
          JETON_CLAIM(SecondDefaultGroupIsAConflictAndATakenIdIsFalse),
          JETON_CLAIM(GroupsOfAnAccountAreListedById),
          JETON_CLAIM(GroupListShowsTheScopeOnly),
          JETON_CLAIM(GroupsAreFilteredByTheirProperties),
          JETON_CLAIM(GroupsAreFilteredByTheirUsers),
          JETON_CLAIM(GroupListPagesAndCountsAll),
          JETON_CLAIM(GroupUpdateReplacesTheModules),
          JETON_CLAIM(GroupsOfSeveralAccountsAreListedByAccountAndId),
          JETON_CLAIM(GroupMembersAreThoseOfMembershipsInForce),
          JETON_CLAIM(RemovedGroupIsGoneAndItsIdIsNeverTakenAgain),
          JETON_CLAIM(GroupWithAMemberCannotBeRemoved)};
}

}  // namespace jeton::store::contract
