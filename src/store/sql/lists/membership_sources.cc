#include "store/sql/lists/membership_sources.h"

#include <fmt/format.h>

#include <tuple>

#include "domain/account_fields.h"
#include "domain/group_fields.h"
#include "domain/membership_fields.h"
#include "domain/module_fields.h"
#include "domain/user_fields.h"
#include "store/sql/lists/person_columns.h"
#include "store/sql/lists/seen_status.h"
#include "store/sql/lists/source_columns.h"

namespace jeton::store::sql {
namespace {

using domain::SeenPeople;

constexpr JoinSource kMembershipJoins[] = {
    {.alias = "u", .sql = "JOIN users u ON u.id = m.user_id"},
    {.alias = "a", .sql = "JOIN accounts a ON a.id = m.account_id"},
};
constexpr SourceColumns::Place kMembershipPlace{.alias = "m", .referred = "a"};

std::span<const CollectionSource> membership_collections() {
  static const auto kGroupColumns = columns_of(domain::kGroupReferenceFields, "g");
  static const auto kModuleColumns = columns_of(domain::kModuleReferenceFields, "d");
  static const CollectionSource kCollections[] = {
      {.path = "groups",
       .owner = "l.membership_id = m.id",
       .elements = {.name = "memberships.groups",
                    .from = "membership_groups l JOIN user_groups g ON g.id = l.group_id",
                    .key = "g.id",
                    .columns = kGroupColumns.list()}},
      {.path = "modules",
       .owner = "l.membership_id = m.id",
       .elements = {.name = "memberships.modules",
                    .from = "membership_groups l JOIN group_modules n ON n.group_id = l.group_id"
                            " JOIN modules d ON d.id = n.module_id",
                    .key = "d.id",
                    .columns = kModuleColumns.list()}},
  };
  return kCollections;
}

/// The person of a membership, below `path`.
template <class... Fields>
SourceColumns person_columns(const std::tuple<Fields...>& fields, std::string_view path, SeenPeople people) {
  const SourceColumns::Place place{.alias = "u", .path = path, .join = "u"};
  SourceColumns columns;
  columns.add(fields, place);
  put_name_and_status(columns, place);
  if (people == SeenPeople::kAsInvited) see_as_invited(columns, "m");
  return columns;
}

void put_invitation_status(SourceColumns& columns, std::string_view path) {
  columns.put({.path = path, .column = columns.keep(seen_membership_status("m"))});
}

SourceColumns membership_columns(SeenPeople people) {
  auto columns = person_columns(domain::kPersonFields, "user", people);
  columns.add(domain::kMembershipFields, kMembershipPlace);
  put_invitation_status(columns, "status");
  put_invitation_status(columns, "invitation.status");
  columns.put({.path = "lastLoginAt", .column = "m.last_access", .presence = Presence::kNullable});
  return columns;
}

SourceColumns member_columns(SeenPeople people) {
  auto columns = person_columns(
      std::tuple_cat(domain::kPersonFields, std::tuple{domain::kPhone, domain::kSignIn}), {}, people);
  columns.add(domain::kSharedMembershipFields, kMembershipPlace);
  columns.put({.path = "id", .column = "m.user_id"});
  put_invitation_status(columns, "invitation.status");
  return columns;
}

SourceColumns user_account_columns() {
  SourceColumns columns;
  columns.add(domain::kAccountReferenceFields, {.alias = "a", .join = "a"});
  columns.put({.path = "id", .column = "m.account_id"});
  put_invitation_status(columns, "invitation.status");
  columns.put({.path = "audit.access.at", .column = "m.last_access", .presence = Presence::kNullable});
  return columns;
}

// Index: memberships_account for one account, memberships_one_per_account for one user, primary key else.
template <SeenPeople kPeople>
const QuerySource& memberships_of() {
  static const auto kColumns = membership_columns(kPeople);
  static const QuerySource kSource{.name = "memberships",
                                   .from = "memberships m",
                                   .key = "m.id",
                                   .joins = kMembershipJoins,
                                   .columns = kColumns.list(),
                                   .collections = membership_collections()};
  return kSource;
}

template <SeenPeople kPeople>
const QuerySource& members_of() {
  static const auto kColumns = member_columns(kPeople);
  static const QuerySource kSource{.name = "memberships.members",
                                   .from = "memberships m",
                                   .key = "m.user_id",
                                   .joins = kMembershipJoins,
                                   .columns = kColumns.list(),
                                   .collections = membership_collections()};
  return kSource;
}

}  // namespace

const QuerySource& membership_source(SeenPeople people) noexcept {
  return people == SeenPeople::kAsInvited ? memberships_of<SeenPeople::kAsInvited>()
                                          : memberships_of<SeenPeople::kAsTheyAre>();
}

const QuerySource& member_source(SeenPeople people) noexcept {
  return people == SeenPeople::kAsInvited ? members_of<SeenPeople::kAsInvited>()
                                          : members_of<SeenPeople::kAsTheyAre>();
}

const QuerySource& user_account_source() noexcept {
  static const auto kColumns = user_account_columns();
  static const QuerySource kSource{.name = "memberships.accounts",
                                   .from = "memberships m",
                                   .key = "m.account_id",
                                   .joins = kMembershipJoins,
                                   .columns = kColumns.list()};
  return kSource;
}

Condition condition_of(const domain::MembershipScope& scope) {
  Condition condition{.sql = "m.status <> 'Deleted'"};
  const bool except = scope.except && scope.except != scope.own_account;
  if (scope.all_accounts && !except) return condition;
  const std::string_view within = scope.all_accounts ? "m.account_id <> ?" : "m.account_id = ?";
  // No account is null, which nothing equals.
  condition.sql += fmt::format(" AND ({}{})", within, scope.of_user ? " OR m.user_id = ?" : "");
  condition.parameters.add(scope.all_accounts ? scope.except : scope.own_account);
  if (scope.of_user) condition.parameters.add(*scope.of_user);
  return condition;
}

}  // namespace jeton::store::sql
