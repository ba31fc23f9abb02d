#include <gtest/gtest.h>

#include <set>

#include "domain/membership_properties.h"
#include "domain/user_properties.h"
#include "store/contract/claims.h"
#include "store/contract/samples.h"

namespace jeton::store::contract {
namespace {

using domain::MembershipStatus;
using domain::SeenPeople;
using domain::UnitOfWork;

domain::Query all_by(const domain::PropertyTable& table, std::string_view path, bool descending = false) {
  domain::Query query;
  query.limit = 100;
  const auto* property = table.find(path);
  if (property == nullptr) throw std::runtime_error{"no such property: " + std::string{path}};
  query.order.push_back({property, descending});
  return query;
}

domain::Query where(const domain::PropertyTable& table, std::string_view path, domain::QueryValue value) {
  auto query = all_by(table, "id");
  query.filter.kind = domain::Predicate::Kind::kCompare;
  query.filter.property = table.find(path);
  query.filter.values.push_back(std::move(value));
  return query;
}

domain::Membership invited(int number, int user, int account, std::int64_t expires) {
  auto membership = contract::membership(number, user_id(user), account_id(account));
  membership.status = MembershipStatus::kInvited;
  membership.invitation_expires = at(expires);
  return membership;
}

/// Users 1 to 4: 1 and 2 in account 2, 3 in account 3, 4 nowhere any more; 2 also in account 3.
void add_members(domain::Store& store) {
  add_platform(store);
  write(store, [](UnitOfWork& unit) {
    for (int number = 3; number <= 4; ++number) must(unit.users().insert(user(number)));
    must(unit.groups().insert(group(12, account_id(2))));
    auto first = membership(1, user_id(1), account_id(2));
    first.groups = {group_id(2), group_id(12)};
    must(unit.memberships().insert(first));
    auto second = invited(2, 2, 2, 50);
    second.groups = {group_id(12)};
    must(unit.memberships().insert(second));
    must(unit.memberships().insert(membership(3, user_id(3), account_id(3))));
    must(unit.memberships().insert(membership(4, user_id(2), account_id(3))));
    auto gone = membership(5, user_id(4), account_id(2));
    gone.status = MembershipStatus::kDeleted;
    must(unit.memberships().insert(gone));
  });
}

std::vector<std::string> users_in(domain::Store& store, const domain::UserScope& scope,
                                  const domain::Query& query) {
  const auto page = must(reader(store)->users().list(scope, query));
  EXPECT_EQ(page.total, static_cast<std::int64_t>(page.rows.size()));
  return ids(page.rows);
}

// Spec 3.2, R-064.
void UserListHoldsToItsScope(Database& database) {
  const auto store = database.open();
  add_members(*store);
  const auto query = all_by(domain::user_properties(), "id");
  domain::UserScope own;
  own.own_account = account_id(2);
  EXPECT_EQ(users_in(*store, own, query), (std::vector<std::string>{"USR-1000-0001", "USR-1000-0002"}));
  own.self = user_id(4);
  EXPECT_EQ(users_in(*store, own, query),
            (std::vector<std::string>{"USR-1000-0001", "USR-1000-0002", "USR-1000-0004"}));
  domain::UserScope self;
  self.self = user_id(3);
  EXPECT_EQ(users_in(*store, self, query), (std::vector<std::string>{"USR-1000-0003"}));
  EXPECT_TRUE(users_in(*store, domain::UserScope{}, query).empty());

  write(*store, [](UnitOfWork& unit) {
    auto deleted = next_revision(user(1), 70);
    deleted.status = domain::UserStatus::kDeleted;
    must(unit.users().update(deleted));
  });
  domain::UserScope all;
  all.all = true;
  EXPECT_EQ(users_in(*store, all, query).size(), 3U);
  all.deleted = true;
  EXPECT_EQ(users_in(*store, all, query).size(), 4U);
  EXPECT_EQ(users_in(*store, own, query), (std::vector<std::string>{"USR-1000-0002", "USR-1000-0004"}));
}

void EveryPropertyOfAListCanBeOrderedBy(Database& database) {
  const auto store = database.open();
  add_members(*store);
  domain::UserScope everyone;
  everyone.all = true;
  domain::MembershipScope everywhere;
  everywhere.all_accounts = true;
  const auto unit = reader(*store);
  const auto try_each = [](const domain::PropertyTable& table, const auto& list) {
    for (const auto& property : table.properties) {
      if (property.type == domain::PropertyType::kReference ||
          property.type == domain::PropertyType::kCollection ||
          property.use != domain::PropertyUse::kFilterAndOrder) {
        continue;
      }
      const auto listed = list(all_by(table, property.path, true));
      EXPECT_TRUE(listed.has_value()) << table.resource << " " << property.path;
      domain::Query null = all_by(table, "id");
      null.filter.kind = domain::Predicate::Kind::kIsNull;
      null.filter.property = &property;
      EXPECT_TRUE(list(null).has_value()) << table.resource << " " << property.path;
    }
  };
  try_each(domain::user_properties(),
           [&](const domain::Query& query) { return unit->users().list(everyone, query); });
  try_each(domain::membership_properties(),
           [&](const domain::Query& query) { return unit->memberships().list(everywhere, query); });
  try_each(domain::member_properties(), [&](const domain::Query& query) {
    return unit->memberships().list_members(account_id(2), SeenPeople::kAsTheyAre, query);
  });
  // As those see it who do not know everybody.
  domain::UserScope own;
  own.own_account = account_id(2);
  domain::MembershipScope within;
  within.own_account = account_id(2);
  try_each(domain::user_properties(),
           [&](const domain::Query& query) { return unit->users().list(own, query); });
  try_each(domain::membership_properties(),
           [&](const domain::Query& query) { return unit->memberships().list(within, query); });
  try_each(domain::member_properties(), [&](const domain::Query& query) {
    return unit->memberships().list_members(account_id(2), SeenPeople::kAsInvited, query);
  });
  try_each(domain::user_account_properties(),
           [&](const domain::Query& query) { return unit->memberships().list_accounts(user_id(2), query); });
}

void UserListFiltersByEmailAndByAccounts(Database& database) {
  const auto store = database.open();
  add_members(*store);
  domain::UserScope everyone;
  everyone.all = true;
  const auto& table = domain::user_properties();
  EXPECT_EQ(users_in(*store, everyone, where(table, "email", "Person.3@cedar-cloud.example")),
            (std::vector<std::string>{"USR-1000-0003"}));
  auto in_account = all_by(table, "id");
  in_account.filter.kind = domain::Predicate::Kind::kHasElement;
  in_account.filter.property = table.find("accounts");
  domain::Predicate is_third;
  is_third.kind = domain::Predicate::Kind::kCompare;
  is_third.property = domain::find_property(in_account.filter.property->elements, "id");
  is_third.values.emplace_back(std::string{"ACC-1000-0003"});
  in_account.filter.children.push_back(is_third);
  EXPECT_EQ(users_in(*store, everyone, in_account),
            (std::vector<std::string>{"USR-1000-0002", "USR-1000-0003"}));
}

//
void MembershipListsHoldToTheirScopeAndLeaveOutDeletedOnes(Database& database) {
  const auto store = database.open();
  add_members(*store);
  const auto unit = reader(*store);
  const auto query = all_by(domain::membership_properties(), "id");
  domain::MembershipScope own;
  own.own_account = account_id(2);
  EXPECT_EQ(ids(must(unit->memberships().list(own, query)).rows),
            (std::vector<std::string>{"AUSR-1000-1000-0001", "AUSR-1000-1000-0002"}));
  domain::MembershipScope all;
  all.all_accounts = true;
  EXPECT_EQ(must(unit->memberships().list(all, query)).total, 4);
  EXPECT_EQ(must(unit->memberships().list(domain::MembershipScope{}, query)).total, 0);

  // Of one account, by user; of one user, by account.
  const auto members = must(unit->memberships().list_members(
      account_id(2), SeenPeople::kAsTheyAre, all_by(domain::member_properties(), "email", true)));
  EXPECT_EQ(ids(members.rows), (std::vector<std::string>{"AUSR-1000-1000-0002", "AUSR-1000-1000-0001"}));
  EXPECT_EQ(members.rows[1].groups, (std::vector{group_id(2), group_id(12)}));
  const auto accounts = must(
      unit->memberships().list_accounts(user_id(2), all_by(domain::user_account_properties(), "id", true)));
  EXPECT_EQ(ids(accounts.rows), (std::vector<std::string>{"AUSR-1000-1000-0004", "AUSR-1000-1000-0002"}));
  EXPECT_EQ(ids(must(unit->memberships().list_of_users({user_id(2), user_id(4), user_id(3)}))),
            (std::vector<std::string>{"AUSR-1000-1000-0002", "AUSR-1000-1000-0004", "AUSR-1000-1000-0003"}));
}

void MembershipListsFilterByStatusAndByGroups(Database& database) {
  const auto store = database.open();
  add_members(*store);
  const auto unit = reader(*store);
  domain::MembershipScope all;
  all.all_accounts = true;
  const auto& table = domain::membership_properties();
  EXPECT_EQ(ids(must(unit->memberships().list(all, where(table, "status", "Invited"))).rows),
            (std::vector<std::string>{"AUSR-1000-1000-0002"}));
  auto in_group = all_by(table, "id");
  in_group.filter.kind = domain::Predicate::Kind::kHasElement;
  in_group.filter.property = table.find("groups");
  domain::Predicate is_default;
  is_default.kind = domain::Predicate::Kind::kCompare;
  is_default.property = domain::find_property(in_group.filter.property->elements, "isDefault");
  is_default.values.emplace_back(true);
  in_group.filter.children.push_back(is_default);
  EXPECT_EQ(ids(must(unit->memberships().list(all, in_group)).rows),
            (std::vector<std::string>{"AUSR-1000-1000-0001"}));
}

template <class Row>
std::vector<std::string> read_out(domain::RowStream<Row>& stream) {
  std::vector<std::string> all;
  for (;;) {
    const auto piece = must(stream.next());
    EXPECT_LE(piece.size(), 1U);
    if (piece.empty()) return all;
    for (const auto& id : ids(piece)) all.push_back(id);
  }
}

// piece by piece, in the list's scope and order.
void StreamsOfUsersAndMembershipsHaveWhatTheirListsHave(Database& database) {
  const auto store = database.open();
  add_members(*store);
  const auto unit = reader(*store);
  const auto users = all_by(domain::user_properties(), "email", true);
  domain::UserScope own;
  own.own_account = account_id(2);
  EXPECT_EQ(read_out(*must(unit->users().stream(own, users, 1))),
            ids(must(unit->users().list(own, users)).rows));
  const auto memberships = all_by(domain::membership_properties(), "user.email", true);
  domain::MembershipScope account;
  account.own_account = account_id(2);
  EXPECT_EQ(read_out(*must(unit->memberships().stream(account, memberships, 1))),
            ids(must(unit->memberships().list(account, memberships)).rows));
  const auto members = all_by(domain::member_properties(), "email", true);
  EXPECT_EQ(
      read_out(*must(unit->memberships().stream_members(account_id(2), SeenPeople::kAsTheyAre, members, 1))),
      (std::vector<std::string>{"AUSR-1000-1000-0002", "AUSR-1000-1000-0001"}));
  const auto first =
      must(must(unit->memberships().stream_members(account_id(2), SeenPeople::kAsTheyAre,
                                                   all_by(domain::member_properties(), "email"), 5))
               ->next());
  EXPECT_EQ(first.front().groups, (std::vector{group_id(2), group_id(12)}));
}

// The groups of one membership, as a list of groups.
void GroupListNarrowsToAMembership(Database& database) {
  const auto store = database.open();
  add_members(*store);
  domain::GroupScope scope;
  scope.own_account = account_id(2);
  domain::Query query;
  query.limit = 10;
  const auto unit = reader(*store);
  EXPECT_EQ(must(unit->groups().list(scope, query)).total, 2);
  scope.of_membership = membership_id(2);
  EXPECT_EQ(ids(must(unit->groups().list(scope, query)).rows), (std::vector<std::string>{"UGR-1000-0012"}));
}

//
void OverdueInvitationsAreThoseWhoseTimeIsUp(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store, [](UnitOfWork& unit) {
    must(unit.memberships().insert(invited(1, 1, 1, 99)));
    must(unit.memberships().insert(invited(2, 1, 2, 100)));
    must(unit.memberships().insert(invited(3, 1, 3, 101)));
    auto active = membership(4, user_id(2), account_id(1));
    active.invitation_expires = at(1);
    must(unit.memberships().insert(active));
    auto forever = invited(5, 2, 2, 1);
    forever.invitation_expires.reset();
    must(unit.memberships().insert(forever));
  });
  const auto unit = reader(*store);
  EXPECT_EQ(ids(must(unit->memberships().list_overdue(at(100), 10))),
            (std::vector<std::string>{"AUSR-1000-1000-0001", "AUSR-1000-1000-0002"}));
  EXPECT_EQ(ids(must(unit->memberships().list_overdue(at(100), 1))),
            (std::vector<std::string>{"AUSR-1000-1000-0001"}));
  EXPECT_TRUE(must(unit->memberships().list_overdue(at(98), 10)).empty());
}

// from its time, in every call, whatever the row says; writers see the row.
void InvitationsAreSeenAsExpiredFromTheirTime(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  const auto set_status = [](UnitOfWork& unit, int number, domain::UserStatus status) {
    auto changed = next_revision(must(unit.users().find(user_id(number))).value(), 1);
    changed.status = status;
    must(unit.users().update(changed));
  };
  write(*store, [&](UnitOfWork& unit) {
    for (int number = 3; number <= 5; ++number) must(unit.users().insert(user(number)));
    auto first = invited(1, 1, 2, 100);
    first.groups = {group_id(2)};
    must(unit.memberships().insert(first));
    set_status(unit, 1, domain::UserStatus::kInvited);
    // Another invitation is still open, or has no end.
    must(unit.memberships().insert(invited(2, 2, 2, 100)));
    must(unit.memberships().insert(invited(3, 2, 3, 101)));
    set_status(unit, 2, domain::UserStatus::kInvited);
    must(unit.memberships().insert(invited(4, 3, 2, 100)));
    auto forever = invited(5, 3, 3, 1);
    forever.invitation_expires.reset();
    must(unit.memberships().insert(forever));
    set_status(unit, 3, domain::UserStatus::kInvited);
    // Neither invited nor waiting.
    auto active = membership(6, user_id(4), account_id(2));
    active.invitation_expires = at(1);
    must(unit.memberships().insert(active));
    set_status(unit, 4, domain::UserStatus::kActive);
    must(unit.memberships().insert(invited(7, 5, 2, 100)));
    set_status(unit, 5, domain::UserStatus::kBlocked);
  });
  domain::MembershipScope everywhere;
  everywhere.all_accounts = true;
  domain::UserScope everyone;
  everyone.all = true;
  const auto text = [](const auto& object) { return std::string{domain::to_string(object.status)}; };

  const auto expect = [&](UnitOfWork& unit, const std::string& status) {
    auto& memberships = unit.memberships();
    EXPECT_EQ(text(must(memberships.find(user_id(1), account_id(2))).value()), status);
    EXPECT_EQ(text(must(memberships.find_by_id(membership_id(1))).value()), status);
    EXPECT_EQ(text(must(memberships.find_within(everywhere, membership_id(1))).value()), status);
    EXPECT_EQ(text(must(memberships.list_of_user(user_id(1))).front()), status);
    EXPECT_EQ(text(must(memberships.list_of_users({user_id(1)})).front()), status);
    EXPECT_EQ(text(must(unit.users().find(user_id(1))).value()), status);
    EXPECT_EQ(text(must(unit.users().find_many({user_id(1)})).front()), status);
    EXPECT_EQ(text(must(unit.users().find_within(everyone, user_id(1))).value()), status);
    EXPECT_EQ(text(must(unit.users().find_by_email(user(1).email)).value()), status);
    EXPECT_EQ(text(must(unit.users().find_by_email_within(everyone, user(1).email)).value()), status);
    EXPECT_EQ(text(must(unit.users().find(user_id(2))).value()), "Invited");
    EXPECT_EQ(text(must(unit.users().find(user_id(3))).value()), "Invited");
    EXPECT_EQ(text(must(unit.users().find(user_id(4))).value()), "Active");
    EXPECT_EQ(text(must(unit.users().find(user_id(5))).value()), "Blocked");
    EXPECT_EQ(text(must(memberships.find_by_id(membership_id(3))).value()), "Invited");
    EXPECT_EQ(text(must(memberships.find_by_id(membership_id(5))).value()), "Invited");
    EXPECT_EQ(text(must(memberships.find_by_id(membership_id(6))).value()), "Active");
    EXPECT_EQ(must(memberships.find_by_id(membership_id(1))).value().revision, 1);
    std::set<std::string> seen;
    for (const auto& member : must(unit.groups().list_members({group_id(2)}))) {
      if (member.user == user_id(1)) seen.insert(std::string{domain::to_string(member.status)});
    }
    EXPECT_EQ(seen, std::set<std::string>{status});
  };
  const auto expect_lists = [&](UnitOfWork& unit, const std::string& status, const Ids& expired) {
    const std::string is{"InvitationExpired"};
    EXPECT_EQ(
        ids(must(unit.memberships().list(everywhere, where(domain::membership_properties(), "status", is)))
                .rows),
        expired);
    EXPECT_EQ(
        must(unit.memberships().list(everywhere, where(domain::membership_properties(), "status", is))).total,
        static_cast<std::int64_t>(expired.size()));
    EXPECT_EQ(must(unit.memberships().list(everywhere,
                                           where(domain::membership_properties(), "invitation.status", is)))
                  .total,
              static_cast<std::int64_t>(expired.size()));
    const auto users = expired.empty() ? Ids{} : Ids{"USR-1000-0001"};
    EXPECT_EQ(ids(must(unit.users().list(everyone, where(domain::user_properties(), "status", is))).rows),
              users);
    EXPECT_EQ(
        must(unit.memberships().list(everywhere, where(domain::membership_properties(), "user.status", is)))
            .total,
        static_cast<std::int64_t>(users.size()));
    for (const auto people : {domain::SeenPeople::kAsTheyAre, domain::SeenPeople::kAsInvited}) {
      EXPECT_EQ(must(unit.memberships().list_members(account_id(2), people,
                                                     where(domain::member_properties(), "status", is)))
                    .total,
                static_cast<std::int64_t>(users.size()));
    }
    EXPECT_EQ(must(unit.memberships().list_accounts(
                       user_id(1), where(domain::user_account_properties(), "invitation.status", is)))
                  .total,
              static_cast<std::int64_t>(users.size()));
    EXPECT_EQ(must(unit.memberships().list(
                       everywhere, where(domain::membership_properties(), "status", std::string{"Invited"})))
                  .total,
              static_cast<std::int64_t>(6 - expired.size()));
    const auto rows =
        must(must(unit.memberships().stream(
                      everywhere, where(domain::membership_properties(), "id", membership_id(1).str()), 10))
                 ->next());
    EXPECT_EQ(text(rows.at(0)), status);
  };
  sample_clock().set(at(99));
  {
    const auto before = reader(*store);
    expect(*before, "Invited");
    expect_lists(*before, "Invited", {});
    sample_clock().set(at(100));
    // A snapshot is of one instant.
    expect(*before, "Invited");
  }
  const auto behind = reader(*store);
  expect(*behind, "InvitationExpired");
  expect_lists(*behind, "InvitationExpired",
               {"AUSR-1000-1000-0001", "AUSR-1000-1000-0002", "AUSR-1000-1000-0004", "AUSR-1000-1000-0007"});
  expect(*must(store->begin_write()), "Invited");
  expect(*must(store->begin_write(std::chrono::milliseconds{100})), "Invited");
}

void InvitationSecretIsReplacedFoundByItsDigestAndRemoved(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store, [](UnitOfWork& unit) {
    must(unit.memberships().insert(invited(1, 1, 1, 99)));
    must(unit.memberships().put_invitation({membership_id(1), "digest-1", "sealed-1"}));
  });
  EXPECT_EQ(must(reader(*store)->memberships().find_invitation_by_digest("digest-1")).value().membership,
            membership_id(1));
  write(*store, [](UnitOfWork& unit) {
    must(unit.memberships().put_invitation({membership_id(1), "digest-2", "sealed-2"}));
  });
  EXPECT_FALSE(must(reader(*store)->memberships().find_invitation_by_digest("digest-1")).has_value());
  const auto kept = must(reader(*store)->memberships().find_invitation(membership_id(1))).value();
  EXPECT_EQ(kept.digest, "digest-2");
  EXPECT_EQ(kept.sealed, "sealed-2");
  write(*store, [](UnitOfWork& unit) { must(unit.memberships().remove_invitation(membership_id(1))); });
  EXPECT_FALSE(must(reader(*store)->memberships().find_invitation(membership_id(1))).has_value());
  EXPECT_FALSE(must(reader(*store)->memberships().find_invitation_by_digest("digest-2")).has_value());
}

