#include "store/sql/lists/user_source.h"

#include "store/sql/lists/seen_status.h"

namespace jeton::store::sql {
namespace {

constexpr ColumnSource kAccountOfUserColumnSources[] = {
    {.path = "id", .column = "a.id"},
    {.path = "name", .column = "a.name", .folded = "a.name_folded"},
    {.path = "type", .column = "a.type"},
    {.path = "status", .column = "a.status"},
};

constexpr std::string_view kDeletedMembership[] = {"Deleted"};

constexpr CollectionSource kUserCollectionSources[] = {
    {.path = "accounts",
     .owner = "l.user_id = u.id AND l.status <> ?",
     .elements = {.name = "users.accounts",
                  .from = "memberships l JOIN accounts a ON a.id = l.account_id",
                  .key = "a.id",
                  .columns = kAccountOfUserColumnSources},
     .owner_values = kDeletedMembership},
};

constexpr JoinSource kUserJoinSources[] = {
    {.alias = "c", .sql = "LEFT JOIN accounts c ON c.id = u.current_account_id"},
};

constexpr ColumnSource kUserColumnSources[] = {
    {.path = "id", .column = "u.id"},
    {.path = "revision", .column = "u.revision"},
    {.path = "email", .column = "u.email", .folded = "u.email_folded"},
    {.path = "firstName", .column = "u.first_name", .folded = "u.first_name_folded"},
    {.path = "lastName", .column = "u.last_name", .folded = "u.last_name_folded"},
    {.path = "name", .column = "u.name", .folded = "u.name_folded"},
    {.path = "status", .column = kSeenUserStatus},
    {.path = "phone.prefix", .column = "u.phone_prefix", .presence = Presence::kEmptyIsNull},
    {.path = "phone.number", .column = "u.phone_number", .presence = Presence::kEmptyIsNull},
    {.path = "lastLoginAt", .column = "u.last_login", .presence = Presence::kNullable},
    {.path = "currentAccount.id", .column = "u.current_account_id", .presence = Presence::kNullable},
    {.path = "currentAccount.name",
     .column = "c.name",
     .folded = "c.name_folded",
     .presence = Presence::kNullable,
     .join = "c"},
    {.path = "currentAccount.type", .column = "c.type", .presence = Presence::kNullable, .join = "c"},
    {.path = "currentAccount.status", .column = "c.status", .presence = Presence::kNullable, .join = "c"},
    {.path = "audit.created.at", .column = "u.created_at"},
    {.path = "audit.created.by.id", .column = "u.created_by_id", .presence = Presence::kEmptyIsNull},
    {.path = "audit.created.by.name",
     .column = "u.created_by_name",
     .folded = "u.created_by_name_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "audit.updated.at", .column = "u.updated_at", .presence = Presence::kNullable},
    {.path = "audit.updated.by.id", .column = "u.updated_by_id", .presence = Presence::kNullableOrEmpty},
    {.path = "audit.updated.by.name",
     .column = "u.updated_by_name",
     .folded = "u.updated_by_name_folded",
     .presence = Presence::kNullableOrEmpty},
    {.path = "audit.invitationAcceptedAt.at", .column = "u.accepted_at", .presence = Presence::kNullable},
};

/// Index: primary key; users_name for an order by name; memberships_one_per_account for the scope.
constexpr QuerySource kUserSource{.name = "users",
                                  .from = "users u",
                                  .key = "u.id",
                                  .joins = kUserJoinSources,
                                  .columns = kUserColumnSources,
                                  .collections = kUserCollectionSources};

/// The same for a scope of one account, whose id is the question mark: of people who have not accepted its
/// invitation what that said (`domain::as_invited`).
constexpr std::string_view kSeenUsers =
    "users u LEFT JOIN memberships v ON v.user_id = u.id AND v.account_id = ? AND v.status <> 'Deleted'"
    " AND v.invitee_email IS NOT NULL";

constexpr CollectionSource kSeenUserCollectionSources[] = {
    {.path = "accounts",
     .owner = "l.user_id = u.id AND l.status <> ? AND (v.id IS NULL OR l.id = v.id)",
     .elements = {.name = "users.accounts",
                  .from = "memberships l JOIN accounts a ON a.id = l.account_id",
                  .key = "a.id",
                  .columns = kAccountOfUserColumnSources},
     .owner_values = kDeletedMembership},
};

constexpr JoinSource kSeenUserJoinSources[] = {
    {.alias = "c", .sql = "LEFT JOIN accounts c ON c.id = u.current_account_id AND v.id IS NULL"},
};

constexpr ColumnSource kSeenUserColumnSources[] = {
    {.path = "id", .column = "u.id"},
    {.path = "revision", .column = "coalesce(v.revision, u.revision)"},
    {.path = "email",
     .column = "coalesce(v.invitee_email, u.email)",
     .folded = "coalesce(v.invitee_email_folded, u.email_folded)"},
    {.path = "firstName",
     .column = "coalesce(v.invitee_first_name, u.first_name)",
     .folded = "coalesce(v.invitee_first_name_folded, u.first_name_folded)"},
    {.path = "lastName",
     .column = "coalesce(v.invitee_last_name, u.last_name)",
     .folded = "coalesce(v.invitee_last_name_folded, u.last_name_folded)"},
    {.path = "name",
     .column = "coalesce(v.invitee_name, u.name)",
     .folded = "coalesce(v.invitee_name_folded, u.name_folded)"},
    {.path = "status", .column = kSeenPersonStatus},
    {.path = "phone.prefix",
     .column = "CASE WHEN v.id IS NULL THEN u.phone_prefix ELSE '' END",
     .presence = Presence::kEmptyIsNull},
    {.path = "phone.number",
     .column = "CASE WHEN v.id IS NULL THEN u.phone_number ELSE '' END",
     .presence = Presence::kEmptyIsNull},
    {.path = "lastLoginAt",
     .column = "CASE WHEN v.id IS NULL THEN u.last_login END",
     .presence = Presence::kNullable},
    {.path = "currentAccount.id",
     .column = "CASE WHEN v.id IS NULL THEN u.current_account_id END",
     .presence = Presence::kNullable},
    {.path = "currentAccount.name",
     .column = "c.name",
     .folded = "c.name_folded",
     .presence = Presence::kNullable,
     .join = "c"},
    {.path = "currentAccount.type", .column = "c.type", .presence = Presence::kNullable, .join = "c"},
    {.path = "currentAccount.status", .column = "c.status", .presence = Presence::kNullable, .join = "c"},
    {.path = "audit.created.at", .column = "coalesce(v.created_at, u.created_at)"},
    {.path = "audit.created.by.id",
     .column = "coalesce(v.created_by_id, u.created_by_id)",
     .presence = Presence::kEmptyIsNull},
    {.path = "audit.created.by.name",
     .column = "coalesce(v.created_by_name, u.created_by_name)",
     .folded = "coalesce(v.created_by_name_folded, u.created_by_name_folded)",
     .presence = Presence::kEmptyIsNull},
    {.path = "audit.updated.at",
     .column = "CASE WHEN v.id IS NULL THEN u.updated_at ELSE v.updated_at END",
     .presence = Presence::kNullable},
    {.path = "audit.updated.by.id",
     .column = "CASE WHEN v.id IS NULL THEN u.updated_by_id ELSE v.updated_by_id END",
     .presence = Presence::kNullableOrEmpty},
    {.path = "audit.updated.by.name",
     .column = "CASE WHEN v.id IS NULL THEN u.updated_by_name ELSE v.updated_by_name END",
     .folded = "CASE WHEN v.id IS NULL THEN u.updated_by_name_folded ELSE v.updated_by_name_folded END",
     .presence = Presence::kNullableOrEmpty},
    {.path = "audit.invitationAcceptedAt.at",
     .column = "CASE WHEN v.id IS NULL THEN u.accepted_at END",
     .presence = Presence::kNullable},
};

constexpr QuerySource kSeenUserSource{.name = "users",
                                      .from = kSeenUsers,
                                      .key = "u.id",
                                      .joins = kSeenUserJoinSources,
                                      .columns = kSeenUserColumnSources,
                                      .collections = kSeenUserCollectionSources};

}  // namespace

const QuerySource& user_source(const domain::UserScope& scope) noexcept {
  return scope.all ? kUserSource : kSeenUserSource;
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
