#include <gtest/gtest.h>

#include "store/contract/claims.h"
#include "store/contract/samples.h"

// Finding one object inside what a caller reaches (spec 3.2): exactly what the list of the same scope has.
namespace jeton::store::contract {
namespace {

using domain::Lock;
using domain::UnitOfWork;

void TokenIsFoundWithinExactlyItsScope(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto deleted = token(3, account_id(2));
  deleted.status = domain::TokenStatus::kDeleted;
  const std::vector<domain::Token> tokens{token(1, account_id(1)), token(2, account_id(2)), deleted,
                                          token(4, account_id(3))};
  for (const auto& each : tokens) add_token(*store, each);
  const auto unit = must(store->begin_write());
  // Each bit is a part of the scope.
  for (unsigned parts = 0; parts < 64; ++parts) {
    domain::TokenScope scope;
    if ((parts & 1U) != 0) scope.own_account = account_id(2);
    if ((parts & 2U) != 0) scope.own_account = account_id(3);
    scope.vendor_and_client_accounts = (parts & 4U) != 0;
    scope.operations_accounts = (parts & 8U) != 0;
    scope.deleted = (parts & 16U) != 0;
    if ((parts & 32U) != 0) scope.self = token_id(4);
    for (const auto& each : tokens) {
      const auto type =
          each.account == account_id(1) ? domain::AccountType::kOperations : domain::AccountType::kClient;
      const bool inside =
          scope.contains(each.id, each.account, type, each.status == domain::TokenStatus::kDeleted);
      for (const auto lock : {Lock::kNone, Lock::kExclusive}) {
        const auto found = must(unit->tokens().find_within(scope, each.id, lock));
        ASSERT_EQ(found.has_value(), inside) << each.id.str() << " " << parts;
        if (found) expect_same(*found, each);
      }
    }
    EXPECT_FALSE(must(unit->tokens().find_within(scope, token_id(9))).has_value());
  }
}

void UserIsFoundWithinExactlyItsScope(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto deleted = user(4);
  deleted.status = domain::UserStatus::kDeleted;
  write(*store, [&](UnitOfWork& unit) {
    must(unit.users().insert(user(3)));
    must(unit.users().insert(deleted));
    must(unit.memberships().insert(membership(1, user_id(1), account_id(2))));
    auto gone = membership(2, user_id(2), account_id(2));
    gone.status = domain::MembershipStatus::kDeleted;
    must(unit.memberships().insert(gone));
    must(unit.memberships().insert(membership(3, user_id(3), account_id(3))));
  });
  const auto unit = must(store->begin_write());
  const auto found = [&unit](const domain::UserScope& scope) {
    std::vector<std::string> ids;
    for (int number = 1; number <= 5; ++number) {
      const auto by_id = must(unit->users().find_within(scope, user_id(number), Lock::kExclusive));
      const auto by_email = must(unit->users().find_by_email_within(scope, user(number).email));
      EXPECT_EQ(by_id.has_value(), by_email.has_value());
      if (by_id) ids.push_back(by_id->id.str());
    }
    return ids;
  };
  EXPECT_EQ(found({}), Ids{});
  EXPECT_EQ(found({.own_account = account_id(2)}), Ids{"USR-1000-0001"});
  EXPECT_EQ(found({.own_account = account_id(2), .self = user_id(2)}),
            (Ids{"USR-1000-0001", "USR-1000-0002"}));
  EXPECT_EQ(found({.all = true}), (Ids{"USR-1000-0001", "USR-1000-0002", "USR-1000-0003"}));
  EXPECT_EQ(found({.all = true, .deleted = true}),
            (Ids{"USR-1000-0001", "USR-1000-0002", "USR-1000-0003", "USR-1000-0004"}));
  EXPECT_EQ(found({.self = user_id(4)}), Ids{});
}

void MembershipIsFoundWithinExactlyItsScope(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto gone = membership(3, user_id(2), account_id(2));
  gone.status = domain::MembershipStatus::kDeleted;
  write(*store, [&](UnitOfWork& unit) {
    must(unit.memberships().insert(membership(1, user_id(1), account_id(2))));
    must(unit.memberships().insert(membership(2, user_id(1), account_id(3))));
    must(unit.memberships().insert(gone));
    must(unit.memberships().insert(membership(4, user_id(2), account_id(3))));
  });
  const auto unit = must(store->begin_write());
  const auto found = [&unit](const domain::MembershipScope& scope) {
    std::vector<std::string> ids;
    for (int number = 1; number <= 5; ++number) {
      const auto one = must(unit->memberships().find_within(scope, membership_id(number), Lock::kExclusive));
      if (one) ids.push_back(one->id.str());
    }
    return ids;
  };
  const auto id = [](int number) { return membership_id(number).str(); };
  EXPECT_EQ(found({}), Ids{});
  EXPECT_EQ(found({.own_account = account_id(2)}), Ids{id(1)});
  EXPECT_EQ(found({.own_account = account_id(2), .of_user = user_id(1)}), (Ids{id(1), id(2)}));
  EXPECT_EQ(found({.of_user = user_id(2)}), Ids{id(4)});
  EXPECT_EQ(found({.all_accounts = true}), (Ids{id(1), id(2), id(4)}));
}

void GroupIsFoundWithinExactlyItsScope(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  const auto unit = must(store->begin_write());
  for (const int number : {1, 2, 3, 9}) {
    for (const auto lock : {Lock::kNone, Lock::kShared, Lock::kExclusive}) {
      const auto own =
          must(unit->groups().find_within({.own_account = account_id(2)}, group_id(number), lock));
      EXPECT_EQ(own.has_value(), number == 2);
      const auto any = must(unit->groups().find_within({.all_accounts = true}, group_id(number), lock));
      EXPECT_EQ(any.has_value(), number != 9);
      EXPECT_FALSE(must(unit->groups().find_within({}, group_id(number), lock)).has_value());
    }
  }
  const auto many = must(unit->groups().find_many_of(account_id(2), {group_id(3), group_id(2), group_id(9)}));
  ASSERT_EQ(many.size(), 1U);
  expect_same(many.front(), must(unit->groups().find(group_id(2))).value());
  EXPECT_TRUE(must(unit->groups().find_many_of(account_id(2), {})).empty());
}

}  // namespace

Claims scope_claims() {
  return {JETON_CLAIM(TokenIsFoundWithinExactlyItsScope), JETON_CLAIM(UserIsFoundWithinExactlyItsScope),
          JETON_CLAIM(MembershipIsFoundWithinExactlyItsScope),
          JETON_CLAIM(GroupIsFoundWithinExactlyItsScope)};
}

}  // namespace jeton::store::contract