void LoginMovesTheLastAccessOfTheMembershipThere(Database& database) {
  const auto store = database.open();
  add_members(*store);
  write(*store,
        [](UnitOfWork& unit) { must(unit.users().record_login(user_id(2), at(500), account_id(3))); });
  const auto unit = reader(*store);
  const auto there = must(unit->memberships().find_by_id(membership_id(4))).value();
  EXPECT_EQ(there.last_access, at(500));
  EXPECT_EQ(there.revision, 1);
  EXPECT_FALSE(must(unit->memberships().find_by_id(membership_id(2))).value().last_access.has_value());
}

void AccessMovesOnTheMembershipAlone(Database& database) {
  const auto store = database.open();
  add_members(*store);
  write(*store,
        [](UnitOfWork& unit) { must(unit.memberships().record_access(user_id(2), account_id(3), at(600))); });
  const auto unit = reader(*store);
  const auto there = must(unit->memberships().find_by_id(membership_id(4))).value();
  EXPECT_EQ(there.last_access, at(600));
  EXPECT_EQ(there.revision, 1);
  EXPECT_FALSE(must(unit->memberships().find_by_id(membership_id(2))).value().last_access.has_value());
  EXPECT_FALSE(must(unit->memberships().find_by_id(membership_id(3))).value().last_access.has_value());
  EXPECT_EQ(must(unit->users().find(user_id(2))).value().last_login, user(2).last_login);
}

