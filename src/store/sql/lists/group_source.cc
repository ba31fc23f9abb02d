#include "store/sql/lists/group_source.h"

#include "domain/group_fields.h"
#include "store/sql/lists/module_source.h"
#include "store/sql/lists/source_columns.h"

namespace jeton::store::sql {
namespace {

constexpr JoinSource kGroupJoins[] = {{.alias = "a", .sql = "JOIN accounts a ON a.id = g.account_id"}};

constexpr JoinSource kGroupMemberJoins[] = {{.alias = "u", .sql = "JOIN users u ON u.id = p.user_id"}};

constexpr ColumnSource kGroupMemberColumns[] = {
    {.path = "id", .column = "p.user_id"},
    {.path = "email",
     .column = "coalesce(p.invitee_email, u.email)",
     .folded = "coalesce(p.invitee_email_folded, u.email_folded)",
     .join = "u"},
};

// A membership that was deleted is no way into a group any more.
constexpr std::string_view kNoMembership[] = {"Deleted"};

SourceColumns group_columns() {
  SourceColumns columns;
  columns.add(domain::kGroupFields, {.alias = "g", .referred = "a"});
  return columns;
}

}  // namespace

const QuerySource& group_source() noexcept {
  static const auto kColumns = group_columns();
  static const CollectionSource kCollections[] = {
      {.path = "modules",
       .owner = "l.group_id = g.id",
       .elements = linked_modules("group_modules", "group_modules l")},
      {.path = "users",
       .owner = "k.group_id = g.id AND p.status <> ?",
       .elements = {.name = "membership_groups",
                    .from = "membership_groups k JOIN memberships p ON p.id = k.membership_id",
                    .key = "p.user_id",
                    .joins = kGroupMemberJoins,
                    .columns = kGroupMemberColumns},
       .owner_values = kNoMembership},
  };
  static const QuerySource kSource{.name = "user_groups",
                                   .from = "user_groups g",
                                   .key = "g.id",
                                   .joins = kGroupJoins,
                                   .columns = kColumns.list(),
                                   .collections = kCollections};
  return kSource;
}

Condition condition_of(const domain::GroupScope& scope) {
  Condition condition;
  if (!scope.all_accounts) {
    if (!scope.own_account) return {.sql = "1 = 0"};
    condition.sql = "g.account_id = ?";
    condition.parameters.add(*scope.own_account);
  } else if (scope.except && scope.except != scope.own_account) {
    condition.sql = "g.account_id <> ?";
    condition.parameters.add(*scope.except);
  }
  if (scope.of_membership) {
    // Index: primary key of membership_groups.
    condition.sql += condition.sql.empty() ? "" : " AND ";
    condition.sql += "g.id IN (SELECT l.group_id FROM membership_groups l WHERE l.membership_id = ?)";
    condition.parameters.add(*scope.of_membership);
  }
  return condition;
}

}  // namespace jeton::store::sql
