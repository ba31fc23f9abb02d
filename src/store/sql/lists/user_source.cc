#include "store/sql/lists/user_source.h"

#include "domain/account_fields.h"
#include "domain/user_fields.h"
#include "store/sql/lists/person_columns.h"
#include "store/sql/lists/source_columns.h"

namespace jeton::store::sql {
namespace {

constexpr std::string_view kDeletedMembership[] = {"Deleted"};

constexpr JoinSource kUserJoins[] = {
    {.alias = "c", .sql = "LEFT JOIN accounts c ON c.id = u.current_account_id"},
};

/// For a scope of one account, whose id is the question mark.
constexpr std::string_view kSeenUsers =
    "users u LEFT JOIN memberships v ON v.user_id = u.id AND v.account_id = ? AND v.status <> 'Deleted'"
    " AND v.invitee_email IS NOT NULL";

constexpr JoinSource kSeenUserJoins[] = {
    {.alias = "c", .sql = "LEFT JOIN accounts c ON c.id = u.current_account_id AND v.id IS NULL"},
};

SourceColumns user_columns() {
  const SourceColumns::Place place{.alias = "u", .referred = "c"};
  SourceColumns columns;
  columns.add(domain::kUserFields, place);
  put_name_and_status(columns, place);
  return columns;
}

SourceColumns seen_user_columns() {
  auto columns = user_columns();
  see_as_invited(columns, "v");
  return columns;
}

/// The accounts of a user, by memberships that `owner` finds.
CollectionSource accounts_of_user(std::string_view owner) {
  static const auto kColumns = columns_of(domain::kAccountReferenceFields, "a");
  return {.path = "accounts",
          .owner = owner,
          .elements = {.name = "users.accounts",
                       .from = "memberships l JOIN accounts a ON a.id = l.account_id",
                       .key = "a.id",
                       .columns = kColumns.list()},
          .owner_values = kDeletedMembership};
}

/// Index: primary key; users_name for an order by name; memberships_one_per_account for the scope.
const QuerySource& users_as_they_are() {
  static const auto kColumns = user_columns();
  static const CollectionSource kCollections[] = {accounts_of_user("l.user_id = u.id AND l.status <> ?")};
  static const QuerySource kSource{.name = "users",
                                   .from = "users u",
                                   .key = "u.id",
                                   .joins = kUserJoins,
                                   .columns = kColumns.list(),
                                   .collections = kCollections};
  return kSource;
}

const QuerySource& users_as_invited() {
  static const auto kColumns = seen_user_columns();
  static const CollectionSource kCollections[] = {
      accounts_of_user("l.user_id = u.id AND l.status <> ? AND (v.id IS NULL OR l.id = v.id)")};
  static const QuerySource kSource{.name = "users",
                                   .from = kSeenUsers,
                                   .key = "u.id",
                                   .joins = kSeenUserJoins,
                                   .columns = kColumns.list(),
                                   .collections = kCollections};
  return kSource;
}

}  // namespace

const QuerySource& user_source(const domain::UserScope& scope) noexcept {
  return scope.all ? users_as_they_are() : users_as_invited();
}

Condition condition_of(const domain::UserScope& scope) {
  Condition condition;
  if (!scope.deleted) condition.sql = "u.status <> 'Deleted'";
  if (scope.all) return condition;
  condition.from_parameters.add(scope.own_account);
  if (!condition.sql.empty()) condition.sql += " AND ";
  // A missing one is null, which nothing equals.
  // One list of ids, so that the people of an account are found from it and not among all there are.
  // Index: memberships_account.
  condition.sql +=
      "u.id IN (SELECT s.user_id FROM memberships s WHERE s.account_id = ? AND s.status <> 'Deleted'"
      " UNION SELECT v.id FROM users v WHERE v.id = ?)";
  condition.parameters.add(scope.own_account);
  condition.parameters.add(scope.self);
  return condition;
}

Condition single_condition_of(const domain::UserScope& scope) {
  auto condition = condition_of({.all = true, .deleted = scope.deleted});
  if (scope.all) return condition;
  if (!condition.sql.empty()) condition.sql += " AND ";
  condition.sql +=
      "(u.id = ? OR EXISTS (SELECT 1 FROM memberships s WHERE s.user_id = u.id AND s.account_id = ?"
      " AND s.status <> 'Deleted'))";
  condition.parameters.add(scope.self);
  condition.parameters.add(scope.own_account);
  return condition;
}

}  // namespace jeton::store::sql