/// The second user, invited into the second account as somebody else.
void add_invitee(domain::Store& store) {
  add_members(store);
  write(store, [](UnitOfWork& unit) {
    auto pending = must(unit.memberships().find_by_id(membership_id(2))).value();
    pending.invitee = {"Zoë@larch.example", "Zoë", "Nobody"};
    must(unit.memberships().update(next_revision(pending, 60)));
  });
}

//
void InviteeIsKeptWithTheInvitation(Database& database) {
  const auto store = database.open();
  add_invitee(*store);
  const auto find = [&] { return must(reader(*store)->memberships().find_by_id(membership_id(2))).value(); };
  EXPECT_EQ(find().invitee, (domain::Invitee{"Zoë@larch.example", "Zoë", "Nobody"}));
  EXPECT_FALSE(must(reader(*store)->memberships().find_by_id(membership_id(1))).value().invitee.has_value());
  write(*store, [&](UnitOfWork& unit) {
    auto accepted = find();
    accepted.invitee.reset();
    must(unit.memberships().update(next_revision(accepted, 61)));
  });
  EXPECT_FALSE(find().invitee.has_value());
}

// whoever does not know everybody asks about what the invitation said.
void InvitedPeopleAreFoundByWhatTheirInvitationSaid(Database& database) {
  const auto store = database.open();
  add_invitee(*store);
  const auto unit = reader(*store);
  domain::UserScope own;
  own.own_account = account_id(2);
  domain::UserScope all;
  all.all = true;
  domain::MembershipScope within;
  within.own_account = account_id(2);
  domain::MembershipScope everywhere;
  everywhere.all_accounts = true;
  const auto counts = [&](std::string_view path, const domain::QueryValue& value) {
    const auto member_path = "user." + std::string{path};
    const auto of_users = where(domain::user_properties(), path, value);
    const auto of_members = where(domain::member_properties(), path, value);
    const auto of_memberships = where(domain::membership_properties(), member_path, value);
    auto& memberships = unit->memberships();
    const auto number = [](const auto& page) { return must(page).total; };
    return std::vector<std::int64_t>{
        number(unit->users().list(own, of_users)),
        number(memberships.list_members(account_id(2), SeenPeople::kAsInvited, of_members)),
        number(memberships.list(within, of_memberships)),
        number(unit->users().list(all, of_users)),
        number(memberships.list_members(account_id(2), SeenPeople::kAsTheyAre, of_members)),
        number(memberships.list(everywhere, of_memberships))};
  };
  using Counts = std::vector<std::int64_t>;
  EXPECT_EQ(counts("name", "Zoë Nobody"), (Counts{1, 1, 1, 0, 0, 0}));
  EXPECT_EQ(counts("firstName", "Zoë"), (Counts{1, 1, 1, 0, 0, 0}));
  EXPECT_EQ(counts("lastName", "Nobody"), (Counts{1, 1, 1, 0, 0, 0}));
  EXPECT_EQ(counts("email", "Zoë@larch.example"), (Counts{1, 1, 1, 0, 0, 0}));
  // The true ones: the person has two memberships.
  EXPECT_EQ(counts("name", user(2).name()), (Counts{0, 0, 0, 1, 1, 2}));
  EXPECT_EQ(counts("lastName", user(2).last_name), (Counts{0, 0, 0, 1, 1, 2}));
  EXPECT_EQ(counts("email", user(2).email), (Counts{0, 0, 0, 1, 1, 2}));
  const auto phones = [&](const domain::UserScope& scope) {
    return must(unit->users().list(scope,
                                   where(domain::user_properties(), "phone.number", user(2).phone.number)))
        .total;
  };
  EXPECT_EQ(phones(own), 0);
  EXPECT_EQ(phones(all), 1);
  EXPECT_EQ(must(unit->memberships().list_members(
                     account_id(2), SeenPeople::kAsInvited,
                     where(domain::member_properties(), "phone.number", user(2).phone.number)))
                .total,
            0);
  const auto revision = where(domain::user_properties(), "revision", std::int64_t{2});
  EXPECT_EQ(must(unit->users().list(own, revision)).total, 1);
  // In the order of what is seen, streams and pages alike; the other account sees its member.
  const auto by_name = all_by(domain::user_properties(), "name");
  EXPECT_EQ(users_in(*store, own, by_name), (std::vector<std::string>{"USR-1000-0001", "USR-1000-0002"}));
  domain::UserScope other;
  other.own_account = account_id(3);
  EXPECT_EQ(must(unit->users().list(other, where(domain::user_properties(), "name", user(2).name()))).total,
            1);
  // Of groups, too.
  const auto members = must(unit->groups().list_members({group_id(12)}));
  ASSERT_EQ(members.size(), 2U);
  EXPECT_EQ(members.back().name, "Zoë Nobody");
  EXPECT_EQ(members.back().email, "Zoë@larch.example");
  EXPECT_EQ(members.back().status, domain::UserStatus::kInvited);
}

void UsersAreFoundTogether(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto found = must(reader(*store)->users().find_many({user_id(2), user_id(9), user_id(1), user_id(2)}));
  EXPECT_EQ(found.size(), 2U);
  EXPECT_TRUE(must(reader(*store)->users().find_many({})).empty());
}

}  // namespace

Claims membership_claims() {
  return {JETON_CLAIM(UserListHoldsToItsScope),
          JETON_CLAIM(EveryPropertyOfAListCanBeOrderedBy),
          JETON_CLAIM(UserListFiltersByEmailAndByAccounts),
          JETON_CLAIM(MembershipListsHoldToTheirScopeAndLeaveOutDeletedOnes),
          JETON_CLAIM(MembershipListsFilterByStatusAndByGroups),
          JETON_CLAIM(StreamsOfUsersAndMembershipsHaveWhatTheirListsHave),
          JETON_CLAIM(GroupListNarrowsToAMembership),
          JETON_CLAIM(OverdueInvitationsAreThoseWhoseTimeIsUp),
          JETON_CLAIM(InvitationsAreSeenAsExpiredFromTheirTime),
          JETON_CLAIM(InvitationSecretIsReplacedFoundByItsDigestAndRemoved),
          JETON_CLAIM(LoginMovesTheLastAccessOfTheMembershipThere),
          JETON_CLAIM(AccessMovesOnTheMembershipAlone),
          JETON_CLAIM(InviteeIsKeptWithTheInvitation),
          JETON_CLAIM(InvitedPeopleAreFoundByWhatTheirInvitationSaid),
          JETON_CLAIM(UsersAreFoundTogether)};
}

}  // namespace jeton::store::contract
